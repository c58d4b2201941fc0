//! What people read: names that stay in links, what drafts may leave out, what is drawn and looked into.

use super::{at, plan, plan_of, run};
use outage_compile::{LIBRARY, Options, Recorded, compile, compile_with};
use outage_plan::{Documented, Knob, Plan, ReceiptKind, STORY, Signal};
use outage_run::{Inputs, Machine, look_inside};

/// The names of the knobs of links that were written before the modelling language was there.
const KINESIS: [&str; 37] = [
    "frontend.servers",
    "frontend.added-servers",
    "frontend.thread-limit",
    "frontend.threads-per-peer",
    "frontend.base-threads",
    "frontend.learn-minutes",
    "frontend.rebuild-minutes",
    "frontend.shard-map-max-age",
    "frontend.after-failed-build",
    "frontend.stale-success",
    "frontend.utilisation",
    "frontend.restart-rate",
    "frontend.boot-minutes",
    "frontend.bootstrap",
    "frontend.join-seconds-authoritative",
    "frontend.admission",
    "frontend.eviction-rate",
    "frontend.cells",
    "frontend.thread-alarm-percent",
    "producers.retry-minutes",
    "producers.give-up-minutes",
    "cognito.buffer-minutes",
    "cognito.when-full",
    "cloudwatch.alarm-points",
    "cloudwatch.local-store-minutes",
    "cloudwatch.share",
    "cloudwatch.backfill.kept",
    "eventbridge.attempts",
    "eventbridge.order",
    "status-dashboard.decide-minutes",
    "status-dashboard.fallback-minutes",
    "status-dashboard.share",
    "apps.standby",
    "apps.standby-minutes",
    "lambda.buffer-minutes",
    "lambda.when-full",
    "lambda.contention-minutes",
];

const DYNAMODB: [&str; 25] = [
    "metadata.capacity",
    "metadata.concurrency",
    "metadata.entry-ms",
    "metadata.cells",
    "metadata.capacity-minutes",
    "metadata.grows-to",
    "storage.servers",
    "storage.partitions-per-server",
    "storage.gsis-per-table",
    "storage.index-adoption",
    "storage.retrieval-timeout-seconds",
    "storage.renewal-seconds",
    "storage.retry-wait-seconds",
    "storage.keeps-serving",
    "network-disruption.share",
    "network-disruption.minutes",
    "sqs.refresh-minutes",
    "sqs.misses",
    "sqs.when-stale",
    "auto-scaling.kept",
    "auto-scaling.drain",
    "cloudwatch.refresh-minutes",
    "cloudwatch.misses",
    "console.timeout-seconds",
    "apps.tables.attempts",
];

// Capacities and the time for each host are not among them: they are shares of a normal day and a time for a zone now.
const KINESIS_2024: [&str; 24] = [
    "connections.lifetime-minutes",
    "connections.retry-minutes",
    "connections.limit-per-host",
    "cell-manager.placement",
    "cell-manager.status-size",
    "cell-manager.status-queue",
    "cell-manager.status-queue-minutes",
    "cell-manager.needs-connections",
    "cell-manager.health-timeout-minutes",
    "cell-manager.trust-minutes",
    "cell-manager.redistribution-limit",
    "cell.hosts",
    "cell.low-throughput-shards",
    "cell.shard-throughput",
    "cloudwatch-logs.kept",
    "cloudwatch-logs.drain",
    "cloudwatch-logs.order",
    "s3-events.drain",
    "s3-events.order",
    "ecs.log-driver",
    "ecs.logging-share",
    "ecs.driver-buffer-minutes",
    "ecs.health-check-minutes",
    "lambda.logging.share",
];

#[test]
fn links_from_before_the_language_name_knobs_that_are_there() {
    let outages =
        [("kinesis-2020", &KINESIS[..]), ("dynamodb-2015", &DYNAMODB[..]), ("kinesis-2024", &KINESIS_2024[..])];
    for (name, ids) in outages {
        let plan = plan_of(name);
        let is_knob = |id: &str| plan.parameter(id).is_some_and(|number| plan.parameters[number].knob.is_some());
        let lost = |id: &&&str| !is_knob(id);
        assert_eq!(ids.iter().filter(lost).collect::<Vec<_>>(), Vec::<&&str>::new(), "{name}");
    }
}

