//! `outage kinds` and `outage check` of outages in the modelling language, as somebody types them.

use std::process::{Command, Output};

fn outage(arguments: &[&str]) -> (String, String, Option<i32>) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_outage")).args(arguments).output().expect("the program starts");
    (String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned(), status.code())
}

fn file(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("outage-model-{}-{name}.toml", std::process::id()));
    std::fs::write(&path, text).expect("temporary files can be written");
    path.to_string_lossy().into_owned()
}

const PORTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../lang/compile/outages/kinesis-2020.toml");

#[test]
fn the_kinds_of_the_library_can_be_read() {
    let (all, _, status) = outage(&["kinds"]);
    assert_eq!(status, Some(0));
    assert!(all.contains("service       Answers requests with the help of others."), "{all}");
    let (one, _, _) = outage(&["kinds", "queued"]);
    assert!(one.starts_with("[[kind]]\nname = \"queued\"") && one.contains("stock queue = 0 min"), "{one}");
    assert!(!one.contains("name = \"hard\""));
    let (_, told, status) = outage(&["kinds", "servcie"]);
    assert_eq!((told.as_str(), status), ("outage: there is no kind `servcie`: did you mean service?\n", Some(2)));
}

#[test]
fn a_file_without_mistakes_is_run_as_well() {
    let (told, _, status) = outage(&["check", PORTED]);
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("no problems; "), "{told}");
    assert!(told.contains("facts reproduced: 25 of 25\n"), "{told}");
    assert!(told.contains("never fails: backend, shard_map_store, personal_dashboard\n"), "{told}");
    assert!(!told.contains("without effect") && !told.contains("fails even without the trigger"), "{told}");
    let (json, _, _) = outage(&["check", PORTED, "--json"]);
    assert!(json.contains("\"ok\": true"), "{json}");
}

#[test]
fn all_mistakes_of_a_file_are_told() {
    let clock = "[clock]\ntrigger = \"10:00\"\nfrom = \"10:00\"\nuntil = \"12:00\"\n";
    let path = file("bad", &format!("format = 2\nequations = '''\na = b\nc = 3 min + 1 servers\n'''\n{clock}"));
    let (_, told, status) = outage(&["check", &path]);
    assert_eq!(status, Some(1));
    assert!(told.contains("line 3") && told.contains("nothing is called `b` here"), "{told}");
    assert!(told.contains("line 4") && told.contains("min and server cannot be added"), "{told}");
    let _ = std::fs::remove_file(path);
}
