//! What changes nothing, what is kept, and what no text can do.

use super::{clock, plan, plan_of, rehearsed, run, set, small};
use outage_compile::{LIBRARY, Options, compile, compile_with};
use outage_plan::{Knob, Plan};
use outage_run::{Inputs, Machine, What};
use proptest::prelude::*;

/// A model with something of everything.
const MIXED: &str = "
load = 1 + 0.5 * wave
wave = if now >= 20 min then 1 else 0
sample seen[server] = 1
  every period: max(seen, load)
  on calm:      load
calm = now >= 90 min
share_up = mean(seen > 1)
stock kept = 0
  in:  failing * load / 1 min
  out: kept at rate 1 / retry
  min: 0
failing = share(1 - 1 / (load + share_up + prev(kept, 0) / 10))
total = failing + kept + share_up + desk.error
pool desk
  workers:  3
  work:     1 s + 0.1 s * server.index
  arrivals: load * 100 / 1 min
  limit:    4
  deadline: 8 s
";
const TABLES: &str = "[parameters]\nperiod = \"30 min\"\nretry = \"7 min\"\n[cohorts]\nserver = 24\n";

/// The bits of a column, whatever it is called.
fn bits(text: &str, name: &str) -> Vec<u64> {
    super::values(&run(text), name).into_iter().map(f64::to_bits).collect()
}

/// The statements of some equations: a line that is not indented begins one.
fn statements(equations: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in equations.lines().filter(|line| !line.trim().is_empty()) {
        match found.last_mut() {
            Some(last) if line.starts_with(' ') => {
                last.push('\n');
                last.push_str(line);
            }
            _ => found.push(line.to_owned()),
        }
    }
    found
}

/// Another name for every name of the model.
fn renamed(text: &str) -> String {
    let names = ["load", "wave", "seen", "calm", "share_up", "kept", "failing", "desk", "server", "period", "retry"];
    names.iter().enumerate().fold(text.to_owned(), |text, (number, name)| {
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(name) {
            let (before, after) = (&rest[..at], &rest[at + name.len()..]);
            let is_whole = !before.ends_with(is_word) && !after.starts_with(is_word);
            out.push_str(before);
            out.push_str(&if is_whole { format!("z{number}_x") } else { (*name).to_owned() });
            rest = after;
        }
        out + rest
    })
}

#[test]
fn renaming_changes_no_bit() {
    let before = bits(&small("1 min", MIXED, TABLES), "total");
    let after = bits(&small("1 min", &renamed(MIXED), &renamed(TABLES)), "total");
    assert!(before == after);
    assert!(before.iter().any(|bits| *bits != before[0]), "something happens");
}

#[test]
fn splitting_a_definition_changes_no_bit() {
    let before = bits(&small("1 min", MIXED, TABLES), "total");
    let split = MIXED.replace("failing = share(1 - 1 / (load + share_up + prev(kept, 0) / 10))", "failing = share(spare)\nspare = 1 - served\nserved = 1 / asked\nasked = load + share_up + later\nlater = prev(kept, 0) / 10");
    assert_ne!(split, MIXED);
    assert!(before == bits(&small("1 min", &split, TABLES), "total"));
}

#[test]
fn what_is_constant_gives_the_same_bits() {
    let outage = std::fs::read_to_string(format!("{}/../../scenarios/kinesis-2020.toml", env!("CARGO_MANIFEST_DIR")));
    let outage = outage.unwrap_or_default();
    let special = Options { free: Some(vec!["frontend.thread_limit".into()]), ..Options::default() };
    let special = compile_with(&LIBRARY, &outage, &special).unwrap_or_else(|problems| panic!("{problems}"));
    let general = plan_of("kinesis-2020");
    let (mut special, mut general) = (Machine::new(&special), Machine::new(&general));
    let mut inputs = Inputs::default();
    assert_eq!(set(&mut inputs, general.plan(), "frontend.thread_limit", 6010.0), Ok(()));
    for inputs in [Inputs::default(), inputs] {
        assert_eq!(special.run(&inputs).digest(), general.run(&inputs).digest());
        assert_eq!(general.run(&inputs).digest(), general.run(&inputs).digest(), "a machine forgets its last run");
    }
}

#[test]
fn half_a_step_changes_little() {
    let text = |step: &str| small(step, MIXED, TABLES);
    let (coarse, fine) = (run(&text("1 min")), run(&text("0.5 min")));
    for minutes in [10.0, 60.0, 120.0] {
        let (coarse, fine) = (super::at(&coarse, "kept", minutes), super::at(&fine, "kept", minutes));
        assert!((coarse - fine).abs() < 0.05 * (1.0 + fine), "{minutes}: {coarse} {fine}");
    }
}