#[test]
fn names_are_written_with_hyphens_in_links_and_with_underscores_in_equations() {
    let plan = plan_of("kinesis-2020");
    let number = plan.parameter("cognito.buffer-minutes").expect("it is called so in old links");
    let parameter = &plan.parameters[number];
    assert_eq!(
        (parameter.id.as_str(), parameter.name.as_str()),
        ("cognito.frontend.buffer", "cognito.frontend.buffer")
    );
    assert_eq!(plan.parameter("apps.sign-in.share"), plan.parameter("apps.sign_in.share"));
    assert!(plan.parameters.iter().all(|it| !it.id.contains('_') && !it.label.contains('_') && !it.about.is_empty()));
}

/// A file that says no more than what it takes to run.
const DRAFT: &str = r#"
status = "draft"
equations = ""
[clock]
trigger = "10:00"
from = "09:30"
until = "12:00"
[[component]]
id = "web_site"
kind = "service"
parameters = { base_latency = "80 ms", timeout = "5 s" }
[[component.needs]]
on = "data-store"
kind = "hard"
[[component]]
id = "data-store"
kind = "store"
[[kind]]
name = "store"
offers = ["error", "latency", "queue", "sends"]
equations = """
sends = 1
error = if broken > 0 then 1 else 0
latency : s = 1 s
stock queue = 0 jobs
  in: error * 3 jobs / 1 min
"""
[kind.parameters]
broken = { value = 0, range = [0, 1] }
[[action]]
id = "it-breaks"
trigger = true
at = "10:00"
set = { "data-store.broken" = 1 }
"#;

#[test]
fn a_draft_has_names_for_what_it_does_not_say() -> Result<(), Box<dyn std::error::Error>> {
    let plan = compile(DRAFT)?;
    assert!(plan.about.is_draft);
    assert_eq!(
        (plan.id.as_str(), plan.about.title.as_str(), plan.clock.zone.as_str()),
        ("draft", "Draft", "local time")
    );
    let [site, store] = &plan.components[..] else { panic!("{:?}", plan.components) };
    assert_eq!((site.id.as_str(), site.label.as_str(), store.label.as_str()), ("web-site", "Web site", "Data store"));
    assert_eq!(plan.actions[0].label, "It breaks");
    // The trigger acts on what fails first, and failures are felt from there.
    assert_eq!((plan.root, plan.about.opens_on, &plan.order[..]), (1, 1, &[1, 0][..]));
    assert_eq!((site.needs[0].id.as_str(), site.needs[0].on), ("data-store", 1));
    let latency = &plan.parameters[usize::from(site.parameters[0])];
    assert_eq!((latency.label.as_str(), latency.value), ("base latency", 80.0));
    assert_eq!(latency.receipt.as_ref().map(|receipt| receipt.kind), Some(ReceiptKind::Assumed));
    Ok(())
}

#[test]
fn what_is_the_same_whatever_happens_is_not_shown() -> Result<(), Box<dyn std::error::Error>> {
    let plan = compile(DRAFT)?;
    let shown = |component: usize| plan.components[component].signals().collect::<Vec<_>>();
    assert_eq!(shown(0), [Signal::Error, Signal::Latency]);
    // A kind that does not say what it shows shows what it offers, but for what only callers need.
    assert_eq!(shown(1), [Signal::Error, Signal::Gauge(0)]);
    let gauge = &plan.components[1].gauges[0];
    assert_eq!((gauge.id.as_str(), gauge.unit.as_str(), gauge.is_share), ("queue", "job", false));
    // With a knob for it, latency may change.
    let knob = DRAFT.replace("range = [0, 1] }", "range = [0, 1] }\nslow = { value = \"1 s\", knob = [1, 5, 1] }");
    let plan = compile(&knob.replace("latency : s = 1 s", "latency : s = slow"))?;
    assert!(plan.components[1].column(Signal::Latency).is_some());
    Ok(())
}

