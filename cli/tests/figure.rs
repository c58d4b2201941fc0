//! `outage figure` and `outage kit`, as the build of a document uses them.

use outage_sim::MODEL_VERSION;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const LINK: &str = "https://outage.example/#/kinesis-2020?frontend.servers=6000&t=07:41";

fn outage(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outage")).args(arguments).output().expect("the program starts")
}

/// What a command prints, when all is well.
fn prints(arguments: &[&str]) -> Vec<u8> {
    let Output { status, stdout, stderr } = outage(arguments);
    assert!(status.success() && stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    stdout
}

/// What a command complains about, with its status.
fn complains(arguments: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = outage(arguments);
    let complaints = String::from_utf8(stderr).expect("it complains in UTF-8");
    assert!(!complaints.contains("panicked") && !complaints.is_empty(), "{arguments:?}: {complaints}");
    (status.code().expect("it ends by itself"), complaints)
}

/// The path of a file of this test's own.
fn path(name: &str) -> String {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).into_os_string().into_string().expect("a path in UTF-8")
}

#[test]
fn a_link_and_its_changes_give_the_same_picture() {
    let figure = prints(&["figure", LINK, "--theme", "light"]);
    let options = ["--set", "frontend.servers=6000", "--t", "07:41", "--page", "https://outage.example/"];
    let named = prints(&[&["figure", "kinesis-2020", "--theme", "light"], &options[..]].concat());
    assert!(figure == named && figure.starts_with(b"<svg"));
    let part = LINK.trim_start_matches("https://outage.example/");
    assert_ne!(
        prints(&["figure", part, "--theme", "light"]),
        figure,
        "without the page's address there is no link to it"
    );
    assert_ne!(prints(&["figure", LINK, "--theme", "light", "--t", "07:42"]), figure);
    assert_ne!(prints(&["figure", LINK, "--theme", "light", "--width", "600"]), figure);
    assert_ne!(prints(&["figure", LINK, "--theme", "light", "--whole"]), figure);
    for (width, height) in [("1280", "720"), ("1920", "1080")] {
        let slide = prints(&["figure", LINK, "--wide", "--width", width]);
        let size = format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 1280 720\"");
        assert!(String::from_utf8_lossy(&slide).contains(&size), "{size}");
    }
}

#[test]
fn a_build_notices_when_a_figure_is_no_longer_true() {
    let file = path("checked.svg");
    prints(&["figure", LINK, "--output", &file]);
    assert_eq!(prints(&["figure", LINK, "--check", &file]), b"");

    let (status, complaint) = complains(&["figure", LINK, "--t", "08:00", "--check", &file]);
    assert_eq!(status, 3);
    assert!(complaint.contains("The model is the same") && complaint.contains("First difference"), "{complaint}");

    let drawn = fs::read_to_string(&file).expect("it was written");
    let mark = format!("data-model=\"{MODEL_VERSION}-");
    let begin = drawn.find(&mark).expect("it says its model") + mark.len();
    let mut older = drawn.clone();
    older.replace_range(begin..begin + 16, "0123456789abcdef");
    fs::write(&file, older).expect("it can be written");
    let (status, complaint) = complains(&["figure", LINK, "--check", &file]);
    assert_eq!(status, 3);
    let told = format!("drawn by model {MODEL_VERSION}-0123456789abcdef, this is model {MODEL_VERSION}-");
    assert!(complaint.contains(&told), "{complaint}");

    fs::write(&file, "no picture").expect("it can be written");
    let (status, complaint) = complains(&["figure", LINK, "--check", &file]);
    assert!(status == 3 && complaint.contains("does not say which model"), "{complaint}");
}

#[test]
fn a_link_of_another_model_is_told_by_every_command_that_takes_one() {
    let file = path("moved.zip");
    for command in
        [&["figure"][..], &["kit", "--output", &file], &["run"], &["run", "--csv"], &["facts"], &["facts", "--json"]]
    {
        let with = |stamp: &str| outage(&[command, &[&format!("{LINK}&v=1&m={stamp}")]].concat());
        let Output { status, stdout, stderr } = with(&format!("{MODEL_VERSION}-00000000"));
        let told = String::from_utf8_lossy(&stderr);
        assert!(status.success() && told.contains("not the one that the link's author saw"), "{command:?}: {told}");
        let older = with(&format!("{}-00000000", MODEL_VERSION - 1));
        let told = String::from_utf8_lossy(&older.stderr);
        assert!(told.contains("has been improved since"), "{command:?}: {told}");
        assert!(stdout == older.stdout && stdout.is_empty() == (command[0] == "kit"), "{command:?}");
        assert!(prints(&[command, &[LINK]].concat()) == stdout, "{command:?}: it goes on all the same");
    }
}

