//! What is written for programs. These shapes are promises; the core's own types are not.

use crate::state::State;
use outage_sim::{Class, Documented, Judgement, Knob, MODEL_VERSION, Receipt, Recording, Scenario, Simulated, Summary};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::rc::Rc;

/// A number; whole ones are written without a decimal point.
#[derive(Clone, Copy)]
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Up to here every whole number is exact.
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

fn json(value: &impl Serialize) -> String {
    // Texts, numbers and lists of them cannot fail to serialise.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// The built-in scenarios.
#[must_use]
pub fn list(scenarios: &[Rc<Scenario>]) -> String {
    #[derive(Serialize)]
    struct Listed<'a> {
        id: &'a str,
        title: &'a str,
        day: &'a str,
        summary: &'a str,
    }
    let listed = scenarios.iter().map(|scenario| Listed {
        id: &scenario.id,
        title: &scenario.about.title,
        day: &scenario.about.day,
        summary: &scenario.about.summary,
    });
    json(&listed.collect::<Vec<_>>())
}

#[derive(Serialize)]
struct WireReceipt<'a> {
    /// `stated`, `derived`, `fitted` or `assumed`.
    kind: &'static str,
    text: &'a str,
    sources: Vec<&'a str>,
    plausible: Option<[Number; 2]>,
}

fn receipt<'a>(scenario: &'a Scenario, receipt: &'a Receipt) -> WireReceipt<'a> {
    WireReceipt {
        kind: receipt.kind.id(),
        text: &receipt.text,
        sources: receipt.sources.iter().map(|&source| scenario.sources[usize::from(source)].id.as_str()).collect(),
        plausible: receipt.plausible.map(|(low, high)| [Number(low), Number(high)]),
    }
}

/// A number or a word of a choice.
#[derive(Serialize)]
#[serde(untagged)]
enum WireValue {
    Number(Number),
    Word(String),
}

/// The knobs of a scenario.
#[must_use]
pub fn knobs(scenario: &Scenario) -> String {
    #[derive(Serialize)]
    struct WireKnob<'a> {
        id: &'a str,
        label: &'a str,
        unit: &'a str,
        value: WireValue,
        #[serde(flatten)]
        range: WireRange,
        receipt: Option<WireReceipt<'a>>,
    }
    #[derive(Serialize)]
    #[serde(untagged)]
    enum WireRange {
        Numbers { min: Number, max: Number, step: Number },
        Words { choices: Vec<String> },
    }
    let wire = scenario.knobs().map(|(_, parameter, knob)| WireKnob {
        id: &parameter.id,
        label: &parameter.label,
        unit: &parameter.unit,
        value: match knob {
            Knob::Range { .. } => WireValue::Number(Number(parameter.value)),
            Knob::Words(_) => WireValue::Word(parameter.text(parameter.value)),
        },
        range: match knob {
            Knob::Range { min, max, step } => {
                WireRange::Numbers { min: Number(*min), max: Number(*max), step: Number(*step) }
            }
            Knob::Words(words) => {
                WireRange::Words { choices: words.iter().map(|(word, _)| parameter.text(f64::from(*word))).collect() }
            }
        },
        receipt: parameter.receipt.as_ref().map(|it| receipt(scenario, it)),
    });
    json(&wire.collect::<Vec<_>>())
}

/// The trigger and what operators did.
#[must_use]
pub fn events(scenario: &Scenario) -> String {
    #[derive(Serialize)]
    struct WireEvent<'a> {
        id: &'a str,
        label: &'a str,
        about: &'a str,
        trigger: bool,
        /// Minutes since the trigger.
        at: Number,
        over_minutes: Number,
        receipt: Option<WireReceipt<'a>>,
    }
    let wire = scenario.actions.iter().map(|action| WireEvent {
        id: &action.id,
        label: &action.label,
        about: &action.about,
        trigger: action.is_trigger,
        at: Number(action.at),
        over_minutes: Number(action.over),
        receipt: action.receipt.as_ref().map(|it| receipt(scenario, it)),
    });
    json(&wire.collect::<Vec<_>>())
}

/// What was proposed afterwards.
#[must_use]
pub fn fixes(scenario: &Scenario) -> String {
    #[derive(Serialize)]
    struct WireFix<'a> {
        id: &'a str,
        label: &'a str,
        about: &'a str,
        proposed_by: &'a str,
        receipt: Option<WireReceipt<'a>>,
    }
    let wire = scenario.remediations.iter().map(|fix| WireFix {
        id: &fix.id,
        label: &fix.label,
        about: &fix.about,
        proposed_by: &fix.proposed_by,
        receipt: fix.receipt.as_ref().map(|it| receipt(scenario, it)),
    });
    json(&wire.collect::<Vec<_>>())
}