#[test]
fn lines_between_parts_carry_what_is_sent_and_what_is_sent_again() {
    let plan = plan_of("kinesis-2020");
    let mut machine = Machine::new(&plan);
    let mut inputs = Inputs::default();
    inputs.set(&plan, "cloudwatch.share", "0.25").expect("it is a knob");
    let recording = machine.run(&inputs);
    let need = |component: &str, need: usize| &plan.components[plan.component(component).unwrap_or(0)].needs[need];
    let column = |column: Option<u16>| recording.column(usize::from(column.expect("it has a column")));
    let [producers, frontend] = ["producers", "frontend"].map(|id| plan.component(id).unwrap_or(0));
    let offered = recording.series(producers, Signal::Offered);
    let error = recording.series(frontend, Signal::Error);
    let (sent, stored) = (need("producers", 0), need("frontend", 0));
    assert_eq!(column(sent.flow), offered);
    assert_eq!(column(sent.failing), error);
    let mut most: f64 = 0.0;
    for (moment, again) in column(sent.again).iter().enumerate() {
        assert!((again - (offered[moment] - 1.0) / offered[moment]).abs() < 1e-9);
        most = most.max(*again);
    }
    assert!(most > 0.5, "most calls are repeated ones: {most}");
    // All that the front end is asked comes from producers here, and it passes on what it is asked.
    assert_eq!(column(stored.again), column(sent.again));
    // Relative to a normal day a quarter of its traffic still goes there.
    let [shared, backfill] = [need("cloudwatch", 0), need("cloudwatch", 1)].map(|need| column(need.flow)[0]);
    assert_eq!((shared, backfill), (0.25, 1.0));
    // What is felt may be another signal than the error.
    let cloudwatch = plan.component("cloudwatch").unwrap_or(0);
    let lost = plan.signal(cloudwatch, "metrics-lost").expect("it is a gauge");
    assert_eq!(column(need("lambda", 0).failing), recording.series(cloudwatch, lost));
}

#[test]
fn who_does_not_say_what_is_sent_again_sends_nothing_again() {
    let plan = compile(&DRAFT.replace("on = \"data-store\"", "on = \"other\"").replace("kind = \"store\"\n[[kind]]", "kind = \"store\"\n[[component.needs]]\non = \"other\"\nkind = \"hard\"\n[[component]]\nid = \"other\"\nkind = \"service\"\nparameters = { base_latency = \"1 ms\", timeout = \"1 s\" }\n[[kind]]"));
    let plan = plan.unwrap_or_else(|problems| panic!("{problems}"));
    let again = plan.components[1].needs[0].again.expect("it has a column");
    let recording = Machine::new(&plan).run(&Inputs::default());
    assert!(recording.column(usize::from(again)).iter().all(|again| *again == 0.0));
}

#[test]
fn those_who_look_inside_find_every_name_and_the_same_day() -> Result<(), Box<dyn std::error::Error>> {
    let text = include_str!("../../../../scenarios/dynamodb-2015.toml");
    let options = Options { record: Recorded::Everything, ..Options::default() };
    let (inside, usual) = (compile_with(&LIBRARY, text, &options)?, compile(text)?);
    assert!(usual.inside.is_empty() && usual.kinds.iter().all(|kind| kind.equations.is_empty()));
    assert_eq!(inside.columns.len(), usual.columns.len(), "what is looked into is no column");
    let registry = inside.kinds.iter().find(|kind| kind.name == "lease-registry").expect("it is a kind");
    assert!(registry.equations.contains("pool registry"));
    let [a, b] = [&inside, &usual].map(|plan| Machine::new(plan).run(&Inputs::default()));
    assert_eq!(a.digest(), b.digest());
    let storage = inside.component("storage").unwrap_or(0);
    let looks = look_inside(&inside, &Inputs::default(), storage);
    let find = |name: &str| looks.iter().find(|look| inside.inside[look.inside].name == name).expect("it has a name");
    let (entries, error) = (find("entries"), find("error"));
    assert_eq!((entries.cohorts, error.cohorts), (96, 1));
    let mean = |values: &[f32]| values.iter().map(|value| f64::from(*value)).sum::<f64>() / values.len() as f64;
    let listed = inside.signal(storage, "list-entries").expect("it is a gauge");
    assert!((mean(entries.at(0)) / a.series(storage, listed)[0] - 1.0).abs() < 1e-6);
    assert!(find("valid_hit").at(400).iter().any(|share| *share < 0.5), "some have no lease");
    Ok(())
}

