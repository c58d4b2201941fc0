//! The picture of a cell: what it says of every host.

use outage_explorer::address::parse;
use outage_explorer::frame::root_picture;
use outage_explorer::state::{Action, State};
use outage_sim::Form;
use std::rc::Rc;

#[test]
fn bars_show_shards_beside_status_messages() {
    let state = Rc::new(State::open(parse("#/kinesis-2024")));
    let at = state.cue.at;
    let picture = |state: &Rc<State>| {
        let picture = root_picture(&state.scenario, &state.recording, at).expect("there are hosts");
        assert_eq!(picture.form, Form::Bars);
        assert_eq!((picture.held.len(), picture.states.len() % picture.zones), (picture.states.len(), 0));
        let shares: f64 = picture.tallies.iter().map(|tally| tally.share).sum();
        assert!((shares - 1.0).abs() < 1e-9, "every host is in one state");
        // A bar stands for several hosts, so nothing counts bars.
        assert!(picture.tallies.iter().all(|tally| tally.text.ends_with('%')), "{:?}", picture.tallies);
        for strip in &picture.strips {
            assert!(picture.spoken.contains(&strip.value.replace('\u{202f}', "")), "{}", picture.spoken);
            assert!(strip.points.iter().all(|point| (0.0..=1.0).contains(point)));
        }
        let largest = |of: &[f32]| f64::from(of.iter().copied().fold(0.0, f32::max));
        (largest(picture.held), largest(picture.levels) * picture.limit, picture.strips.len())
    };
    let (shards, entries, strips) = picture(&state);
    assert!(strips == 2 && entries > shards * 0.5 && entries < shards * 2.0, "{entries} entries, {shards} shards");
    // Messages that no longer name every shard are short, however many shards a host holds.
    let knob = |id: &str| state.scenario.parameter(id).expect("a knob");
    let constant = Action::SetKnob { parameter: knob("cell-manager.status-size"), value: 1.0 };
    let (shards, entries, _) = picture(&Rc::clone(&state).reduced(constant));
    assert!(shards > 20_000.0 && entries < 100.0, "{entries} entries, {shards} shards");
    let fewer = Action::SetKnob { parameter: knob("cell.hosts"), value: 120.0 };
    picture(&Rc::clone(&state).reduced(fewer));
}
