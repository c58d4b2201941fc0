//! The standard library for WebAssembly.
//!
//! `rustup` brings it in seconds. Where Rust's release server cannot be reached, the source that Debian packages for
//! the same compiler version is compiled instead.

use crate::{
    places,
    problem::{Context, Problem, Result},
    shell::Run,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's suites that may hold a newer `rust-src` than the machine's own.
const SUITES: [&str; 3] = ["trixie-backports", "testing", "unstable"];

/// Whether the compiler in use has it.
pub(crate) fn present() -> bool {
    library_folder().and_then(|folder| fs::read_dir(folder).ok()).is_some_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

/// Installs it, the quick way or the long way.
pub(crate) fn install() -> Result<()> {
    let quick = Run::new("rustup target add").arg(TARGET).go();
    if quick.is_ok() && present() {
        return Ok(());
    }
    println!("rustup could not install it; compiling it from Debian's source package instead, about 1 min");
    from_source().map_err(|problem| {
        Problem::new(format!("no standard library for {TARGET}\n{problem}"))
            .hint(format!("run `rustup target add {TARGET}` where Rust's release server can be reached"))
    })
}

/// `lib/rustlib/<target>/lib` of the compiler in use.
fn library_folder() -> Option<PathBuf> {
    let text = Run::new("rustc --print target-libdir --target").arg(TARGET).read().ok()?;
    Some(PathBuf::from(text.trim()))
}

fn from_source() -> Result<()> {
    let version = rustc_version()?;
    let work = places::tools().join("wasm-std");
    // What an interrupted run left behind may be half of something.
    if work.exists() {
        fs::remove_dir_all(&work).context(work.display())?;
    }
    fs::create_dir_all(&work).context(work.display())?;
    SUITES
        .iter()
        .find_map(|suite| download(&work, suite, &version).ok())
        .ok_or_else(|| Problem::new(format!("Debian has no rust-src {version} in {}", SUITES.join(", "))))?;
    unpack(&work)?;
    let library = work.join(format!("usr/src/rustc-{version}/library"));
    Run::new("cargo build --release --manifest-path sysroot/Cargo.toml --target")
        .arg(TARGET)
        .arg("--target-dir")
        .arg(work.join("target"))
        .at(&library)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_DEFAULT_LIB_METADATA", "x")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked")
        .go()?;
    let into = library_folder().ok_or_else(|| Problem::new("rustc does not say where its libraries are"))?;
    fs::create_dir_all(&into).context(into.display())?;
    for file in files_ending(&work.join(format!("target/{TARGET}/release/deps")), "rlib")? {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, into.join(name)).context(into.display())?;
    }
    fs::remove_dir_all(&work).context(work.display())
}

fn rustc_version() -> Result<String> {
    let text = Run::new("rustc --version").read()?;
    text.split_whitespace().nth(1).map(str::to_owned).ok_or_else(|| Problem::new("rustc does not say its version"))
}

/// Downloads the package with apt, which checks its signature. The machine's own package lists stay as they are.
fn download(work: &Path, suite: &str, version: &str) -> Result<()> {
    let list = work.join("debian.sources");
    let own = fs::read_to_string("/etc/apt/sources.list.d/debian.sources").unwrap_or_else(|_| {
        "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: stable\nComponents: main\n\
         Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
            .to_owned()
    });
    fs::write(&list, with_suite(&own, suite)).context(list.display())?;
    let state = work.join(suite);
    fs::create_dir_all(state.join("partial")).context(state.display())?;
    let apt = |command: &str| {
        Run::new(command)
            .arg(format!("-oDir::Etc::sourcelist={}", list.display()))
            .arg("-oDir::Etc::sourceparts=-")
            .arg(format!("-oDir::State::lists={}", state.display()))
            // Without this, apt hands the work to a user who may not write here.
            .arg("-oAPT::Sandbox::User=root")
            .at(work)
    };
    apt("apt-get update").go()?;
    apt("apt-get download").arg(format!("rust-src={version}*")).go()
}

/// The first entry of a list of package sources, with another suite.
fn with_suite(sources: &str, suite: &str) -> String {
    let first = sources.split("\n\n").next().unwrap_or_default();
    let lines = first.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| if line.starts_with("Suites:") { format!("Suites: {suite}\n") } else { format!("{line}\n") })
        .collect()
}

fn unpack(work: &Path) -> Result<()> {
    let package = files_ending(work, "deb")?.pop().ok_or_else(|| Problem::new("apt-get downloaded nothing"))?;
    Run::new("dpkg -x").arg(package).arg(work).go()
}

fn files_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder).context(folder.display())?;
    let paths = files.filter_map(|file| file.ok().map(|file| file.path()));
    Ok(paths.filter(|path| path.extension().is_some_and(|found| found == ending)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_suite_changes() {
        let sources =
            "Types: deb\n# a note\nURIs: http://mirror/debian\nSuites: bookworm bookworm-updates\n\nTypes: deb\n";
        assert_eq!(with_suite(sources, "sid"), "Types: deb\nURIs: http://mirror/debian\nSuites: sid\n");
    }
}
