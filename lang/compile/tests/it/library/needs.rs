//! How a caller feels what it depends on.

use super::*;

// ---------------------------------------------------------------- calls that need an answer

#[test]
fn independent_tries_fail_together_as_a_power() {
    for (failing, share, attempts) in [(0.5, 1.0, 1), (0.5, 0.6, 3), (0.9, 1.0, 10), (1.0, 0.25, 7), (0.0, 1.0, 2)] {
        let parameters = format!("share = {share}\nattempts = {attempts}");
        let run = through("hard", &parameters, "1 min", &failing.to_string());
        let error = share * f64::powi(failing, attempts);
        near(at(&run, "caller.error", 30.0), error, 1e-12);
        // It waits for the callee at every try, and for its own deadline where it gets no answer.
        let tries: f64 = (0..attempts).map(|before| f64::powi(failing, before)).sum();
        let wait = share * tries * 2.0 + (1.0 - error) * 0.1 + error * 10.0;
        near(at(&run, "caller.latency", 30.0), wait, 1e-9);
    }
}

#[test]
fn tries_add_load_as_the_geometric_series_says() {
    // 1 + p + … + p^(m-1) = (1 - p^m) / (1 - p) calls for each request, of which all but the first are repeated ones.
    let shop = "[[component]]\nid = \"shop\"\nkind = \"station\"\n[component.parameters]\ncapacity = 100\nbase_latency = \"1 ms\"\ntimeout = \"1 s\"\n[[component.needs]]\non = \"callee\"\nkind = \"hard\"\n";
    for (failing, attempts) in [(0.5f64, 4), (0.9, 3), (1.0, 5), (0.0, 5)] {
        let call =
            caller("hard", &format!("attempts = {attempts}\nweight = 1")).replace("on = \"callee\"", "on = \"shop\"");
        let run = run(&outage("1 min", &failing.to_string(), &format!("{shop}{call}")), "shop", "offered error again");
        let tries = (0..attempts).map(|tried| failing.powi(tried)).sum::<f64>();
        near(at(&run, "shop.error", 60.0), failing, 1e-12);
        near(at(&run, "shop.offered", 60.0), tries, 1e-9);
        near(at(&run, "shop.again", 60.0), 1.0 - 1.0 / tries, 1e-9);
    }
}

#[test]
fn what_needs_several_fails_unless_all_answer() {
    let one = caller("hard", "share = 0.5");
    let two = "[[component.needs]]\nname = \"other\"\non = \"callee\"\nkind = \"hard\"\n[component.needs.parameters]\nattempts = 2\n";
    let run = run(&outage("1 min", "0.4", &format!("{one}{two}")), "caller", SIGNALS);
    near(at(&run, "caller.error", 30.0), 1.0 - (1.0 - 0.2) * (1.0 - 0.16), 1e-12);
}

#[test]
fn what_has_a_standby_moves_once_it_has_failed_for_long_enough() {
    let standby = caller("hard", "").replace(TIMES, &format!("{TIMES}standby = 0.75\nstandby_after = \"20 min\"\n"));
    let failing = "if 10 min <= now < 15 min or now >= 40 min then 0.5 else 0";
    let run = run(&outage("1 min", failing, &standby), "caller", "error moved");
    // Five minutes are too short. From 40 on it has failed for more than twenty minutes at 60.
    assert_eq!(at(&run, "caller.error", 14.0), 0.5);
    assert_eq!(reaches(&run, "caller.moved", 0.75), Some(60.0));
    assert_eq!(at(&run, "caller.error", 59.0), 0.5);
    assert_eq!(at(&run, "caller.error", 60.0), 0.125);
}

// ---------------------------------------------------------------- buffers

const BUFFER: &str = "buffer = \"26 min\"\ndrain = 0.2\n";