#[test]
fn inputs_that_do_not_fit_are_refused() {
    let plan = plan_of("kinesis-2020");
    let mut inputs = Inputs::default();
    assert!(inputs.set(&plan, "frontend.thread_limt", "1").is_err());
    assert!(set(&mut inputs, &plan, "frontend.thread_limit", f64::NAN).is_err());
    assert!(set(&mut inputs, &plan, "frontend.stale_success", 1.5).is_err());
    assert!(inputs.set(&plan, "frontend.bootstrap", "nobody").is_err());
    assert!(inputs.move_to(&plan, "restart-fleet", "+9d 10:00").is_err());
    assert!(inputs.switch_off(&plan, "no-such").is_err());
    assert!(inputs.fix(&plan, "no-such").is_err());
    assert_eq!(inputs, Inputs::default());
    // Inputs of another plan do nothing that could fail.
    assert_eq!(inputs.switch_off(&plan, "lambda-mitigation"), Ok(()));
    let other = super::plan(&small("1 min", "a = 1", ""));
    assert_eq!(outage_run::run(&other, &inputs).moments(), 121);
}

#[test]
fn what_somebody_moves_happens_when_they_say() {
    let plan = plan_of("kinesis-2020");
    let mut machine = Machine::new(&plan);
    let mut inputs = Inputs::default();
    // Before any alarm: somebody takes the added servers away at 03:05.
    inputs.move_action(&plan, plan.action("remove-capacity").unwrap_or(usize::MAX), 21.0);
    let recording = machine.run(&inputs);
    let action = plan.action("remove-capacity").and_then(|action| recording.action(action));
    assert_eq!(action, Some((21.0, 271.0)));
}

#[test]
fn actions_need_their_tools_and_wait_for_one_another() {
    let equations = "tools = if 30 min <= now < 50 min then 0.1 else 1\nerror = 1 - 0.5 * fixed - 0.5 * more";
    let more = "[parameters]\nfixed = 0\nmore = 0\nword = { value = \"a\", words = [\"a\", \"b\"] }\n[[action]]\nid = \"fix\"\nat = \"10:20\"\nneeds = \"tools\"\ntakes = \"20 min\"\nset = { fixed = 1 }\n[[action]]\nid = \"try\"\nat = \"10:30\"\nneeds = \"tools >= 0.5\"\nretry = \"7 min\"\ntakes = \"5 min\"\nafter = \"fix\"\nset = { more = 1 }\n";
    let run = run(&small("1 min", equations, more));
    // 11 minutes of work until the tools fail, 20 at a tenth, 7 more afterwards.
    assert_eq!(run.0.action(0), Some((57.0, 57.0)));
    // Tried as soon as the first is done, and done five minutes later.
    assert_eq!(run.0.action(1), Some((62.0, 62.0)));
}

#[test]
fn what_would_fail_anyway_is_no_reason_to_refuse_anything() {
    for (harm, fails, is_refused) in [
        (0.0, 0.0, false),
        (0.0, 0.5, false),
        (0.3, 0.0, true),
        (0.3, 0.5, true),
        (0.01, 0.5, false),
        (0.6, 0.59, true),
    ] {
        let plan = rehearsed("", &format!("max(harm, if now >= 20 min then {fails} else 0)"), harm);
        let mut inputs = Inputs::default();
        inputs.fix(&plan, "try-first").expect("there is one");
        let recording = outage_run::run(&plan, &inputs);
        let refused = recording.events().iter().any(|event| matches!(event.what, What::ActionRefused(0)));
        assert_eq!(refused, is_refused, "{harm} {fails}");
        assert_eq!(recording.action(0).is_none(), is_refused, "{harm} {fails}");
    }
}

/// Remediations that change nothing by themselves, because operators did the same on the day.
const ALONE_WITHOUT_EFFECT: [&str; 1] = ["authoritative-bootstrap"];

/// Knobs that need another one: servers are removed when a restart is too quick, and sites move when they have where to.
const WITH_ANOTHER: [(&str, &str, f64); 2] =
    [("frontend.eviction", "frontend.restart-rate", 1200.0), ("apps.standby-after", "apps.standby", 0.9)];

#[test]
fn every_knob_and_remediation_has_an_effect() {
    for outage in ["kinesis-2020", "dynamodb-2015"] {
        let plan = plan_of(outage);
        let digest = |inputs: &Inputs| outage_run::run_in(&plan, inputs, outage_run::Detail::Brief).digest();
        let mut without = Vec::new();
        for (number, parameter, knob) in plan.knobs() {
            let values = match knob {
                Knob::Range { min, max, .. } => vec![*min, *max],
                Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).collect(),
            };
            let other = WITH_ANOTHER.iter().find(|(id, ..)| *id == parameter.id);
            let other = other.and_then(|(_, other, value)| Some((plan.parameter(other)?, *value)));
            let day = Inputs { knobs: other.into_iter().collect(), ..Inputs::default() };
            let usual = digest(&day);
            let is_other = |value: f64| {
                let mut changed = day.clone();
                changed.knobs.insert(number, value);
                digest(&changed) != usual
            };
            if !values.into_iter().any(is_other) {
                without.push(&parameter.id);
            }
        }
        let usual = digest(&Inputs::default());
        for (number, remediation) in plan.remediations.iter().enumerate() {
            let is_known = ALONE_WITHOUT_EFFECT.contains(&remediation.id.as_str());
            if !is_known && digest(&Inputs { fixes: [number].into(), ..Inputs::default() }) == usual {
                without.push(&remediation.id);
            }
        }
        assert!(without.is_empty(), "{outage}: {without:?}");
    }
}

