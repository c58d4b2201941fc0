//! Those who ask and try again, those who answer a bounded number, and those who watch.

use super::*;

// ---------------------------------------------------------------- callers who try again

/// Clients of something that answers `capacity` times what a normal day asks.
fn retrying(step: &str, capacity: &str, retry: f64, give_up: f64, load: f64) -> Run {
    let text = format!(
        "status = \"draft\"\n{}[[component]]\nid = \"shop\"\nkind = \"station\"\n[component.parameters]\ncapacity = 1.25\nbase_latency = \"100 ms\"\ntimeout = \"10 s\"\n[[component]]\nid = \"people\"\nkind = \"clients\"\n[component.parameters]\nretry = \"{retry} min\"\ngive_up = \"{give_up} min\"\nload = {load}\n[[component.needs]]\non = \"shop\"\nkind = \"hard\"\n[component.needs.parameters]\nweight = 1\n{capacity}",
        clock(step)
    );
    run(&text, "people", "sends again backlog")
}

/// The capacity that is left from a moment on.
fn drops(to: f64, at: &str, until: &str) -> String {
    let action = |id: &str, at: &str, value: f64| {
        format!("[[action]]\nid = \"{id}\"\nat = \"{at}\"\nset = {{ \"shop.capacity\" = {value} }}\n")
    };
    format!("{}{}", action("loss", at, to), action("repair", until, 1.25))
}

#[test]
fn retries_amplify_an_overload_until_as_many_give_up_as_are_too_many() {
    // What is answered is the capacity C. The rest of the load L has to give up: kept = g (L - C), and
    // what is sent is L + kept / r, so that retries amplify the load 1 + (g / r) (1 - C / L) times.
    for (capacity, retry, give_up, load) in [(0.5, 2.0, 4.0, 1.0), (0.8, 1.0, 10.0, 1.0), (0.3, 5.0, 5.0, 1.2)] {
        let run = retrying("0.5 min", &drops(capacity, "10:05", "11:59"), retry, give_up, load);
        let kept = give_up * (load - capacity);
        let sends = load + kept / retry;
        near(at(&run, "people.backlog", 110.0), kept, 1e-3 * kept);
        near(at(&run, "shop.offered", 110.0), sends, 1e-3 * sends);
        near(at(&run, "shop.refused", 110.0), 1.0 - capacity / sends, 1e-3);
        near(at(&run, "people.again", 110.0), kept / retry / sends, 1e-3);
        assert_eq!(at(&run, "shop.busy", 110.0), 1.0);
    }
}

#[test]
fn retries_outlast_the_overload_for_as_long_as_the_balance_says() {
    // While more is sent than answered, kept falls towards g (L - C) < 0 at the rate 1 / g; the overload is over at kept = r (C - L).
    let (retry, give_up, capacity, spare): (f64, f64, f64, f64) = (1.0, 30.0, 0.4, 0.25);
    let run = retrying("0.1 min", &drops(capacity, "10:05", "10:45"), retry, give_up, 1.0);
    let kept = at(&run, "people.backlog", 44.9);
    near(kept, give_up * 0.6 * (1.0 - (-40.0 / give_up).exp()), 0.01 * kept);
    let drains = give_up * ((kept + give_up * spare) / ((retry + give_up) * spare)).ln();
    let over = last(&run, "shop.refused", 1e-9).expect("it is overloaded");
    assert!(drains > 15.0, "the trigger is gone long before: {drains}");
    near(over - 45.0, drains, 0.02 * drains + 0.2);
}

#[test]
fn whom_nobody_answers_asks_as_often_as_patience_lasts() {
    let people = "[[component]]\nid = \"people\"\nkind = \"clients\"\n[component.parameters]\nretry = \"2 min\"\ngive_up = \"6 min\"\n[[component.needs]]\non = \"callee\"\nkind = \"hard\"\n";
    let run = run(&outage("0.5 min", "1", people), "people", "sends");
    // One call and three more.
    near(at(&run, "people.sends", 110.0), 4.0, 1e-6);
}

