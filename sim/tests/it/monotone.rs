//! What has to get worse, or better, when a knob is turned; and what has an optimum in between.

use crate::day::{day, kinesis};

/// Outcomes of one knob over many values, in order.
fn sweep(knob: &str, values: impl IntoIterator<Item = f64>, outcome: impl Fn(&str) -> f64) -> Vec<(f64, f64)> {
    values.into_iter().map(|value| (value, outcome(&format!("{knob}={value}")))).collect()
}

fn frontend_minutes(changes: &str) -> f64 {
    day(changes).error_minutes("frontend")
}

/// Differences below this are rounding, in minutes.
const NEARLY: f64 = 1e-6;

fn never_rises(what: &str, outcomes: &[(f64, f64)]) {
    for pair in outcomes.windows(2) {
        assert!(pair[1].1 <= pair[0].1 + NEARLY, "{what} rises: {pair:?} of {outcomes:?}");
    }
}

fn never_falls(what: &str, outcomes: &[(f64, f64)]) {
    for pair in outcomes.windows(2) {
        assert!(pair[1].1 >= pair[0].1 - NEARLY, "{what} falls: {pair:?} of {outcomes:?}");
    }
}

fn steps(from: u32, until: u32, by: usize) -> impl Iterator<Item = f64> {
    (from..=until).step_by(by).map(f64::from)
}

#[test]
fn more_threads_allowed_never_hurt() {
    never_rises("limit", &sweep("frontend.thread-limit", steps(5800, 6100, 10), frontend_minutes));
    never_rises("limit", &sweep("frontend.thread-limit", steps(1000, 12_000, 500), frontend_minutes));
}

#[test]
fn maps_that_live_longer_never_hurt() {
    never_rises("age", &sweep("frontend.shard-map-max-age", steps(10, 600, 10), frontend_minutes));
}

#[test]
fn more_cells_never_hurt() {
    never_rises("cells", &sweep("frontend.cells", steps(1, 20, 1), frontend_minutes));
    // With a limit so low that the cell with the addition fails. A restart would be in vain, and sooner in smaller cells.
    let failing = |cells: &str| frontend_minutes(&format!("{cells} frontend.thread-limit=1100 -restart-fleet"));
    never_rises("cells", &sweep("frontend.cells", steps(1, 20, 1), failing));
}

#[test]
fn more_added_servers_never_help() {
    never_falls("added", &sweep("frontend.added-servers", steps(0, 1000, 20), frontend_minutes));
}

#[test]
fn more_threads_per_peer_never_help() {
    let values = (95..=110).map(|percent| f64::from(percent) / 100.0);
    never_falls("threads per peer", &sweep("frontend.threads-per-peer", values, frontend_minutes));
}

#[test]
fn a_larger_fleet_under_the_same_limit_never_helps() {
    never_falls("servers", &sweep("frontend.servers", steps(4600, 5000, 20), frontend_minutes));
}

#[test]
fn the_cliff_is_where_the_arithmetic_puts_it_to_the_server() {
    let number = |id: &str| {
        let parameter = kinesis().parameter(id).unwrap_or_else(|| panic!("there is a parameter {id}"));
        kinesis().parameters[parameter].value
    };
    let (base, servers) = (number("frontend.base-threads"), number("frontend.servers"));
    // Threads for all others of a cell, which the addition goes to, and for everything else.
    for (limit, per_peer, cells) in
        [(number("frontend.thread-limit"), 1.0, 1.0), (8000.0, 1.37, 1.0), (2100.0, 0.8, 4.0)]
    {
        let setting =
            format!("frontend.thread-limit={limit} frontend.threads-per-peer={per_peer} frontend.cells={cells}");
        let most = ((limit - base) / per_peer + 1.0 - servers / cells).floor();
        assert!((1.0..1000.0).contains(&most), "{most} more servers fit");
        let peak =
            |added: f64| day(&format!("{setting} frontend.added-servers={added}")).summary("frontend").peak_error;
        assert_eq!(peak(most), 0.0, "{setting}: {most} more servers fit");
        assert!(peak(most + 1.0) > 0.9 / cells, "{setting}: one more than {most} does not");
    }
}

