//! The reference of links: written from the table that reads them, every example in it is opened, and what the guide
//! says about order and repetition holds.

mod plans;

use outage_explorer::address::schema::{KEYS, Key, Part, RESERVED};
use outage_explorer::address::{self, Opened};
use outage_explorer::playback::Playback;
use outage_explorer::state::State;
use outage_explorer::words;
use outage_sim::{BUILT_IN, EventChange, Inputs, Knob, Parameter, Scenario, TEXTS};
use std::fmt::Write;

const PAGE: &str = include_str!("../docs/links.md");

/// Where the written part begins.
const HEADING: &str = "\n## Reference\n";

fn open(query: &str) -> Opened {
    address::parse(&format!("#/{}?{query}", BUILT_IN[0].0))
}

#[test]
fn examples_of_every_key_are_accepted_or_reported() {
    for Key { name, valid, invalid, .. } in &KEYS {
        for value in *valid {
            assert_eq!(open(&format!("{name}={value}")).notices, [], "{name}={value}");
        }
        for value in *invalid {
            assert_eq!(open(&format!("{name}={value}")).notices.len(), 1, "{name}={value}");
        }
    }
    for name in RESERVED {
        assert_eq!(open(&format!("{name}=x")).notices.len(), 1, "{name}");
    }
}

#[test]
fn what_content_systems_add_behind_another_mark_is_no_part_of_a_link() {
    assert_eq!(open("seed=7#?secret=abc"), open("seed=7"));
    assert_eq!(address::parse(&format!("#/{}#?secret=abc", BUILT_IN[0].0)), open(""));
}

/// What a link with these keys opens, and how many of its parts are not understood.
fn opened(query: &str) -> (Opened, usize) {
    let mut opened = open(query);
    let count = std::mem::take(&mut opened.notices).len();
    (opened, count)
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let keys = [
        "off=restart-fleet",
        "at=restart-fleet@06:00,remove-capacity@06:24",
        "fix=higher-thread-limit",
        "frontend.thread-limit=5000",
        "seed=7",
    ];
    let forwards = opened(&keys.join("&"));
    let restart = State::open(forwards.0.clone()).scenario.action("restart-fleet").expect("it is an event");
    assert_eq!(forwards.0.inputs.events.get(&restart), Some(&EventChange::Off), "what is off has no time");
    assert_eq!((forwards.0.inputs.events.len(), forwards.1), (2, 0));
    let backwards: Vec<&str> = keys.into_iter().rev().collect();
    assert_eq!(opened(&backwards.join("&")), forwards);
}

#[test]
fn of_a_key_that_stands_twice_the_last_one_that_is_understood_counts() {
    for Key { name, valid, invalid, .. } in &KEYS {
        for (value, wrong) in valid.iter().flat_map(|value| invalid.iter().map(move |wrong| (value, wrong))) {
            let (once, _) = opened(&format!("{name}={value}"));
            assert_eq!(opened(&format!("{name}={value}&{name}={wrong}")), (once, 1), "{name}: {value}, {wrong}");
        }
        if let [first, second, ..] = valid
            && !["fix", "off", "at", "unlock"].contains(name)
        {
            assert_eq!(
                opened(&format!("{name}={first}&{name}={second}")),
                opened(&format!("{name}={second}")),
                "{name}"
            );
        }
    }
    assert_eq!(opened("fix=larger-servers&fix=cognito-survives"), opened("fix=cognito-survives,larger-servers"));
    assert_eq!(opened("unlock=larger-servers&unlock=larger-servers"), opened("unlock=larger-servers"));
    assert_eq!(opened("sel=lambda&v=0&v=soon"), (opened("select=lambda").0, 1));
}

#[test]
fn of_two_files_in_a_link_the_last_one_counts() {
    let packed = |title: &str| {
        let text = TEXTS[0].1.replacen("title = \"", &format!("title = \"{title}"), 1);
        let state = State::of(plans::document(&text), Inputs::default());
        let link = address::write(&state, &Playback::new(state.scenario.span, 0.0));
        link.split(['?', '&']).find(|part| part.starts_with("x=")).expect("the link holds the file").to_owned()
    };
    let opened = address::parse_with(&format!("#/file?{}&{}", packed("First "), packed("Second ")), plans::compiled);
    assert_eq!(opened.notices, []);
    assert!(opened.document.scenario().expect("a plan").about.title.starts_with("Second "));
}

#[test]
fn what_is_wrong_twice_is_told_once() {
    let notices = State::open(open("y=1&y=1&z=1")).notices;
    let places: Vec<&str> = notices.iter().map(|notice| notice.place.as_str()).collect();
    assert_eq!(places, ["y=1", "z=1"]);
}

#[test]
fn of_the_longest_link_every_part_is_read_and_some_mistakes_are_told() {
    let name = BUILT_IN[0].0;
    let wrong = "frontend.thread-limi=1&fix=magic,magics&at=magic@05:40&";
    let end = "frontend.servers=4000&seed=7";
    let times = (address::LONGEST - name.len() - 3 - end.len()) / wrong.len();
    let opened = address::parse(&format!("#/{name}?{}{end}", wrong.repeat(times)));
    assert_eq!((opened.inputs.knobs.len(), opened.inputs.seed), (1, Some(7)));
    assert_eq!(opened.notices.len(), 13);
    assert!(opened.notices[0].text.contains("did you mean") || opened.notices[0].text.contains("accepted"));
    assert_eq!(opened.notices[12].text, format!("{} more parts are not understood.", 4 * times - 12));
}

