//! The cell of 2024: what has to get worse or better when a knob is turned, and what must not happen at all without
//! one part of the mechanism.

use crate::day::{Day, built_in, inputs};
use outage_sim::{Detail, run_in};

/// The day with changes, written as for [`inputs`].
fn day(changes: &str) -> Day<'static> {
    let scenario = built_in().iter().find(|scenario| scenario.id == "kinesis-2024").expect("it is built in");
    Day::of(scenario, inputs(scenario, changes))
}

fn peak(changes: &str) -> f64 {
    day(changes).summary("cell").peak_error
}

fn error_minutes(changes: &str) -> f64 {
    day(changes).error_minutes("cell")
}

fn peaks(knob: &str, values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| peak(&format!("{knob}={value}"))).collect()
}

/// Peaks may differ by this much, as shares, without one being worse: the fullest host is another one.
const NEARLY: f64 = 0.03;

fn never_rises(what: &str, peaks: &[f64]) {
    assert!(peaks.windows(2).all(|pair| pair[1] <= pair[0] + NEARLY), "{what} rises: {peaks:?}");
    assert!(peaks[0] > 0.5 && peaks[peaks.len() - 1] < 0.1, "{what} decides between the outage and none: {peaks:?}");
}

#[test]
fn capacity_never_hurts() {
    never_rises("status capacity", &peaks("cell-manager.status-capacity", &[2.2e6, 2.6e6, 3.0e6, 4.0e6, 6.0e6]));
    never_rises("connection capacity", &peaks("connections.capacity", &[9e3, 1e4, 1.2e4, 2e4, 4e4]));
}

#[test]
fn patience_never_hurts() {
    let peaks = peaks("cell-manager.health-timeout-minutes", &[4.0, 6.0, 10.0, 20.0, 30.0]);
    assert!(peaks.windows(2).all(|pair| pair[1] <= pair[0] + NEARLY), "{peaks:?}");
}

#[test]
fn shards_that_weigh_more_are_spread_better() {
    never_rises("throughput", &peaks("cell.shard-throughput", &[0.0, 0.3, 3.0, 10.0, 20.0]));
}

#[test]
fn more_shards_and_faster_deployments_never_help() {
    let shards = peaks("cell.low-throughput-shards", &[1.2e6, 1e6, 8e5, 6e5, 0.0]);
    never_rises("fewer shards", &shards);
    let minutes = peaks("deployment.minutes-per-host", &[8.0, 13.0, 30.0, 60.0]);
    never_rises("a slower deployment", &minutes);
}

#[test]
fn nothing_fails_without_a_part_of_the_mechanism() {
    let quiet = ["-deployment", "cell-manager.placement=count", "cell-manager.status-size=constant"];
    for changes in quiet.into_iter().chain(["+manager-counts-shards", "+constant-status", "+more-connection-capacity"]) {
        let peak = peak(changes);
        assert!(peak < 0.01, "{changes}: {peak}");
    }
}

#[test]
fn a_day_without_the_deployment_is_perfectly_quiet() {
    let day = day("-deployment");
    for (index, component) in day.scenario.components.iter().enumerate() {
        assert!(day.errors(index).iter().all(|&error| error == 0.0), "{}", component.id);
    }
    let fullest = day.series("cell.fullest-host");
    assert!(fullest.iter().all(|&shards| (shards - fullest[0]).abs() < 1e-9));
}

#[test]
fn shedding_load_earlier_helps() {
    let (early, late, never) = (error_minutes("shed-load@14:55"), error_minutes(""), error_minutes("-shed-load"));
    assert!(early < 0.9 * late && late < 0.9 * never, "{early} {late} {never}");
}

#[test]
fn without_added_capacity_connections_stay_overloaded() {
    let with = error_minutes("");
    let without = error_minutes("-add-connection-capacity -add-more-connection-capacity");
    assert!(without > 1.5 * with, "{with} {without}");
}

#[test]
fn tasks_that_do_not_wait_for_their_logs_run_normally() {
    let (blocking, non_blocking) = (day(""), day("ecs.log-driver=non-blocking"));
    assert!(blocking.summary("ecs").peak_error > 0.1);
    assert_eq!(non_blocking.summary("ecs").peak_error, 0.0);
    assert_eq!(non_blocking.summary("fargate").peak_error, 0.0);
    assert_eq!(blocking.series("cell.error"), non_blocking.series("cell.error"));
}

#[test]
fn other_cells_notice_nothing() {
    assert_eq!(day("").summary("other-cells").peak_error, 0.0);
}

#[test]
fn requests_fail_only_while_shards_wait() {
    let day = day("");
    let (errors, waiting) = (day.series("cell.error"), day.series("cell.waiting"));
    assert!(errors.iter().zip(waiting).all(|(&error, &waiting)| error == 0.0 || waiting > 0.0));
    assert!(errors.iter().chain(waiting).all(|share| (0.0..=1.0).contains(share)));
}

#[test]
fn luck_moves_the_day_but_does_not_prevent_it() {
    let onsets: Vec<f64> = (1..=5)
        .map(|seed| day(&format!("#{seed}")).summary("cell").first_error.expect("the outage happens"))
        .collect();
    assert!(onsets.iter().all(|onset| (240.0..420.0).contains(onset)), "{onsets:?}");
    assert!(onsets.windows(2).any(|pair| pair[0] != pair[1]), "{onsets:?}");
}

#[test]
fn a_seed_gives_the_same_bits_again() {
    let day = day("#7");
    let again = run_in(day.scenario, &day.inputs, Detail::Brief);
    assert_eq!(day.recording.digest(), again.digest());
}

#[test]
fn backlogs_outlast_the_cell() {
    let day = day("");
    let ends = |fact: &str| day.happens(fact).unwrap_or_else(|| panic!("{fact} happens"));
    assert!(ends("K24-T10") < ends("K24-T11") && ends("K24-T11") < ends("K24-T12"));
}