#[test]
fn adding_capacity_can_cause_the_outage() {
    let (as_it_was, larger) = (day("frontend.added-servers=0"), day("frontend.added-servers=120"));
    assert_eq!(as_it_was.error_minutes("frontend"), 0.0);
    assert!(larger.error_minutes("frontend") > 600.0);
    // The same addition helps a fleet that has threads for it: there is less for each server to do.
    assert_eq!(day("frontend.added-servers=120 frontend.thread-limit=7000").error_minutes("frontend"), 0.0);
}

#[test]
fn the_alarm_comes_later_the_longer_maps_live() {
    let alarm = |changes: &str| day(changes).happens("K20-T3").expect("the alarm fires");
    let alarms = sweep("frontend.shard-map-max-age", steps(40, 240, 20), alarm);
    never_falls("alarm", &alarms);
    // One for one, to the minute.
    for (age, alarm) in &alarms {
        assert!((alarm - age - (alarms[0].1 - alarms[0].0)).abs() <= 1.0, "{alarms:?}");
    }
}

#[test]
fn a_larger_buffer_never_hurts_those_who_wait_for_it() {
    let cognito = |changes: &str| day(changes).error_minutes("cognito");
    never_rises("cognito", &sweep("cognito.buffer-minutes", steps(1, 101, 4), cognito));
    never_rises("cognito", &sweep("cognito.buffer-minutes", steps(100, 1500, 100), cognito));
    let lambda = |changes: &str| day(changes).error_minutes("lambda");
    never_rises("lambda", &sweep("lambda.buffer-minutes", steps(1, 240, 10), lambda));
    // Above that, the trouble is so small that operators answer it late or not at all; without their answer:
    let unanswered = |changes: &str| lambda(&format!("{changes} -lambda-mitigation"));
    never_rises("lambda", &sweep("lambda.buffer-minutes", steps(50, 1500, 50), unanswered));
}

#[test]
fn waiting_is_never_better_than_dropping() {
    for (knob, component) in [("cognito.when-full", "cognito.error"), ("lambda.when-full", "lambda.error")] {
        let (kept, dropped) = (day(""), day(&format!("{knob}=drop")));
        assert!(kept.series(component).iter().zip(dropped.series(component)).all(|(kept, dropped)| kept >= dropped));
        assert!(dropped.series(component).iter().all(|&error| error == 0.0));
    }
}

#[test]
fn the_restart_has_one_best_rate_in_between() {
    let outcomes = sweep("frontend.restart-rate", steps(50, 1500, 25), frontend_minutes);
    let best = outcomes.iter().enumerate().min_by(|a, b| a.1.1.total_cmp(&b.1.1)).expect("there are some").0;
    let rate = outcomes[best].0;
    assert!((400.0..=600.0).contains(&rate), "the best rate is {rate}");
    // Slower takes longer; faster makes servers look unhealthy, and they start over.
    never_rises("slower", &outcomes[..=best]);
    never_falls("faster", &outcomes[best..]);
    for rate in [650, 800, 1500] {
        let day = day(&format!("frontend.restart-rate={rate}"));
        assert_eq!(day.summary("frontend").recovered, None, "{rate} an hour never recovers");
    }
    assert!(day("frontend.restart-rate=650").error_minutes("frontend") > 1.2 * outcomes[best].1);
}

#[test]
fn below_the_best_rate_the_restart_takes_as_long_as_its_rate_says() {
    let start = day("").recording.action(kinesis().action("restart-fleet").expect("it is there"));
    let (start, _) = start.expect("the fleet is restarted");
    for rate in [300.0, 350.0, 400.0, 450.0] {
        let day = day(&format!("frontend.restart-rate={rate}"));
        let took = day.summary("frontend").recovered.expect("it recovers") - start;
        let servers = took * rate / 60.0;
        assert!((servers / 4900.0 - 1.0).abs() < 0.05, "at {rate} an hour, time for {servers:.0} servers");
    }
}
