//! Throw-away.
fn main() {
    let file = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let started = std::time::Instant::now();
    let last = std::sync::Mutex::new(String::new());
    let audit = outage_audit::audit(&text, outage_audit::Settings::QUICK, &|part, done, all| {
        if done == all {
            let mut l = last.lock().unwrap();
            if *l != part {
                eprintln!("{part} {all} {:.1}s", started.elapsed().as_secs_f64());
                *l = part.to_owned();
            }
        }
    })
    .unwrap();
    println!(
        "{:.1} s seeds {:.3} within {:?} plausible {:.3} guessed {:?}",
        started.elapsed().as_secs_f64(),
        audit.seeds,
        audit.within,
        audit.plausible,
        audit.guessed
    );
    for f in &audit.facts {
        println!(
            "{:10} {:10} {:3.0} {:3.0} {:.2} {:?} {} {:?}",
            f.id,
            f.class.id(),
            f.kept * 100.,
            f.kept_plausible * 100.,
            f.drift,
            f.hangs,
            f.why,
            f.same_as
        );
    }
    for r in &audit.refined {
        let all: Vec<usize> =
            (0..audit.facts.len()).filter(|f| audit.facts[*f].class != outage_audit::Class::Missed).collect();
        println!("{} {:?} {}", r.what, r.largest(&all).map(|(f, d)| (&audit.facts[f].id, d)), r.problem);
    }
    for d in &audit.dead {
        println!("dead {} {}: {}", d.what, d.id, d.why);
    }
    for d in &audit.sliders {
        println!("slider {} {}: {}", d.what, d.id, d.why);
    }
    for o in &audit.order {
        println!("{o:?}");
    }
}
