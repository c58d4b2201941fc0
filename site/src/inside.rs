//! How each component works, for the page to read: its equations with their values at the moment that the app opens at.

use crate::dist::{Problem, Result};
use crate::html::escape;
use crate::outage::Outage;
use outage_compile::{FUNCTIONS, to_look_inside};
use outage_explorer::frame::inside::{Fill, Function, Level, Measure, markup, measure, sheet};
use outage_explorer::{state::ClockZone, words};
use outage_sim::{Inputs, Scenario, look_inside};

/// An outage compiled to be looked into.
pub(crate) fn compiled(name: &str, text: &str) -> Result<Scenario> {
    to_look_inside(text).map_err(|problems| Problem(format!("{name}:\n{problems}")))
}

/// The part of its page.
pub(crate) fn section(outage: &Outage) -> String {
    let scenario = &outage.inside;
    let functions: Vec<Function> = FUNCTIONS.iter().map(|it| (it.name, it.about)).collect();
    let at = scenario.about.opens_at;
    let moment = outage.recording.moment_at(at);
    let setting = |number: usize| {
        scenario
            .parameters
            .get(number)
            .map(|it| words::value(it, outage.recording.setting(number, at)))
            .unwrap_or_default()
    };
    let component = |number: usize| {
        let spec = &scenario.components[number];
        let measures = measure(scenario, look_inside(scenario, &Inputs::default(), number));
        let look = |look: usize| {
            let found = measures.iter().find(|measure| measure.look == look);
            let is_own = scenario.inside[look].need.is_none();
            Fill {
                value: found.map(|measure| measure.text(moment)).unwrap_or_default(),
                line: found.filter(|_| is_own).and_then(Measure::line),
                strip: found.filter(|_| is_own).and_then(|measure| measure.strip(moment)),
            }
        };
        let sheet = markup(scenario, &sheet(scenario, &functions, number), Level(4), &look, &setting);
        let (label, about) = (escape(&spec.label), escape(&spec.about));
        format!(
            "<details class=\"how\"><summary><h3>{label}</h3> <span>{about}</span></summary>\n\
             <div class=\"how-sheet locked\">{sheet}</div></details>\n"
        )
    };
    let components: String = (0..scenario.components.len()).map(component).collect();
    let time = escape(&words::clock_spoken(&scenario.clock, ClockZone::Local, at));
    format!(
        "<section>\n<h2>How it works</h2>\n<p>The simulation is these equations and nothing else. A name leads to where it is \
         defined. The values are those of {time}, the lines those of the whole day.</p>\n{components}</section>\n"
    )
}
