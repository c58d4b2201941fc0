//! What helps to write an outage of one's own, as somebody types it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a command prints, what it complains of, and its status.
fn outage(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outage"));
    let Output { status, stdout, stderr } =
        command.args(arguments).current_dir(folder).output().expect("the program starts");
    (String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned(), status.code())
}

/// A folder of a test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("outage-own-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("temporary folders can be made");
    path
}

/// A file of the repository.
fn repository(path: &str) -> String {
    format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_new_outage_passes_fails_after_its_trigger_and_recovers() {
    let folder = folder("new");
    let (told, _, status) = outage(&folder, &["new", "my-outage"]);
    assert_eq!(status, Some(0));
    assert!(told.starts_with("my-outage.toml is written"), "{told}");
    let (told, complaint, status) = outage(&folder, &["check", "my-outage.toml"]);
    assert_eq!((complaint.as_str(), status), ("", Some(0)));
    assert!(told.contains("no problems; `my-outage` has 3 components, 2 knobs, 2 events, 2 facts and 1 remediation\n"));
    assert!(told.contains("facts reproduced: 2 of 2\n"), "{told}");
    for heading in ["never fails", "has not recovered", "without effect", "without the trigger", "not a number"] {
        assert!(!told.contains(heading), "{told}");
    }
    let (told, _, _) = outage(&folder, &["run", "my-outage.toml"]);
    assert!(told.contains("customers      90.8 %       46.4 min        10:00      10:59"), "{told}");
    let (told, _, _) = outage(&folder, &["run", "my-outage.toml", "--fix", "more-capacity"]);
    assert!(told.contains("customers         0 %"), "{told}");
}

#[test]
fn every_part_of_a_new_outage_is_explained() {
    let folder = folder("explained");
    let (_, _, status) = outage(&folder, &["new", "x", "named.toml"]);
    assert_eq!(status, Some(0));
    let text = std::fs::read_to_string(folder.join("named.toml")).expect("it is written");
    let lines: Vec<&str> = text.lines().collect();
    let known = ["[component.parameters]", "[component.needs.parameters]"];
    let mut explained: Vec<&str> = known.to_vec();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with('[')) {
        let before = lines[..number].iter().rev().take_while(|line| !line.is_empty()).any(|line| line.starts_with('#'));
        assert!(before || explained.contains(line), "nothing explains {line} in line {}", number + 1);
        explained.push(line);
    }
}

#[test]
fn nothing_is_overwritten_and_names_are_names() {
    let folder = folder("overwritten");
    std::fs::write(folder.join("mine.toml"), "mine").expect("temporary files can be written");
    let (_, told, status) = outage(&folder, &["new", "mine"]);
    let complaint = "outage: `mine.toml` cannot be written: there is such a file already; name another one\n";
    assert_eq!((told.as_str(), status), (complaint, Some(1)));
    assert_eq!(std::fs::read_to_string(folder.join("mine.toml")).ok().as_deref(), Some("mine"));
    for name in ["My-Outage", "2nd", "../up", "a b", ""] {
        let (_, told, status) = outage(&folder, &["new", name]);
        assert!(status == Some(2) && told.contains("cannot be the name of an outage"), "{name}: {told}");
    }
}

