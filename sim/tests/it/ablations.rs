//! Taking a mechanism out must spoil the fit: proof that the day comes from the mechanism.

use crate::day::{Day, built_in, day, quiet};
use outage_sim::{Signal, Simulated};

#[test]
fn without_the_trigger_nothing_happens() {
    for scenario in built_in() {
        let day = Day::of(scenario, quiet(scenario));
        for (index, component) in scenario.components.iter().enumerate() {
            let peak = day.recording.summary(index).peak_error;
            // What hands out leases always has a few requests that outlive their allowance and are asked again.
            let is_asked = scenario.kinds[usize::from(component.kind)].name == "lease-registry";
            let bound = if !is_asked { 1e-6 } else { 1e-3 };
            assert!(peak < bound, "{} fails to {peak}", component.id);
        }
        for (index, component) in scenario.components.iter().enumerate() {
            let waits = day.recording.series(index, Signal::Backlog).iter().copied().fold(0.0, f64::max);
            assert!(waits < 1e-6, "{}: {waits} min of work wait", component.id);
        }
        assert!(day.recording.notes().is_empty(), "{}: {:?}", scenario.id, day.recording.events());
        for (index, action) in scenario.actions.iter().enumerate() {
            let happens = day.recording.action(index).is_some();
            assert!(!happens || action.answers.is_none(), "{} answers no alarm", action.id);
        }
    }
}

#[test]
fn maps_that_die_at_once_bring_the_alarm_too_early() {
    let alarm = day("frontend.shard-map-max-age=31").judgement("K20-T3");
    assert!(!alarm.reproduced);
    assert!(matches!(alarm.simulated, Simulated::At(minutes) if minutes < 151.0 - 60.0), "{alarm:?}");
}

#[test]
fn a_sign_in_that_does_not_wait_never_fails() {
    let day = day("cognito.when-full=drop");
    for fact in ["K20-T9", "K20-T13", "K20-T16", "K20-T17"] {
        let judgement = day.judgement(fact);
        assert_eq!((judgement.simulated, judgement.reproduced), (Simulated::Never, false), "{fact}");
    }
}

#[test]
fn functions_that_drop_their_metrics_never_fail() {
    let day = day("lambda.when-full=drop");
    assert!(["K20-T8", "K20-T14"].iter().all(|fact| day.judgement(fact).simulated == Simulated::Never));
}

#[test]
fn removing_the_servers_heals_only_a_fleet_that_tries_again() {
    let wedged = day("-restart-fleet").summary("frontend");
    assert_eq!(wedged.recovered, None);
    let retrying = day("frontend.after-failed-build=retries -restart-fleet").summary("frontend");
    let recovered = retrying.recovered.expect("a fleet that tries again recovers once the servers are gone");
    // The last server learns of the removal an hour after its end, and rebuilds within half an hour.
    assert!(recovered < 415.0 + 60.0 + 30.0, "{recovered}");
}

#[test]
fn without_the_restart_nothing_recovers() {
    let day = day("-restart-fleet");
    for fact in ["K20-T15", "K20-T18", "K20-T19", "K20-T20", "K20-T21"] {
        assert_eq!(day.judgement(fact).simulated, Simulated::Never, "{fact}");
    }
}

#[test]
fn the_restart_needs_the_servers_to_be_gone() {
    // Restarted servers would pass the limit again.
    let day = day("-remove-capacity");
    assert_eq!(day.summary("frontend").recovered, None);
}

#[test]
fn servers_that_cost_nothing_to_join_can_all_be_restarted_at_once() {
    let free = "frontend.join-seconds-authoritative=0 frontend.restart-rate=1500";
    let recovered = day(free).summary("frontend").recovered.expect("it recovers");
    assert!(recovered < 443.0 + 4.0 * 60.0, "{recovered}");
    assert!(!day(free).judgement("K20-T20").reproduced);
    // Health checks that remove nobody do not help: the serving servers are as busy as before.
    let patient = day("frontend.restart-rate=1500 frontend.eviction-rate=0");
    assert!(patient.error_minutes("frontend") < day("frontend.restart-rate=1500").error_minutes("frontend"));
}

#[test]
fn a_few_hundred_an_hour_is_the_fastest_safe_restart() {
    let recovered = |rate: u32, admission: f64| {
        let day = day(&format!("frontend.restart-rate={rate} frontend.admission={admission}"));
        day.summary("frontend").recovered
    };
    let times = [300, 400, 500].map(|rate| recovered(rate, 1.0).expect("it is safe"));
    assert!(times.is_sorted_by(|slower, faster| slower > &(faster + 60.0)), "{times:?}");
    for (rate, admission) in [(600, 1.0), (800, 1.0), (1500, 1.0), (800, 0.5), (1500, 0.5)] {
        assert_eq!(recovered(rate, admission), None, "{rate} an hour with {admission} of the traffic");
    }
}

#[test]
fn a_restart_that_is_too_fast_is_set_back_by_removals() {
    let fast = day("frontend.restart-rate=700");
    let restarted = fast.series("frontend.restarted");
    let most = restarted.iter().copied().fold(0.0, f64::max);
    assert!(most > 0.02 && *restarted.last().expect("it is a day") < most / 2.0, "{most}");
    // Where a change of the fleet costs a map nothing, the same rate is safe.
    let cheap = day("frontend.restart-rate=700 frontend.map-change=0");
    assert!(cheap.summary("frontend").recovered < day("").summary("frontend").recovered);
}

#[test]
fn retries_deepen_the_failure_and_do_not_lengthen_it() {
    let (without, with) = (day("producers.give-up-minutes=1"), day(""));
    assert!(without.error_minutes("frontend") < with.error_minutes("frontend") - 30.0);
    let recovered = |day: &Day<'_>| day.summary("frontend").recovered.expect("it recovers");
    assert!((recovered(&with) - recovered(&without)).abs() < 30.0);
}

#[test]
fn capacity_that_the_sign_in_adds_only_buys_time() {
    let without = day("-cognito-adds-capacity").happens("K20-T9").expect("it fails");
    let with = day("").happens("K20-T9").expect("it fails all the same");
    assert!(with > without + 5.0, "{without} and {with}");
}

#[test]
fn servers_that_learn_sooner_fail_sooner() {
    let (hour, minute) = (day("").happens("K20-T3"), day("frontend.learn-minutes=1").happens("K20-T3"));
    assert!(minute.expect("it fails") < hour.expect("it fails"));
}