#[test]
fn pictures_show_what_limits_the_members() {
    for (name, member, least) in [("kinesis-2020", "server", 6000.0), ("dynamodb-2015", "server", 6.0)] {
        let plan = plan_of(name);
        let root = usize::from(plan.root);
        let picture = plan.components[root].picture.as_ref().expect("its members are drawn");
        let recording = Machine::new(&plan).run(&Inputs::default());
        let members = recording.members(root).expect("they are recorded");
        assert_eq!(picture.member, member);
        let meter = picture.meter.as_ref().expect("something limits them");
        let [value, limit] = [meter.value, meter.limit].map(|column| recording.column(usize::from(column)));
        assert_eq!(limit[0], least);
        // Those over the limit are drawn over it.
        let worst = (0..recording.moments()).find(|moment| value[*moment] > limit[*moment]).expect("it is passed");
        let worst = worst + plan.between_pictures as usize;
        assert!(members.levels(worst).iter().any(|level| *level > 1.0), "{name}");
        assert!(members.states(0).iter().all(|state| *state == 0) && !members.words[0].is_empty());
    }
}

#[test]
fn quantiles_are_of_cohorts() {
    let text = "x = quantile(group.index * (1 + now / 1 min), 50%)\nhalf = quantile(group.index, now / 8 min)";
    let found = run(&super::small("1 min", text, "[cohorts]\ngroup = 8\n"));
    assert_eq!((at(&found, "x", 0.0), at(&found, "x", 2.0), at(&found, "half", 3.0)), (4.0, 12.0, 3.0));
}

#[test]
fn knobs_receipts_and_facts_are_carried_over() {
    let plan = plan_of("kinesis-2020");
    let limit = &plan.parameters[plan.parameter("frontend.thread-limit").unwrap_or(0)];
    assert_eq!(limit.knob, Some(Knob::Range { min: 1000.0, max: 12000.0, step: 5.0 }));
    let receipt = limit.receipt.as_ref().expect("every number has one");
    assert_eq!((receipt.kind, receipt.plausible, &receipt.sources[..]), (ReceiptKind::Derived, None, &[0][..]));
    let base = &plan.parameters[plan.parameter("frontend.base-threads").unwrap_or(0)];
    let receipt = base.receipt.as_ref().expect("every number has one");
    assert_eq!((receipt.kind, receipt.plausible), (ReceiptKind::Assumed, Some((100.0, 4000.0))));
    let bootstrap = &plan.parameters[plan.parameter("frontend.bootstrap").unwrap_or(0)];
    let Some(Knob::Words(words)) = &bootstrap.knob else { panic!("{:?}", bootstrap.knob) };
    assert_eq!(words[1], (1, "authoritative store".to_owned()));
    let fact = plan.facts.iter().find(|fact| fact.id == "K20-T15").expect("it is documented");
    assert_eq!((fact.documented, fact.soft, fact.source), (Documented::At(556.0), true, Some(0)));
    assert!(fact.quote.contains("from noon onward") && !fact.statement.is_empty());
    assert_eq!(plan.clock.utc_offset, -480.0);
    assert_eq!(plan.about.opens_at, plan.clock.parse("07:41").unwrap_or(0.0));
    assert_eq!(plan.about.anatomy.len(), 7);
}