/// The record against a run. Times are minutes since the trigger. The class of a fact is what it is worth in the model of
/// the day as it happened, where an audit says that.
#[must_use]
pub fn facts(state: &State) -> String {
    let State { scenario, judgements, .. } = state;
    #[derive(Serialize)]
    struct WireFact<'a> {
        id: &'a str,
        statement: &'a str,
        source: &'a str,
        documented: WireDocumented<'a>,
        simulated: Option<Number>,
        tolerance: Number,
        reproduced: bool,
        class: Option<&'static str>,
    }
    /// A time, two times, or what was seen in words.
    #[derive(Serialize)]
    #[serde(untagged)]
    enum WireDocumented<'a> {
        At(Number),
        Between([Number; 2]),
        Words(&'a str),
    }
    let wire = scenario.facts.iter().zip(&**judgements).enumerate().map(|(index, (fact, judgement))| WireFact {
        id: &fact.id,
        statement: &fact.statement,
        source: fact.source.map_or("", |source| scenario.sources[usize::from(source)].id.as_str()),
        documented: match &fact.documented {
            Documented::At(at) => WireDocumented::At(Number(*at)),
            Documented::Between(from, until) => WireDocumented::Between([Number(*from), Number(*until)]),
            Documented::Holds => WireDocumented::Words(&fact.words),
        },
        simulated: match judgement.simulated {
            Simulated::At(number) | Simulated::Value(number) => Some(Number(number)),
            Simulated::Never => None,
        },
        tolerance: Number(judgement.tolerance),
        reproduced: judgement.reproduced,
        class: state.class(index).map(Class::id),
    });
    json(&wire.collect::<Vec<_>>())
}

/// How a run went. Times are minutes since the trigger.
#[must_use]
pub fn run(scenario: &Scenario, recording: &Recording, judgements: &[Judgement]) -> String {
    #[derive(Serialize)]
    struct WireRun<'a> {
        scenario: &'a str,
        /// Version of the model; another one may give other values.
        model: u32,
        digest: String,
        components: Components<'a>,
        facts: Score,
    }
    #[derive(Serialize)]
    struct Score {
        reproduced: usize,
        total: usize,
    }
    json(&WireRun {
        scenario: &scenario.id,
        model: MODEL_VERSION,
        digest: recording.digest().to_string(),
        components: Components(scenario, recording),
        facts: Score {
            reproduced: judgements.iter().filter(|judgement| judgement.reproduced).count(),
            total: judgements.len(),
        },
    })
}

/// The components by their ids, in the order of the scenario.
struct Components<'a>(&'a Scenario, &'a Recording);

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(scenario, recording) = self;
        let mut map = serializer.serialize_map(Some(scenario.components.len()))?;
        for (index, component) in scenario.components.iter().enumerate() {
            map.serialize_entry(&component.id, &WireSummary::from(recording.summary(index)))?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct WireSummary {
    peak_error: Number,
    error_minutes: Number,
    first_error: Option<Number>,
    recovered: Option<Number>,
    peak_backlog_minutes: Number,
}

impl From<Summary> for WireSummary {
    fn from(summary: Summary) -> Self {
        Self {
            peak_error: Number(summary.peak_error),
            error_minutes: Number(summary.error_minutes),
            first_error: summary.first_error.map(Number),
            recovered: summary.recovered.map(Number),
            peak_backlog_minutes: Number(summary.peak_backlog_minutes),
        }
    }
}

/// One thing that is wrong with a text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Mistake<'a> {
    /// Its line, from 1; none when it is about the file as a whole.
    pub line: Option<usize>,
    /// Its first letter in the line, from 1.
    pub column: Option<usize>,
    /// What it is in.
    pub place: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// What to do about it; empty when there is nothing to say.
    pub hint: &'a str,
    /// The line, and a mark under the place.
    pub excerpt: &'a str,
}

/// What is wrong with a file.
#[must_use]
pub fn check(file: &str, problems: &[Mistake<'_>]) -> String {
    #[derive(Serialize)]
    struct Checked<'a> {
        file: &'a str,
        ok: bool,
        problems: &'a [Mistake<'a>],
    }
    json(&Checked { file, ok: problems.is_empty(), problems })
}