#[test]
fn check_tells_what_came_out_and_what_had_no_part_in_it() {
    let folder = folder("check");
    let (_, _, _) = outage(&folder, &["new", "x"]);
    let file = folder.join("x.toml");
    let text = std::fs::read_to_string(&file).expect("it is written");
    let check = |change: &dyn Fn(String) -> String| {
        std::fs::write(&file, change(text.clone())).expect("temporary files can be written");
        let (told, complaint, status) = outage(&folder, &["check", "x.toml"]);
        assert_eq!(status, Some(0), "{complaint}");
        told
    };
    let later = check(&|text| text.replace("at = \"11:00\"", "at = \"12:00\""));
    assert!(later.contains("facts reproduced: 1 of 2\n"), "{later}");
    assert!(later.contains("  F2: documented 12:00, simulated 10:59 (-61 min, 10 allowed)\n"), "{later}");
    let never = check(&|text| text.replace("rises-to = \"10 %\"", "rises-to = \"95 %\""));
    assert!(never.contains("  F1: documented 10:00, simulated never; customers.error peaks at 0.908"), "{never}");
    let calm = check(&|text| text.replace("set = { \"database.lost\" = 0.5 }", "set = { \"database.lost\" = 0.1 }"));
    assert!(calm.contains("never fails: database, shop, customers\n"), "{calm}");
    assert!(!calm.contains("without effect"), "it has room to lose, and that is seen: {calm}");
    let idle = check(&|text| text.replace("\"database.lost\" = 0.5", "\"database.lost\" = 0"));
    assert!(idle.contains("without effect on the day: trigger disks-fail, action replace-disks\n"), "{idle}");
    let lasting = check(&|text| text.replace("until = \"13:00\"", "until = \"10:55\"").replace("11:00", "10:50"));
    assert!(lasting.contains("has not recovered by the end: database, shop, customers\n"), "{lasting}");
    let frail = check(&|text| text.replace("value = 1.3", "value = 0.9"));
    assert!(frail.contains("fails even without the trigger: database, shop, customers\n"), "{frail}");
    let blind = check(&|text| text.replace("trigger = true\n", ""));
    assert!(blind.contains("no trigger: none of the actions says trigger = true\n"), "{blind}");
    let early = check(&|text| text.replace("stop = \"10:20\"", "stop = \"12:30\""));
    assert!(early.contains("the opening does not stop where most fail: 0 at 12:30, 3 at 10:0"), "{early}");
    let ill = check(&|text| text.replace("value = 1.3", "value = 0.9"));
    assert!(ill.contains("fails already when the opening begins: database, shop, customers\n"), "{ill}");
    let misplaced = check(&|text| text.replace("at = \"10:05\"", "at = \"09:50\""));
    assert!(misplaced.contains("a card stands before what it tells: failure\n"), "{misplaced}");
    let first = check(&|text| text);
    assert!(!first.contains("opening") && !first.contains("card"), "{first}");
    let cost = first.lines().last().unwrap_or("");
    assert!(
        cost.starts_with("a run: 421 steps, ") && cost.contains("000 operations, ") && cost.ends_with(" ms"),
        "{first}"
    );
}

#[test]
fn check_and_facts_agree_about_the_built_in_outages() {
    let folder = folder("built-in");
    for (name, text) in outage_sim::TEXTS {
        std::fs::write(folder.join("it.toml"), text).expect("temporary files can be written");
        let (told, complaint, status) = outage(&folder, &["check", "it.toml"]);
        assert_eq!(status, Some(0), "{name}: {complaint}");
        let reproduced = told.lines().find_map(|line| line.strip_prefix("facts reproduced: "));
        let reproduced = reproduced.unwrap_or_else(|| panic!("{name}: {told}"));
        let (facts, _, _) = outage(&folder, &["facts", "it.toml"]);
        assert!(facts.ends_with(&format!("\n{reproduced} documented facts reproduced\n")), "{name}: {told}\n{facts}");
        let (reproduced, all) = reproduced.split_once(" of ").unwrap_or_default();
        let missed: usize =
            told.lines().filter(|line| line.starts_with("  ") && line.contains(": documented ")).count();
        assert_eq!(reproduced.parse::<usize>().ok().map(|it| it + missed), all.parse().ok(), "{name}: {told}");
        assert!(!told.contains("without the trigger") && !told.contains("not a number"), "{name}: {told}");
    }
}

#[test]
fn a_file_of_the_old_format_is_told_so_once() {
    let folder = folder("old");
    std::fs::write(
        folder.join("old.toml"),
        "format = 1\nid = \"x\"\n[[component]]\nid = \"y\"\nkind = \"mesh-fleet\"\n",
    )
    .expect("temporary files can be written");
    let (_, told, status) = outage(&folder, &["check", "old.toml"]);
    assert_eq!(status, Some(1));
    assert!(told.contains("files are of format 2 now; docs/format.md says how they are written"), "{told}");
    assert!(told.ends_with("old.toml: 1 problem\n"), "{told}");
}

#[test]
fn the_kinds_of_the_library_can_be_read() {
    let (all, _, status) = outage(Path::new("."), &["kinds"]);
    assert_eq!(status, Some(0));
    assert!(all.contains("service       Answers requests with the help of others."), "{all}");
    let (one, _, _) = outage(Path::new("."), &["kinds", "queued"]);
    assert!(one.starts_with("[[kind]]\nname = \"queued\"") && one.contains("stock queue = 0 min"), "{one}");
    assert!(!one.contains("name = \"hard\""));
    let (_, told, status) = outage(Path::new("."), &["kinds", "servcie"]);
    assert_eq!((told.as_str(), status), ("outage: there is no kind `servcie`: did you mean service?\n", Some(2)));
}

