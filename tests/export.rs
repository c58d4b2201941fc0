//! What people take away: that it is what it says, stands alone, and stays the same.

mod plans;

use outage_explorer::draw::metrics::{Weight, width};
use outage_explorer::export::figure::{FigureSpec, Shape, WIDTHS, figure};

use outage_explorer::export::kit::{files, kit};
use outage_explorer::export::{Subject, csv, json, text, timeline};
use outage_explorer::state::{State, Theme};
use outage_sim::{Inputs, Signal, TEXTS};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::{env, fs};

/// An address that the browser tests give the page too.
const PAGE: &str = "https://outage.example/";

const SHAPES: [Shape; 3] = [Shape::Lanes, Shape::Whole, Shape::Wide];

/// What is exported in these tests: every outage, as it happened and changed.
const LINKS: [&str; 6] = [
    "#/kinesis-2020?t=07:41",
    "#/kinesis-2020?frontend.servers=6000&frontend.thread-limit=5900&off=remove-capacity&seed=7&t=%2B1d02:00&clock=utc",
    "#/dynamodb-2015?t=04:10",
    "#/dynamodb-2015?fix=longer-allowance,segmented-metadata&t=02:19",
    "#/kinesis-2024?t=15:45",
    "#/kinesis-2024?t=09:00&loop=14:00..19:00",
];

fn subjects() -> impl Iterator<Item = Subject> {
    LINKS.into_iter().map(|link| {
        let subject = Subject::open(link, PAGE);
        assert_eq!(subject.problems, [], "{link}");
        subject
    })
}

/// Every kind of figure of a subject, and narrow and wide ones.
fn specs() -> Vec<FigureSpec> {
    let mut specs = Vec::new();
    for shape in SHAPES {
        specs.extend([Theme::Auto, Theme::Light, Theme::Dark].map(|theme| FigureSpec::new(theme, shape)));
        let usual = FigureSpec::new(Theme::Light, shape);
        specs.extend([390.0, 1600.0].map(|width| FigureSpec { width, ..usual }));
    }
    specs
}

/// A figure that stands alone: XML, with every reference in itself and every text inside its edges.
fn check(svg: &str, what: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{what}: {error}"));
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    for name in ["var(", "currentColor", "light-dark(", "@import", "http-equiv", "NaN", "inf"] {
        assert!(!svg.contains(name), "{what}: {name}");
    }
    let mut ids = BTreeSet::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id), "{what}: {id} twice");
        }
    }
    let edge: f64 = root.attribute("viewBox").and_then(|box_| box_.split(' ').nth(2)?.parse().ok()).expect("a width");
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(!["script", "foreignObject", "image", "use"].contains(&name), "{what}: <{name}>");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{what}: {}", attribute.name());
            if let Some(id) = attribute.value().strip_prefix("url(#") {
                assert!(ids.contains(id.trim_end_matches(')')), "{what}: {id}");
            }
        }
        for id in node.attribute("aria-labelledby").into_iter().flat_map(str::split_whitespace) {
            assert!(ids.contains(id), "{what}: {id}");
        }
        if name == "a" {
            assert!(node.attribute("href").is_some_and(|href| href.starts_with("https://")), "{what}");
        }
        // Texts of the cascade lie in a group that is moved by no more than the padding.
        if name == "text" {
            let number = |name| node.attribute(name).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
            let weight = if node.attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular };
            let long = width(node.text().unwrap_or_default(), number("font-size"), weight);
            let left = number("x")
                - match node.attribute("text-anchor") {
                    Some("middle") => long / 2.0,
                    Some("end") => long,
                    _ => 0.0,
                };
            assert!(left >= -0.1 && left + long <= edge + 0.1, "{what}: {:?} at {left}", node.text());
        }
    }
}

#[test]
fn figures_stand_alone_at_every_width() {
    for subject in subjects() {
        for spec in specs() {
            check(&figure(&subject, spec), &format!("{} {spec:?}", subject.fragment));
        }
    }
}

