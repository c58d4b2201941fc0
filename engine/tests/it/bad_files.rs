//! Scenario files with mistakes: each is named with its line, its place and a remedy, and all are named at once.

use crate::day::{SMALL, small};
use outage_engine::{Problem, Problems, Scenario};

/// What is wrong with a text.
pub(crate) fn problems(text: &str) -> Vec<Problem> {
    match Scenario::parse(text) {
        Ok(_) => Vec::new(),
        Err(Problems(problems)) => problems,
    }
}

/// The small scenario with some of its text exchanged.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = SMALL.to_owned();
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "`{from}` is there once");
        text = text.replace(from, to);
    }
    text
}

/// Makes one mistake and looks for a problem that has all these words and names its line, or that of the table it is in.
fn mistake(from: &str, to: &str, words: &[&str]) {
    let text = edited(&[(from, to)]);
    let found = problems(&text);
    let line = |at: usize| 1 + text[..at].matches('\n').count();
    let start = text.find(to).expect("it was put there");
    let table = text[..start].rfind("\n[").map_or(0, |at| at + 1);
    let lines = line(table)..=line(start + to.len());
    let fits = |problem: &Problem| {
        let told = problem.to_string();
        problem.line.is_some_and(|line| lines.contains(&line)) && words.iter().all(|word| told.contains(word))
    };
    assert!(found.iter().any(fits), "`{to}` on {lines:?}, {words:?}: found {found:#?}");
}

#[test]
fn the_text_without_mistakes_is_accepted() {
    assert_eq!(problems(SMALL), []);
    assert_eq!(small().components.len(), 3);
}

#[test]
fn keys() {
    mistake("lane = false", "lame = false", &["component[1].lame", "not known", "did you mean `lane`?"]);
    mistake("\nzone = \"UTC\"", "\nzoen = \"UTC\"", &["clock.zoen", "did you mean `zone`?"]);
    mistake("drain = { value", "brain = { value", &["brain", "did you mean `drain`?"]);
    mistake("drain = { value = 0.5, assumed", "drain = { value = 0.5, asumed", &["asumed", "did you mean `assumed`?"]);
    mistake("statement = \"The", "remark = \"The", &["remark", "not known"]);
}

#[test]
fn values_of_another_type() {
    mistake("title = \"A small outage\"", "title = 7", &["title", "expected a text, found a number"]);
    mistake(
        "servers = { value = 90,",
        "servers = { value = \"many\",",
        &["servers", "expected a number, found a text"],
    );
    mistake("trigger = true", "trigger = 1", &["trigger", "expected true or false, found a number"]);
    mistake("place = [1, 1]", "place = [1, \"a\"]", &["place", "expected a number"]);
    mistake("place = [0, 0]", "place = 0", &["place", "expected a list of numbers, found a number"]);
    mistake("place = [0, 0]", "place = [0, 0, 0]", &["expected 2 numbers, found 3"]);
    mistake("zone = \"UTC\"", "zone = 2001-01-01", &["expected a text, found a date"]);
    mistake("set = { \"fleet.added\" = 1 }", "set = [1]", &["expected a table, found a list"]);
}

#[test]
fn numbers() {
    for number in ["nan", "inf", "-inf", "1e999"] {
        mistake("thread-limit = { value = 200", &format!("thread-limit = {{ value = {number}"), &["finite number"]);
    }
    mistake(
        "thread-limit = { value = 200",
        "thread-limit = { value = -5",
        &["thread-limit", "-5 is out of range", "1 to"],
    );
    mistake("thread-limit = { value = 200", "thread-limit = { value = 1e300", &["out of range"]);
    mistake("thread-limit = { value = 200", "thread-limit = { value = 0xff", &["number"]);
    mistake("knob = [10, 200, 1]", "knob = [95, 200, 1]", &["the slider has to span the value"]);
    mistake("knob = [10, 200, 1]", "knob = [10, 200, 0]", &["the slider has to span the value"]);
    mistake("knob = [10, 200, 1]", "knob = [200, 10, 1]", &["the slider has to span the value"]);
    mistake("knob = [10, 200, 1]", "knob = [-10, 200, 1]", &["out of the accepted range"]);
    mistake("plausible = [150, 300]", "plausible = [300, 150]", &["upside down"]);
    mistake("weight = 1", "weight = 1.5", &["weight", "0 to 1"]);
    mistake("\"fleet.added\" = 1 }", "\"fleet.added\" = 2 }", &["fleet.added", "2 is out of range", "0 to 1"]);
}

#[test]
fn words() {
    mistake("when-full = { value = \"block\"", "when-full = { value = \"blok\"", &["`blok`", "did you mean `block`?"]);
    mistake("knob = { block = \"wait\"", "knob = { blok = \"wait\"", &["blok"]);
    mistake("knob = { block = \"wait\", drop = \"forget\" }", "knob = [0, 1, 1]", &["gives each word its text"]);
    mistake("kind = \"buffered\"", "kind = \"bufered\"", &["`bufered`", "did you mean `buffered`?"]);
    mistake("kind = \"service\"", "kind = \"servce\"", &["`servce`", "did you mean `service`?"]);
    mistake("id = \"shop\"", "id = \"my shop\"", &["`my shop` is not a name"]);
}

