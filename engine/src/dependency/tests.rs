//! What callers feel.

use super::*;

fn failing(error: f64) -> Signals {
    Signals { error, ..Signals::default() }
}

fn buffered(when_full: f64) -> Dependency {
    // buffer-minutes, when-full, drain, spread, contention-minutes, buffer-scale, relieved
    Dependency::new(DependencyKind::Buffered, &[30.0, when_full, 0.3, 0.4, 25.0, 1.0, 0.0])
}

fn felt_after(dependency: &mut Dependency, minutes: u32, error: f64) -> Felt {
    (0..minutes).fold(Felt::default(), |_, _| dependency.advance(1.0, &failing(error), Signal::Error))
}

#[test]
fn a_buffer_hides_a_short_failure_and_blocks_in_a_long_one() {
    let mut buffer = buffered(BLOCK);
    assert_eq!(felt_after(&mut buffer, 5, 1.0).error, 0.0);
    assert!(felt_after(&mut buffer, 120, 1.0).error > 0.95);
    assert_eq!(felt_after(&mut buffer, 600, 0.0), Felt::default());
}

#[test]
fn dropping_never_reaches_the_caller() {
    let felt = felt_after(&mut buffered(1.0), 600, 1.0);
    assert_eq!((felt.error, felt.fill), (0.0, 1.0));
}

#[test]
fn a_growing_buffer_takes_the_memory_of_requests() {
    let mut buffer = buffered(GROW);
    assert_eq!(felt_after(&mut buffer, 10, 1.0).error, 0.0);
    let some = felt_after(&mut buffer, 25, 1.0).error;
    assert!(some > 0.0 && some < felt_after(&mut buffer, 60, 1.0).error);
}

#[test]
fn hot_servers_fill_first() {
    let groups = groups(0.5);
    let mean = groups.iter().map(|group| group.traffic).sum::<f64>() / GROUPS as f64;
    assert!((mean - 1.0).abs() < 1e-12);
    assert!(groups[GROUPS - 1].traffic > 2.0 && groups[0].traffic < 0.5);
}

#[test]
fn newest_first_is_on_time_while_in_order_waits() {
    for (order, late) in [(0.0, 0.0), (IN_ORDER, 1.0)] {
        let mut queue = Dependency::new(DependencyKind::Queued, &[1.0, 1.0, 0.5, order]);
        felt_after(&mut queue, 60, 1.0);
        let felt = felt_after(&mut queue, 10, 0.0);
        assert_eq!((felt.late, felt.backlog), (late, 55.0));
        assert_eq!(felt_after(&mut queue, 120, 0.0).backlog, 0.0);
    }
}

#[test]
fn a_cache_hides_failures_until_its_entries_expire() {
    for (when_stale, fails) in [(0.0, true), (SERVE_STALE, false)] {
        let mut cache = Dependency::new(DependencyKind::Cached, &[4.0, 2.0, 1.0, when_stale]);
        assert_eq!(felt_after(&mut cache, 1, 1.0).error, 0.0);
        let felt = felt_after(&mut cache, 120, 1.0);
        assert_eq!((felt.error > 0.99, felt.late > 0.99), (fails, true));
        assert!(felt_after(&mut cache, 120, 0.0).error < 1e-9);
    }
}

#[test]
fn a_partly_failing_refresh_expires_few_entries() {
    let mut cache = Dependency::new(DependencyKind::Cached, &[4.0, 2.0, 3.0, 0.0]);
    let expired = felt_after(&mut cache, 600, 0.55).error;
    assert!((expired - power(0.55, 6.0)).abs() < 1e-3, "{expired}");
}