#[test]
fn odd_sizes_and_moments_are_harmless() {
    let subject = Subject::open(LINKS[0], PAGE);
    for odd in [f64::NAN, -1.0, 0.0, f64::INFINITY, 1e300] {
        for shape in SHAPES {
            let svg = figure(&subject.moved(odd), FigureSpec { width: odd, ..FigureSpec::new(Theme::Light, shape) });
            check(&svg, "odd");
            let drawn: f64 =
                svg.split("width=\"").nth(1).and_then(|it| it.split('"').next()?.parse().ok()).expect("one");
            assert!((WIDTHS.0..=WIDTHS.1).contains(&drawn), "{odd}: {drawn}");
        }
    }
}

#[test]
fn figures_say_what_they_show() {
    for subject in subjects() {
        let svg = figure(&subject, FigureSpec::new(Theme::Light, Shape::Lanes));
        let document = roxmltree::Document::parse(&svg).expect("XML");
        let shown: String =
            document.descendants().filter(|it| it.tag_name().name() == "text").filter_map(|it| it.text()).collect();
        let state = &subject.state;
        let headline = state.headline();
        for words in headline.figures.iter().map(|figure| figure.value.as_str()) {
            assert!(shown.contains(words), "{words} in {shown}");
        }
        for lane in state.scenario.components.iter().filter(|component| component.lane) {
            assert!(shown.contains(&lane.label), "{}", lane.label);
        }
        assert!(shown.contains(&subject.frame().time) && shown.contains(text::NATURE));
        let [apa, chicago] = text::citations(&subject);
        let texts = [text::title(&subject), text::alt(&subject), text::caption(&subject), apa, chicago];
        assert!(texts.iter().all(|text| text.contains(&state.scenario.about.title)), "{texts:?}");
        assert!(document.descendants().any(|it| it.tag_name().name() == "desc" && it.text() == Some(&texts[1])));
        assert!(document.descendants().any(|it| it.attribute("href") == Some(&subject.link())), "the link is a link");
    }
}

/// Everything in a scenario file is text, whatever it looks like.
#[test]
fn text_from_a_file_never_becomes_markup() {
    let hostile = r#"</text></svg><script>alert(1)</script><img src=x onerror=alert(1)>]]>&amp;'`|[x](javascript:y)"#;
    let literal = format!("'''{hostile}'''").replace('\'', "\u{27}");
    let with = |text: &str, key: &str, nth: usize| {
        let mut count = 0;
        let line = |line: &str| {
            let is_it = line.starts_with(&format!("{key} = ")) && {
                count += 1;
                count == nth || nth == 0
            };
            if is_it { format!("{key} = {literal}\n") } else { format!("{line}\n") }
        };
        text.lines().map(line).collect::<String>()
    };
    let mut text = with(TEXTS[0].1, "title", 0);
    for (key, nth) in [("day", 1), ("label", 0), ("zone", 1), ("statement", 0), ("about", 0), ("failing", 0)] {
        text = with(&text, key, nth);
    }
    let document = plans::document(&text);
    let subject = Subject::new(State::of(document, Inputs::default()), 297.0, PAGE);
    for spec in specs() {
        check(&figure(&subject, spec), "hostile");
    }
    for (name, bytes) in files(&subject, &[("../../etc/passwd".into(), vec![1])]) {
        assert!(!name.contains('/') && !name.starts_with('.'), "{name}");
        let content = String::from_utf8_lossy(&bytes);
        if name.ends_with(".md") {
            let prose: String = content.split("```").step_by(2).collect();
            assert!(
                !prose.contains("<script") && !prose.contains("<img") && !prose.contains("[x]("),
                "{name}: {prose}"
            );
        }
    }
}

#[test]
fn the_series_come_back_from_csv() {
    for subject in subjects() {
        let State { scenario, recording, .. } = &subject.state;
        let text = csv::csv(scenario, recording);
        let head: Vec<&str> = text.lines().next().expect("a head").split(',').collect();
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert_eq!(rows.len(), recording.moments());
        for (index, component) in scenario.components.iter().enumerate() {
            for signal in component.signals() {
                let name = match signal {
                    Signal::Gauge(gauge) => format!("{}.{}", component.id, component.gauges[gauge].id),
                    common => format!("{}.{}", component.id, common.id()),
                };
                let column = head.iter().position(|it| *it == name).expect("a column");
                let values: Vec<f64> = rows.iter().map(|row| row[column].parse().expect("a number")).collect();
                assert_eq!(values, recording.series(index, signal), "{name}");
            }
        }
    }
}

