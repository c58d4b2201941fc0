//! What is known exactly, or from theory.

#![allow(clippy::disallowed_methods, reason = "what is expected is known to fewer digits than platforms differ in")]

use super::{at, run, small, values};
use outage_run::{Inputs, Machine};

fn near(found: f64, expected: f64, relative: f64) {
    assert!((found - expected).abs() <= relative * expected.abs().max(1e-12), "{found} is not {expected}");
}

#[test]
fn exponential_decay_does_not_depend_on_the_step() {
    for step in ["1 min", "7.5 min", "60 min"] {
        let run = run(&small(step, "stock left = 100\n  out: left at rate 3 1/h", "").replace("3 1/h", "0.05 / 1 min"));
        near(at(&run, "left", 60.0), 100.0 * (-3.0f64).exp(), 1e-12);
    }
}

#[test]
fn a_tank_with_a_constant_inflow_does_not_depend_on_the_step() {
    for step in ["1 min", "60 min"] {
        let text = "stock level = 0\n  in: 2 / 1 min\n  out: level at rate 0.05 / 1 min";
        let run = run(&small(step, text, ""));
        near(at(&run, "level", 60.0), 40.0 * (1.0 - (-3.0f64).exp()), 1e-12);
    }
}

#[test]
fn what_leaves_at_rates_arrives_and_nothing_is_lost() {
    let text = "
stock a = 100
  in: 1 / 1 min
  out: a at rate 0.3 / 1 min
  out: a at rate 0.1 / 1 min
stock b = 0
  in: a at rate 0.3 / 1 min
  out: b at rate 0.2 / 1 min
stock c = 0
  in: a at rate 0.1 / 1 min
  in: b at rate 0.2 / 1 min
all = a + b + c
";
    for step in ["1 min", "10 min"] {
        let run = run(&small(step, text, ""));
        for (moment, total) in values(&run, "all").into_iter().enumerate() {
            near(total, 100.0 + run.0.time(moment), 1e-12);
        }
        near(at(&run, "a", 60.0), 2.5 + 97.5 * (-24.0f64).exp(), 1e-9);
    }
}

#[test]
fn a_pool_uses_as_many_workers_as_there_is_work() {
    // Utilisation law: 30 jobs a minute of 2 s on 4 workers keep a quarter of them busy.
    let text = "
pool desk
  workers:  4
  work:     2 s
  arrivals: 30 / 1 min
busy = desk.busy
waits = desk.response
";
    let run = run(&small("1 min", text, ""));
    near(at(&run, "busy", 30.0), 0.25, 1e-12);
    near(at(&run, "waits", 30.0), 2.0 / 60.0, 1e-12);
}

#[test]
fn littles_law_holds_in_an_overloaded_pool() {
    // Callers who wait and think: 100 of them, 1 s of work each, 4 s of thinking, 10 workers.
    let text = "
pool desk
  workers:  10
  work:     1 s
  arrivals: 100 / (desk.response + 4 s)
in_flight = desk.in_flight
throughput = desk.done
response = desk.response
slowdown = desk.slowdown
thinking = throughput * 4 s
";
    let run = run(&small("1 min", text, ""));
    // All workers are busy: 10 a second are done; a round takes 100 / 10 = 10 s, of which 4 s are thinking.
    near(at(&run, "throughput", 30.0), 600.0, 1e-9);
    near(at(&run, "response", 30.0), 0.1, 1e-9);
    near(at(&run, "slowdown", 30.0), 6.0, 1e-9);
    near(at(&run, "in_flight", 30.0), at(&run, "throughput", 30.0) * at(&run, "response", 30.0), 1e-9);
    near(at(&run, "in_flight", 30.0) + at(&run, "thinking", 30.0), 100.0, 1e-9);
}

#[test]
fn what_does_not_fit_is_refused() {
    // 20 jobs a second of 1 s on 10 workers that take 3 jobs each at most: 10 a second are done.
    let text = "
pool desk
  workers:  10
  work:     1 s
  arrivals: 20 / 1 s
  limit:    3
refused = desk.refused
slowdown = desk.slowdown
error = desk.error
";
    let run = run(&small("1 min", text, ""));
    near(at(&run, "slowdown", 30.0), 3.0, 1e-12);
    near(at(&run, "refused", 30.0), 0.5, 1e-9);
    near(at(&run, "error", 30.0), 0.5, 1e-9);
}

#[test]
fn work_beyond_the_deadline_is_for_nothing() {
    let text = "
pool desk
  workers:  1
  work:     10 s
  arrivals: 0.01 / 1 s
  deadline: 5 s
  jitter:   0.05
error = desk.error
busy = desk.busy
";
    let run = run(&small("1 min", text, ""));
    near(at(&run, "error", 30.0), 1.0, 1e-6);
    near(at(&run, "busy", 30.0), 0.05, 1e-6);
}

#[test]
fn as_many_jobs_are_in_time_as_their_lengths_say() {
    // Jobs of log-normal length, 8 s on average, of which none has to wait: those that are shorter than 10 s are in time.
    for jitter in [0.1, 0.25, 0.5] {
        let text = format!(
            "
pool desk
  workers:  100
  work:     8 s
  arrivals: 1 / 1 s
  deadline: 10 s
  jitter:   {jitter}
error = desk.error
"
        );
        let z = (jitter * jitter / 2.0 - 0.8f64.ln()) / jitter;
        let late = 1.0 - outage_plan::maths::normal(z);
        let found = at(&run(&small("1 min", &text, "")), "error", 30.0);
        assert!((found - late).abs() < 1e-6, "{jitter}: {found} is not {late}");
    }
}