/// A link has the names of knobs as its keys, and some other keys.
#[test]
fn names_that_links_cannot_hold() {
    let servers = "servers = { value = 90,";
    let long = format!("{}.{}", "a".repeat(60), "b".repeat(60));
    for id in ["x", "v", "t", "fix", "seed", "", ".", "a.", ".a", "a..b", "a,b.c", "a b.c", "a.b=c", "ä.b", &long] {
        let named = format!("servers = {{ id = \"{id}\", value = 90,");
        let found = problems(&edited(&[(servers, &named)]));
        let told = |problem: &Problem| problem.message.contains("is not a name of a parameter");
        assert!(
            found.iter().any(|problem| told(problem) && problem.hint.contains("at least one dot")),
            "{id}: {found:#?}"
        );
    }
    assert_eq!(problems(&edited(&[(servers, "servers = { id = \"size.of.the-fleet-2\", value = 90,")])), []);
    let needs = "on = \"fleet\"\nkind = \"buffered\"";
    mistake(needs, &format!("name = \"a,b\"\n{needs}"), &["`a,b` is not a name", "letters, digits and hyphens"]);
    mistake(needs, &format!("name = \"a.b\"\n{needs}"), &["`a.b` is not a name"]);
    mistake(needs, &format!("name = \"\"\n{needs}"), &["`` is not a name"]);
}

#[test]
fn names_that_lead_nowhere() {
    mistake("root = \"fleet\"", "root = \"fleat\"", &["root", "`fleat`", "did you mean `fleet`?"]);
    mistake("opens-on = \"shop\"", "opens-on = \"shed\"", &["there is no component `shed`"]);
    mistake("on = \"fleet\"\nkind = \"hard\"", "on = \"flet\"\nkind = \"hard\"", &["`flet`", "did you mean `fleet`?"]);
    mistake("\"fleet.removed\" = 1", "\"fleet.remove\" = 1", &["`fleet.remove`", "did you mean `fleet.removed`?"]);
    mistake("signal = \"shop.error\"", "signal = \"shop.errors\"", &["there is no signal `shop.errors`"]);
    mistake("source = \"S1\"\nbetween", "source = \"S2\"\nbetween", &["there is no source `S2`"]);
    mistake(
        "source = \"S1\"\n\n[[action]]\nid = \"remove\"",
        "source = \"S9\"\n\n[[action]]\nid = \"remove\"",
        &["`S9`"],
    );
    mistake("[[remediation]]", "[[remediaton]]", &["remediaton", "did you mean `remediation`?"]);
}

#[test]
fn what_is_missing() {
    for key in ["label = \"Shop\"\n", "drain = { value = 0.5, assumed = \"a guess\" }\n", "at = \"02:30\"\n"] {
        let name = key.split(' ').next().expect("a key");
        let found = problems(&edited(&[(key, "")]));
        let told = |problem: &Problem| problem.message.contains(&format!("`{name}` is missing"));
        assert!(found.iter().any(|problem| told(problem) && problem.line.is_some()), "{name}: {found:#?}");
    }
    mistake("knob = [1, 60, 1], assumed = \"a guess\" }", "knob = [1, 60, 1] }", &["a receipt is needed"]);
    let twice = "knob = [1, 60, 1], assumed = \"a guess\", fitted = \"F1\" }";
    mistake("knob = [1, 60, 1], assumed = \"a guess\" }", twice, &["only one"]);
    mistake("stated = \"ninety servers\", source = \"S1\" }", "stated = \"ninety servers\" }", &["needs a `source`"]);
}

#[test]
fn times() {
    mistake("at = \"02:30\"", "at = \"2.30 am\"", &["`2.30 am` is not a time of day", "05:15"]);
    mistake("at = \"02:30\"", "at = \"-2147483648d 02:30\"", &["is not a time of day"]);
    mistake("until = \"05:00\"", "until = \"00:30\"", &["begin before the trigger and end after it"]);
    for minutes in ["-1440.5", "1441", "1e300", "-1e300"] {
        let offset = format!("utc-offset-minutes = {minutes}");
        mistake("utc-offset-minutes = 0", &offset, &["utc-offset-minutes", "out of range", "-1440 to 1440"]);
    }
    assert_eq!(problems(&edited(&[("utc-offset-minutes = 0", "utc-offset-minutes = -1440")])), []);
    mistake("step-minutes = 1", "step-minutes = 0", &["step of 0 minutes is out of range"]);
    mistake(
        "until = \"05:00\"\nstep-minutes = 1",
        "until = \"+9d 05:00\"\nstep-minutes = 0.05",
        &["too long", "20000"],
    );
}

