//! The picture inside the large card: every member of the component that fails first, and what limits them.

use super::amount::{amount, ratio};
use crate::order::sort_by_number;
use crate::words;
use outage_sim::{Form, Picture, Recording, Scenario, Sentence};

/// Minutes that a strip looks back.
const BACK: f64 = 240.0;
/// The levels at which a scale has numbers.
const SCALE: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];
/// Points of a strip.
const POINTS: usize = 81;

/// What a canvas shows of the members of the component that fails first, at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown<'a> {
    /// State of each recorded member, as an index of the words.
    pub states: &'a [u8],
    /// What each recorded member needs of what it is limited by; above 1 it is over its limit.
    pub levels: &'a [f32],
    /// How much each recorded member holds, such as shards; empty when members hold nothing.
    pub held: &'a [f32],
    /// How much of what is held a level of 1 stands for.
    pub limit: f64,
    /// How many members there really are, of which the recorded ones are a sample.
    pub size: f64,
}

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
    pub words: &'a [String],
    /// For each state, how many members are in it.
    pub tallies: Vec<Tally<'a>>,
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
    /// Amounts to tell by how much members need, beside the level that each stands at; only where they stand by that.
    pub scale: Vec<(f64, String)>,
    /// Quantities with their recent past.
    pub strips: Vec<Strip>,
    /// Short lines below, the most telling first.
    pub captions: Vec<String>,
    /// All of it, for screen readers.
    pub spoken: String,
}

/// The most that a member of the component that fails first holds, in any of some runs: one scale for all of them.
#[must_use]
pub fn most_held(scenario: &Scenario, runs: &[&Recording]) -> f64 {
    let most = |run: &&Recording| run.members(scenario.root()).map_or(0.0, |members| members.most_held());
    runs.iter().map(most).map(f64::from).fold(0.0, f64::max)
}

/// The most members that the component that fails first has during a run: one scale for all of it.
#[must_use]
pub fn most_members(scenario: &Scenario, recording: &Recording) -> f64 {
    let count = recording.members(scenario.root()).map_or(0, |members| members.count) as f64;
    let size = scenario.components[scenario.root()].picture.as_ref().and_then(|picture| picture.size);
    size.map_or(count, |size| recording.column(size.into()).iter().copied().fold(count, f64::max))
}

/// How many members are in a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally<'a> {
    /// The state.
    pub word: &'a str,
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

/// What a canvas shows of the members of the component that fails first, at a moment in minutes since the trigger; `None`
/// when it has no picture or its members were not recorded.
#[must_use]
pub fn shown<'a>(scenario: &Scenario, recording: &'a Recording, minutes: f64) -> Option<Shown<'a>> {
    let component = scenario.root();
    let picture = scenario.components[component].picture.as_ref()?;
    let members = recording.members(component)?;
    let moment = recording.moment_at(minutes);
    let at = |column: u16| recording.column_at(column.into(), minutes);
    Some(Shown {
        states: members.states(moment),
        levels: members.levels(moment),
        held: members.held(moment),
        limit: picture.limit.map_or(0.0, at),
        size: picture.size.map_or(members.count as f64, at),
    })
}

/// The picture of the component that fails first, at a moment in minutes since the trigger; `None` when it has none or
/// its members were not recorded.
#[must_use]
pub fn root_picture<'a>(scenario: &Scenario, recording: &'a Recording, minutes: f64) -> Option<RootPicture<'a>> {
    let component = scenario.root();
    let picture = scenario.components[component].picture.as_ref()?;
    let members = recording.members(component)?;
    let Shown { states, levels, held, limit, size } = shown(scenario, recording, minutes)?;
    let tallies = tallies(&members.words, states);
    let at = |column: u16| recording.column_at(column.into(), minutes);
    let told = |column: u16| amount(scenario, column.into(), at(column));
    let subtitle = sentence(&picture.title, &told);
    let meter = picture.meter.as_ref().map(|meter| {
        // Both in the unit of the limit.
        let value = at(meter.value) * ratio(scenario, meter.value.into(), meter.limit.into());
        Meter {
            label: meter.label.clone(),
            value,
            limit: at(meter.limit),
            value_text: amount(scenario, meter.limit.into(), value),
            limit_text: format!("{} {}", meter.limit_label, told(meter.limit)),
        }
    });
    let scale = match picture.meter.as_ref().filter(|_| picture.form == Form::Spread) {
        Some(meter) => SCALE.map(|level| (level, amount(scenario, meter.limit.into(), level * at(meter.limit)))).into(),
        None => Vec::new(),
    };
    let strips = strips(scenario, picture, recording, minutes);
    let spoken = [
        format!("{subtitle}."),
        meter.as_ref().map_or_else(String::new, spoken_meter),
        spoken_held(&picture.member, held, levels, limit),
        spoken_tallies(&tallies),
        strips.iter().map(|strip| format!(" {}: {}.", words::sentence(&strip.label), strip.value)).collect(),
    ];
    let spoken: Vec<&str> = spoken.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    Some(RootPicture {
        component,
        states,
        levels,
        held,
        limit,
        words: &members.words,
        captions: captions(&tallies),
        tallies,
        size,
        form: picture.form,
        zones: picture.zones.into(),
        spoken: spoken.join(" ").replace(words::NARROW, ""),
        subtitle,
        meter,
        scale,
        strips,
    })
}

