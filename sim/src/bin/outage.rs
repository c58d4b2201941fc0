//! Scratch.
fn main() {
    let s = match outage_sim::Scenario::parse(outage_sim::BUILT_IN[0].1) { Ok(s) => s, Err(p) => { eprintln!("{p}"); std::process::exit(1) } };
    let mut i = outage_sim::Inputs::default();
    let a: Vec<String> = std::env::args().collect();
    for kv in &a[1..] { if let Some((k,v)) = kv.split_once('=') { i.set(&s,k,v).unwrap(); } }
    let t = std::time::Instant::now();
    let mut r = outage_sim::run(&s, &i);
    for _ in 0..20 { r = outage_sim::run(&s, &i); }
    eprintln!("{:?} per run", t.elapsed()/21);
    for (c, spec) in s.components.iter().enumerate() { println!("{:20} {:?}", spec.id, r.summary(c)); }
    for e in r.events() { println!("{} {:?} {}", s.clock.local(e.at), e.component.map(|c| &s.components[c].id), outage_sim::describe(&s, e)); }
    let n = s.component("frontend").unwrap(); let cg = s.component("cognito").unwrap(); let l=s.component("lambda").unwrap(); let eb=s.component("ecs").unwrap(); let az=s.component("auto-scaling").unwrap();
    for m in (120..1250).step_by(15) { let t=m as f64; print!("{} ", s.clock.local(t)); for c in [n,cg,l,eb,az] { print!("{:.3} ", r.at(c, outage_sim::Signal::Error, t)); } println!("off {:.2} restarted {:.3} cont {:.3}", r.at(n,outage_sim::Signal::Offered,t), r.at(n,outage_sim::Signal::Gauge(5),t), r.at(n,outage_sim::Signal::Gauge(6),t)); }
}
