//! Building the page.

use crate::{
    places,
    problem::{Context, Result},
    setup::{self, Part},
    shell::{Run, spoken},
    tools,
};
use std::{fs, path::Path, time::Instant};

/// What `.cargo/config.toml` asks for, which flags in the environment replace.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// Builds the page into `dist/`.
pub(crate) fn build() -> Result<()> {
    let begin = Instant::now();
    // Trunk may then work offline, and never starts to download a tool of its own choice.
    Run::new("cargo fetch --locked").go()?;
    if tools::WASM_OPT.present() {
        trunk("index.html")?;
    } else {
        println!("npm was not found: the page is built without wasm-opt and comes out larger");
        without_wasm_opt()?;
    }
    println!("The page is in {} ({})", places::dist().display(), spoken(begin.elapsed()));
    Ok(())
}

/// Writes the built page as one file with a link inside; builds it if there is none.
pub(crate) fn bake(link: &str, file: &Path) -> Result<()> {
    let single = places::dist().join("outage-explorer.html");
    if !single.is_file() {
        setup::provide(Part::FOR_PAGE)?;
        build()?;
    }
    let text = Run::new("cargo run --quiet --locked --package site -- bake").arg(single).arg(link).read()?;
    fs::write(file, text).context(file.display())?;
    println!("{} opens with {link}", file.display());
    Ok(())
}

/// The page goes out into the world: panic messages name source files, but not the home folder of whoever built it.
fn trunk(html: &str) -> Result<()> {
    let run = Run::new("trunk build --release --offline=true")
        .arg(html)
        // Trunk takes only `true` or `false` there, others set 1.
        .without("NO_COLOR")
        .env("RUST_BACKTRACE", "0");
    // For WebAssembly alone: what Trunk's hook runs would otherwise be compiled anew. Cargo splits this at spaces.
    let home = places::cargo_home().display().to_string();
    if home.contains(' ') {
        return run.go();
    }
    run.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{SIMD} --remap-path-prefix={home}=cargo")).go()
}

/// Trunk learns about wasm-opt from the page alone, so it gets another page, for as long as it runs.
fn without_wasm_opt() -> Result<()> {
    let from = places::root().join("index.html");
    let into = places::root().join("index.without-wasm-opt.html");
    let html = fs::read_to_string(&from).context(from.display())?;
    fs::write(&into, html.replace("data-wasm-opt=\"", "data-wasm-opt=\"0\" data-level=\"")).context(into.display())?;
    let outcome = trunk("index.without-wasm-opt.html");
    fs::remove_file(&into).context(into.display())?;
    outcome
}
