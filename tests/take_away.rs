//! Figures that are used elsewhere: their proportions, under which licence they are, and how they are cited.

use outage_explorer::export::figure::{FigureSpec, Shape, figure};
use outage_explorer::export::kit::files;
use outage_explorer::export::{Subject, text};
use outage_explorer::state::Theme;
use outage_sim::{BUILT_IN, MODEL_YEAR};

fn subject(link: &str) -> Subject {
    Subject::open(link, "https://outage.example/")
}

fn all() -> impl Iterator<Item = Subject> {
    BUILT_IN.iter().map(|(id, _)| subject(&format!("#/{id}")))
}

/// A figure as XML, and what it says.
fn said(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("XML");
    document.descendants().filter(|node| node.tag_name().name() == "text").filter_map(|node| node.text()).collect()
}

#[test]
fn wide_figures_are_sixteen_by_nine_and_hold_the_cascade_and_the_lanes() {
    for subject in all() {
        let svg = figure(&subject, FigureSpec { width: 1920.0, ..FigureSpec::new(Theme::Light, Shape::Wide) });
        assert!(svg.contains("width=\"1920\" height=\"1080\" viewBox=\"0 0 1280 720\""), "drawn as it is, not smaller");
        let said = said(&svg);
        let scenario = &subject.state.scenario;
        for lane in scenario.components.iter().filter(|component| component.lane) {
            assert!(said.contains(&lane.label), "{}", lane.label);
        }
        // The names of the marks of both halves.
        assert!(said.contains("tried again") && said.contains("of requests fail, 0 to 100 %"), "{said}");
        for index in (0..scenario.actions.len()).filter(|&index| subject.state.recording.action(index).is_some()) {
            let beginning: String = scenario.actions[index].label.chars().take(15).collect();
            assert!(said.contains(&beginning), "{beginning} in {said}");
        }
    }
}

#[test]
fn every_figure_says_under_which_licence_it_is() {
    for subject in all() {
        for shape in [Shape::Lanes, Shape::Whole, Shape::Wide] {
            let svg = figure(&subject, FigureSpec::new(Theme::Auto, shape));
            assert!(said(&svg).contains(text::CREDIT));
            let document = roxmltree::Document::parse(&svg).expect("XML");
            let metadata = document.descendants().find(|node| node.tag_name().name() == "metadata").expect("metadata");
            let of =
                |name: &str| metadata.descendants().find(|node| node.tag_name().name() == name).expect("it is there");
            let resource = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "resource");
            assert_eq!(of("license").attribute(resource), Some("https://creativecommons.org/licenses/by/4.0/"));
            assert_eq!(of("source").text(), Some(&*subject.link()));
            assert_eq!(of("rights").text(), Some(text::CREDIT));
        }
        let files = files(&subject, &[]);
        let readme = files.iter().find(|(name, _)| name == "README.md").expect("a README");
        assert!(String::from_utf8_lossy(&readme.1).contains(text::LICENCE));
    }
}

#[test]
fn citations_have_a_year_and_the_run() {
    for subject in all() {
        let entry = text::bibtex(&subject);
        let field = |name: &str| {
            let value = entry.split_once(&format!("\n  {name} = {{")).unwrap_or_else(|| panic!("{name} in {entry}")).1;
            value.split_once("},\n").expect("its end").0.to_owned()
        };
        assert_eq!(field("year"), MODEL_YEAR.to_string());
        assert_eq!(field("author"), "{Outage Explorer}");
        let digest = subject.state.recording.digest().to_string();
        assert!(field("note").contains(&digest) && field("url").starts_with("https://outage.example/#/"));
        assert_eq!(entry.matches('{').count(), entry.matches('}').count(), "{entry}");
        for citation in text::citations(&subject) {
            assert!(citation.contains(&MODEL_YEAR.to_string()) && citation.contains(&digest), "{citation}");
            assert!(citation.starts_with("Outage Explorer.") && citation.ends_with(&subject.link()), "{citation}");
        }
    }
}

/// The timeline says of an action that it “begins” and “is complete”, so its label is the name of what is done.
#[test]
fn labels_of_actions_are_names_and_not_sentences() {
    for subject in all() {
        for action in &subject.state.scenario.actions {
            let is_sentence = action.label.split(' ').any(|word| ["is", "are", "adds", "gets"].contains(&word));
            assert!(!is_sentence, "{} begins", action.label);
        }
    }
}

#[test]
fn one_of_something_is_not_many() {
    let state = subject("#/kinesis-2020").state;
    let counted = |unit: &str| {
        let found = state.scenario.parameters.iter().find(|parameter| parameter.unit == unit);
        found.unwrap_or_else(|| panic!("something is counted in {unit}"))
    };
    let one = |unit: &str| outage_explorer::words::value(counted(unit), 1.0).replace('\u{202f}', " ");
    assert_eq!(
        [one("servers"), one("threads"), one("servers/h"), one("s")],
        ["1 server", "1 thread", "1 server/h", "1 s"]
    );
    assert!(outage_explorer::words::value(counted("threads"), 2.0).ends_with("threads"));
}