#[test]
fn in_a_folder_files_get_the_names_that_the_page_gives_them() {
    let folder = path("named");
    // A test before this one may have left it there.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    prints(&["figure", LINK, "--output", &folder]);
    prints(&["figure", LINK, "--whole", "--output", &format!("{folder}/")]);
    prints(&["figure", LINK, "--wide", "--output", &folder]);
    prints(&["kit", LINK, "--output", &folder]);
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|file| file.expect("a file").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    let named = |ending: &str| format!("kinesis-2020-0741-servers-6000{ending}");
    assert_eq!(names, ["-kit.zip", "-whole.svg", "-wide.svg", ".svg"].map(named));
}

#[test]
fn what_cannot_be_drawn_is_told() {
    for (arguments, expected) in [
        (vec!["figure", "kinesis-2020", "--whole", "--wide"], "cannot be used with"),
        (vec!["figure"], "SCENARIO is missing"),
        (vec!["figure", "#/nowhere"], "There is no outage `nowhere`"),
        (vec!["figure", "#/kinesis-2020?frontend.servers=many"], "not a number"),
        (vec!["figure", LINK, "--seed", "7"], "leave out --set"),
        (vec!["run", LINK, "--off", "restart-fleet"], "leave out --set"),
        (vec!["figure", "kinesis-2020", "--t", "25:00"], "not a time of day"),
        (vec!["figure", "kinesis-2020", "--t", "01:00"], "outside the run"),
        (vec!["figure", "kinesis-2020", "--width", "10"], "360..=2400"),
        (vec!["figure", "kinesis-2020", "--check", "/nowhere/at-all.svg"], "cannot be read"),
    ] {
        let (status, complaint) = complains(&arguments);
        assert!(status == 2 && complaint.contains(expected), "{arguments:?}: {status} {complaint}");
    }
    let (status, complaint) = complains(&["figure", "kinesis-2020", "--output", "/nowhere/at-all.svg"]);
    assert!(status == 1 && complaint.contains("cannot be written"), "{complaint}");
}

#[test]
fn commands_that_run_a_scenario_take_a_link() {
    let changed = ["kinesis-2020", "--set", "frontend.servers=6000"];
    for options in [&["run", "--json"][..], &["run", "--csv"], &["facts", "--json"]] {
        let [command, options @ ..] = options else { continue };
        let by_link = prints(&[&[*command, LINK], options].concat());
        assert!(by_link == prints(&[&[*command][..], &changed, options].concat()), "{command} {options:?}");
    }
}

#[test]
fn a_kit_is_the_same_every_time() {
    let kits = ["one.zip", "two.zip"].map(|name| {
        let file = path(name);
        prints(&["kit", LINK, "--output", &file]);
        fs::read(file).expect("it was written")
    });
    assert!(kits[0] == kits[1] && kits[0].starts_with(b"PK"));
}

/// The words of a line as a shell reads them: quotes keep a word together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().expect("there is a word").push(other),
        }
    }
    words
}

#[test]
fn commands_of_the_guide_work_one_after_the_other() {
    let folder = path("guide");
    fs::create_dir_all(&folder).expect("a folder");
    let guide = include_str!("../../docs/exporting.md");
    let commands: Vec<&str> = guide.lines().filter_map(|line| line.strip_prefix("outage ")).collect();
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let (command, into) = command.split_once(" > ").unwrap_or((command, ""));
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_outage"))
            .args(words(command))
            .current_dir(&folder)
            .output()
            .expect("the program starts");
        assert!(status.success() && stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&stderr));
        assert_eq!(stdout.is_empty(), into.is_empty(), "{command}");
    }
    assert!(fs::read(format!("{folder}/figure.svg")).is_ok_and(|svg| svg.starts_with(b"<svg")));
}
