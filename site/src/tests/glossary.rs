//! The page of words.

use super::*;
use crate::glossary;
use outage_sim::SESSIONS;
use std::collections::BTreeSet;

fn frame(outages: &[Outage]) -> pages::Frame<'_> {
    pages::Frame { address: None, embeds: None, icon: "i", head: "", outages }
}

#[test]
fn every_word_of_every_outage_stands_there_with_the_way_to_it() {
    let outages = Outage::built_in().expect("the outages");
    let page = glossary::page(&frame(&outages)).expect("the page");
    for outage in &outages {
        for term in &outage.scenario.about.terms {
            let (_, from) = page.split_once(&html::escape(&term.means)).unwrap_or_else(|| panic!("{}", term.word));
            let (places, _) = from.split_once("</dd>").expect("the end of the meaning");
            assert!(places.contains(&format!("<a href=\"../{}/\">", outage.scenario.id)), "{}: {places}", term.word);
        }
    }
    // A word that means the same in two outages stands there once.
    let marks: Vec<String> = html::tags(&page)
        .iter()
        .filter(|tag| tag.name == "dt")
        .filter_map(|tag| tag.get("id").map(str::to_owned))
        .collect();
    assert_eq!(marks.iter().collect::<BTreeSet<_>>().len(), marks.len());
    assert!(marks.is_sorted(), "in the order of the alphabet: {marks:?}");
    assert_eq!(page.matches("so that what fails in one cell does not reach the others").count(), 1);
}

#[test]
fn general_words_name_outages_and_lessons_that_exist() {
    let outages = Outage::built_in().expect("the outages");
    let own = |word: &str| outages.iter().flat_map(|it| &it.scenario.about.terms).any(|term| term.word == word);
    for word in glossary::words().expect("the words") {
        for met in &word.met {
            assert!(outages.iter().any(|outage| outage.scenario.id == *met), "{}: {met}", word.word);
        }
        if let Some(lesson) = &word.lesson {
            assert!(SESSIONS.iter().any(|(id, _)| id == lesson), "{}: {lesson}", word.word);
        }
        assert!(!own(&word.word), "an outage defines {} itself", word.word);
    }
    let page = glossary::page(&frame(&outages)).expect("the page");
    for (id, _) in SESSIONS.iter().filter(|(id, _)| id.starts_with("lesson-")) {
        let leads_there =
            |tag: &html::Tag<'_>| tag.get("href").is_some_and(|to| to.ends_with(&format!("?session={id}")));
        assert!(html::tags(&page).iter().any(leads_there), "{id}");
    }
}

#[test]
fn the_glossary_needs_no_script_and_lets_no_text_become_markup() {
    let (name, text) = TEXTS[0];
    let hostile: Vec<String> = text
        .lines()
        .map(|line| match line.split_once(" = ") {
            Some(("means", _)) => "means = \"<script>x</script>\"".to_owned(),
            Some(("word", "\"thread\"")) => "word = \"a <b> & ' c\"".to_owned(),
            _ => line.to_owned(),
        })
        .collect();
    let hostile = hostile.join("\n");
    let plan = outage_compile::for_people(&hostile).expect("it is still a scenario");
    let outages = [Outage::read(name, &plan.write(), &hostile).expect("it is a plan")];
    let page = glossary::page(&frame(&outages)).expect("the page");
    assert!(page.contains("&lt;script&gt;x") && page.contains("id=\"a--b------c\""), "{page}");
    assert_eq!(page.matches("<script").count(), 1, "the one that gives an address its slash back");
    assert!(!page.contains("<b>"));
}
