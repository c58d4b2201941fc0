//! The scripts and npm packages in `tests/browser/`.

use crate::{
    browser, engines, places,
    problem::{Context, Problem, Result},
    shell::Run,
};
use std::{collections::BTreeSet, fs, path::PathBuf};

const NODE: &str = "install Node 20.15 or newer, with npm";

/// Whether the packages are installed, and are those of the lock file.
pub(crate) fn packages_present() -> bool {
    let lock = fs::read(places::browser_tests().join("package-lock.json"));
    lock.is_ok_and(|lock| fs::read(installed_lock()).is_ok_and(|installed| installed == lock))
}

/// Installs the packages of the lock file.
pub(crate) fn install_packages() -> Result<()> {
    let folder = places::browser_tests();
    Run::new("npm ci --ignore-scripts --no-audit --no-fund")
        .at(&folder)
        .go()
        .map_err(|problem| if places::on_path("npm").is_none() { problem.hint(NODE) } else { problem })?;
    let lock = folder.join("package-lock.json");
    fs::copy(&lock, installed_lock()).context(lock.display()).map(|_| ())
}

/// A copy of the lock file as of the last installation.
fn installed_lock() -> PathBuf {
    places::browser_tests().join("node_modules/.installed-lock.json")
}

/// Refuses a Node in which the scripts fail with puzzling messages.
fn check_version() -> Result<()> {
    let version = Run::new("node --version").read().map_err(|problem| problem.hint(NODE))?;
    if new_enough(&version) {
        return Ok(());
    }
    Err(Problem::new(format!("node is version {}", version.trim())).hint(NODE))
}

/// Whether `v22.3.0` or the like is at least 20.15, as in package.json.
fn new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(20), Some(15))
}

/// One of the scripts, told where the page and the browser are.
pub(crate) fn script(name: &str, page: &str) -> Result<Run> {
    check_version()?;
    Ok(Run::new("node")
        .arg(format!("tests/browser/{name}"))
        .env("PAGE_URL", page)
        .env("CHROME", browser::find()?.chrome))
}

/// As many failed tests get a second try; where more fail, the page is broken.
const SECOND_TRIES: usize = 6;

/// All tests that drive the page at this address. A few that fail are tried once more, alone, and the output names them.
pub(crate) fn test_page(page: &str) -> Result<()> {
    check_version()?;
    let folder = places::browser_tests();
    let files = fs::read_dir(&folder).context(folder.display())?;
    let mut tests: Vec<String> = files
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    tests.sort();
    if tests.is_empty() {
        return Err(Problem::new("tests/browser/ holds no *.test.mjs"));
    }
    let into = places::target().join("failed-tests.txt");
    // There is none of an earlier run, or it cannot be removed and is written anew.
    let _ = fs::remove_file(&into);
    let with_page = |run: Run| -> Result<Run> {
        let run = engines::find()?.iter().fold(run, |run, (variable, program)| run.env(variable, program));
        Ok(run.env("PAGE_URL", page).env("CHROME", browser::find()?.chrome))
    };
    let first = Run::new("node --test --test-timeout=600000 --test-reporter=spec --test-reporter-destination=stdout")
        .arg("--test-reporter=./tests/browser/failed.mjs")
        .arg(format!("--test-reporter-destination={}", into.display()));
    let first = tests.iter().fold(first, |run, name| run.arg(format!("tests/browser/{name}")));
    let Err(problem) = with_page(first)?.go() else { return Ok(()) };
    let text = fs::read_to_string(&into).unwrap_or_default();
    let failed = failed_tests(&text);
    let have_all_run = text.lines().next_back() == Some("end");
    if !have_all_run || failed.is_empty() || failed.len() > SECOND_TRIES {
        return Err(problem);
    }
    println!(
        "{} of the tests failed. Three browsers on a busy machine now and then stumble: a second try.",
        failed.len()
    );
    let again = Run::new("node --test --test-timeout=600000 --test-reporter=spec");
    let again = failed.iter().fold(again, |run, (_, name)| run.arg(format!("--test-name-pattern={name}")));
    let files: BTreeSet<&str> = failed.iter().map(|(file, _)| *file).collect();
    with_page(files.into_iter().fold(again, Run::arg))?.go()?;
    println!("Only the second try passed of:");
    failed.iter().for_each(|(file, name)| println!("  {file} {name}"));
    Ok(())
}

/// Pairs of a file and a pattern of a test's name, as `tests/browser/failed.mjs` writes them.
fn failed_tests(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter_map(|line| line.split_once('\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(["v20.15.0", "v20.19.2\n", "v22.3.0", "v100.0.0"].into_iter().all(new_enough));
        assert!(["v20.9.0", "v18.20.4", "v9.99.0", ""].into_iter().all(|version| !new_enough(version)));
    }
}
