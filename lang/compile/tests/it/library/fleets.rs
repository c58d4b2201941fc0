//! Changes, and the fleets that take them in.

use super::*;

// ---------------------------------------------------------------- changes and the fleets that take them in

/// A change that is rolled out from 10:10 on and fails where it is.
fn rollout(step: &str, parameters: &str) -> Run {
    let text = format!(
        "status = \"draft\"\n{}[[component]]\nid = \"change\"\nkind = \"rollout\"\nwith = {{ failing = \"change.reached\" }}\n[component.parameters]\ntakes = \"40 min\"\n{parameters}\n[[action]]\nid = \"begin\"\nat = \"10:10\"\nset = {{ \"change.begun\" = 1 }}\n",
        clock(step)
    );
    run(&text, "change", "reached halted")
}

#[test]
fn a_rollout_takes_as_long_as_it_takes_unless_it_is_halted() {
    for step in ["1 min", "0.25 min"] {
        let all = rollout(step, "");
        assert_eq!(at(&all, "change.reached", 10.0), 0.0);
        near(at(&all, "change.reached", 30.0), 0.5, 1e-9);
        near(reaches(&all, "change.reached", 1.0 - 1e-9).expect("everywhere"), 50.0, 0.01);
        assert_eq!(at(&all, "change.halted", 119.0), 0.0);
        // A tenth fails at 10:14, and has done so for five minutes a step before 10:19.
        let halted = rollout(step, "halt_at = 0.1\nnotice = \"5 min\"");
        near(reaches(&halted, "change.halted", 1.0).expect("it is halted"), 19.0, 1.0);
        near(at(&halted, "change.reached", 119.0), 9.0 / 40.0, 1.1 / 40.0);
    }
}

/// Machines that load what a push generates while a share of the database has changed.
fn pushed(changed: &str, fleet: &str) -> Run {
    let text = format!(
        "status = \"draft\"\n{}[[component]]\nid = \"push\"\nkind = \"config-push\"\nwith = {{ changed = \"{changed}\" }}\n[component.parameters]\nperiod = \"1 min\"\nentries = \"60 entries\"\ncopies = 2\n[[component]]\nid = \"proxy\"\nkind = \"config-fleet\"\nwith = {{ pushed = \"push.size\" }}\n[component.parameters]\n{TIMES}load = \"1 min\"\n{fleet}\n[record]\n\"proxy.error\" = \"proxy.error\"\n\"proxy.unscored\" = \"proxy.unscored\"\n\"push.size\" = \"push.size\"\n\"push.is_bad\" = \"push.is_bad\"\n",
        clock("0.5 min")
    );
    run_with_library(&text)
}

#[test]
fn as_many_files_are_bad_as_nodes_have_changed() {
    for changed in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let run = pushed(&changed.to_string(), "limit = \"100 entries\"");
        let bad = values(&run, "push.is_bad");
        near(bad.iter().sum::<f64>() / bad.len() as f64, changed, 0.02);
        assert!(bad.iter().zip(values(&run, "push.size")).all(|(bad, size)| size == 60.0 * (1.0 + bad)));
        let error = values(&run, "proxy.error");
        near(error.iter().sum::<f64>() / error.len() as f64, changed, 0.03);
    }
}

#[test]
fn what_a_fleet_does_with_a_file_that_is_too_large_is_a_choice() {
    let worst = |fleet: &str| {
        let run = pushed("1", fleet);
        (at(&run, "proxy.error", 60.0), at(&run, "proxy.unscored", 60.0))
    };
    assert_eq!(worst("limit = \"120 entries\""), (0.0, 0.0), "a file that just fits");
    assert_eq!(worst("limit = \"119 entries\""), (1.0, 0.0));
    assert_eq!(worst("limit = \"119 entries\"\non_too_large = \"keep_last\""), (0.0, 0.0));
    assert_eq!(worst("limit = \"119 entries\"\nmodule_failure = \"go_on\""), (0.0, 1.0));
    assert_eq!(worst("limit = \"119 entries\"\nstrict = 0.75"), (0.75, 0.25));
    assert_eq!(worst("limit = \"119 entries\"\ncanary = 0.125"), (0.125, 0.0));
    assert_eq!(worst("limit = \"119 entries\"\nrepaired = 0.5"), (0.5, 0.0));
    assert_eq!(worst("limit = \"119 entries\"\nkill_switch = \"5 min\""), (0.0, 1.0));
}

/// Tasks of one region that all start at 10:00, with a store that answers so many a minute.
fn herd(reads: f64, backoff: &str) -> Run {
    let text = format!(
        "status = \"draft\"\n{}[[component]]\nid = \"store\"\nkind = \"shared-store\"\nwith = {{ asking = \"tasks.asking\", pause = \"tasks.pause\", relative = \"tasks.relative\", arrived = \"0\" }}\n[component.parameters]\nreads = \"{reads} tasks/min\"\nread = \"30 s\"\ndeadline = \"120 s\"\n[[component]]\nid = \"tasks\"\nkind = \"restart-fleet\"\nwith = {{ bad_input = \"if now < 30 min then 1 else 0\", answered = \"store.answered\", response = \"store.response\", usual = \"store.usual\", limit = \"store.limit\" }}\n[component.parameters]\n{TIMES}tasks = \"1000 tasks\"\nspread = 0\nutilisation = 0.5\nmeets_input = \"1 min\"\nboot = \"60 s\"\nfirst_wait = \"30 s\"\nthrottle = 1\n{backoff}\n",
        clock("0.1 min")
    );
    run(&text, "tasks", "serving_share error")
}

#[test]
fn tasks_crash_and_come_back_exponentially_while_the_store_has_room() {
    let run = herd(1e6, "");
    // They meet the input once a minute on average, and all of them have by then.
    near(at(&run, "tasks.serving_share", 5.0), (-5.0f64).exp(), 0.01);
    // Without it, each needs a minute to boot, half to wait and half to read: two minutes, evenly spread.
    for minutes in [1.0, 2.0, 4.0f64] {
        near(at(&run, "tasks.serving_share", 30.0 + minutes), 1.0 - (-(minutes + 0.1) / 2.0).exp(), 0.02);
    }
    assert_eq!(at(&run, "store.slowdown", 31.0), 1.0);
    assert!(last(&run, "tasks.error", 0.01).is_some_and(|end| (30.0..33.0).contains(&end)));
}

#[test]
fn a_herd_that_asks_for_more_than_the_store_can_answer_gets_no_further() {
    // Three times as many under way as there is room for, until every answer is too late.
    let run = herd(40.0, "");
    near(at(&run, "store.slowdown", 60.0), 1000.0 / 20.0 * 2.0 / 3.5, 1e-6);
    assert_eq!(at(&run, "store.error", 110.0), 1.0);
    near(at(&run, "tasks.serving_share", 110.0), 0.0, 1e-9);
    // With waits that double, few enough ask at a time.
    let patient = herd(40.0, "backoff = \"exponential\"\nlongest_wait = \"60 min\"");
    assert!(at(&patient, "tasks.serving_share", 110.0) > 0.5);
}
