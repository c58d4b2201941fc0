//! Firefox and WebKit: the engines beside Chromium in which the tests drive the page.

use crate::{
    apt,
    browser::named,
    places,
    problem::{Problem, Result},
};
use std::{env, path::PathBuf};

const HINT: &str = "name the programs with FIREFOX, WEBKIT_DRIVER and XVFB (MINIBROWSER, if WebKitGTK keeps it in an unusual \
                    place), or leave out what this system cannot have: ENGINES=chromium,firefox or ENGINES=chromium";

/// Where macOS keeps it, on no PATH.
const FIREFOX_APPLICATION: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// A program that tests start, the variable that names it, and how it is found without.
type Needed = (&'static str, &'static [&'static str]);

const FIREFOX: &[Needed] = &[("FIREFOX", &["firefox-esr", "firefox"])];
/// Its driver knows where its browser is; the screen is a virtual one.
const WEBKIT: &[Needed] = &[("WEBKIT_DRIVER", &["WebKitWebDriver"]), ("XVFB", &["Xvfb"])];

/// An engine with its Debian packages and its programs.
type Engine = (&'static str, &'static str, &'static [Needed]);

const ENGINES: [Engine; 3] =
    [("chromium", "", &[]), ("firefox", "firefox-esr", FIREFOX), ("webkit", "webkit2gtk-driver xvfb", WEBKIT)];

/// The engines that were asked for: those in the variable `ENGINES`, or all.
fn wanted() -> Result<Vec<&'static Engine>> {
    let Ok(names) = env::var("ENGINES") else { return Ok(ENGINES.iter().collect()) };
    let engine = |name: &str| {
        ENGINES.iter().find(|(known, ..)| *known == name).ok_or_else(|| {
            Problem::new(format!("ENGINES: there is no engine `{name}`")).hint("it takes chromium, firefox, webkit")
        })
    };
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(engine).collect()
}

/// The variables that tell the tests where the programs are, or what is missing.
pub(crate) fn find() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut found = Vec::new();
    for (engine, _, programs) in wanted()? {
        for (variable, names) in *programs {
            let program =
                named(variable, HINT)?.or_else(|| names.iter().find_map(|name| places::on_path(name))).or_else(|| {
                    Some(PathBuf::from(FIREFOX_APPLICATION)).filter(|file| *engine == "firefox" && file.is_file())
                });
            let missing =
                || Problem::new(format!("no {} was found, for tests in {engine}", names.join(" or "))).hint(HINT);
            found.push((*variable, program.ok_or_else(missing)?));
        }
    }
    Ok(found)
}

/// Installs what was asked for.
pub(crate) fn install() -> Result<()> {
    let wanted = wanted()?;
    for (variable, _) in wanted.iter().flat_map(|(.., programs)| *programs) {
        // What the person named is theirs to put right.
        named(variable, HINT)?;
    }
    let packages: Vec<&str> = wanted.iter().map(|(_, packages, _)| *packages).collect();
    apt::install(packages.join(" ").trim(), HINT)
}
