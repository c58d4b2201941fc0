//! The picture inside the large card: every member of the component that fails first, and what limits them.

mod hosts;

use super::readings::own_setting;
use crate::words;
use hosts::Hosts;
use outage_sim::{ComponentKind, Inputs, Recording, Scenario};

/// The members of the component that fails first, at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct RootPicture<'a> {
    /// Index of the component.
    pub component: usize,
    /// State of each recorded member, as an index of the words.
    pub states: &'a [u8],
    /// What each recorded member needs of what it is limited by; above 1 it is over its limit.
    pub levels: &'a [f32],
    /// How much each recorded member holds, such as shards; empty when members hold nothing.
    pub held: &'a [f32],
    /// How much of what is held a level of 1 stands for.
    pub limit: f64,
    /// The words for the states.
    pub words: &'static [&'static str],
    /// For each state, how many members are in it.
    pub tallies: Vec<Tally>,
    /// How many members there really are, of which the recorded ones are a sample.
    pub size: f64,
    /// How the members are drawn.
    pub form: Form,
    /// Zones of equal size that the members are in, one after the other.
    pub zones: usize,
    /// A line under the title, such as `4 900 servers, a thread for each peer`.
    pub subtitle: String,
    /// What limits the members.
    pub meter: Option<Meter>,
    /// Quantities with their recent past.
    pub strips: Vec<Strip>,
    /// Short lines below, the most telling first.
    pub captions: Vec<String>,
    /// All of it, for screen readers.
    pub spoken: String,
}

/// How members are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As cells of a grid, coloured by their state.
    Grid,
    /// As dots, further right the more they need of what limits them.
    Spread,
    /// As bars as long as what they hold, with a line for what limits them.
    Bars,
}

impl Form {
    /// How the members of a kind of component are drawn.
    #[must_use]
    pub fn of(kind: ComponentKind) -> Self {
        match kind {
            ComponentKind::LeaseFleet => Self::Spread,
            ComponentKind::ShardCell => Self::Bars,
            _ => Self::Grid,
        }
    }
}

/// The most that a member of the component that fails first holds, in any of some runs: one scale for all of them.
#[must_use]
pub fn most_held(scenario: &Scenario, runs: &[&Recording]) -> f64 {
    let most = |run: &&Recording| run.members(scenario.root).map_or(0.0, |members| members.most_held());
    runs.iter().map(most).map(f64::from).fold(0.0, f64::max)
}

/// How many members are in a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The state.
    pub word: &'static str,
    /// Share of the members in it, 0 to 1.
    pub share: f64,
    /// That share in words.
    pub text: String,
}

/// A quantity with its recent past.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// What it is: `moved per min`.
    pub label: String,
    /// Its value in words.
    pub value: String,
    /// Its recent past on a scale from 0 to 1, oldest first, at even distances.
    pub points: Vec<f64>,
}

/// A quantity beside its limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Meter {
    /// What it is: `threads per server`.
    pub label: String,
    /// The quantity.
    pub value: f64,
    /// Its limit.
    pub limit: f64,
    /// The quantity in words.
    pub value_text: String,
    /// The limit in words: `limit 6 000`.
    pub limit_text: String,
}

impl Meter {
    /// The quantity as a share of the whole meter, which has room beyond the limit.
    #[must_use]
    pub fn filled(&self) -> f64 {
        (self.value / self.whole()).clamp(0.0, 1.0)
    }

    /// Where on the meter the limit is, as a share of it.
    #[must_use]
    pub fn mark(&self) -> f64 {
        (self.limit / self.whole()).clamp(0.0, 1.0)
    }

    /// Whether the quantity is over its limit.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.value > self.limit
    }

    fn whole(&self) -> f64 {
        (self.limit * 1.15).max(self.value).max(f64::MIN_POSITIVE)
    }
}

