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
    let wanted: Vec<_> =
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(engine).collect::<Result<_>>()?;
    if wanted.is_empty() {
        return Err(Problem::new("ENGINES names no engine")
            .hint("it takes chromium, firefox, webkit; without it all are tested"));
    }
    Ok(wanted)
}

/// The variables that tell the tests where the programs are, or what is missing.
pub(crate) fn find() -> Result<Vec<(&'static str, PathBuf)>> {
    Ok(wanted()?.into_iter().map(programs_of).collect::<Result<Vec<_>>>()?.concat())
}

/// The variables of one engine with its programs, or what is missing.
fn programs_of((engine, _, programs): &Engine) -> Result<Vec<(&'static str, PathBuf)>> {
    let program = |(variable, names): &Needed| {
        let program = named(variable, HINT)?
            .or_else(|| names.iter().find_map(|name| places::on_path(name)))
            .or_else(|| Some(PathBuf::from(FIREFOX_APPLICATION)).filter(|file| *engine == "firefox" && file.is_file()));
        let missing = || Problem::new(format!("no {} was found, for tests in {engine}", names.join(" or "))).hint(HINT);
        Ok((*variable, program.ok_or_else(missing)?))
    };
    programs.iter().map(program).collect()
}

/// Installs what was asked for and is not there.
pub(crate) fn install() -> Result<()> {
    let wanted = wanted()?;
    for (variable, _) in wanted.iter().flat_map(|(.., programs)| *programs) {
        // What the person named is theirs to put right.
        named(variable, HINT)?;
    }
    // Each for itself: a package that this system does not know must not stop those of another engine.
    let missing = wanted.into_iter().filter(|engine| programs_of(engine).is_err());
    let failures: Vec<String> = missing
        .filter_map(|(_, packages, _)| apt::install(packages, HINT).err())
        .map(|problem| problem.to_string())
        .collect();
    if failures.is_empty() { Ok(()) } else { Err(Problem::new(failures.join("\n"))) }
}