#[test]
fn a_buffer_is_full_after_its_size_by_its_rate_whatever_the_step() {
    // 60 % cannot be sent, and what is sent goes 20 % faster: 0.6 - 0.2 * 0.4 = 0.52 minutes of records a minute.
    for step in ["1 min", "0.25 min"] {
        let run = through("buffered", BUFFER, step, "if now >= 10 min then 0.6 else 0");
        let (full, begins) = (10.0 + 26.0 / 0.52, 10.0 + 0.9 * 26.0 / 0.52);
        near(reaches(&run, "caller.fill", 1.0 - 1e-9).expect("it fills"), full, 1.0);
        near(reaches(&run, "caller.error", 1e-9).expect("callers wait"), begins, 1.0);
        near(at(&run, "caller.backlog", 40.0), 30.0 * 0.52, 0.53);
        // Once it is full, callers are held up by exactly what finds no room.
        near(at(&run, "caller.error", 100.0), 0.52, 1e-9);
        near(at(&run, "caller.backlog", 100.0), 26.0, 1e-9);
    }
}

#[test]
fn a_full_buffer_empties_at_the_rate_at_which_it_can_be_sent() {
    let run = through("buffered", BUFFER, "0.5 min", "if now < 40 min then 1 else 0");
    near(at(&run, "caller.backlog", 39.5), 26.0, 1e-9);
    assert_eq!(at(&run, "caller.error", 40.0), 0.0, "what can be sent holds nobody up");
    near(at(&run, "caller.backlog", 100.0), 26.0 - 0.2 * 60.5, 1e-9);
}

#[test]
fn what_happens_when_a_buffer_is_full_is_a_choice() {
    let day = |more: &str| through("buffered", &format!("buffer = \"20 min\"\ndrain = 0.2\n{more}"), "1 min", "1");
    let (block, drop) = (day("when_full = \"block\""), day("when_full = \"drop\""));
    near(at(&block, "caller.error", 60.0), 1.0, 1e-12);
    assert!(values(&drop, "caller.error").iter().all(|error| *error == 0.0), "nobody waits for what is dropped");
    assert_eq!(values(&block, "caller.backlog"), values(&drop, "caller.backlog"), "the same is held back");
    // It grows on, and takes the memory of ever more requests.
    let grow = day("when_full = \"grow\"\ncontention = \"40 min\"");
    for minutes in [10.0, 30.0, 50.0, 90.0f64] {
        near(at(&grow, "caller.backlog", minutes), minutes + 1.0, 1e-9);
        near(at(&grow, "caller.error", minutes), ((minutes + 1.0 - 20.0) / 40.0).clamp(0.0, 1.0), 1e-9);
    }
}

#[test]
fn larger_buffers_fill_later_and_relieved_servers_keep_nothing() {
    let filled = |more: &str| {
        let run = through("buffered", &format!("{BUFFER}{more}"), "1 min", "1");
        (reaches(&run, "caller.fill", 1.0), at(&run, "caller.error", 119.0), at(&run, "caller.backlog", 119.0))
    };
    assert_eq!(filled("").0, Some(25.0));
    assert_eq!(filled("buffer_scale = 3").0, Some(77.0));
    assert_eq!(filled("relieved = 1"), (None, 0.0, 0.0));
    near(filled("relieved = 0.25").1, 0.75, 1e-12);
}

#[test]
fn unequal_servers_fill_one_after_the_other_and_hold_as_much_together() {
    let run = through("buffered", &format!("{BUFFER}spread = 0.5"), "0.25 min", "1");
    let even = through("buffered", BUFFER, "0.25 min", "1");
    let (first, first_even) = (reaches(&run, "caller.error", 0.01), reaches(&even, "caller.error", 0.01));
    assert!(first < first_even, "the busiest are full first: {first:?} {first_even:?}");
    // Before any is full, what is held back is what came in; traffic is the same on average.
    near(at(&run, "caller.backlog", 5.0), at(&even, "caller.backlog", 5.0), 1e-9);
    let errors = values(&run, "caller.error");
    assert!(errors.is_sorted(), "ever more are full");
    assert!(errors.last().is_some_and(|error| *error <= 1.0));
}

// ---------------------------------------------------------------- work that waits

