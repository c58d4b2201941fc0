//! The command line, driven as people and scripts drive it.

use outage_sim::MODEL_VERSION;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The built-in scenario that these tests are about.
const DAY: &str = "kinesis-2020";

fn outage(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outage")).args(arguments).output().expect("the program starts")
}

/// What a command prints, when all is well.
fn prints(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = outage(arguments);
    let complaints = String::from_utf8_lossy(&stderr).into_owned();
    assert!(status.success() && complaints.is_empty(), "{arguments:?}: {status}, {complaints}");
    String::from_utf8(stdout).expect("it prints UTF-8")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&prints(&[arguments, &["--json"]].concat())).expect("it prints JSON")
}

/// What a command complains about, with its status. It prints nothing else.
fn complains(arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = outage(arguments);
    assert!(stdout.is_empty(), "{arguments:?} prints {}", String::from_utf8_lossy(&stdout));
    let complaints = String::from_utf8(stderr).expect("it complains in UTF-8");
    assert!(!complaints.contains("panicked") && !complaints.is_empty(), "{arguments:?}: {complaints}");
    (status.code().expect("it ends by itself"), complaints)
}

/// A file of this test's own.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("the file can be written");
    path
}

fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}

/// A small outage: the draft that `outage new` writes.
const SMALL: &str = include_str!("../src/own/draft.toml");

#[test]
fn list_names_every_scenario() {
    assert!(prints(&["list"]).contains(DAY));
    let listed = json(&["list"]);
    let ids: Vec<&str> =
        listed.as_array().expect("a list").iter().map(|it| it["id"].as_str().expect("an id")).collect();
    let built_in: Vec<&str> = outage_sim::BUILT_IN.iter().map(|(name, _)| *name).collect();
    assert_eq!(ids, built_in);
}

#[test]
fn knobs_have_a_value_a_range_and_a_receipt() {
    let knobs = json(&["knobs", DAY]);
    let knobs = knobs.as_array().expect("a list");
    let knob = |id: &str| knobs.iter().find(|it| it["id"] == id).unwrap_or_else(|| panic!("there is a knob {id}"));
    for it in knobs {
        assert!(["id", "label"].iter().all(|key| it[key].as_str().is_some_and(|text| !text.is_empty())), "{it}");
        assert!(it["unit"].is_string() && !it["receipt"]["text"].as_str().unwrap_or_default().is_empty(), "{it}");
        let numbers =
            ["value", "min", "max", "step"].iter().all(|key| it[key].is_number()) && it.get("choices").is_none();
        let words =
            it["choices"].as_array().is_some_and(|words| words.contains(&it["value"])) && it.get("step").is_none();
        assert!(numbers != words, "{it}");
    }
    assert_eq!(knob("frontend.thread-limit")["value"], 6000);
    assert_eq!(knob("cognito.frontend.when-full")["choices"], serde_json::json!(["block", "drop"]));
    assert!(prints(&["knobs", DAY]).contains("frontend.thread-limit"));
    // Derived from others, with more digits than anybody reads.
    assert!(prints(&["knobs", "dynamodb-2015"]).contains("1.00284 ms/partition"));
}

#[test]
fn the_names_that_knobs_had_before_still_turn_them() {
    let now = prints(&["run", DAY, "--set", "cognito.frontend.when-full=drop", "frontend.learn=10"]);
    assert_eq!(prints(&["run", DAY, "--set", "cognito.when-full=drop", "frontend.learn-minutes=10"]), now);
    assert!(now.contains("frontend.learn is 10 min, not 60"), "{now}");
}

#[test]
fn events_and_fixes_can_be_looked_up() {
    let events = json(&["events", DAY]);
    assert!(events.as_array().expect("a list").iter().any(|it| it["id"] == "restart-fleet" && it["at"] == 433));
    assert!(prints(&["events", DAY]).contains("09:57"));
    let fixes = json(&["fixes", DAY]);
    assert!(
        fixes.as_array().expect("a list").iter().any(|it| it["id"] == "larger-servers" && it["proposed_by"] == "AWS")
    );
    assert!(prints(&["fixes", DAY]).contains("larger-servers"));
}

