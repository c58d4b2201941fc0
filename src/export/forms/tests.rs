//! `EXPLORE=20000 cargo test --lib forms --features export` draws that many cases for the property.

use super::*;
use crate::address::{Document, Opened};
use outage_sim::{BUILT_IN, TEXTS};
use proptest::prelude::*;

const BASE: &str = "https://a.example/x/";

fn pinned() -> How {
    let pin = Pin { script: "v/3/embed-0123456789abcdef.js".into(), integrity: "sha384-a+b/c=".into() };
    How { height: 480, pin: Some(pin), ..How::default() }
}

/// The text of the form whose name begins so.
fn text_of(forms: &[Form], name: &str) -> String {
    forms.iter().find(|form| form.name.starts_with(name)).map(|form| form.text.clone()).expect("the form")
}

/// What a link opens, also one that holds a text.
fn opened(link: &str) -> Opened {
    address::parse_with(link, compiled)
}

/// What becomes of a text.
fn compiled(text: &str) -> address::Compiled {
    let compiled = outage_compile::for_people(text);
    compiled.map(|plan| plan.write()).map_err(|problems| problems.0.iter().map(ToString::to_string).collect())
}

fn built_in(query: &str) -> String {
    format!("#/{}?{query}", BUILT_IN[0].0)
}

#[test]
fn what_an_author_chose_is_in_the_element_and_in_the_frame() {
    let link = built_in("seed=7&t=07:41&ui=controls&unlock=restart-fleet&show=lanes,controls&theme=dark&play=1");
    let how = How { height: 480, click: true, ..How::default() };
    let forms = forms(opened(&link), BASE, &how);
    let element = text_of(&forms, "HTML");
    let start = "<script src=\"https://a.example/x/embed.js\" async></script>\n<outage-explorer link=\"#/";
    assert!(element.starts_with(start), "{element}");
    for attribute in [
        " ui=\"controls\"",
        " unlock=\"restart-fleet\"",
        " show=\"lanes,controls\"",
        " theme=\"dark\"",
        " play ",
        " load=\"click\"",
        " height=\"480\"",
    ] {
        assert!(element.contains(attribute), "{attribute}: {element}");
    }
    assert!(element.contains("seed=7") && element.contains("As it happened") && !element.contains("model="));
    let frame = text_of(&forms, "HTML, frame");
    let begin = frame.find("#/").expect("a link");
    let length = frame[begin..].find('"').expect("its end");
    let opened = address::parse(&frame[begin..begin + length].replace("&amp;", "&"));
    assert_eq!((opened.theme, opened.play, &*opened.notices), (Some(Theme::Dark), true, [].as_slice()));
    assert_eq!(opened.furniture, address::parse(&link).furniture);
    assert!(frame.contains("src=\"https://a.example/x/embed.html?load=click#/"), "{frame}");
    for form in ["HTML, frame", "React", "AMP", "Hugo: in the article"] {
        let text = text_of(&forms, form);
        assert!(text.contains("theme=dark") && text.contains("480"), "{form}: {text}");
    }
}

#[test]
fn a_pinned_form_names_its_version_in_everything_that_it_loads() {
    let forms = forms(opened(&built_in("t=07:41")), BASE, &pinned());
    for Form { name, text, .. } in &forms {
        let addresses = text.match_indices(BASE).map(|(at, _)| &text[at + BASE.len()..]);
        for address in addresses {
            let of_all_versions = *name == "Hugo: the file, once"
                && address.starts_with("{{ with .Get \"model\" }}v/{{ . }}/{{ end }}{{ .Get \"link\"");
            assert!(address.starts_with("v/3/") || of_all_versions, "{name}: {address}");
        }
    }
    let element = text_of(&forms, "HTML");
    assert!(
        element.contains("embed-0123456789abcdef.js\" integrity=\"sha384-a+b/c=\" crossorigin=\"anonymous\" async>")
    );
    assert!(element.contains(" model=\"3\""), "{element}");
    assert!(text_of(&forms, "Hugo: in").contains(" model=\"3\""));
    // A page of the version itself has its script beside it.
    let pin = Pin { script: "embed-0123456789abcdef.js".into(), ..Pin::default() };
    let inside =
        super::forms(opened(&built_in("")), "https://a.example/x/v/3/", &How { pin: Some(pin), ..How::default() });
    assert!(text_of(&inside, "HTML").contains(" model=\"3\""));
    assert!(text_of(&inside, "React").contains("https://a.example/x/v/3/embed.html#/"));
}

