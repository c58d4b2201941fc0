//! A Chromium, with the driver that belongs to it.

use crate::{
    apt, places,
    problem::{Context, Problem, Result},
    shell::Run,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

const HINT: &str = "install Chrome or Chromium with a chromedriver of the same version, \
                    and set CHROME and CHROMEDRIVER to the two programs if the PATH does not find them";

/// Programs that are a Chromium, best first.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where macOS keeps applications, which are on no PATH.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A browser and its driver.
pub(crate) struct Browser {
    /// The browser.
    pub(crate) chrome: PathBuf,
    /// The program through which WebAssembly tests start it.
    pub(crate) driver: PathBuf,
}

/// Finds both, by environment variable or on the PATH.
pub(crate) fn find() -> Result<Browser> {
    let chrome = named("CHROME", HINT)?
        .or_else(|| NAMES.iter().find_map(|name| places::on_path(name)))
        .or_else(|| APPLICATIONS.iter().map(PathBuf::from).find(|file| file.is_file()))
        .ok_or_else(|| Problem::new("no Chrome or Chromium was found").hint(HINT))?;
    let driver = named("CHROMEDRIVER", HINT)?
        .or_else(|| places::on_path("chromedriver"))
        .ok_or_else(|| Problem::new("no chromedriver was found").hint(HINT))?;
    Ok(Browser { chrome, driver })
}

/// The program that an environment variable names.
pub(crate) fn named(variable: &str, hint: &str) -> Result<Option<PathBuf>> {
    match env::var_os(variable).map(PathBuf::from) {
        Some(file) if !file.is_file() => {
            Err(Problem::new(format!("{variable} names {}, which is no file", file.display())).hint(hint))
        }
        found => Ok(found),
    }
}

/// Installs both with apt-get.
pub(crate) fn install() -> Result<()> {
    // What the person named is theirs to put right.
    named("CHROME", HINT)?;
    named("CHROMEDRIVER", HINT)?;
    apt::install("chromium chromium-driver", HINT)
}

impl Browser {
    /// Refuses a driver of another version than the browser, which otherwise fails with puzzling messages.
    pub(crate) fn check_versions(&self) -> Result<()> {
        let (chrome, driver) = (major_version(&self.chrome)?, major_version(&self.driver)?);
        if chrome == driver {
            return Ok(());
        }
        Err(Problem::new(format!(
            "{} is version {chrome}, {} is version {driver}",
            self.chrome.display(),
            self.driver.display()
        ))
        .hint("set CHROME and CHROMEDRIVER to a pair of the same version"))
    }

    /// Writes the driver's settings: those of the workspace, and this browser.
    pub(crate) fn write_settings(&self) -> Result<PathBuf> {
        let from = places::root().join("webdriver.json");
        let into = places::target().join("webdriver.json");
        let text = fs::read_to_string(&from).context(from.display())?;
        let options = "\"goog:chromeOptions\": {";
        let path = self.chrome.display().to_string().replace('\\', "\\\\");
        let with_browser = text.replacen(options, &format!("{options}\n    \"binary\": \"{path}\","), 1);
        fs::create_dir_all(places::target()).context(places::target().display())?;
        fs::write(&into, with_browser).context(into.display())?;
        Ok(into)
    }
}

/// 156 of `Chromium 156.0.8078.79 built on Debian`.
fn major_version(program: &Path) -> Result<String> {
    let text = Run::program(program).arg("--version").read()?;
    first_number(&text)
        .map(str::to_owned)
        .ok_or_else(|| Problem::new(format!("{} does not say its version", program.display())))
}

fn first_number(text: &str) -> Option<&str> {
    text.split_whitespace().filter_map(|word| word.split('.').next()).find(|word| word.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(first_number("Chromium 156.0.8078.79 built on Debian 12"), Some("156"));
        assert_eq!(first_number("ChromeDriver 155.0.1 (a21ce95c)"), Some("155"));
        assert_eq!(first_number("none"), None);
    }
}
