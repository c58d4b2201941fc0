//! Where things are.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The tests that drive the page in a browser, with their npm packages.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// What cargo builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Tools that were installed for this project, once per machine.
pub(crate) fn tools() -> PathBuf {
    if let Some(folder) = env::var_os("OUTAGE_EXPLORER_TOOLS") {
        return root().join(folder);
    }
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    cache
        .or_else(|| home().map(|home| home.join(".cache")))
        .unwrap_or_else(|| root().join("target"))
        .join("outage-explorer/tools")
}

/// Where cargo keeps the sources of dependencies.
pub(crate) fn cargo_home() -> PathBuf {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| home().map(|home| home.join(".cargo"))).unwrap_or_else(root)
}

fn home() -> Option<PathBuf> {
    env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from)
}

/// The program of this name on a PATH, if any.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = tools_path();
    env::split_paths(&path)
        .flat_map(|folder| ["", ".exe", ".cmd"].map(|ending| folder.join(format!("{program}{ending}"))))
        .find(|file| file.is_file())
}

/// The PATH of every program that is started here: the project's own tools come first.
pub(crate) fn tools_path() -> std::ffi::OsString {
    let own = [tools().join("bin"), tools().join("npm/node_modules/.bin")];
    let before = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&before))).unwrap_or(before)
}
