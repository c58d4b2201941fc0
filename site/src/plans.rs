//! The outages, each in a file of its own: its plan, with its facts judged. And the sessions in one. The page fetches those
//! that somebody opens.

use crate::{
    dist::{Dist, Problem, Result, problem},
    hash,
};
use flate2::{Compression, write::DeflateEncoder};
use outage_explorer::shelf;
use outage_sim::session::{Session, all_to_bytes};
use outage_sim::{BUILT_IN, Inputs, SESSIONS, Scenario, judge, run};
use std::io::Write;

/// The folder that they are in.
pub(crate) const FOLDER: &str = "plans/";

/// Where the start script lists them.
const PLACE: &str = "const plans = {};";

/// What the sessions are listed as.
const SESSIONS_ID: &str = "sessions";

/// A plan in the folder.
pub(crate) struct Plan {
    /// The name of its outage; of the sessions, what they are listed as.
    pub(crate) id: &'static str,
    /// The name of its file, after its content.
    pub(crate) name: String,
    integrity: String,
}

/// Writes them, in the order of the page.
pub(crate) fn write(dist: &Dist) -> Result<Vec<Plan>> {
    let sessions: Vec<Session> = SESSIONS.iter().filter_map(|(_, bytes)| Session::from_bytes(bytes)).collect();
    let sessions = all_to_bytes(&sessions);
    let outages = BUILT_IN.iter().map(|(id, plan)| outage(plan).map(|file| (*id, file)));
    let write = |file: Result<(&'static str, Vec<u8>)>| {
        let (id, file) = file?;
        let packed = packed(&file)?;
        let name = format!("{FOLDER}{id}-{}.plan", hash::short(&packed));
        let integrity = hash::integrity(&packed);
        dist.write(&name, packed).map(|()| Plan { id, name, integrity })
    };
    outages.chain([Ok((SESSIONS_ID, sessions))]).map(write).collect()
}

/// The file of an outage, before it is packed.
fn outage(plan: &[u8]) -> Result<Vec<u8>> {
    let scenario = Scenario::read(plan).map_err(|flaw| Problem(format!("a built-in plan: {flaw:?}")))?;
    let inputs = Inputs::default();
    Ok(shelf::file(plan, &judge(&scenario, &inputs, &run(&scenario, &inputs))))
}

/// Deflated by ourselves: hosts compress what they know the kind of, and this is none of it. The page's script inflates it.
fn packed(plan: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(plan).and_then(|()| encoder.finish());
    packed.map_err(|error| Problem(format!("packing a plan: {error}")))
}

/// The start script with the list of them.
pub(crate) fn listed(script: &str, plans: &[Plan]) -> Result<String> {
    if script.matches(PLACE).count() != 1 {
        return problem(format!("the start script has no place for the plans: `{PLACE}`"));
    }
    let list = plans.iter().map(|Plan { id, name, integrity }| format!("\"{id}\": [\"./{name}\", \"{integrity}\"]"));
    let list = list.collect::<Vec<_>>().join(", ");
    Ok(script.replacen(PLACE, &format!("const plans = {{ {list} }};"), 1))
}
