//! `v/<model>/`: the page with one version of the model, for articles that keep to the version that their author saw.
//!
//! What an article names in there is named for ever: the script `embed-<mark>.js`, by its checksum too, and `embed.html`.
//! So nothing of it is ever removed, and the script never changes under its name. `embed.html` and what it loads may:
//! while the model has the same version, its runs have the same bits, and only the page around them is newer.

use crate::{
    app::App,
    dist::{Dist, Result, problem},
    first, hash, plans,
};
use outage_sim::MODEL_VERSION;

/// The folder of all versions.
pub(crate) const FOLDER: &str = "v/";

/// The script of the element, which Trunk copies.
const SCRIPT: &str = "embed.js";

/// Where this version of the model is, in the folder.
pub(crate) fn own() -> String {
    format!("{FOLDER}{MODEL_VERSION}/")
}

/// Takes over the versions that an earlier build has left. A build that writes its own version takes over only the
/// scripts of that one.
pub(crate) fn carry_over(before: &Dist, dist: &Dist, writes_own: bool) -> Result<()> {
    let own = own();
    let is_script = |name: &str| name.starts_with("embed-") && name.ends_with(".js");
    for name in before.names_in(FOLDER)? {
        if !writes_own || name.strip_prefix(&own).is_none_or(is_script) {
            dist.write(&name, before.read(&name)?)?;
        }
    }
    Ok(())
}

/// Fails when a version before `model` is missing: an upload that makes the host the same as this folder would remove it
/// there, and with it the figure of each article that keeps to it.
pub(crate) fn none_is_missing(dist: &Dist, model: u32) -> Result<()> {
    let there = dist.names_in(FOLDER)?;
    match (1..model).find(|older| !there.contains(&format!("{FOLDER}{older}/embed.html"))) {
        Some(older) => problem(format!(
            "{FOLDER}{older}/ is missing, and articles may keep to it: copy it from your host into dist/{FOLDER} before you \
             build. If your host never had it, write a page that says so: dist/{FOLDER}{older}/embed.html"
        )),
        None => Ok(()),
    }
}

/// What a page says to snippets that keep to its version.
pub(crate) struct Pin {
    script: Vec<u8>,
    name: String,
}

impl Pin {
    /// The pin of this version.
    pub(crate) fn of(dist: &Dist) -> Result<Self> {
        let script = dist.read(SCRIPT)?;
        Ok(Self { name: format!("embed-{}.js", hash::short(&script)), script })
    }

    /// The element that tells the app; `to` leads from the page to the folder of the version.
    pub(crate) fn meta(&self, to: &str) -> String {
        let Self { script, name } = self;
        format!(
            "<meta name=\"outage-explorer-pin\" content=\"{to}{name}\" data-integrity=\"{}\">\n",
            hash::integrity(script)
        )
    }

    /// Writes the version's program: its page, its embed, and all that they load. `program` names those files.
    pub(crate) fn write(&self, version: &Dist, app: &App<'_>, program: &[String]) -> Result<()> {
        for name in program {
            version.write(name, app.dist.read(name)?)?;
        }
        version.write(&self.name, &self.script)?;
        version.write("index.html", app.index(&format!("{}{}", self.meta(""), NOT_LISTED))?)?;
        version.write("embed.html", app.embed()?)
    }
}

/// Search engines list the newest version alone.
pub(crate) const NOT_LISTED: &str = "<meta name=\"robots\" content=\"noindex\">\n";

/// Whether a file in the folder, as the build finds it, is one that the page loads.
pub(crate) fn is_program(name: &str, start: &str) -> bool {
    let others = ["index.html", SCRIPT, start.trim_start_matches("./")];
    ["scenarios/", "trust/", plans::FOLDER, first::FOLDER].iter().any(|folder| name.starts_with(folder))
        || !name.contains('/') && !others.contains(&name)
}
