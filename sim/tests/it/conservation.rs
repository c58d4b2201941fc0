//! Nothing is lost or made up: what arrives is answered, waits, or is given up.

use crate::any::{any_inputs, for_all};
use crate::day::{Day, built_in, day, kinesis};
use outage_sim::Signal;

impl Day<'_> {
    /// The value of a component's own parameter before any event.
    fn own(&self, component: usize, parameter: &str) -> f64 {
        let id = format!("{}.{parameter}", self.scenario.components[component].id);
        let index = self.scenario.parameter(&id).unwrap_or_else(|| panic!("there is a parameter {id}"));
        self.inputs.value(self.scenario, index)
    }

    fn all_of(&self, kind: &str) -> impl Iterator<Item = (usize, &str)> {
        let is_it = move |number: u16| self.scenario.kinds[usize::from(number)].name == kind;
        let components = self.scenario.components.iter().enumerate();
        components.filter(move |(_, spec)| is_it(spec.kind)).map(|(index, spec)| (index, spec.id.as_str()))
    }
}

/// Rounding.
const NEARLY: f64 = 1e-9;

#[test]
fn calls_that_wait_are_those_that_failed_and_were_not_given_up() {
    for scenario in built_in() {
        for_all(24, &any_inputs(scenario), |changed| {
            let day = Day::of(scenario, changed.inputs);
            for (index, _) in day.all_of("clients") {
                let (load, retry) = (day.own(index, "load"), day.own(index, "retry"));
                let give_up = day.own(index, "give-up");
                let (waiting, errors) = (day.recording.series(index, Signal::Backlog), day.errors(index));
                let offered = day.recording.series(index, Signal::Offered);
                for moment in 1..day.recording.moments() {
                    let before = waiting[moment - 1];
                    let (tried_again, given_up) = (before / retry, before / give_up);
                    let failed = offered[moment] * errors[moment];
                    let now = before + (failed - tried_again - given_up) * day.recording.step();
                    assert!((offered[moment] - load - tried_again).abs() < NEARLY, "at {moment}");
                    assert!((waiting[moment] - now.max(0.0)).abs() < NEARLY * (1.0 + now.abs()), "at {moment}");
                }
            }
            Ok(())
        });
    }
}

#[test]
fn a_fleet_serves_no_more_than_it_can() {
    for scenario in built_in() {
        for_all(24, &any_inputs(scenario), |changed| {
            let day = Day::of(scenario, changed.inputs);
            for (index, id) in day.all_of("mesh-fleet") {
                let most = 1.0 / day.own(index, "utilisation");
                let offered = day.recording.series(index, Signal::Offered);
                let served = offered.iter().zip(day.errors(index)).map(|(offered, error)| offered * (1.0 - error));
                assert!(served.fold(0.0, f64::max) <= most + NEARLY);

                let (restarting, restarted) = (day.series(&format!("{id}.restarting")), format!("{id}.restarted"));
                let both = restarting.iter().zip(day.series(&restarted)).map(|(starting, done)| starting + done);
                assert!(both.fold(0.0, f64::max) <= 1.0 + NEARLY, "no server is counted twice");

                let (servers, added) = (day.own(index, "servers"), day.own(index, "added-servers"));
                let size = day.series(&format!("{id}.servers"));
                assert!(size.iter().all(|size| (servers..=servers + added).contains(size)));
            }
            Ok(())
        });
    }
}

#[test]
fn work_piles_up_no_faster_than_it_arrives() {
    for scenario in built_in() {
        for_all(24, &any_inputs(scenario), |changed| {
            let day = Day::of(scenario, changed.inputs);
            for (index, spec) in scenario.components.iter().enumerate() {
                let backlog = day.recording.series(index, Signal::Backlog);
                let grown = backlog.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
                assert!(grown <= day.recording.step() + NEARLY, "{} grows by {grown}", spec.id);
            }
            Ok(())
        });
    }
}

#[test]
fn a_buffer_that_drops_never_reaches_the_caller() {
    let scenario = kinesis();
    let drop = [("cognito.when-full", "cognito"), ("lambda.when-full", "lambda")];
    for_all(24, &any_inputs(scenario), |mut changed| {
        for (knob, _) in drop {
            changed.inputs.set(scenario, knob, "drop").expect("it is a word of the knob");
        }
        let day = Day::of(scenario, changed.inputs);
        assert!(drop.iter().all(|(_, id)| day.summary(id).peak_error == 0.0));
        Ok(())
    });
}

#[test]
fn a_buffer_holds_up_calls_only_once_it_has_filled() {
    let scenario = kinesis();
    for_all(24, &any_inputs(scenario), |changed| {
        let day = Day::of(scenario, changed.inputs);
        let (errors, fill) = (day.series("cognito.error"), day.series("cognito.fill"));
        assert!(errors.iter().zip(fill).all(|(&error, &fill)| error == 0.0 || fill > 0.0));
        Ok(())
    });
}

#[test]
fn one_cell_of_five_takes_a_fifth_with_it() {
    // 980 servers and 1 010 other threads fit below the limit in four cells, 120 servers more do not in the fifth.
    let day = day("frontend.cells=5 frontend.thread-limit=2050");
    let peak = day.summary("frontend").peak_error;
    assert!(peak > 0.15 && peak <= 0.2, "{peak}");
}
