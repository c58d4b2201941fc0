//! What an audit says of an outage, for people.

use crate::table::{Side, table, wrapped};
use outage_audit::{Audit, Class, FactAudit, Outlook};
use std::fmt::Write;

/// What an audit will do, before it is done.
pub(crate) fn outlook(id: &str, outlook: &Outlook) -> String {
    let runs: usize = outlook.runs.iter().map(|(_, runs)| runs).sum();
    let parts: Vec<String> = outlook.runs.iter().map(|(part, runs)| format!("{part} {runs}")).collect();
    let long = match outlook.seconds {
        seconds if seconds < 1.0 => "a second".to_owned(),
        seconds if seconds < 90.0 => format!("{seconds:.0} s"),
        seconds => format!("{:.0} min", seconds / 60.0),
    };
    let threads = if outlook.threads == 1 { "one core".to_owned() } else { format!("{} cores", outlook.threads) };
    format!("audit of {id}: {runs} runs on {threads}, about {long} ({})\n", parts.join(", "))
}

/// What came out.
pub(crate) fn report(audit: &Audit) -> String {
    let counts: Vec<String> =
        Class::ALL.iter().map(|class| format!("{} {}", audit.count(*class), class.id())).collect();
    let mut out = format!("{}: {} facts: {}\n", audit.id, audit.counted(), counts.join(", "));
    let _ = writeln!(out, "{} numbers and words are guessed, {} of them fitted\n", audit.guessed, audit.fitted);
    out += &facts(audit);
    out += &robustness(audit);
    out += &convergence(audit);
    for order in &audit.order {
        let holds = if order.holds { "comes before" } else { "does not come before" };
        let _ = writeln!(out, "order: {} {holds} {}; within 5 % in {}", order.first, order.second, percent(order.kept));
    }
    let findings = audit.findings();
    for (counts, heading) in [(false, "to be looked at"), (true, "falls short")] {
        let listed = findings.iter().filter(|finding| finding.counts == counts);
        let lines: Vec<String> = listed.map(|finding| format!("{}: {}", finding.name, finding.why)).collect();
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{heading}:");
            lines.iter().for_each(|line| out += &wrapped(line, 2));
        }
    }
    if !findings.iter().any(|finding| finding.counts) {
        out.push_str("\nit does not fall short of anything that an audit wants\n");
    }
    out
}

/// The same for programs: the audit, and what it finds wrong.
pub(crate) fn json(audit: &Audit) -> String {
    let findings = audit.findings();
    let whole = serde_json::json!({ "audit": audit, "findings": findings });
    format!("{whole:#}\n")
}

fn facts(audit: &Audit) -> String {
    let row = |fact: &FactAudit| {
        let hangs: Vec<String> = fact.hangs.iter().map(|(id, by)| format!("{id} {by:.1}")).collect();
        [
            fact.id.clone(),
            fact.class.id().to_owned(),
            format!("{:.2}", fact.drift),
            percent(fact.kept_seeds),
            percent(fact.kept),
            percent(fact.kept_plausible),
            hangs.join(", "),
        ]
    };
    let rows: Vec<_> = audit.facts.iter().map(row).collect();
    let headings = [
        ("Fact", Side::Left),
        ("Class", Side::Left),
        ("Half step", Side::Right),
        ("Seeds", Side::Right),
        ("Within 5 %", Side::Right),
        ("Plausible", Side::Right),
        ("Hangs on", Side::Left),
    ];
    let mut out = table(headings, &rows) + "\n";
    for fact in &audit.facts {
        let same = fact.same_as.as_ref().map_or_else(String::new, |other| format!("; says the same as {other}"));
        out += &wrapped(&format!("{}: {}, {}{same}", fact.id, fact.class.id(), fact.why), 0);
    }
    out + "\n"
}

fn robustness(audit: &Audit) -> String {
    let [two, five, ten] = audit.within.map(percent);
    format!(
        "facts kept on average: over {} seeds {}; with all guesses drawn at once, {} times, within 2 % {two}, within 5 % \
         {five}, within 10 % {ten}, within what is plausible {}\n",
        audit.settings.seeds,
        percent(audit.seeds),
        audit.settings.draws,
        percent(audit.plausible),
    )
}

fn convergence(audit: &Audit) -> String {
    let mut out = String::new();
    for (number, refined) in audit.refined.iter().enumerate() {
        let _ = match (refined.problem.as_str(), audit.largest_drift(number)) {
            ("", Some((fact, drift))) => {
                writeln!(out, "at {}: {fact} moves most, by {drift:.2} of what it may be off", refined.what)
            }
            ("", None) => Ok(()),
            (problem, _) => writeln!(out, "at {}: cannot be tried: {problem}", refined.what),
        };
    }
    out
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
