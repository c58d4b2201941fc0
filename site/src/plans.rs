//! The plans of the outages, each in a file of its own: the page fetches those that somebody opens.

use crate::{
    dist::{Dist, Result, problem},
    hash,
};
use outage_explorer::shelf;
use outage_sim::BUILT_IN;

/// The folder that they are in.
pub(crate) const FOLDER: &str = "plans/";

/// Where the start script lists them.
const PLACE: &str = "const plans = {};";

/// A plan in the folder.
pub(crate) struct Plan {
    /// The name of its outage.
    pub(crate) id: &'static str,
    /// The name of its file, after its content.
    pub(crate) name: String,
    integrity: String,
}

/// Writes them, in the order of the page.
pub(crate) fn write(dist: &Dist) -> Result<Vec<Plan>> {
    let write = |(id, plan): &(&'static str, &[u8])| {
        let packed = shelf::pack(plan);
        let name = format!("{FOLDER}{id}-{}.plan", hash::short(&packed));
        let integrity = hash::integrity(&packed);
        dist.write(&name, packed).map(|()| Plan { id, name, integrity })
    };
    BUILT_IN.iter().map(write).collect()
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
