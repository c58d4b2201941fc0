//! Words of an opened file that do not behave: written from right to left, turning the order of what follows them, very
//! long, piled up. They stay in their place in what people take away.

mod plans;

use outage_explorer::address::{Document, LONGEST_TEXT};
use outage_explorer::draw::metrics::{Weight, width};
use outage_explorer::export::figure::{FigureSpec, Shape, figure};
use outage_explorer::export::kit::files;
use outage_explorer::export::{Subject, text};
use outage_explorer::state::{Action, Notice, State, Theme};
use outage_sim::{Inputs, TEXTS};
use std::rc::Rc;

/// What nothing that people take away may hold.
const TURNS: [char; 11] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{200e}', '\u{200f}',
    '\u{61c}', '\u{2029}',
];

/// A scenario in which every label and title is a text.
fn with(words: &str) -> Document {
    let line = |line: &str| match line.split_once(" = ") {
        Some((key @ ("label" | "title" | "short" | "day" | "failing" | "about" | "statement"), _)) => {
            format!("{key} = \"{words}\"\n")
        }
        _ => format!("{line}\n"),
    };
    let text: String = TEXTS[0].1.lines().map(line).collect();
    let labels = text.split("label = \"").enumerate().map(|(index, part)| match part.split_once('"') {
        Some((_, rest)) if index > 0 => format!("label = \"{words}\"{rest}"),
        _ => part.to_owned(),
    });
    let text: String = labels.collect();
    plans::document(&text)
}

fn hostile() -> [String; 6] {
    [
        "W".repeat(300),
        "\u{202e}drowkcab \u{2066}isolated and never ended".into(),
        "شلال الطلبات الفاشلة في الخدمة الخلفية".into(),
        "תור \u{200f}7 \u{202d}8 9".into(),
        format!("Z{}algo", "\u{301}\u{316}".repeat(150)),
        "👩‍🚒🔥".repeat(40),
    ]
}

#[test]
fn texts_keep_their_place_and_their_neighbours_order() {
    for words in hostile() {
        let subject = Subject::new(State::of(with(&words), Inputs::default()), 297.0, "https://outage.example/");
        for shape in [Shape::Lanes, Shape::Whole, Shape::Wide] {
            for width in [390.0, 1280.0] {
                let svg = figure(&subject, FigureSpec { width, ..FigureSpec::new(Theme::Light, shape) });
                inside(&svg, &format!("{shape:?} {width} {}", words.chars().take(9).collect::<String>()));
            }
        }
        for (name, bytes) in files(&subject, &[]).into_iter().filter(|(name, _)| name != "scenario.toml") {
            let content = String::from_utf8(bytes).expect("text");
            assert!(!content.contains(TURNS), "{name} of {words}");
        }
        assert!(!text::bibtex(&subject).contains(['\u{2068}', '\u{2069}']));
    }
}

/// Every text of a figure begins and ends in it, and what it sets apart ends where it does.
fn inside(svg: &str, what: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{what}: {error}"));
    let root = document.root_element();
    let edge: f64 = root.attribute("viewBox").and_then(|box_| box_.split(' ').nth(2)?.parse().ok()).expect("a width");
    for node in document.descendants().filter(|node| node.tag_name().name() == "text") {
        let words = node.text().unwrap_or_default();
        let number = |name| node.attribute(name).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
        let weight = if node.attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular };
        let long = width(words, number("font-size"), weight);
        let from = match node.attribute("text-anchor") {
            Some("middle") => number("x") - long / 2.0,
            Some("end") => number("x") - long,
            _ => number("x"),
        };
        assert!(from >= -0.1 && from + long <= edge + 0.1, "{what}: {words} at {from}");
        assert_eq!(words.matches('\u{2068}').count(), words.matches('\u{2069}').count(), "{what}: {words}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_that_of_the_last_one() {
    let open = |state: Rc<State>, name: &str, text: &str| {
        state.reduced(Action::OpenFile { name: name.into(), text: text.into(), compiled: plans::compiled(text) })
    };
    let places = |state: &State| state.notices.iter().map(|notice: &Notice| notice.place.clone()).collect::<Vec<_>>();
    let first = open(Rc::new(State::of(Document::default(), Inputs::default())), "one.toml", "format = 7");
    assert!(!first.notices.is_empty() && places(&first).iter().all(|place| place == "one.toml"));
    let second = open(first, "\u{202e}two.toml", "id = 3");
    assert!(!second.notices.is_empty() && places(&second).iter().all(|place| place == "two.toml"), "{second:?}");
    let third = open(Rc::clone(&second), "large.toml", &" ".repeat(LONGEST_TEXT + 1));
    assert_eq!(places(&third), ["large.toml"]);
    assert_eq!(open(third, "good.toml", TEXTS[1].1).notices, []);
}