#[test]
fn facts_compare_the_record_with_the_run() {
    let facts = json(&["facts", DAY]);
    let facts = facts.as_array().expect("a list");
    let alarm = facts.iter().find(|it| it["id"] == "K20-T3").expect("the first alarm is in the record");
    assert_eq!((alarm["documented"].as_f64(), alarm["source"].as_str()), (Some(151.0), Some("S1")));
    assert!(
        (alarm["simulated"].as_f64().expect("it fires") - 151.0).abs() <= alarm["tolerance"].as_f64().expect("one")
    );
    assert_eq!(alarm["reproduced"], true);
    assert!(alarm["statement"].as_str().is_some_and(|text| !text.is_empty()));

    let without = json(&["facts", DAY, "--off", "add-capacity"]);
    let alarm =
        without.as_array().expect("a list").iter().find(|it| it["id"] == "K20-T3").expect("it is there").clone();
    assert_eq!((&alarm["simulated"], &alarm["reproduced"]), (&Value::Null, &Value::Bool(false)));
    assert!(prints(&["facts", DAY, "--off", "add-capacity"]).contains("✗ not reproduced  K20-T3"));
}

#[test]
fn run_tells_how_each_component_fares() {
    let run = json(&["run", DAY]);
    assert_eq!(run["scenario"], DAY);
    assert_eq!(run["model"], u64::from(MODEL_VERSION));
    assert!(run["digest"].as_str().is_some_and(|digest| digest.len() == 16));
    let frontend = &run["components"]["frontend"];
    assert!(frontend["peak_error"].as_f64().expect("a number") > 0.9);
    assert!(frontend["error_minutes"].as_f64().expect("a number") > 600.0);
    assert!((100.0..200.0).contains(&frontend["first_error"].as_f64().expect("it fails")));
    assert!(frontend["recovered"].as_f64().expect("it recovers") > 1000.0);
    assert!(run["components"]["producers"]["peak_backlog_minutes"].as_f64().expect("a number") > 0.0);
    assert_eq!(run["components"]["backend"]["first_error"], Value::Null);
    let facts = json(&["facts", DAY]);
    let facts = facts.as_array().expect("a list");
    assert_eq!(run["facts"]["total"], facts.len());
    assert_eq!(run["facts"]["reproduced"], facts.iter().filter(|it| it["reproduced"] == true).count());
    // The keys are a promise, in this order.
    let printed = prints(&["run", DAY, "--json"]);
    let keys = ["\"scenario\"", "\"model\"", "\"digest\"", "\"components\"", "\"facts\""].map(|key| printed.find(key));
    assert!(keys.iter().all(Option::is_some) && keys.is_sorted());
}