/// A sentence with its values in their places.
fn sentence(sentence: &Sentence, told: &dyn Fn(u16) -> String) -> String {
    let values = sentence.values.iter().map(|column| told(*column)).chain(std::iter::once(String::new()));
    sentence.text.iter().cloned().zip(values).map(|(text, value)| text + &value).collect()
}

/// Which share of the members is in each state. A picture may draw groups of them, so nobody has to count.
fn tallies<'a>(words: &'a [String], states: &[u8]) -> Vec<Tally<'a>> {
    let tally = |(index, word): (usize, &'a String)| {
        let count = states.iter().filter(|&&state| usize::from(state) == index).count();
        let share = count as f64 / states.len().max(1) as f64;
        Tally { word, share, text: words::percent(share) }
    };
    words.iter().enumerate().map(tally).collect()
}

/// The quantities with their recent past.
fn strips(scenario: &Scenario, picture: &Picture, recording: &Recording, minutes: f64) -> Vec<Strip> {
    let most = |column: u16| recording.column(column.into()).iter().copied().fold(0.0, f64::max);
    let strip = |trend: &outage_sim::Trend| {
        let series = recording.column(trend.value.into());
        let full = most(trend.full.unwrap_or(trend.value)).max(f64::MIN_POSITIVE);
        let at = |point: usize| {
            let back = BACK * (1.0 - point as f64 / (POINTS - 1) as f64);
            (series[recording.moment_at(minutes - back)] / full).clamp(0.0, 1.0)
        };
        let value = amount(scenario, trend.value.into(), series[recording.moment_at(minutes)]);
        Strip { label: trend.label.clone(), value, points: (0..POINTS).map(at).collect() }
    };
    picture.trends.iter().map(strip).collect()
}

fn spoken_meter(meter: &Meter) -> String {
    format!("{}: {}, {}.", words::sentence(&meter.label), meter.value_text, meter.limit_text)
}

/// What members hold, and how far it is from what limits them; nothing where they hold nothing.
fn spoken_held(member: &str, held: &[f32], levels: &[f32], limit: f64) -> String {
    if held.is_empty() {
        return String::new();
    }
    let most = |numbers: &[f32]| f64::from(numbers.iter().copied().fold(0.0, f32::max));
    let mean = held.iter().copied().map(f64::from).sum::<f64>() / held.len() as f64;
    let told =
        format!("Each {member} holds {} on average, at most {}.", words::thousands(mean), words::thousands(most(held)));
    if limit <= 0.0 || levels.is_empty() {
        return told;
    }
    format!(
        "{told} The most needed is {}; there is room for {}.",
        words::thousands(most(levels) * limit),
        words::thousands(limit)
    )
}

fn spoken_tallies(tallies: &[Tally<'_>]) -> String {
    let present = tallies.iter().filter(|tally| tally.share > 0.0);
    let shares: Vec<String> =
        present.map(|tally| format!("{} {}", words::percent_spoken(tally.share), tally.word)).collect();
    format!("{}.", words::sentence(&shares.join(", ")))
}

/// The states that members are in, the most frequent first; the first state is the normal one and needs no line while
/// nearly all are in it.
fn captions(tallies: &[Tally<'_>]) -> Vec<String> {
    let mut present: Vec<&Tally<'_>> = tallies.iter().filter(|tally| tally.share > 0.0).collect();
    sort_by_number(&mut present, |tally| -tally.share);
    present.iter().map(|tally| format!("{} {}", tally.text, tally.word)).collect()
}
