//! Inputs and recordings on their way from one thread to another.

use outage_sim::{BUILT_IN, Detail, EventChange, Inputs, Judgement, Knob, Recording, Scenario, judge, run, run_in};

/// Inputs in which something of every kind is changed.
fn changed(scenario: &Scenario) -> Inputs {
    let mut inputs = Inputs { seed: Some(u64::MAX - 3), ..Inputs::default() };
    for (index, _, knob) in scenario.knobs().take(3) {
        if let Knob::Range { min, max, .. } = knob {
            inputs.set_value(scenario, index, (min + max) / 2.0).expect("it is within the range");
        }
    }
    inputs.events.extend([(0, EventChange::At(12.0)), (1, EventChange::Off)]);
    inputs.fixes.insert(0);
    inputs
}

#[test]
fn what_arrives_is_what_was_sent_to_the_last_bit() {
    for (name, plan) in BUILT_IN {
        let scenario = Scenario::read(plan).expect("built-in scenarios can be read");
        for inputs in [Inputs::default(), changed(&scenario)] {
            assert_eq!(Inputs::from_bytes(&inputs.to_bytes()).as_ref(), Some(&inputs), "{name}");
            for recording in [run(&scenario, &inputs), run_in(&scenario, &inputs, Detail::Brief)] {
                let arrived = Recording::from_bytes(&scenario, &recording.to_bytes()).expect("it is one");
                assert_eq!(arrived.digest(), recording.digest(), "{name}");
                assert_eq!(arrived, recording, "{name}");
                let judged = judge(&scenario, &inputs, &recording);
                let bytes = Judgement::to_bytes(&judged);
                assert_eq!(Judgement::from_bytes(&scenario, &bytes), Some(judged), "{name}");
                assert_eq!(Judgement::from_bytes(&scenario, &bytes[1..]), None, "{name}");
            }
        }
    }
}

#[test]
fn bytes_that_are_no_recording_of_the_plan_give_none() {
    let read = |plan: &[u8]| Scenario::read(plan).expect("built-in scenarios can be read");
    let plans = [read(BUILT_IN[0].1), read(BUILT_IN[1].1)];
    let bytes = run(&plans[0], &Inputs::default()).to_bytes();
    assert_eq!(Recording::from_bytes(&plans[1], &bytes), None);
    for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Recording::from_bytes(&plans[0], &bytes[..cut]), None, "{cut}");
    }
    let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
    assert_eq!(Recording::from_bytes(&plans[0], &longer), None);
    // Whatever stands where, nothing panics, and what is read can be shown.
    let columns = plans[0].moments() * plans[0].columns.len() * 8;
    let far = (columns..bytes.len()).step_by(40_009);
    for place in (columns..columns + 4000).step_by(23).chain(far) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x55;
        if let Some(recording) = Recording::from_bytes(&plans[0], &damaged) {
            for event in recording.events() {
                assert!(!outage_sim::describe(&plans[0], event).contains('\0'));
            }
        }
    }
    assert_eq!(Inputs::from_bytes(&[9, 9, 9]), None);
}