#[test]
fn the_kit_holds_what_it_says() {
    for subject in subjects() {
        let picture = ("figure-light@2x.png".to_owned(), vec![137, 80, 78, 71]);
        let packed = kit(&subject, std::slice::from_ref(&picture));
        assert!(packed == kit(&subject, std::slice::from_ref(&picture)), "the same bytes every time");
        let mut zip = zip::ZipArchive::new(Cursor::new(packed)).expect("a zip file");
        let mut read = |name: &str| {
            let mut bytes = Vec::new();
            let mut file = zip.by_name(&format!("{}/{name}", subject.stem())).expect(name);
            file.read_to_end(&mut bytes).expect("it unpacks");
            bytes
        };
        let mut text_of = |name: &str| String::from_utf8(read(name)).expect("text");
        let State { scenario, recording, judgements, .. } = &subject.state;
        assert_eq!(text_of("run.json"), json::run(scenario, recording, judgements));
        assert_eq!(text_of("series.csv"), csv::csv(scenario, recording));
        assert_eq!(text_of("timeline.md"), timeline::timeline(&subject));
        assert_eq!(text_of("figure-dark.svg"), figure(&subject, FigureSpec::new(Theme::Dark, Shape::Lanes)));
        assert_eq!(text_of("whole-light.svg"), figure(&subject, FigureSpec::new(Theme::Light, Shape::Whole)));
        let readme = text_of("README.md");
        assert!(readme.contains(&subject.link()) && readme.contains("outage figure '"), "{readme}");
        assert!(text_of("link-qr.svg").starts_with("<svg"));
        assert_eq!(read(&picture.0), picture.1);
        for (name, _) in files(&subject, &[]).iter().filter(|(name, _)| name != "README.md") {
            assert!(readme.contains(&format!("`{name}`")), "{name}");
        }
    }
}

#[test]
fn the_timeline_has_every_fact_action_and_event() {
    for subject in subjects() {
        let State { scenario, recording, .. } = &subject.state;
        let text = timeline::timeline(&subject);
        let rows = text.lines().filter(|line| line.starts_with("| ") && !line.contains("| --- |")).count();
        // And the heads of three tables.
        assert_eq!(rows, scenario.actions.len() + scenario.facts.len() + scenario.components.len() + 3);
        let turns = text.split("## Turn by turn").nth(1).expect("turns");
        assert_eq!(turns.lines().filter(|line| line.starts_with("- ")).count(), recording.events().len());
    }
}

/// Figures and data keep their bytes until somebody means to change them: documents compare them. The browser tests
/// compare the page's with the same table. `UPDATE_GOLDEN=1 cargo test -p outage-explorer --features export --test
/// export` writes it anew.
#[test]
fn exports_keep_their_bytes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/exports.txt");
    let mut table = String::from("# FNV-1a of exported files: link, kind, digest.\n");
    for (link, subject) in LINKS.into_iter().zip(subjects()) {
        let State { scenario, recording, judgements, .. } = &subject.state;
        let kinds = [
            ("figure-light", figure(&subject, FigureSpec::new(Theme::Light, Shape::Lanes))),
            ("figure-auto", figure(&subject, FigureSpec::new(Theme::Auto, Shape::Lanes))),
            ("whole-dark", figure(&subject, FigureSpec::new(Theme::Dark, Shape::Whole))),
            ("wide-light", figure(&subject, FigureSpec::new(Theme::Light, Shape::Wide))),
            ("csv", csv::csv(scenario, recording)),
            ("json", json::run(scenario, recording, judgements)),
            ("timeline", timeline::timeline(&subject)),
        ];
        for (kind, content) in kinds {
            table += &format!("{link} {kind} {:016x}\n", digest(content.as_bytes()));
        }
    }
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, &table).expect("the table can be written");
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    let differ: Vec<_> = table.lines().zip(known.lines()).filter(|(is, was)| is != was).collect();
    assert!(table == known, "exported bytes have changed, update the table if that is meant: {differ:#?}");
}

fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
