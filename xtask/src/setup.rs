//! What this project needs beyond cargo, and how to get it.

use crate::{
    apt, browser, engines, node, places,
    problem::{Problem, Result},
    shell::{Run, spoken},
    tools, wasm_std,
};
use std::{env, time::Instant};

/// One thing that may have to be installed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// rustfmt and clippy.
    Lints,
    /// The standard library for WebAssembly.
    WasmStd,
    /// Builds the page.
    Trunk,
    /// Connects Rust with JavaScript, and runs WebAssembly tests.
    WasmBindgen,
    /// Makes the WebAssembly file smaller and faster.
    WasmOpt,
    /// Chromium and its driver.
    Browser,
    /// Firefox and WebKit.
    Engines,
    /// The font whose widths the tests and the pictures depend on.
    Fonts,
    /// Makes sites from articles, as the tests of what authors copy need it.
    Hugo,
    /// npm packages of the tests that drive the page.
    PageTests,
}

impl Part {
    /// Enough to build and serve the page.
    pub(crate) const FOR_PAGE: &[Part] = &[Part::WasmStd, Part::Trunk, Part::WasmBindgen, Part::WasmOpt];

    /// Enough to look at the page in Chromium.
    pub(crate) const FOR_LOOKS: &[Part] =
        &[Part::WasmStd, Part::Trunk, Part::WasmBindgen, Part::WasmOpt, Part::Browser, Part::Fonts, Part::PageTests];

    /// Enough for every command.
    pub(crate) const ALL: &[Part] = &[
        Part::Lints,
        Part::WasmStd,
        Part::Trunk,
        Part::WasmBindgen,
        Part::WasmOpt,
        Part::Browser,
        Part::Engines,
        Part::Fonts,
        Part::Hugo,
        Part::PageTests,
    ];

    /// Its name, what it is for, and about how long it takes on two cores.
    fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Part::Lints => ("rustfmt, clippy", "check the source", "10 s"),
            Part::WasmStd => ("wasm32 standard library", "Rust for the browser", "5 s"),
            Part::Trunk => ("Trunk", "builds the page; compiled from source", "4 min"),
            Part::WasmBindgen => ("wasm-bindgen", "connects Rust with JavaScript; compiled from source", "2 min"),
            Part::WasmOpt => ("wasm-opt", "makes the page smaller; from npm", "5 s"),
            Part::Browser => ("Chromium and its driver", "drive the page; by apt-get, system-wide", "30 s"),
            Part::Engines => ("Firefox, WebKit", "drive the page; by apt-get, system-wide", "1 min"),
            Part::Fonts => ("Liberation fonts", "text as wide as Arial; by apt-get, system-wide", "10 s"),
            Part::Hugo => ("Hugo", "makes a site of what authors copy; by apt-get, system-wide", "20 s"),
            Part::PageTests => ("npm packages", "drive the page; in tests/browser/", "10 s"),
        }
    }

    fn present(self) -> bool {
        match self {
            Part::Lints => {
                ["cargo fmt --version", "cargo clippy --version"].iter().all(|line| Run::new(line).read().is_ok())
            }
            Part::WasmStd => wasm_std::present(),
            Part::Trunk => tools::TRUNK.present(),
            Part::WasmBindgen => tools::wasm_bindgen().is_ok_and(|tool| tool.present()),
            // Without npm there is no way to it; the page is then built without.
            Part::WasmOpt => tools::WASM_OPT.present() || places::on_path("npm").is_none(),
            Part::Browser => browser::find().is_ok(),
            Part::Engines => engines::find().is_ok(),
            // Elsewhere there is no one way to it; `provide` says so.
            Part::Fonts => fonts_found() || places::on_path("apt-get").is_none(),
            Part::Hugo => without_hugo() || places::on_path("hugo").is_some(),
            Part::PageTests => node::packages_present(),
        }
    }

    fn install(self) -> Result<()> {
        match self {
            Part::Lints => Run::new("rustup component add rustfmt clippy").go(),
            Part::WasmStd => wasm_std::install(),
            Part::Trunk => tools::TRUNK.install(),
            Part::WasmBindgen => tools::wasm_bindgen()?.install(),
            Part::WasmOpt => tools::WASM_OPT.install(),
            Part::Browser => browser::install(),
            Part::Engines => engines::install(),
            Part::Fonts => {
                apt::install("fonts-liberation fontconfig", "install Liberation Sans or Arial, and fontconfig")
            }
            Part::Hugo => {
                apt::install("hugo", "install Hugo and put it on the PATH, or leave its tests out: HUGO=none")
            }
            Part::PageTests => node::install_packages(),
        }
    }
}

/// Whether there is a font of the widths that tests and pictures expect.
fn fonts_found() -> bool {
    Run::new("fc-list : family").read().is_ok_and(|families| {
        families.split([',', '\n']).any(|family| ["Liberation Sans", "Arial"].contains(&family.trim()))
    })
}

/// Whether the tests that need Hugo are left out.
fn without_hugo() -> bool {
    env::var_os("HUGO").is_some_and(|value| value == "none")
}

/// Installs what is missing of `parts`: first says what and about how long, then does it, then says how long it took.
pub(crate) fn provide(parts: &[Part]) -> Result<()> {
    if parts.contains(&Part::Fonts) && places::on_path("apt-get").is_none() && !fonts_found() {
        println!("No Liberation Sans or Arial was found with fc-list: tests of widths need one of them.");
    }
    let missing: Vec<Part> = parts.iter().copied().filter(|part| !part.present()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("To be installed, once per machine (times for two cores):");
    for (name, purpose, about) in missing.iter().map(|part| part.told()) {
        println!("  {name:<26} about {about:<6} {purpose}");
    }
    println!("Programs go into {}", places::tools().display());

    let mut failures = Vec::new();
    for part in missing {
        let (name, _, about) = part.told();
        println!("\nInstalling {name}, about {about}");
        let begin = Instant::now();
        let outcome = part.install();
        let took = spoken(begin.elapsed());
        match outcome {
            Ok(()) if part.present() => println!("Installed {name} in {took}"),
            Ok(()) => failures.push(format!("{name}: installed, but still not found on the PATH")),
            Err(problem) => failures.push(format!("{name}: {problem}")),
        }
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(format!("not everything could be installed\n{}", failures.join("\n"))))
    }
}