#[test]
fn a_file_without_parts_needs_no_texts() {
    let plan = plan("equations = 'x = now'\n[clock]\ntrigger = \"10:00\"\nfrom = \"10:00\"\nuntil = \"11:00\"\n");
    assert!(plan.components.is_empty() && plan.column("x").is_some());
}

#[test]
fn the_opening_and_the_story_are_carried_over() {
    let plan = plan_of("kinesis-2020");
    let about = &plan.about;
    assert!(about.whose.contains("us-east-1") && about.noticed.contains("sign in"));
    let opening = about.opening.as_ref().expect("it has one");
    let time = |text: &str| plan.clock.parse(text).unwrap_or(f64::NAN);
    assert_eq!((opening.at, opening.stop, opening.pace), (time("02:40"), time("07:41"), 8.0));
    assert_eq!(opening.verb, "Add 120 servers");
    let parts: Vec<&str> = about.story.iter().map(|card| STORY[usize::from(card.part)].0).collect();
    assert_eq!(parts, STORY.map(|(key, _)| key));
    let prevention = about.story.last().expect("it has cards");
    assert!(prevention.knobs.contains(&(plan.parameter("frontend.thread-limit").unwrap_or(0) as u16)));
    let fix = &plan.remediations[usize::from(prevention.fixes[0])];
    assert_eq!((fix.id.as_str(), &prevention.sources[..]), ("thread-alarm", &[0, 1][..]));
    assert_eq!(prevention.on, [plan.root]);
    assert!(about.terms.iter().any(|term| term.word == "shard map" && !term.means.is_empty()));
    // What a page carries is the same.
    assert_eq!(Plan::read(&plan.write()).as_ref(), Ok(&plan));
}

#[test]
fn an_outage_needs_no_story() -> Result<(), Box<dyn std::error::Error>> {
    let plan = compile(DRAFT)?;
    assert!(plan.about.opening.is_none() && plan.about.story.is_empty() && plan.about.terms.is_empty());
    Ok(())
}

#[test]
fn every_outage_defines_its_words() {
    for name in ["kinesis-2020", "dynamodb-2015", "kinesis-2024", "cloudflare-2025", "google-cloud-2025"] {
        let plan = plan_of(name);
        let about = &plan.about;
        assert!((4..=8).contains(&about.terms.len()), "{name}: {}", about.terms.len());
        // A word that stands nowhere is defined for nobody.
        let anatomy = about.anatomy.iter().map(|(_, text)| text);
        let story = about.story.iter().map(|card| &card.text);
        let parts = plan.components.iter().flat_map(|component| [&component.about, &component.failing]);
        let knobs = plan.parameters.iter().flat_map(|parameter| [&parameter.label, &parameter.about]);
        let fixes = plan.remediations.iter().map(|fix| &fix.about).chain(plan.actions.iter().map(|it| &it.about));
        let texts = [&about.summary].into_iter().chain(anatomy).chain(story).chain(parts).chain(knobs).chain(fixes);
        let texts = texts.map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n");
        for term in &about.terms {
            assert!(texts.contains(&term.word.to_lowercase()), "{name}: {}", term.word);
        }
    }
}

#[test]
fn terms_beyond_what_a_plan_holds_are_told_at_the_first_too_many() {
    let text = |count: usize| {
        let terms: String =
            (0..count).map(|it| format!("[[term]]\nword = \"Word {it}\"\nmeans = \"It means {it}.\"\n")).collect();
        super::small("1 min", "x = now", &terms)
    };
    let most = outage_plan::MAX_TERMS;
    assert!(outage_compile::compile(&text(most)).is_ok());
    let problems = outage_compile::compile(&text(most + 2)).expect_err("there are too many").0;
    assert_eq!(problems.len(), 1, "it is told once: {problems:?}");
    let line = text(most).lines().count() as u32 + 1;
    assert_eq!((problems[0].line, problems[0].hint.is_empty()), (line as _, false));
    assert!(problems[0].message.contains("more than 64 terms"), "{problems:?}");
}