#[test]
fn no_knob_is_named_like_a_key() {
    for (_, plan) in BUILT_IN {
        let scenario = Scenario::read(plan).expect("built-in scenarios are valid");
        for (_, parameter, _) in scenario.knobs() {
            let is_key = KEYS.iter().any(|key| key.name == parameter.id) || RESERVED.contains(&parameter.id.as_str());
            assert!(!is_key && parameter.id.contains('.'), "{}", parameter.id);
        }
    }
}

#[test]
fn examples_of_the_guide_open_what_they_say() {
    let blocks: Vec<&str> = PAGE.split("\n```\n").filter(|block| block.starts_with("#/")).collect();
    assert!(blocks.len() >= 5, "the guide has examples");
    for link in blocks {
        let opened = address::parse(link);
        assert_eq!(opened.notices, [], "{link}");
        assert_ne!(opened, Opened::default(), "{link}");
        assert_eq!(State::open(opened).notices, [], "{link}");
    }
}

#[test]
fn the_guide_to_embedding_knows_every_outage_panel_and_size() {
    let guide = include_str!("../docs/embedding.md");
    let outages = BUILT_IN.iter().map(|(name, _)| *name);
    let words = address::PANELS.iter().map(|(word, _)| *word).chain(address::SIZES.iter().map(|(word, _)| *word));
    for word in outages.chain(words) {
        assert!(guide.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn the_reference_is_the_table() {
    let (guide, written) = PAGE.split_once(HEADING).expect("the guide has a reference");
    let now = reference();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write("docs/links.md", format!("{guide}{HEADING}{now}")).expect("the guide can be written");
    } else {
        assert_eq!(written, now, "`UPDATE_GOLDEN=1 cargo test --test reference` writes it anew");
    }
}

/// A parameter's own value with as many decimals as the page shows, as a link can hold it.
fn as_shown(parameter: &Parameter) -> String {
    match words::manner(parameter) {
        words::Manner::Number => words::number(parameter, parameter.value).replace(words::NARROW, ""),
        _ => parameter.text(parameter.value),
    }
}

fn reference() -> String {
    let mut text = String::from("\n");
    let parts = [
        (Part::Run, "What runs", ""),
        (Part::Moment, "The moment, and how time passes", ""),
        (Part::View, "What is shown", ""),
        (Part::Embed, "Around an embedded figure", "For `embed.html`; the page itself ignores them.\n\n"),
        (Part::Stamp, "What the author saw", ""),
    ];
    for (part, title, about) in parts {
        let _ = write!(
            text,
            "### {title}\n\n{about}| key | what it does | values | without it | examples |\n|---|---|---|---|---|\n"
        );
        for key in KEYS.iter().filter(|key| key.part == part) {
            let examples: Vec<String> = key.valid.iter().map(|value| format!("`{}={value}`", key.name)).collect();
            let Key { name, about, form, default, .. } = key;
            let _ = writeln!(text, "| `{name}` | {about} | {form} | {default} | {} |", examples.join(", "));
        }
        text.push('\n');
    }
    let reserved: Vec<String> = RESERVED.iter().map(|name| format!("`{name}`")).collect();
    let _ = writeln!(text, "Reserved: {}.", reserved.join(", "));
    for (name, plan) in BUILT_IN {
        let scenario = Scenario::read(plan).expect("built-in scenarios are valid");
        let _ = write!(
            text,
            "\n### `{name}`\n\n{}, from {} to {} {}.\n\n",
            scenario.about.day,
            scenario.clock.local(scenario.span.0),
            scenario.clock.local(scenario.span.1),
            scenario.clock.zone
        );
        text += "| knob | what it is | values | without it |\n|---|---|---|---|\n";
        for (_, parameter, knob) in scenario.knobs() {
            let values = match knob {
                Knob::Range { min, max, .. } => format!("{min} to {max}"),
                Knob::Words(words) => words
                    .iter()
                    .map(|(word, _)| format!("`{}`", parameter.text(f64::from(*word))))
                    .collect::<Vec<_>>()
                    .join(", "),
            };
            let unit = if parameter.unit.is_empty() { String::new() } else { format!(", {}", parameter.unit) };
            let _ = writeln!(
                text,
                "| `{}` | {}{unit} | {values} | {} |",
                parameter.id,
                parameter.label,
                as_shown(parameter)
            );
        }
        text += "\n| event, for `off` and `at` | what it is | time |\n|---|---|---|\n";
        for action in &scenario.actions {
            let _ = writeln!(text, "| `{}` | {} | {} |", action.id, action.label, scenario.clock.local(action.at));
        }
        text += "\n| remediation, for `fix` | what it is |\n|---|---|\n";
        for remediation in &scenario.remediations {
            let _ = writeln!(text, "| `{}` | {} |", remediation.id, remediation.label);
        }
        let components: Vec<String> =
            scenario.components.iter().map(|component| format!("`{}`", component.id)).collect();
        let _ = writeln!(text, "\nComponents, for `select`: {}.", components.join(", "));
    }
    text
}