#[test]
fn a_backlog_grows_as_long_as_nothing_is_taken_and_is_gone_after_its_size_by_the_surplus() {
    let failing = "if 10 min <= now < 40 min then 1 else 0";
    for (order, late_until) in [("newest_first", 39.5), ("in_order", 97.0)] {
        let run = through("queued", &format!("kept = 1\ndrain = 0.5\norder = \"{order}\""), "0.5 min", failing);
        near(at(&run, "caller.backlog", 39.5), 30.0, 1e-9);
        // Half a minute of work a minute more than comes in: an hour.
        near(last(&run, "caller.backlog", 1e-9).expect("it waits"), 99.0, 0.5);
        near(at(&run, "caller.backlog", 70.0), 30.0 - 0.5 * 30.5, 1e-9);
        // What is newest is in time as soon as anything is; in order all is late until little waits.
        assert_eq!(last(&run, "caller.late", 0.5), Some(late_until), "{order}");
        assert!(values(&run, "caller.error").iter().all(|error| *error == 0.0));
    }
}

#[test]
fn only_what_is_kept_waits_and_tries_count() {
    let run = through("queued", "kept = 0.4\ndrain = 0.1\nattempts = 2", "1 min", "0.9");
    // 81 % of the items fail twice: 1 - 1.1 * 0.19 = 0.791 a minute, of which 40 % are kept.
    near(at(&run, "caller.backlog", 59.0), 60.0 * 0.4 * 0.791, 1e-9);
    near(at(&run, "caller.late", 0.0), 0.81, 1e-12);
}

// ---------------------------------------------------------------- caches

#[test]
fn entries_expire_as_the_tries_to_refresh_them_come() {
    // With every try failing, an entry has expired after its second try: those of a Poisson process by then.
    let run = through("cached", "refresh = \"10 min\"\nmisses = 2", "0.05 min", "1");
    for minutes in [5.0, 15.0, 40.0] {
        let tries = (minutes + 0.05) / 10.0f64;
        near(at(&run, "caller.error", minutes), 1.0 - (-tries).exp() * (1.0 + tries), 2e-3);
    }
}

#[test]
fn in_the_long_run_a_cache_has_lost_what_fails_as_often_in_a_row() {
    for (failing, attempts, misses) in [(0.5, 1, 2), (0.8, 2, 3), (0.9, 1, 1)] {
        let parameters = format!("refresh = \"2 min\"\nmisses = {misses}\nattempts = {attempts}");
        let run = through("cached", &parameters, "0.5 min", &failing.to_string());
        near(at(&run, "caller.error", 119.0), f64::powi(failing, attempts * misses), 1e-6);
    }
}

#[test]
fn expired_entries_come_back_at_the_rate_of_refreshes_and_nothing_is_lost() {
    let parameters = "refresh = \"10 min\"\nmisses = 1";
    let run = through("cached", parameters, "0.5 min", "if now < 60 min then 1 else 0");
    let lost = at(&run, "caller.error", 59.5);
    near(lost, 1.0 - (-6.0f64).exp(), 1e-9);
    near(at(&run, "caller.error", 89.5), lost * (-3.0f64).exp(), 1e-9);
    // Who takes the old answer fails at nothing, however late it is.
    let stale = through(
        "cached",
        &format!("{parameters}\nwhen_stale = \"serve_stale\""),
        "0.5 min",
        "if now < 60 min then 1 else 0",
    );
    assert_eq!(values(&stale, "caller.late"), values(&run, "caller.late"));
    assert!(values(&stale, "caller.error").iter().all(|error| *error == 0.0));
}

// ---------------------------------------------------------------- calls whose answer is not needed

#[test]
fn a_gate_costs_its_timeout_and_no_request() {
    let run = through("gate", "timeout = \"3 s\"", "1 min", "0.5");
    near(at(&run, "caller.latency", 30.0), 0.5 * 3.0 + 0.1, 1e-12);
    assert!(values(&run, "caller.error").iter().all(|error| *error == 0.0));
    let told = through("told", "", "1 min", "1");
    near(at(&told, "caller.latency", 30.0), 0.1, 1e-12);
    assert!(values(&told, "caller.error").iter().all(|error| *error == 0.0));
}