#[test]
fn all_mistakes_of_a_file_are_told_with_their_lines() {
    let folder = folder("bad");
    let clock = "[clock]\ntrigger = \"10:00\"\nfrom = \"10:00\"\nuntil = \"12:00\"\n";
    let text = format!("format = 2\nstatus = \"draft\"\nequations = '''\na = b\nc = 3 min + 1 servers\n'''\n{clock}");
    std::fs::write(folder.join("bad.toml"), text).expect("temporary files can be written");
    let (_, told, status) = outage(&folder, &["check", "bad.toml"]);
    assert_eq!(status, Some(1));
    assert!(told.contains("bad.toml: line 4: nothing is called `b` here"), "{told}");
    assert!(told.contains("  a = b\n      ^\n"), "{told}");
    assert!(told.contains("bad.toml: line 5: min and server cannot be added"), "{told}");
}

#[test]
fn the_reference_and_the_schema_are_those_of_the_compiler() {
    let written = [
        (&["format"][..], "docs/format.md"),
        (&["format", "--schema"], "docs/outage.schema.json"),
        (&["format", "--session"], "docs/sessions.md"),
    ];
    for (arguments, file) in written {
        let (now, _, status) = outage(Path::new("."), arguments);
        assert_eq!(status, Some(0));
        let known = std::fs::read_to_string(repository(file)).unwrap_or_default();
        let first = known.lines().zip(now.lines()).find(|(known, now)| known != now);
        assert!(known == now, "{file} is stale: outage {} > {file}\n{first:?}", arguments.join(" "));
    }
}

#[test]
fn an_audit_says_what_a_model_is_worth_and_fails_where_it_falls_short() {
    let folder = folder("audit");
    outage(&folder, &["new", "my-outage"]);
    let file = folder.join("my-outage.toml");
    let draft = std::fs::read_to_string(&file).expect("it has been written");
    let spare = "[parameters]\nspare = { value = 1, knob = [0, 2, 1] }\n\n[clock]\n";
    std::fs::write(&file, draft.replace("[clock]\n", spare)).expect("temporary files can be written");
    let audit = ["audit", "my-outage.toml", "--quick", "--seeds", "2", "--draws", "10"];
    let (told, heard, status) = outage(&folder, &audit);
    assert_eq!(status, Some(1), "{told}{heard}");
    assert!(told.starts_with("my-outage: 2 facts: "), "{told}");
    assert!(told.contains("\nfalls short:\n"), "{told}");
    assert!(told.contains("\n  dead knob spare: at no value is any day another"), "{told}");
    // What it will do and how far it has come is told beside the report.
    assert!(heard.starts_with("audit of my-outage: ") && heard.contains("seeds: 2 of 2\n"), "{heard}");
    let (json, _, _) = outage(&folder, &[&audit[..], &["--json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["audit"]["id"], "my-outage");
    assert_eq!(json["audit"]["facts"].as_array().map(Vec::len), Some(2));
    assert!(json["findings"].as_array().is_some_and(|all| all.iter().any(|it| it["name"] == "dead knob spare")));
    let (_, heard, status) = outage(&folder, &["audit", "nothing"]);
    assert!(status == Some(2) && heard.contains("there is no scenario `nothing`"), "{heard}");
}

#[test]
fn a_session_is_checked_like_an_outage() {
    let folder = folder("session");
    let step = |show: &str, fact: &str| {
        format!(
            "session = 1\nid = \"ours\"\ntitle = \"Ours\"\nabout = \"For six.\"\n[[step]]\ntitle = \"Night\"\nminutes = 7\n\
             show = \"{show}\"\nsay = \"Look.\"\n[[step.ask]]\nquestion = \"When?\"\ntime = \"{fact}\"\n"
        )
    };
    let check = |name: &str, text: String| {
        std::fs::write(folder.join(name), text).expect("a folder of its own");
        outage(&folder, &["check", name])
    };
    let (told, complaint, status) = check("good.toml", step("kinesis-2020?t=02:40", "K20-T3"));
    assert_eq!((complaint.as_str(), status), ("", Some(0)), "{told}");
    assert!(told.contains(" 0 min   1. Night, a question\n   7 min      end\n"), "{told}");
    let (_, complaint, status) = check("bad.toml", step("kinesis-2020?t=25:40&x.y=3", "K99"));
    assert_eq!(status, Some(1));
    for part in ["step 1 (Night): t=25:40", "x.y=3", "has no fact `K99`"] {
        assert!(complaint.contains(part), "{part}: {complaint}");
    }
    let (_, complaint, status) = check("worse.toml", "session = 1\nid = \"ours\"\ntitel = \"Ours\"\n".into());
    assert_eq!(status, Some(1));
    assert!(complaint.contains("line 3: there is no key `titel` here; did you mean `title`?"), "{complaint}");
    let (told, _, status) = outage(&folder, &["check", "worse.toml", "--json"]);
    assert_eq!(status, Some(1));
    assert!(told.contains("\"line\": 3"), "{told}");
}
