//! How long it takes to compile and to run outages that are written in the language:
//! `cargo run --release -p outage-compile --example compile`. Prints lines `name value unit`.

#![allow(clippy::disallowed_methods, reason = "this measures the language from outside, with a clock")]

use outage_compile::{LIBRARY, Options, Recorded, compile_with};
use outage_plan::Plan;
use outage_run::{Inputs, Machine};
use std::hint::black_box;
use std::time::Instant;

/// Runs that are measured of each kind.
const TIMES: usize = 60;

/// The outages that are measured.
const OUTAGES: [(&str, &str); 3] = [
    ("kinesis-2020", include_str!("../../../scenarios/kinesis-2020.toml")),
    ("dynamodb-2015", include_str!("../../../scenarios/dynamodb-2015.toml")),
    ("kinesis-2024", include_str!("../../../scenarios/kinesis-2024.toml")),
];

fn main() {
    for (name, text) in OUTAGES {
        let plan = compiled(text, &Options::default());
        let everything = compiled(text, &Options { record: Recorded::Everything, free: None });
        let special = compiled(text, &Options { record: Recorded::Shown, free: Some(Vec::new()) });
        let bytes = plan.write();
        let inputs = Inputs::default();
        let plans = [plan, everything, special];
        let mut machines = plans.each_ref().map(Machine::new);
        let [run, run_all, run_special] = &mut machines;
        let [compile, read, run, run_all, run_special] = medians([
            &mut || drop(black_box(compiled(black_box(text), &Options::default()))),
            &mut || drop(black_box(Plan::read(black_box(&bytes)))),
            &mut || drop(black_box(run.run(&inputs))),
            &mut || drop(black_box(run_all.run(&inputs))),
            &mut || drop(black_box(run_special.run(&inputs))),
        ]);
        println!("lang-compile/{name}/median {compile:.3} ms");
        println!("lang-read/{name}/median {read:.3} ms");
        println!("lang-run/{name}/median {run:.3} ms");
        println!("lang-run-everything/{name}/median {run_all:.3} ms");
        println!("lang-run-special/{name}/median {run_special:.3} ms");
        println!("lang-plan/{name} {} bytes", bytes.len());
    }
}

fn compiled(text: &str, options: &Options) -> Plan {
    compile_with(&LIBRARY, text, options).unwrap_or_else(|problems| panic!("{problems}"))
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
