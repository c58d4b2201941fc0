//! Scratch.
fn main() {
    let s = match outage_sim::Scenario::parse(
        &std::fs::read_to_string(std::env::var("SC").unwrap_or("scenarios/kinesis-2020.toml".into())).unwrap(),
    ) {
        Ok(s) => s,
        Err(p) => {
            eprintln!("{p}");
            std::process::exit(1)
        }
    };
    let mut i = outage_sim::Inputs::default();
    let a: Vec<String> = std::env::args().collect();
    for kv in &a[1..] {
        if let Some((k, v)) = kv.split_once('=') {
            i.set(&s, k, v).unwrap();
        } else if let Some(f) = kv.strip_prefix('+') {
            i.fix(&s, f).unwrap();
        } else if let Some(f) = kv.strip_prefix('-') {
            i.switch_off(&s, f).unwrap();
        }
    }
    let t = std::time::Instant::now();
    let mut r = outage_sim::run(&s, &i);
    for _ in 0..20 {
        r = outage_sim::run(&s, &i);
    }
    eprintln!("{:?} per run", t.elapsed() / 21);
    let t = std::time::Instant::now();
    for _ in 0..20 {
        r = outage_sim::run_in(&s, &i, outage_sim::Detail::Brief);
    }
    eprintln!("{:?} per brief run", t.elapsed() / 20);
    r = outage_sim::run(&s, &i);
    for (c, spec) in s.components.iter().enumerate() {
        let m = r.summary(c);
        println!(
            "{:20} peak {:.3} min {:7.1} first {:?} rec {:?} backlog {:.0}",
            spec.id, m.peak_error, m.error_minutes, m.first_error, m.recovered, m.peak_backlog_minutes
        );
    }
    if std::env::var("EV").is_ok() {
        for e in r.events() {
            println!(
                "{} {:?} {}",
                s.clock.local(e.at),
                e.component.map(|c| &s.components[c].id),
                outage_sim::describe(&s, e)
            );
        }
    }
    let j = outage_sim::judge(&s, &i, &r);
    for (f, j) in s.facts.iter().zip(&j) {
        let sim = match j.simulated {
            outage_sim::Simulated::At(t) => s.clock.local(t).to_string(),
            x => format!("{x:?}"),
        };
        let doc = match &f.documented {
            outage_sim::Documented::At(t) => s.clock.local(*t).to_string(),
            x => format!("{x:?}"),
        };
        println!("{} {:9} {:40} {:30} {}", if j.reproduced { "ok  " } else { "MISS" }, f.id, doc, sim, j.tolerance);
    }
    println!("{} of {}", j.iter().filter(|j| j.reproduced).count(), j.len());
}