#[test]
fn plans_are_the_same_after_writing_and_reading() {
    for plan in [plan_of("kinesis-2020"), plan(&small("1 min", MIXED, TABLES))] {
        let bytes = plan.write();
        assert_eq!(Plan::read(&bytes), Ok(plan));
    }
}

/// Runs a plan that does not take long.
fn try_out(plan: Option<Plan>) {
    if let Some(plan) = plan.filter(|plan| plan.work() < 1e7) {
        let _ = Machine::new(&plan).run(&Inputs::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_definitions_changes_no_bit(order in Just(statements(MIXED)).prop_shuffle()) {
        let before = bits(&small("1 min", MIXED, TABLES), "total");
        prop_assert!(before == bits(&small("1 min", &order.join("\n"), TABLES), "total"));
    }

    /// Any stocks between which anything flows at any rates keep what there is.
    #[test]
    fn flows_at_rates_keep_what_there_is(rates in prop::collection::vec((0usize..4, 0usize..4, 0.001..5.0f64), 1..8)) {
        let mut texts: Vec<String> = (0..4).map(|stock| format!("stock s{stock} = {}", 10 + stock)).collect();
        for (from, to, rate) in rates.iter().filter(|(from, to, _)| from != to) {
            texts[*from].push_str(&format!("\n  out: s{from} at rate {rate:.6} / 1 min"));
            texts[*to].push_str(&format!("\n  in: s{from} at rate {rate:.6} / 1 min"));
        }
        let text = format!("{}\nall = s0 + s1 + s2 + s3\nleast = min(s0, s1, s2, s3)", texts.join("\n"));
        let run = run(&small("2 min", &text, ""));
        for all in super::values(&run, "all") {
            prop_assert!((all - 46.0).abs() < 1e-9, "{}", all);
        }
        for least in super::values(&run, "least") {
            prop_assert!(least > -1e-9, "{}", least);
        }
    }

    /// Whatever a pool is asked for, as many jobs are under way as arrive in the time that they take.
    #[test]
    fn littles_law_holds_in_any_pool(workers in 1.0..50.0f64, arrivals in 0.0..5000.0f64, limit in 1.0..20.0f64, think in 0.0..10.0f64) {
        let text = format!("
pool desk
  workers:  {workers:.3}
  work:     1 s + 0.05 s * server.index
  arrivals: {arrivals:.3} / ((1 + desk.response / 1 min * {think:.3}) * 60 s)
  limit:    {limit:.3}
  deadline: 30 s
balance = desk.in_flight - sum({arrivals:.3} / ((1 + desk.response / 1 min * {think:.3}) * 60 s) * desk.admitted * desk.response)
over = max(desk.in_flight / {workers:.3} - desk.slowdown, 0)
least = if desk.slowdown > 1 and desk.admitted == 1 then abs(desk.in_flight / {workers:.3} - desk.slowdown) else 0
");
        let run = run(&small("30 min", &text, "[cohorts]\nserver = 16\n"));
        for name in ["balance", "over", "least"] {
            for value in super::values(&run, name) {
                prop_assert!(value.abs() < 1e-6 * (1.0 + arrivals), "{} {}", name, value);
            }
        }
    }

    /// No text makes the compiler fail: cuts, swaps and repetitions of one that is right.
    #[test]
    fn no_text_makes_the_compiler_panic(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, "[ -~\n€]{0,6}"), 1..6)) {
        let mut text = small("1 min", MIXED, TABLES);
        for (at, length, with) in cuts {
            let from = text.floor_char_boundary(at.index(text.len()));
            let to = text.floor_char_boundary((from + length).min(text.len()));
            text.replace_range(from..to, &with);
        }
        try_out(compile(&text).ok());
    }

    /// Nor do words of the language in any order.
    #[test]
    fn no_words_make_the_compiler_panic(words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..60)) {
        let text = format!("equations = '''\n{}\n'''\n{}{TABLES}", words.join(" "), clock("1 min"));
        let _ = compile(&text);
    }

    /// No bytes make a machine panic: a plan that is read, however it came about, can be run.
    #[test]
    fn no_bytes_make_the_machine_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = plan(&small("5 min", MIXED, TABLES)).write();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        try_out(Plan::read(&bytes).ok());
    }
}

const WORDS: [&str; 44] = [
    "stock",
    "sample",
    "pool",
    "note",
    "state",
    "a",
    "b",
    "server",
    "[server]",
    "=",
    ":",
    "\n  in:",
    "\n  out:",
    "\n  every",
    "\n  when",
    "\n  on",
    "\n",
    "\na =",
    "\nb =",
    "(",
    ")",
    "if",
    "then",
    "else",
    "not",
    "and",
    "+",
    "-",
    "*",
    "/",
    "^",
    "<=",
    "==",
    "1",
    "5 min",
    "2%",
    "prev(",
    "delay(",
    "mean(",
    "where",
    "by",
    "at rate",
    "\"text {a}\"",
    "now",
];