// ---------------------------------------------------------------- a bounded number at a time

#[test]
fn a_station_is_as_busy_as_it_is_asked_and_refuses_the_rest() {
    for (capacity, busy, refused) in [(4.0, 0.25, 0.0), (1.25, 0.8, 0.0), (1.0, 1.0, 0.0), (0.4, 1.0, 0.6)] {
        let text = format!(
            "status = \"draft\"\n{}[[component]]\nid = \"shop\"\nkind = \"station\"\n[component.parameters]\ncapacity = {capacity}\nbase_latency = \"100 ms\"\ntimeout = \"4 s\"\n",
            clock("1 min")
        );
        let run = run(&text, "shop", "busy refused latency");
        near(at(&run, "shop.busy", 1.0), busy, 1e-12);
        near(at(&run, "shop.refused", 1.0), refused, 1e-12);
        // The mean time in a queue with one server, up to the deadline; who is refused waits until then.
        let working = if busy < 0.99 { 0.1 / (1.0 - busy) } else { 4.0 };
        near(at(&run, "shop.latency", 1.0), (1.0 - refused) * working + refused * 4.0, 1e-9);
    }
}

// ---------------------------------------------------------------- what operators see and tell

#[test]
fn an_alarm_has_no_data_when_every_point_of_its_window_is_missing() {
    let monitor = |local: &str| {
        let parameters =
            format!("{TIMES}alarm_points = 3\nalarm_period = \"5 min\"\nmetrics = 0.75\nlocal_store = \"{local}\"\n");
        let text = caller("hard", "").replace("\"service\"", "\"monitor\"").replace(TIMES, &parameters);
        run(&outage("1 min", "if now < 20 min then 0 else 0.5", &text), "caller", "error insufficient_data")
    };
    let blind = monitor("0 min");
    // One point of three is missing from 20 on, two from 25, all from 30.
    let found = [19.0, 24.0, 29.0, 30.0, 100.0].map(|minutes| at(&blind, "caller.insufficient_data", minutes));
    assert_eq!(found, [0.0, 0.0, 0.0, 0.125, 0.125]);
    near(at(&blind, "caller.error", 60.0), 0.5, 1e-12);
    // A store that holds the whole window keeps alarms alive; logs are lost all the same.
    let kept = monitor("15 min");
    assert_eq!(at(&kept, "caller.insufficient_data", 60.0), 0.0);
    near(at(&kept, "caller.error", 60.0), 0.25 * 0.5, 1e-12);
    assert_eq!(at(&monitor("14 min"), "caller.insufficient_data", 60.0), 0.125);
}

#[test]
fn the_public_is_told_after_deciding_and_posting() {
    let page = |failing: &str| {
        let text = caller("hard", "")
            .replace("kind = \"service\"", "kind = \"status-page\"\nwith = { alarm = \"now >= 10 min\" }")
            .replace(
                TIMES,
                "decide = \"15 min\"\ntool = \"4 min\"\ncalls = 10\ngive_up = \"12 min\"\nfallback = \"20 min\"\n",
            );
        run(&outage("0.5 min", failing, &text), "caller", "posted manual")
    };
    let posted = |run: &Run| reaches(run, "caller.posted", 1.0).expect("it is posted");
    // A quarter of an hour and the post itself.
    near(posted(&page("0")), 10.0 + 15.0 + 4.0, 1.0);
    // Ten calls that each succeed with 90 % take 0.9^-10 times as long.
    near(posted(&page("0.1")), 10.0 + 15.0 + 4.0 * 0.9f64.powi(-10), 1.0);
    // With the tool out of order: twelve minutes of trying, and by hand.
    near(posted(&page("1")), 10.0 + 15.0 + 12.0 + 20.0, 1.0);
    near(last(&page("1"), "caller.manual", 1.0).expect("by hand"), 57.0, 1.0);
}
