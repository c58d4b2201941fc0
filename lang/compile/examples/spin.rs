use outage_compile::*;
fn main() {
    let plan = compile(include_str!("../outages/kinesis-2020.toml")).unwrap();
    let mut m = outage_run::Machine::new(plan);
    for _ in 0..400 { std::hint::black_box(m.run(&outage_run::Inputs::default())); }
}
