//! Packages of the system, where it is a Debian.

use crate::{
    places,
    problem::{Problem, Result},
    shell::Run,
};
use std::env;

/// Installs packages with apt-get. `hint` says what to do where that cannot be.
pub(crate) fn install(packages: &str, hint: &str) -> Result<()> {
    if places::on_path("apt-get").is_none() {
        return Err(Problem::new(format!("there is no apt-get to install {packages} with")).hint(hint));
    }
    let root = Run::new("id -u").read().is_ok_and(|text| text.trim() == "0");
    let sudo = match (root, places::on_path("sudo").is_some(), env::var_os("CI").is_some()) {
        (true, ..) => "",
        (false, true, false) => "sudo ",
        (false, true, true) => "sudo -n ",
        (false, false, _) => {
            return Err(Problem::new("apt-get needs root, and there is no sudo").hint(hint));
        }
    };
    let apt = |rest: &str| {
        Run::new(&format!("{sudo}apt-get -y -q -o DPkg::Lock::Timeout=300 {rest}"))
            .env("DEBIAN_FRONTEND", "noninteractive")
            .go()
            .map_err(|problem| problem.hint(hint))
    };
    // One package source out of order must not stop the others; if it mattered, the next line says so.
    if let Err(problem) = apt("update") {
        println!("{problem}");
    }
    apt(&format!("install --no-install-recommends {packages}"))
}
