//! How long it takes to compile an outage and to run it: `cargo run --release -p outage-sim --example speed`. Prints lines `name value unit`.

#![allow(clippy::disallowed_methods, reason = "this measures the core from outside, with a clock")]

use outage_sim::{BUILT_IN, Detail, Draft, Inputs, Scenario, TEXTS, judge, run, run_in};
use std::hint::black_box;
use std::time::Instant;

/// Runs that are measured of each kind.
const TIMES: usize = 60;

/// Sizes of a fleet that are compared, in servers.
const FLEETS: [f64; 2] = [4_000.0, 1_000_000.0];

fn main() {
    for (&(name, plan), (_, text)) in BUILT_IN.iter().zip(TEXTS) {
        let inputs = Inputs::default();
        let scenario = read(plan);
        let [compile, full, brief, judged, read] = medians([
            &mut || drop(black_box(outage_compile::for_people(black_box(text)))),
            &mut || drop(black_box(run(black_box(&scenario), &inputs))),
            &mut || drop(black_box(run_in(black_box(&scenario), &inputs, Detail::Brief))),
            &mut || drop(black_box(judge(&scenario, &inputs, &run_in(&scenario, &inputs, Detail::Brief)))),
            &mut || drop(black_box(read(black_box(plan)))),
        ]);
        println!("compile/{name}/median {compile:.3} ms");
        println!("plan/{name}/size {} bytes", plan.len());
        println!("run/{name}/median {full:.3} ms");
        println!("run-brief/{name}/median {brief:.3} ms");
        println!("run-and-judge/{name}/median {judged:.3} ms");
        println!("read/{name}/median {read:.3} ms");

        // Larger fleets exist where a scenario has one of this kind.
        let is_mesh = |kind: u16| scenario.kinds[usize::from(kind)].name == "mesh-fleet";
        let mesh = scenario.components.iter().find(|component| is_mesh(component.kind));
        let Some(fleet) = mesh.map(|component| component.id.clone()) else { continue };
        // In the built-in plan what nobody can change is constant.
        let whole = outage_compile::compile(text).expect("it was compiled before");
        let [small, large] = FLEETS.map(|servers| scaled(&whole, &fleet, servers));
        let [small, large] = medians([&mut || drop(black_box(run(black_box(&small), &inputs))), &mut || {
            drop(black_box(run(black_box(&large), &inputs)))
        }]);
        println!("run/fleet-{}/median {small:.3} ms", FLEETS[0]);
        println!("run/fleet-{}/median {large:.3} ms", FLEETS[1]);
    }
}

fn read(plan: &[u8]) -> Scenario {
    Scenario::read(plan).expect("built-in scenarios can be read")
}

/// A scenario with a fleet of another size, and all that goes with it, so that the same day takes place.
fn scaled(scenario: &Scenario, fleet: &str, servers: f64) -> Scenario {
    let mut draft = Draft::clone(scenario);
    let index = |name: &str| scenario.parameter(&format!("{fleet}.{name}")).expect("a fleet has it");
    let times = servers / scenario.parameters[index("servers")].value;
    for name in ["servers", "added-servers", "restart-rate"] {
        draft.parameters[index(name)].value *= times;
    }
    for name in ["map-change", "answer"] {
        draft.parameters[index(name)].value /= times;
    }
    let (base, limit) = (index("base-threads"), index("thread-limit"));
    let room = scenario.parameters[limit].value - scenario.parameters[base].value + 1.0;
    draft.parameters[limit].value = scenario.parameters[base].value + room * times - 1.0;
    Scenario::new(draft).expect("only values are changed")
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