#[test]
fn people_get_clock_times_and_lines_they_can_read() {
    let text = prints(&["run", DAY, "--set", "frontend.thread-limit=6010", "--off", "lambda-mitigation"]);
    for part in
        ["times are PST", "frontend.thread-limit is 6010 threads, not 6000", "lambda-mitigation does not happen"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    for command in ["run", "facts", "knobs", "events", "fixes"] {
        let text = prints(&[command, DAY]);
        assert!(text.lines().all(|line| line.chars().count() <= 120), "{command}: {text}");
    }
}

#[test]
fn changes_change_the_run_in_any_order() {
    let options =
        ["--set", "frontend.cells=2", "cognito.buffer-minutes=60", "--at", "restart-fleet=11:00", "--seed", "7"];
    let behind = json(&[&["run", DAY], &options[..]].concat());
    let before = json(&[&["run"], &options[..], &[DAY]].concat());
    let turned = [
        "--seed",
        "7",
        "--at",
        "restart-fleet=11:00",
        "--set",
        "cognito.buffer-minutes=60",
        "--set",
        "frontend.cells=2",
    ];
    assert_eq!(behind, before);
    assert_eq!(behind, json(&[&["run", DAY], &turned[..]].concat()));
    assert_ne!(behind["digest"], json(&["run", DAY])["digest"]);
    // The scenario may also stand behind the values of an option.
    assert_eq!(json(&["run", "--off", "restart-fleet", DAY]), json(&["run", DAY, "--off", "restart-fleet"]));
    assert_eq!(json(&["run", "--fix", "larger-servers", DAY])["components"]["frontend"]["peak_error"], 0);
    assert_eq!(json(&["run", DAY, "--set", "cognito.when-full=drop"])["components"]["cognito"]["peak_error"], 0);
    assert_eq!(json(&["run", DAY, "--set", "frontend.servers=4900"]), json(&["run", DAY]));
    // What is set by hand counts more than what a remediation sets, wherever it stands.
    let both = ["--fix", "higher-thread-limit", "--set", "frontend.thread-limit=6000"];
    assert_eq!(json(&[&["run", DAY], &both[..]].concat())["digest"], json(&["run", DAY])["digest"]);
}

#[test]
fn changes_can_begin_at_a_time_as_in_a_link() {
    for (options, link) in [
        (&["--set", "frontend.thread-limit=12000", "--fork", "04:00"][..], "fork=04:00&frontend.thread-limit=12000"),
        (
            &["--seed", "7", "--fork", "05:15,frontend.servers:4000,off:cognito-fix,fix:larger-servers"],
            "seed=7&fork=05:15,frontend.servers:4000,off:cognito-fix,fix:larger-servers",
        ),
    ] {
        let link = format!("#/{DAY}?{link}");
        assert_eq!(json(&[&["run", DAY], options].concat()), json(&["run", &link]), "{link}");
        assert_eq!(prints(&[&["facts", DAY], options].concat()), prints(&["facts", &link]), "{link}");
        assert_ne!(json(&["run", &link])["digest"], json(&["run", DAY])["digest"], "{link}");
    }
    let text = prints(&["run", DAY, "--set", "frontend.thread-limit=12000", "--fork", "04:00"]);
    assert!(text.contains("from 04:00: frontend.thread-limit is 12000 threads"), "{text}");
    let (status, told) = complains(&["run", DAY, "--set", "magic=1", "--fork", "05:15,frontend.server:7,at:x"]);
    assert_eq!(status, 2);
    for part in ["no knob `magic`", "--fork 05:15,", "did you mean `frontend.servers`?", "at:event@05:40"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(complains(&["run", &format!("#/{DAY}"), "--fork", "05:15"]).0, 2);
}

#[test]
fn csv_has_every_signal_at_every_moment() {
    let csv = prints(&["run", DAY, "--csv"]);
    let mut lines = csv.lines();
    let heading: Vec<&str> = lines.next().expect("a heading").split(',').collect();
    assert_eq!(&heading[..2], ["minutes", "time"]);
    for column in ["frontend.error", "frontend.threads", "cognito.fill", "cloudwatch.insufficient-data"] {
        assert!(heading.contains(&column), "{column}");
    }
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert_eq!((rows[0][0], rows[0][1]), ("-44", "02:00"));
    assert_eq!(rows.last().expect("there are rows")[1], "+1d 04:00");
    for row in &rows {
        assert_eq!(row.len(), heading.len());
        assert!(
            row.iter().enumerate().all(|(index, cell)| index == 1 || cell.parse::<f64>().is_ok_and(f64::is_finite))
        );
    }
    assert_eq!(complains(&["run", DAY, "--csv", "--json"]).0, 2);
}

#[test]
fn bad_arguments_are_all_told_at_once() {
    let (status, told) = complains(&[
        "run",
        DAY,
        "--set",
        "frontend.servers=NaN",
        "frontend.cells=1e9",
        "frontend.thread-limi=7",
        "cognito.when-full=x",
        "loose",
        "--set",
        "frontend.boot-minutes=",
        "--off",
        "nothing",
        "--at",
        "restart-fleet=25:00",
        "add-capacity",
        "cognito-fix=+1d 05:00",
        "--fix",
        "larger-server",
    ]);
    assert_eq!(status, 2);
    let expected = [
        "frontend.servers: `NaN` is not a number from 1000 to 8000",
        "frontend.cells: 1000000000 is out of range: 1 to 20",
        "there is no knob `frontend.thread-limi` (did you mean `frontend.thread-limit`?)",
        "cognito.when-full: `x` is not one of block, drop",
        "--set loose: write KNOB=VALUE",
        "frontend.boot-minutes: `` is not a number",
        "there is no event `nothing`",
        "restart-fleet: `25:00` is not a time of day: write it as 05:15",
        "--at add-capacity: write EVENT=HH:MM",
        "cognito-fix: +1d 05:00 is outside the run: 02:00 to +1d 04:00",
        "there is no remediation `larger-server` (did you mean `larger-servers`?)",
    ];
    for sentence in expected {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    assert_eq!(told.lines().count(), expected.len(), "a line each: {told}");
}

#[test]
fn other_bad_arguments_have_status_2_and_a_sentence() {
    let nowhere = ["/nowhere/at/all.toml", "kinesis-2021", "", "."];
    for name in nowhere {
        for command in ["run", "facts", "knobs", "events", "fixes"] {
            assert_eq!(complains(&[command, name]).0, 2, "{command} {name}");
        }
    }
    assert!(complains(&["run", "kinesis-2021"]).1.contains("neither a built-in one (kinesis-2020"));
    assert!(complains(&["run"]).1.contains("SCENARIO is missing"));
    assert!(complains(&["run", "--off", "restart-fleet"]).1.contains("SCENARIO is missing"));
    let both = ["run", DAY, "--off", "restart-fleet", "--at", "restart-fleet=11:00"];
    assert!(complains(&both).1.contains("cannot be both moved and switched off"));
    for arguments in [&["run", DAY, "--seed", "-1"][..], &["run", DAY, "--seed", "x"], &["rum", DAY], &["check"], &[]] {
        assert_eq!(complains(arguments).0, 2, "{arguments:?}");
    }
    assert_eq!(complains(&["run", DAY, "--set"]).0, 2);
    assert_eq!(complains(&["check", "/nowhere/at/all.toml"]).0, 2);
}

#[test]
fn a_file_is_a_scenario_too() {
    let path = file("small.toml", SMALL.as_bytes());
    assert!(prints(&["check", text(&path)]).contains("no problems; `NAME` has 3 components"));
    let checked = json(&["check", text(&path)]);
    assert_eq!((&checked["ok"], &checked["problems"]), (&Value::Bool(true), &serde_json::json!([])));
    assert_eq!(json(&["run", text(&path), "--fix", "more-capacity"])["components"]["database"]["peak_error"], 0);
    assert_eq!(json(&["run", "--off", "disks-fail", text(&path)])["components"]["shop"]["peak_error"], 0);
    assert!(prints(&["facts", text(&path)]).contains("✓ reproduced      F1"));
}

#[test]
fn check_tells_all_problems_of_a_bad_file() {
    let bad = SMALL
        .replace("root = \"database\"", "root = \"databse\"")
        .replace("on = \"database\"\nkind = \"hard\"", "on = \"dtabase\"\nkind = \"hard\"");
    let path = file("bad.toml", bad.as_bytes());
    let (status, told) = complains(&["check", text(&path)]);
    assert_eq!(status, 1);
    assert!(told.contains("there is no component `databse`; did you mean `database`?"), "{told}");
    assert!(told.contains("`dtabase`") && told.contains("2 problems"), "{told}");

    let Output { status, stdout, stderr } = outage(&["check", text(&path), "--json"]);
    assert_eq!((status.code(), stderr.len()), (Some(1), 0));
    let checked: Value = serde_json::from_slice(&stdout).expect("it prints JSON");
    assert_eq!(checked["ok"], false);
    let problems = checked["problems"].as_array().expect("a list");
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().all(|it| it["line"].is_u64() && it["message"].is_string() && it["hint"].is_string()));
    // To run it is a bad argument.
    assert_eq!(complains(&["run", text(&path)]).0, 2);
}

#[test]
fn files_that_are_no_texts_are_refused() {
    let large = file("large.toml", &vec![b'#'; 10_000_000]);
    let (status, told) = complains(&["check", text(&large)]);
    assert_eq!(status, 1);
    assert!(told.contains("more than 524288 bytes"), "{told}");
    let binary = file("binary.toml", b"format = 1\n\xff\xfe");
    let (status, told) = complains(&["check", text(&binary)]);
    assert_eq!(status, 1);
    assert!(told.contains("line 2 is not UTF-8 text"), "{told}");
    assert_eq!(complains(&["run", text(&binary)]).0, 2);
    let empty = file("empty.toml", b"");
    assert_eq!(complains(&["check", text(&empty)]).0, 1);
}

#[test]
fn a_strangers_file_cannot_move_the_cursor() {
    let path = file("escape.toml", SMALL.replace("root = \"database\"", "root = \"\\u001b[2J\"").as_bytes());
    let (status, told) = complains(&["check", text(&path)]);
    assert_eq!(status, 1);
    assert!(!told.contains('\u{1b}'), "{told:?}");
}

#[cfg(unix)]
#[test]
fn endless_files_are_refused() {
    assert_eq!(complains(&["check", "/dev/zero"]).0, 1);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_trouble() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_outage"))
        .args(["run", DAY, "--csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let Output { status, stderr, .. } = child.wait_with_output().expect("it ends");
    assert!(status.success() && stderr.is_empty(), "{status}: {}", String::from_utf8_lossy(&stderr));
}

#[test]
fn help_and_version_are_there() {
    for command in ["list", "knobs", "events", "fixes", "facts", "run", "new", "kinds", "format", "check"] {
        assert!(prints(&["--help"]).contains(command));
        assert!(!prints(&[command, "--help"]).is_empty());
    }
    assert!(prints(&["--version"]).starts_with("outage "));
}

/// Commands in the guides are those that a reader can type.
#[test]
fn commands_of_the_guides_work() {
    const START: &str = "cargo run --release -p outage -- ";
    let guides = [include_str!("../../README.md"), include_str!("../../docs/links.md")];
    let commands: Vec<&str> =
        guides.iter().flat_map(|guide| guide.lines().filter_map(|it| it.strip_prefix(START))).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        assert!(!prints(&command.split_whitespace().collect::<Vec<_>>()).is_empty(), "{command}");
    }
}
