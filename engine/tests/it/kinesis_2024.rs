//! The cell of 2024: what has to get worse or better when a knob is turned, and what must not happen at all without
//! one part of the mechanism.

use crate::day::{Day, built_in, inputs};
use outage_engine::{Detail, Inputs, run_in};

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
    never_rises("status capacity", &peaks("cell-manager.status-capacity", &[0.8e6, 1e6, 1.3e6, 1.6e6, 2e6, 3e6]));
    never_rises("connection capacity", &peaks("connections.capacity", &[4.5e3, 4.8e3, 5e3, 6e3, 1e4, 2e4]));
}

#[test]
fn patience_never_hurts() {
    let minutes: Vec<f64> = [2, 4, 6, 10, 20, 30]
        .into_iter()
        .map(|timeout| error_minutes(&format!("cell-manager.health-timeout-minutes={timeout}")))
        .collect();
    assert!(minutes.windows(2).all(|pair| pair[1] < pair[0]), "{minutes:?}");
}

#[test]
fn shards_that_weigh_more_are_spread_better() {
    never_rises("throughput", &peaks("cell.shard-throughput", &[0.0, 0.4, 3.0, 10.0, 20.0]));
}

#[test]
fn more_shards_and_faster_deployments_never_help() {
    never_rises("fewer shards", &peaks("cell.low-throughput-shards", &[6e5, 5e5, 4e5, 2e5, 0.0]));
    never_rises("a slower deployment", &peaks("deployment.minutes-per-host", &[5.0, 14.0, 24.0, 40.0, 60.0]));
}

#[test]
fn moving_more_shards_at_once_never_helps() {
    let slower = peaks("cell-manager.redistribution-limit", &[5e4, 3e4, 1.2e4, 5e3, 2e3, 5e2]);
    never_rises("slower redistribution", &slower);
}

/// A limit that is too high lets a few hosts crowd out all others; one that is too low keeps their own shards waiting.
#[test]
fn connection_limits_have_an_optimum() {
    let minutes = |limit: f64| error_minutes(&format!("connections.limit-per-host={limit}"));
    let (low, best, usual, high) = (minutes(50.0), minutes(300.0), minutes(510.0), minutes(1000.0));
    assert!(best < low && best < usual && usual < high, "{low} {best} {usual} {high}");
}

#[test]
fn nothing_fails_without_a_part_of_the_mechanism() {
    let quiet = ["-deployment", "cell-manager.placement=count", "cell-manager.status-size=constant"];
    for changes in quiet.into_iter().chain([
        "+manager-counts-shards",
        "+constant-status",
        "+newest-status",
        "+more-connection-capacity",
        "+slower-redistribution",
    ]) {
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
fn every_remediation_helps() {
    let (cell, ecs) = (error_minutes(""), day("").error_minutes("ecs"));
    for fix in &day("").scenario.remediations {
        let fixed = day(&format!("+{}", fix.id));
        let (cell_now, ecs_now) = (fixed.error_minutes("cell"), fixed.error_minutes("ecs"));
        assert!(cell_now < 0.8 * cell || ecs_now < 0.8 * ecs, "{}: {cell_now} {ecs_now}", fix.id);
    }
}

/// Half the step gives the same day: within ten minutes where requests fail, and half an hour on their way back.
#[test]
fn the_length_of_a_step_hardly_matters() {
    let mut finer = day("").scenario.clone();
    finer.step /= 2.0;
    let (usual, finer) = (day(""), Day::of(&finer, Inputs::default()));
    let apart =
        |fact: &str| (usual.happens(fact).expect("it happens") - finer.happens(fact).expect("it happens")).abs();
    assert!(apart("K24-T2") <= 10.0, "{}", apart("K24-T2"));
    for fact in ["K24-T4", "K24-T6", "K24-T7", "K24-T9"] {
        assert!(apart(fact) <= 30.0, "{fact}: {}", apart(fact));
    }
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
    assert!(without > 1.2 * with, "{with} {without}");
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
    let onsets: Vec<f64> =
        (1..=5).map(|seed| day(&format!("#{seed}")).summary("cell").first_error.expect("the outage happens")).collect();
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