#[test]
fn claims_that_cannot_be_judged() {
    mistake("rises-to = 0.1 }", "rises-to = 0.1, falls-below = 0.1 }", &["exactly one reading", "rises-to"]);
    mistake("rises-to = 0.1 }", "peak-at-least = 0.1 }", &["compare a time with a time"]);
    mistake("between = [\"01:10\", \"02:30\"]", "between = [\"01:10\"]", &["two times"]);
    let both = "between = [\"01:10\", \"02:30\"]\nat = \"01:10\"";
    mistake("between = [\"01:10\", \"02:30\"]", both, &["one of `at`, `between` and `words`"]);
}

#[test]
fn what_there_may_be_only_once() {
    assert!(told(&[("id = \"callers\"", "id = \"shop\"")]).contains("there are two components `shop`"));
    let twice = "[component.needs.parameters]\nbuffer-minutes = { value = 15, assumed = \"\" }\ndrain = { value = 1, assumed = \"\" }\n\
                 [[component.needs]]\non = \"fleet\"\nkind = \"buffered\"\npurpose = \"\"\n[component.needs.parameters]";
    mistake("[component.needs.parameters]", twice, &["two parameters `shop.buffer-minutes`", "`name`"]);
    assert!(told(&[("id = \"remove\"", "id = \"add\"")]).contains("there are two actions `add`"));
    assert!(told(&[("trigger = true\n", "")]).contains("found 0 triggers"));
    assert!(
        told(&[("answers = \"fleet\"\nset = { \"fleet.removed\"", "trigger = true\nset = { \"fleet.removed\"")])
            .contains("found 2 triggers")
    );
}

/// All problems after some edits, in words.
fn told(edits: &[(&str, &str)]) -> String {
    Problems(problems(&edited(edits))).to_string()
}

#[test]
fn circles() {
    let circle = "lane = false\nkind = \"hard\"";
    assert!(!SMALL.contains(circle));
    let to_itself = told(&[("on = \"fleet\"\nkind = \"hard\"", "on = \"callers\"\nkind = \"hard\"")]);
    assert!(to_itself.contains("a component cannot need itself"), "{to_itself}");

    let needs_shop = "[[component.needs]]\non = \"shop\"\nkind = \"KIND\"\npurpose = \"a circle\"\n\n[[component]]\nid = \"callers\"";
    let with = |kind: &str, shop: &str| {
        edited(&[
            ("[[component]]\nid = \"callers\"", &needs_shop.replace("KIND", kind)),
            ("on = \"fleet\"\nkind = \"buffered\"", &format!("on = \"fleet\"\nkind = \"{shop}\"")),
        ])
    };
    let hard = with("hard", "hard");
    let hard = hard.split("[component.needs.parameters]").next().expect("the part before").to_owned()
        + &hard[hard.find("\n[[action]]").expect("there are actions")..];
    let found = problems(&hard);
    let circle = found.iter().find(|problem| problem.message.contains("circle of hard dependencies"));
    let circle = circle.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(circle.message.contains("fleet") && circle.message.contains("shop") && !circle.hint.is_empty());
    // Where a buffer or queue lies in between, a circle has a first mover.
    assert_eq!(problems(&with("hard", "buffered")), []);
}

#[test]
fn other_formats_are_refused_at_once() {
    for (format, told) in [("format = 2", "format 2 is not one"), ("format = \"1\"", "expected a number")] {
        let found = problems(&edited(&[("format = 1", format)]));
        assert!(found.iter().any(|problem| problem.message.contains(told)), "{found:#?}");
    }
    assert!(!problems("").is_empty());
    assert!(problems("").iter().any(|problem| problem.message.contains("`format` is missing")));
}

#[test]
fn all_problems_are_told_at_once() {
    let text = edited(&[
        ("root = \"fleet\"", "root = \"fleat\""),
        ("servers = { value = 90,", "servers = { value = \"many\","),
        ("when-full = { value = \"block\"", "when-full = { value = \"blok\""),
        ("lane = false", "lame = false"),
        ("at = \"02:30\"", "at = \"half past two\""),
        ("\"fleet.removed\" = 1", "\"fleet.remove\" = 1"),
        ("rises-to = 0.1", "rises-to = nan"),
        ("\"fleet.thread-limit\" = 400", "\"fleet.thread-limits\" = 400"),
    ]);
    let found = problems(&text);
    for word in
        ["fleat", "a number, found a text", "blok", "lame", "half past two", "fleet.remove`", "finite", "thread-limits"]
    {
        assert!(found.iter().any(|problem| problem.to_string().contains(word)), "{word}: {found:#?}");
    }
    assert!(found.iter().all(|problem| problem.line.is_some()), "{found:#?}");
    assert!(found.len() < 16, "no problem brings a crowd of others: {found:#?}");
}

#[test]
fn mistakes_of_the_language_have_a_line() {
    for (text, line) in [("format = 1\nid = ", 2), ("format = 1\n\n[[component]", 3), ("a = 1\na = 2", 2), ("= 1", 1)] {
        let found = problems(text);
        assert!(found.iter().any(|problem| problem.line == Some(line)), "{text:?}: {found:#?}");
    }
}
