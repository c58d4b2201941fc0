//! The built-in outages: what an audit says of each, and what it wants of them.

use crate::audit;
use outage_audit::{Audit, Settings};
use outage_sim::TEXTS;
use std::sync::OnceLock;

/// Less than in full, so that all outages together take a minute.
const SETTINGS: Settings = Settings { seeds: 24, draws: 100, points: 7, threads: 0 };

/// The command that writes the texts anew.
const BY: &str = "UPDATE_GOLDEN=1 cargo test -p outage-audit";

/// What is known to fall short or to be looked at, with the reason. Listed here so that nobody adds to it unawares.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "kinesis-2020",
        "predicted",
        "the onset hangs on one fitted number, and much of the rest follows what operators did",
    ),
    (
        "kinesis-2020",
        "quiet frontend.servers",
        "each server has a thread for each other: a larger fleet is over the limit",
    ),
    ("kinesis-2020", "quiet frontend.thread-limit", "a lower limit is what the outage is about"),
    ("kinesis-2020", "quiet frontend.threads-per-peer", "more threads for each peer are over the limit"),
    ("kinesis-2020", "quiet frontend.base-threads", "more threads of its own leave no room for those of peers"),
    ("kinesis-2020", "quiet frontend.max-age", "maps that expire before they are built anew are of no use"),
    (
        "dynamodb-2015",
        "loose cloudwatch.room",
        "how full the service is when all is well is felt only while it is overloaded",
    ),
    (
        "dynamodb-2015",
        "jumps storage.keeps-serving",
        "where fewer requests fail the alarm no longer fires, and nobody acts",
    ),
    ("kinesis-2024", "predicted", "that the errors last follows their onset, which is fitted"),
    ("google-cloud-2025", "predicted", "the report has sixteen facts, most of which any such day would show"),
    ("google-cloud-2025", "reach policy-data.takes", "readers slow the roll-out down; it was never faster than this"),
    (
        "cloudflare-2025",
        "jumps feature-file.period",
        "which nodes make which file hangs on how its period meets that of the change",
    ),
    ("cloudflare-2025", "predicted", "the report tells when operators did what, and errors follow at once"),
    ("cloudflare-2025", "quiet feature-file.entries", "a longer file is over the limit before its entries double"),
    ("cloudflare-2025", "quiet proxy.limit", "a lower limit is below what the file has on a quiet day"),
    ("cloudflare-2025", "loose dashboard.capacity", "what is fitted is that it is enough"),
    ("dynamodb-2015", "quiet storage.deadline", "less time than the longest lists take fails on any day"),
    ("dynamodb-2015", "quiet storage.renewal", "more frequent renewals than the service has room for fail on any day"),
];

fn audits() -> &'static [(&'static str, Audit)] {
    static AUDITS: OnceLock<Vec<(&'static str, Audit)>> = OnceLock::new();
    AUDITS.get_or_init(|| TEXTS.iter().map(|(name, text)| (*name, audit(text, SETTINGS))).collect())
}

#[test]
fn what_an_audit_says_of_each_outage_is_kept_beside_it() {
    for (name, audit) in audits() {
        let path = format!("{}/../scenarios/audits/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let now = audit.brief(BY);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &now).unwrap_or_else(|problem| panic!("{path}: {problem}"));
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, now, "the audit of {name} is another; `{BY}` writes it anew");
    }
}

#[test]
fn every_outage_is_what_an_audit_wants_but_for_what_is_known() {
    let found: Vec<(&str, String, String)> = audits()
        .iter()
        .flat_map(|(name, audit)| audit.findings().into_iter().map(move |finding| (*name, finding.name, finding.why)))
        .collect();
    let is_known = |name: &str, finding: &str| KNOWN.iter().any(|known| (known.0, known.1) == (name, finding));
    let new: Vec<String> = found
        .iter()
        .filter(|(name, finding, _)| !is_known(name, finding))
        .map(|(name, finding, why)| format!("{name}: {finding}: {why}"))
        .collect();
    assert!(new.is_empty(), "nobody knows yet:\n{}", new.join("\n"));
    let is_found = |name: &str, finding: &str| found.iter().any(|it| (it.0, it.1.as_str()) == (name, finding));
    let over: Vec<_> = KNOWN.iter().filter(|(name, finding, _)| !is_found(name, finding)).collect();
    assert!(over.is_empty(), "these are no longer so, and need not be listed: {over:#?}");
}