/// The picture of the component that fails first, at a moment in minutes since the trigger; `None` when its kind has
/// no members or they were not recorded.
#[must_use]
pub fn root_picture<'a>(
    scenario: &Scenario,
    inputs: &Inputs,
    recording: &'a Recording,
    minutes: f64,
) -> Option<RootPicture<'a>> {
    let component = scenario.root;
    let members = recording.members(component)?;
    let moment = recording.moment_at(minutes);
    let (states, levels, held) = (members.states(moment), members.levels(moment), members.held(moment));
    let form = Form::of(scenario.components[component].kind);
    let tallies: Vec<Tally> = members
        .words
        .iter()
        .enumerate()
        .map(|(index, &word)| {
            let count = states.iter().filter(|&&state| usize::from(state) == index).count();
            let share = count as f64 / states.len().max(1) as f64;
            // Where every member has a bar of its own, they can be counted.
            let text = if form == Form::Bars { words::thousands(count as f64) } else { words::percent(share) };
            Tally { word, share, text }
        })
        .collect();
    let own = |id| own_setting(scenario, inputs, recording, component, id, minutes);
    let gauge = |id| Some(recording.at(component, scenario.signal(component, id)?, minutes));
    let size = gauge("servers").unwrap_or(members.count as f64);
    let mut hosts = Hosts::default();
    let (subtitle, meter) = match scenario.components[component].kind {
        ComponentKind::MeshFleet => {
            let cells = own("cells").unwrap_or(1.0).round().max(1.0);
            let servers = words::thousands(size);
            let subtitle = if cells > 1.0 {
                format!("{servers} servers in {} cells, a thread for each peer", words::thousands(cells))
            } else {
                format!("{servers} servers, a thread for each peer")
            };
            let meter = gauge("threads").zip(own("thread-limit")).map(|(value, limit)| Meter {
                label: "threads per server".into(),
                value,
                limit,
                value_text: words::thousands(value),
                limit_text: format!("limit {}", words::thousands(limit)),
            });
            (subtitle, meter)
        }
        ComponentKind::LeaseFleet => {
            let meter = own("retrieval-timeout-seconds").map(|limit| {
                let value = f64::from(quantile(levels, 0.9)) * limit;
                Meter {
                    label: "list of the slowest tenth".into(),
                    value,
                    limit,
                    value_text: words::seconds(value),
                    limit_text: format!("allowance {}", words::seconds(limit)),
                }
            });
            (format!("{} servers by retrieval time", words::thousands(size)), meter)
        }
        ComponentKind::ShardCell => {
            hosts = Hosts::at(scenario, inputs, recording, component, minutes, (held, levels));
            (std::mem::take(&mut hosts.subtitle), None)
        }
        _ => (format!("{} members", words::thousands(size)), None),
    };
    let captions = captions(&tallies);
    let meter_spoken = meter
        .as_ref()
        .map(|meter| format!("{}: {}, {}.", words::sentence(&meter.label), meter.value_text, meter.limit_text));
    let shares: Vec<String> = tallies
        .iter()
        .filter(|tally| tally.share > 0.0)
        .map(|tally| match form {
            Form::Bars => format!("{} {}", tally.text, tally.word),
            _ => format!("{} {}", words::percent_spoken(tally.share), tally.word),
        })
        .collect();
    let strips_spoken =
        hosts.strips.iter().map(|strip| format!(" {}: {}.", words::sentence(&strip.label), strip.value));
    let spoken = format!(
        "{subtitle}. {}{} {}.{}",
        meter_spoken.unwrap_or_default(),
        hosts.spoken,
        words::sentence(&shares.join(", ")),
        strips_spoken.collect::<String>()
    )
    .replace(words::NARROW, "");
    Some(RootPicture {
        component,
        states,
        levels,
        held,
        limit: hosts.room,
        words: members.words,
        tallies,
        size,
        form,
        zones: scenario.components[component].kind.zones(),
        subtitle,
        meter,
        strips: hosts.strips,
        captions,
        spoken,
    })
}

/// The level that a share of the members stays below.
fn quantile(levels: &[f32], share: f64) -> f32 {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get((share * sorted.len() as f64) as usize).copied().unwrap_or(0.0)
}

/// The states that members are in, the most frequent first; the first state is the normal one and needs no line while
/// nearly all are in it.
fn captions(tallies: &[Tally]) -> Vec<String> {
    let mut present: Vec<&Tally> = tallies.iter().filter(|tally| tally.share > 0.0).collect();
    present.sort_by(|a, b| b.share.total_cmp(&a.share));
    present.iter().map(|tally| format!("{} {}", tally.text, tally.word)).collect()
}
