//! Programs that are installed into the tools folder.

use crate::{
    places,
    problem::{Context, Problem, Result},
    shell::Run,
};
use std::{borrow::Cow, fs};

/// A program of an exact version.
pub(crate) struct Tool {
    /// The name of the program.
    program: &'static str,
    /// What its `--version` must begin with.
    says: Cow<'static, str>,
    source: Source,
}

/// Where a program comes from.
enum Source {
    /// `cargo install` with these arguments.
    Cargo(Cow<'static, str>),
    /// `npm install` of this package.
    Npm(&'static str),
}

/// The newest Trunk that the stated Rust version compiles.
pub(crate) const TRUNK: Tool = Tool {
    program: "trunk",
    says: Cow::Borrowed("trunk 0.21.14"),
    source: Source::Cargo(Cow::Borrowed("--locked trunk@0.21.14")),
};

/// wasm-opt, of which npm has the builds that are recent enough for today's rustc.
pub(crate) const WASM_OPT: Tool =
    Tool { program: "wasm-opt", says: Cow::Borrowed("wasm-opt version 132"), source: Source::Npm("binaryen@132.0.0") };

/// wasm-bindgen's command line, of the very version that the page is linked with.
pub(crate) fn wasm_bindgen() -> Result<Tool> {
    let manifest = places::root().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).context(manifest.display())?;
    let version = pinned(&text, "wasm-bindgen").ok_or_else(|| {
        Problem::new("Cargo.toml does not pin wasm-bindgen").hint("write `wasm-bindgen = \"=0.2.…\"` there")
    })?;
    Ok(Tool {
        program: "wasm-bindgen",
        says: format!("wasm-bindgen {version}").into(),
        // Not `--locked`: the versions in its lock file may be gone from a mirror.
        source: Source::Cargo(format!("wasm-bindgen-cli@{version}").into()),
    })
}

/// The version in a line `name = "=version"`.
fn pinned<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    manifest.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let version = value.trim().strip_prefix("\"=")?.strip_suffix('"')?;
        (key.trim() == name).then_some(version)
    })
}

impl Tool {
    /// Whether the program that the PATH finds first has the right version.
    pub(crate) fn present(&self) -> bool {
        Run::new(self.program).arg("--version").read().is_ok_and(|text| {
            // The next character must end the number: 0.2.13 is not 0.2.130.
            text.strip_prefix(&*self.says).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
        })
    }

    /// Installs it into the tools folder.
    pub(crate) fn install(&self) -> Result<()> {
        let folder = places::tools();
        match &self.source {
            Source::Cargo(what) => {
                // Compiled here and not in a temporary folder, so that an interrupted run goes on where it was.
                let build = folder.join("build");
                fs::create_dir_all(&build).context(build.display())?;
                Run::new(&format!("cargo install --force {what}"))
                    .arg("--root")
                    .arg(&folder)
                    .arg("--target-dir")
                    .arg(&build)
                    .at(&folder)
                    .without("RUSTFLAGS")
                    // A tool that runs for a second is not worth minutes of optimisation.
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                    .go()?;
                fs::remove_dir_all(&build).context(build.display())
            }
            Source::Npm(package) => {
                let folder = folder.join("npm");
                fs::create_dir_all(&folder).context(folder.display())?;
                Run::new("npm install --no-save --no-package-lock --no-audit --no-fund --ignore-scripts")
                    .arg("--prefix")
                    .arg(&folder)
                    .arg(package)
                    .at(&folder)
                    .go()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pin_is_read() {
        let text = "wasm-bindgen-test = \"=0.3.80\"\nwasm-bindgen = \"=0.2.130\"\nyew = { version = \"0.23\" }";
        assert_eq!(pinned(text, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(pinned(text, "yew"), None);
    }

    #[test]
    fn the_workspace_pins_wasm_bindgen() {
        assert!(wasm_bindgen().is_ok());
    }
}
