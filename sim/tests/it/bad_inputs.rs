//! Changes that cannot be made: refused with a sentence that says what to do, and nothing is changed.

use crate::any::for_all;
use crate::day::kinesis;
use outage_sim::{EventChange, Inputs};
use proptest::prelude::*;

/// Refuses a change of a knob and returns the sentence.
fn refused(id: &str, text: &str) -> String {
    let mut inputs = Inputs::default();
    let problem = inputs.set(kinesis(), id, text).expect_err(&format!("{id}={text} is refused"));
    assert!(inputs.is_as_it_happened(), "nothing is changed");
    problem.told(kinesis())
}

#[test]
fn a_slip_of_the_pen_is_recognised() {
    assert_eq!(
        refused("frontend.thread-limi", "6000"),
        "there is no knob `frontend.thread-limi` (did you mean `frontend.thread-limit`?)"
    );
    let mut inputs = Inputs::default();
    let problem = inputs.switch_off(kinesis(), "restart-flet").expect_err("there is none").told(kinesis());
    assert_eq!(problem, "there is no event `restart-flet` (did you mean `restart-fleet`?)");
    let problem = inputs.fix(kinesis(), "larger-server").expect_err("there is none").told(kinesis());
    assert_eq!(problem, "there is no remediation `larger-server` (did you mean `larger-servers`?)");
}

#[test]
fn what_is_no_number_is_refused() {
    for text in ["NaN", "nan", "inf", "-inf", "1e300", "1e999", "", " ", "six", "0x10", "6_000", "6,000", "٦", "1e"] {
        let problem = refused("frontend.thread-limit", text);
        assert!(problem.contains("is not a number from 1000 to 12000"), "{problem}");
    }
}

#[test]
fn what_is_out_of_range_is_refused() {
    for text in ["-1", "999.99", "1e19", "12000.01", "-0"] {
        let problem = refused("frontend.thread-limit", text);
        assert!(problem.contains("is out of range: 1000 to 12000"), "{problem}");
    }
}

#[test]
fn unknown_words_are_refused() {
    for text in ["", "Block", "grow", "0", "NaN"] {
        let problem = refused("cognito.when-full", text);
        assert!(problem.ends_with("is not one of block, drop"), "{problem}");
    }
}

#[test]
fn what_is_no_knob_cannot_be_turned() {
    // It is a parameter, but events turn it, not people.
    assert!(refused("frontend.added", "1").starts_with("there is no knob `frontend.added`"));
}

#[test]
fn values_that_no_screen_offers_are_refused_too() {
    let scenario = kinesis();
    let index = |id: &str| scenario.parameter(id).expect("there is one");
    let mut inputs = Inputs::default();
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e300] {
        inputs.set_value(scenario, index("frontend.thread-limit"), value).expect_err("out of range");
        inputs.set_value(scenario, index("frontend.utilisation"), value).expect_err("out of range");
    }
    for value in [f64::NAN, -1.0, 0.5, 3.0, 1e300] {
        inputs.set_value(scenario, index("cognito.when-full"), value).expect_err("not the index of a word");
    }
    assert!(inputs.is_as_it_happened());
}

#[test]
fn times_outside_the_run_are_refused() {
    let times =
        ["", "7", "25:00", "07:60", "-1d 05:00", "+1d 05:00", "+9d 00:00", "+999999999999d 1:00", "NaN:00", "01:59"];
    for time in times {
        let mut inputs = Inputs::default();
        let problem = inputs.move_to(kinesis(), "restart-fleet", time).expect_err(time).to_string();
        assert!(problem.starts_with("restart-fleet: "), "{problem}");
        assert!(problem.contains("05:15") || problem.contains("outside the run: 02:00 to +1d 04:00"), "{problem}");
        assert!(inputs.is_as_it_happened());
    }
}

#[test]
fn no_text_panics_or_makes_a_long_message() {
    let texts = (".{0,40}", ".{0,40}", prop_oneof![Just(0), Just(100_000usize)]);
    for_all(256, &texts, |(name, text, more)| {
        let (name, text) = (name + &"x".repeat(more), text + &"9".repeat(more));
        let scenario = kinesis();
        let mut inputs = Inputs::default();
        let problems = [
            inputs.set(scenario, &name, &text),
            inputs.set(scenario, "frontend.servers", &text),
            inputs.set(scenario, "cognito.when-full", &text),
            inputs.switch_off(scenario, &name),
            inputs.move_to(scenario, &name, &text),
            inputs.move_to(scenario, "restart-fleet", &text),
            inputs.fix(scenario, &name),
        ];
        for problem in problems.into_iter().filter_map(Result::err) {
            prop_assert!(problem.told(scenario).len() < 2_000, "{}", problem);
        }
        let within = |change: &EventChange| match change {
            EventChange::At(at) => (scenario.span.0..=scenario.span.1).contains(at),
            EventChange::Off => true,
        };
        prop_assert!(
            inputs.knobs.iter().all(|(_, value)| value.is_finite())
                && inputs.events.iter().all(|(_, change)| within(change))
        );
        Ok(())
    });
}

#[test]
fn times_read_back_as_they_are_written() {
    for_all(256, &(-44.0..1516.0f64), |minutes| {
        let minutes = minutes.round();
        let clock = &kinesis().clock;
        prop_assert_eq!(clock.parse(&clock.local(minutes).to_string()), Ok(minutes));
        let apart = clock.utc(minutes);
        let hours = 24 * (apart.day - clock.local(minutes).day) + apart.hour as i32 - clock.local(minutes).hour as i32;
        prop_assert_eq!(f64::from(hours) * 60.0, -clock.utc_offset);
        Ok(())
    });
}