#[test]
fn a_pool_keeps_its_workers_busy_with_what_is_admitted_and_no_more() {
    // Utilisation law in overload: what is done takes all workers, whatever the lengths of the queues.
    for (arrivals, limit) in [(5.0, 2.0), (9.9, 4.0), (10.1, 1.0), (25.0, 6.0), (400.0, 2.0)] {
        let text = format!(
            "
pool desk
  workers:  10
  work:     1 s
  arrivals: {arrivals} / 1 s
  limit:    {limit}
busy = desk.busy
done = desk.done * 1 s
in_flight = desk.in_flight
admitted = desk.admitted
"
        );
        let run = run(&small("1 min", &text, ""));
        near(at(&run, "done", 30.0), f64::min(arrivals, 10.0), 1e-9);
        near(at(&run, "busy", 30.0), f64::min(arrivals / 10.0, 1.0), 1e-9);
        near(at(&run, "admitted", 30.0), f64::min(10.0 / arrivals, 1.0), 1e-9);
        // As many as may be, once more come than are done.
        let under_way = if arrivals > 10.0 { 10.0 * limit } else { arrivals };
        near(at(&run, "in_flight", 30.0), under_way, 1e-9);
    }
}

#[test]
fn a_pool_forgets_the_run_before() {
    let text = "
pool desk
  workers:  10
  work:     1 s + 0.05 s * job.index
  arrivals: load / (desk.response + 4 s)
  limit:    30
slowdown = desk.slowdown
";
    let plan = super::plan(&small("1 min", text, "[parameters]\nload = 7\n[cohorts]\njob = 16\n"));
    let of = |load: f64| {
        let mut inputs = Inputs::default();
        super::set(&mut inputs, &plan, "load", load).expect("it is a parameter");
        inputs
    };
    let mut machine = Machine::new(&plan);
    let mut run = |load: f64| machine.run(&of(load)).digest();
    let (few, many) = (run(7.0), run(700.0));
    assert_eq!([run(7.0), run(700.0), run(9.0)], [few, many, Machine::new(&plan).run(&of(9.0)).digest()]);
    assert_ne!(few, many);
}

#[test]
fn retries_amplify_load_as_the_geometric_series_says() {
    // Calls that fail at 80 % are tried again after a minute until they succeed: 1 / (1 - 0.8) tries a call.
    let text = "
failing = 0.8
sends = 1 / 1 min + kept / 1 min
stock kept = 0
  in:  failing / 1 min
  out: (1 - failing) * kept / 1 min
";
    let run = run(&small("1 min", text, ""));
    near(at(&run, "sends", 120.0), 5.0, 1e-9);
}

#[test]
fn threads_grow_with_the_square_of_the_servers() {
    let text = "
each = per_peer * (servers - 1 server)
all = each * servers
";
    let threads = |servers: f64| {
        let more = format!("[parameters]\nservers = \"{servers} servers\"\nper_peer = \"1 threads/server\"\n");
        at(&run(&small("1 min", text, &more)), "all", 0.0)
    };
    near(threads(4900.0), 4900.0 * 4899.0, 1e-12);
    near(threads(9800.0) / threads(4900.0), 4.0, 1e-3);
}

#[test]
fn samples_spread_over_their_period_and_lag_by_half_of_it() {
    // Cohorts that look at a ramp once an hour have heard, on average, what was half an hour ago.
    let text = "
sample seen[server] = 0 min
  every 60 min: now
lag = now - mean(seen)
";
    let more = "[cohorts]\nserver = 64\n";
    let run = run(&small("1 min", text, more));
    // Turns are taken at the next step, which is half a step later on average.
    near(at(&run, "lag", 100.0), 29.5, 0.02);
    let exact = text.replace(": now", ": tick");
    let run = super::run(&small("1 min", &exact, more));
    near(at(&run, "lag", 100.0), 30.0, 0.02);
}

#[test]
fn delays_look_back_and_held_counts() {
    let text = "
raw = now >= 10 min
late = delay(if raw then 1 else 0, 8 min)
long = held(raw) >= 5 min
so_long = held(raw)
before = prev(if raw then 1 else 0)
";
    let run = run(&small("1 min", text, ""));
    assert_eq!((at(&run, "late", 17.0), at(&run, "late", 18.0)), (0.0, 1.0));
    assert_eq!((at(&run, "long", 13.0), at(&run, "long", 14.0)), (0.0, 1.0));
    assert_eq!((at(&run, "before", 10.0), at(&run, "before", 11.0)), (0.0, 1.0));
}

#[test]
fn sums_by_a_map_and_elements_of_a_map_agree() {
    let text = "
processor_of = floor(entry.index / 3)
load = sum(1 + 0 * entry.index by processor(processor_of))
wait = load * 2 min
mine = wait[processor_of]
one = load[1]
total = sum(load)
most = largest(mine)
before = sum(shift(entry.index, 100))
";
    let run = run(&small("1 min", text, "[cohorts]\nentry = 10\nprocessor = 4\n"));
    assert_eq!(at(&run, "total", 0.0), 10.0);
    assert_eq!(at(&run, "one", 0.0), 3.0);
    assert_eq!(at(&run, "most", 0.0), 6.0);
    assert_eq!(at(&run, "before", 0.0), 100.0 + 36.0);
}
