//! What the vendor and others proposed: each does what it says, for the reason it gives.

use crate::day::{Day, built_in, day, kinesis};
use outage_sim::{Inputs, What};

fn with(fix: &str) -> Day<'static> {
    day(&format!("+{fix}"))
}

/// When the public page tells of the trouble, in minutes since the trigger.
fn posted(day: &Day<'_>) -> f64 {
    let moment = day.series("status-dashboard.posted").iter().position(|&posted| posted > 0.0);
    day.recording.time(moment.expect("it is posted"))
}

#[test]
fn room_for_threads_prevents_the_day() {
    for fix in ["larger-servers", "higher-thread-limit", "thread-alarm", "cellular-frontend", "simulate-before-adding"]
    {
        let day = with(fix);
        for component in &kinesis().components {
            assert_eq!(day.summary(&component.id).peak_error, 0.0, "with {fix}, {}", component.id);
        }
    }
}

#[test]
fn a_dry_run_refuses_the_addition_only_where_it_would_fail() {
    let refused =
        |day: &Day<'_>| day.recording.events().iter().any(|event| matches!(event.what, What::ActionRefused(_)));
    assert!(refused(&with("simulate-before-adding")));
    let harmless = day("+simulate-before-adding frontend.added-servers=91");
    assert!(!refused(&harmless));
    assert_eq!(harmless.series("frontend.servers").iter().copied().fold(0.0, f64::max), 4991.0);
}

#[test]
fn the_alarm_on_threads_stops_the_addition_below_the_limit() {
    let day = with("thread-alarm");
    let threads = day.series("frontend.threads").iter().copied().fold(0.0, f64::max);
    assert!(threads <= 6000.0, "{threads}");
    assert!(day.series("frontend.servers").iter().any(|&servers| servers > 4900.0), "some servers are added");
}

#[test]
fn a_faster_restart_and_an_earlier_diagnosis_shorten_the_day() {
    let recovered = |day: &Day<'_>| day.summary("frontend").recovered.expect("it recovers");
    let as_it_happened = recovered(&day(""));
    for fix in ["cache-on-own-fleet", "earlier-diagnosis"] {
        let hours = (as_it_happened - recovered(&with(fix))) / 60.0;
        assert!(hours > 2.0, "{fix} saves {hours} h");
    }
}

#[test]
fn a_front_end_of_its_own_spares_the_monitoring_and_what_needs_it() {
    let day = with("cloudwatch-own-fleet");
    for component in ["cloudwatch", "lambda", "auto-scaling"] {
        assert_eq!(day.summary(component).peak_error, 0.0, "{component}");
    }
    assert!(day.summary("frontend").peak_error > 0.9, "the fleet fails as before");
    for day in [day, self::day("cloudwatch.share=0")] {
        assert_eq!(day.series("cloudwatch.backlog").iter().copied().fold(0.0, f64::max), 0.0);
    }
}

#[test]
fn a_store_of_its_own_keeps_alarms_and_scaling_alive() {
    let day = with("cloudwatch-local-store");
    for component in ["lambda", "auto-scaling"] {
        assert_eq!(day.summary(component).peak_error, 0.0, "{component}");
    }
    assert!(day.summary("cloudwatch").peak_error > 0.1, "logs are still lost");
    // What is not processed while it is in the store is lost, so each hour of it is worth an hour.
    let gaps = |minutes: u32| {
        let day = self::day(&format!("cloudwatch.local-store-minutes={minutes}"));
        day.series("cloudwatch.gaps").last().copied().unwrap_or_default()
    };
    let [little, hour, hours] = [gaps(5), gaps(65), gaps(185)];
    assert!((little - hour - 60.0).abs() < 1.0 && (hour - hours - 120.0).abs() < 1.0, "{little} {hour} {hours}");
}

#[test]
fn capacity_without_people_spares_the_early_impact_only() {
    let first = |day: &Day<'_>| day.summary("cognito").first_error.expect("it fails all the same");
    let (by_hand, by_itself) = (day(""), with("automatic-capacity"));
    assert!(first(&by_itself) > first(&by_hand) + 20.0);
    assert!(by_itself.happens("K20-T9").is_some());
}

#[test]
fn services_that_wait_for_nobody_do_not_fail_with_the_streams() {
    let day = with("uncoupled-services");
    for component in ["cognito", "lambda", "status-dashboard"] {
        assert_eq!(day.summary(component).peak_error, 0.0, "{component}");
    }
    assert!(day.summary("frontend").peak_error > 0.9 && posted(&day) < posted(&self::day("")));
}

#[test]
fn a_sign_in_that_survives_spares_the_page_that_needs_it() {
    let survives = with("cognito-survives");
    assert_eq!(survives.summary("cognito").peak_error, 0.0);
    assert_eq!(survives.summary("status-dashboard").peak_error, 0.0);
    assert!(posted(&survives) < posted(&day("")));
    assert!(survives.error_minutes("apps") < day("").error_minutes("apps"));
}

#[test]
fn the_public_hears_sooner() {
    let as_it_happened = posted(&day(""));
    for fix in ["trained-fallback", "status-page-elsewhere"] {
        assert!(posted(&with(fix)) < as_it_happened - 15.0, "{fix}");
    }
}

#[test]
fn a_second_region_spares_the_sites() {
    assert!(with("second-region").error_minutes("apps") < 0.3 * day("").error_minutes("apps"));
}

#[test]
fn the_authoritative_store_makes_the_restart_cheaper() {
    // Operators changed to it on the day; without that change the restart is worse, and the remediation makes it good.
    let without = day("-authoritative-bootstrap-rollout");
    let from_the_start = day("-authoritative-bootstrap-rollout +authoritative-bootstrap");
    assert!(from_the_start.error_minutes("frontend") < 0.9 * without.error_minutes("frontend"));
}

#[test]
fn none_that_others_proposed_makes_its_day_worse() {
    for scenario in built_in() {
        let total = |inputs: Inputs| {
            let day = Day::of(scenario, inputs);
            (0..scenario.components.len()).map(|index| day.recording.summary(index).error_minutes).sum::<f64>()
        };
        let as_it_happened = total(Inputs::default());
        // What we propose ourselves may show that it is no good idea.
        let theirs = scenario.remediations.iter().enumerate().filter(|(_, fix)| fix.proposed_by != "Outage Explorer");
        for (number, fix) in theirs {
            let changed = total(Inputs { fixes: [number].into(), ..Inputs::default() });
            assert!(
                changed <= as_it_happened + 1.0,
                "{} {} brings {changed} error minutes, not {as_it_happened}",
                scenario.id,
                fix.id
            );
        }
    }
}