#[test]
fn a_frame_shares_its_address_unless_the_article_has_the_same() {
    for (same_address, expected) in [(false, true), (true, false)] {
        let forms = forms(opened(&built_in("")), BASE, &How { same_address, ..How::default() });
        for form in ["HTML, frame", "React", "AMP"] {
            let shares = text_of(&forms, form).contains("allow-scripts allow-same-origin ");
            assert_eq!(shares, expected, "{form}");
        }
    }
}

#[test]
fn a_changed_day_has_a_picture_of_its_own() {
    let as_it_happened = forms(opened(&built_in("t=07:41")), BASE, &How::default());
    assert!(text_of(&as_it_happened, "Markdown").contains("](https://a.example/x/pictures/"));
    let changed = forms(opened(&built_in("t=07:41&seed=7")), BASE, &How::default());
    let markdown = changed.iter().find(|form| form.name.starts_with("Markdown")).expect("the form");
    let name = format!("{}-0741-seed-7.svg", BUILT_IN[0].0);
    assert!(markdown.text.contains(&format!("]({name})")), "{}", markdown.text);
    assert!(markdown.hint.contains(&name), "{}", markdown.hint);
}

#[test]
fn a_title_tells_the_first_changes_and_how_many_there_are() {
    let told = |query: &str| {
        let state = State::open(address::parse(&format!("#/kinesis-2020?{query}")));
        assert_eq!(state.notices, [], "{query}");
        briefly(&state).replace(words::NARROW, " ")
    };
    assert_eq!(told(""), "");
    assert_eq!(told("frontend.thread-limit=8000"), ", with Thread limit: 8 000 threads, not 6 000 threads");
    assert!(told("fix=larger-servers&off=remove-capacity").starts_with(", with: "));
    assert!(told("off=remove-capacity&seed=7").starts_with(", without: "));
    let many = told("fix=larger-servers,thread-alarm&off=remove-capacity&frontend.thread-limit=8000&seed=7");
    assert!(many.matches("; ").count() == 2 && many.ends_with("; and 3 more changes"), "{many}");
}

#[test]
fn no_text_passes_a_changed_day_for_the_one_on_record() {
    let changed = forms(opened(&built_in("t=07:41&off=remove-capacity")), BASE, &How::default());
    for form in changed.iter().filter(|form| !matches!(form.name, "Address" | "Hugo: the file, once")) {
        let told = form.text.contains(", without: Removing the added servers");
        assert!(told, "{}: {}", form.name, form.text);
    }
    for form in forms(opened(&built_in("t=07:41")), BASE, &How::default()) {
        assert!(!form.text.contains(", with"), "{}: {}", form.name, form.text);
    }
}

#[test]
fn the_words_of_the_page_are_read() {
    let read = How::parse("height=430&click=1&same=0&script=v/3/embed-a.js&integrity=sha384-a+b/c==&more");
    let pin = Pin { script: "v/3/embed-a.js".into(), integrity: "sha384-a+b/c==".into() };
    assert_eq!(read, How { height: 430, width: 0, click: true, same_address: false, pin: Some(pin) });
    assert_eq!(How::parse("same=1&integrity=x"), How { same_address: true, ..How::default() });
}

