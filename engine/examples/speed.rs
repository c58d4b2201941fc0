//! How long a run takes: `cargo run --release -p outage-sim --example speed`. Prints lines `name value unit`.

#![allow(clippy::disallowed_methods, reason = "this measures the core from outside, with a clock")]

use outage_engine::{BUILT_IN, ComponentKind, Detail, Inputs, Scenario, judge, run, run_in};
use std::hint::black_box;
use std::time::Instant;

/// Runs that are measured of each kind.
const TIMES: usize = 60;

/// Sizes of a fleet that are compared, in servers.
const FLEETS: [f64; 2] = [4_000.0, 1_000_000.0];

fn main() {
    for (name, text) in BUILT_IN {
        let inputs = Inputs::default();
        let mut scenario = parsed(text);
        let [full, brief, judged, read] = medians([
            &mut || drop(black_box(run(black_box(&scenario), &inputs))),
            &mut || drop(black_box(run_in(black_box(&scenario), &inputs, Detail::Brief))),
            &mut || drop(black_box(judge(&scenario, &inputs, &run_in(&scenario, &inputs, Detail::Brief)))),
            &mut || drop(black_box(parsed(black_box(text)))),
        ]);
        println!("run/{name}/median {full:.3} ms");
        println!("run-brief/{name}/median {brief:.3} ms");
        println!("run-and-judge/{name}/median {judged:.3} ms");
        println!("read/{name}/median {read:.3} ms");

        // Larger fleets exist where a scenario has one of this kind.
        let mesh = scenario.components.iter().find(|component| component.kind == ComponentKind::MeshFleet);
        let Some(fleet) = mesh.map(|component| component.id.clone()) else { continue };
        let [small, large] = FLEETS.map(|servers| {
            scale(&mut scenario, &fleet, servers);
            scenario.clone()
        });
        let [small, large] = medians([&mut || drop(black_box(run(black_box(&small), &inputs))), &mut || {
            drop(black_box(run(black_box(&large), &inputs)))
        }]);
        println!("run/fleet-{}/median {small:.3} ms", FLEETS[0]);
        println!("run/fleet-{}/median {large:.3} ms", FLEETS[1]);
    }
}

fn parsed(text: &str) -> Scenario {
    Scenario::parse(text).expect("built-in scenarios have no problems")
}

/// Gives a fleet another size, and all that goes with it, so that the same day takes place.
fn scale(scenario: &mut Scenario, fleet: &str, servers: f64) {
    let index =
        |scenario: &Scenario, name: &str| scenario.parameter(&format!("{fleet}.{name}")).expect("a fleet has it");
    let times = servers / scenario.parameters[index(scenario, "servers")].value;
    for name in ["servers", "added-servers", "restart-rate"] {
        let index = index(scenario, name);
        scenario.parameters[index].value *= times;
    }
    for name in ["join-seconds", "join-seconds-authoritative"] {
        let index = index(scenario, name);
        scenario.parameters[index].value /= times;
    }
    let (base, limit) = (index(scenario, "base-threads"), index(scenario, "thread-limit"));
    let room = scenario.parameters[limit].value - scenario.parameters[base].value + 1.0;
    scenario.parameters[limit].value = scenario.parameters[base].value + room * times - 1.0;
}

/// Median times in milliseconds. The kinds take turns, so that a slow moment of the machine hits all of them.
fn medians<const N: usize>(mut kinds: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..TIMES {
        for (kind, times) in kinds.iter_mut().zip(&mut times) {
            let begin = Instant::now();
            kind();
            times.push(begin.elapsed().as_secs_f64() * 1000.0);
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}