#[test]
fn a_frame_with_the_cascade_is_higher_on_a_phone_and_others_keep_one_height() {
    for (outage, _) in BUILT_IN {
        let show = |panels: &str| opened(&format!("#/{outage}?show={panels}"));
        let how = |height, width| How { height, width, ..How::default() };
        for (form, begins, ends) in
            [("HTML, frame", " style=\"height:clamp(", ")\""), ("React", " style={{ height: \"clamp(", ")\" }}")]
        {
            let with = |how| text_of(&forms(show("cascade,lanes"), BASE, &how), form);
            let styled = with(how(960, 820));
            let style = styled.split_once(begins).and_then(|(_, rest)| rest.split_once(ends)).expect("a style").0;
            let heights: Vec<u32> = style.split(',').filter_map(|part| part.strip_suffix("px")?.parse().ok()).collect();
            assert!(heights[0] == 960 && (1300..2200).contains(&heights[1]), "{outage} {style}");
            assert!(styled.contains(" height=\"960\""), "{styled}");
            // An author with a narrow window gets the same two.
            let narrow = with(how(heights[1], 360));
            assert!(narrow.contains(style) && narrow.contains(" height=\"960\""), "{narrow}");
            let without = text_of(&forms(show("headline,lanes"), BASE, &how(960, 820)), form);
            assert!(!without.contains("style") && !with(how(960, 0)).contains("style"), "{without}");
        }
    }
}

/// A link to an outage of somebody's own with this title.
fn titled(title: &str) -> String {
    let coded: String = title.chars().map(|letter| format!("\\U{:08X}", u32::from(letter))).collect();
    // Of the titles, only the first is that of the outage.
    let mut title_of_outage = Some(format!("title = \"{coded}\""));
    let text: Vec<String> = TEXTS[0]
        .1
        .lines()
        .map(|line| match line {
            line if line.starts_with("title = ") => title_of_outage.take().unwrap_or_else(|| line.to_owned()),
            "label = \"Removing the added servers\"" => format!("label = \"{coded}\""),
            line => line.to_owned(),
        })
        .collect();
    let text = text.join("\n");
    let document = Document::text(&text, compiled(&text)).expect("a scenario");
    let mut state = State::open(Opened { document, ..Opened::default() });
    let action = state.scenario.actions.iter().position(|action| action.id == "remove-capacity").expect("the action");
    std::rc::Rc::make_mut(&mut state.inputs).events.insert(action, outage_sim::EventChange::Off);
    // The reader of files takes out what would change the order of letters.
    assert!(title.starts_with(&state.scenario.about.title[..1]), "{}", state.scenario.about.title);
    address::write(&state, &Playback::new(state.scenario.span, state.cue.at))
}

/// How often each character stands in a text that ends something or begins something else in one of the languages.
fn structure(text: &str) -> Vec<(char, usize)> {
    let count = |mark: &char| text.matches(*mark).count();
    ['<', '>', '"', '{', '}', '`', '\n', '\''].map(|mark| (mark, count(&mark))).to_vec()
}

/// Marks that mean something in Markdown and are not written so that they do not.
fn marks(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let is_mark = |at: &usize| "[]<>*$|!{}`".contains(letters[*at]) && (*at == 0 || letters[at - 1] != '\\');
    (0..letters.len()).filter(is_mark).count()
}

/// This many cases, or as many as `EXPLORE` says.
fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("EXPLORE").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked.unwrap_or(usual)) }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn no_title_and_no_address_becomes_markup(
        title in "[a-z]([ a-z]|[<>\"'`{}\\[\\]()*_~$|!&;#%@=/\\\\-]|\\{\\{<|\\{\\{%|</script>|-->|\u{202e}|\u{2028}){0,12}[a-z]",
        folder in "[a-z \"'<>(){}`\\\\$*|&-]{0,12}",
    ) {
        let plain = forms(opened(&titled("plain")), BASE, &pinned());
        let hostile = forms(opened(&titled(&title)), &format!("https://a.example/x{folder}/"), &pinned());
        for (plain, hostile) in plain.iter().zip(&hostile) {
            let lines = hostile.text.lines().collect::<Vec<_>>();
            let is_markdown = hostile.name.starts_with("Markdown");
            prop_assert!(is_markdown || lines.iter().all(|line| !line.trim().is_empty()), "{}", hostile.name);
            prop_assert!(hostile.text.chars().all(|letter| letter == '\n' || !letter.is_control()));
            if is_markdown {
                prop_assert_eq!((marks(&hostile.text), lines.len()), (marks(&plain.text), plain.text.lines().count()));
            } else {
                prop_assert_eq!(structure(&hostile.text), structure(&plain.text), "{}", hostile.name);
            }
        }
    }
}
