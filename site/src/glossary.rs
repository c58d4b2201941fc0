//! The words of all outages and of the field, each with what it means and where it is met, to read without a script.

use crate::{
    dist::{Problem, Result},
    html::escape,
    outage::Outage,
    pages::{Document, Frame, document},
};
use outage_sim::{SESSIONS, session::Session};
use std::collections::BTreeMap;

/// The page in the folder.
pub(crate) const NAME: &str = "glossary/index.html";

/// The general words of the field: what outages define themselves is theirs.
const WORDS: &str = include_str!("../assets/words.toml");

/// A word of the field.
pub(crate) struct Word {
    pub(crate) word: String,
    means: String,
    /// The outages in which it can be seen at work, by their names.
    pub(crate) met: Vec<String>,
    /// The session that shows it, by its name.
    pub(crate) lesson: Option<String>,
}

/// One meaning of a word, and where it is met: outages by their places in the list.
struct Meaning {
    means: String,
    met: Vec<usize>,
    lesson: Option<String>,
}

/// The general words of the field.
pub(crate) fn words() -> Result<Vec<Word>> {
    let flawed = |what: &str| Problem(format!("site/assets/words.toml: {what}"));
    let table: toml::Table = WORDS.parse().map_err(|error| flawed(&format!("{error}")))?;
    let entries = table.get("word").and_then(toml::Value::as_array).ok_or_else(|| flawed("it has no words"))?;
    let entry = |entry: &toml::Value| {
        let text = |key| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let met = entry.get("met").and_then(toml::Value::as_array).into_iter().flatten();
        let met = met.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        let (Some(word), Some(means)) = (text("word"), text("means")) else {
            return Err(flawed("a word has no meaning"));
        };
        Ok(Word { word, means, met, lesson: text("lesson") })
    };
    entries.iter().map(entry).collect()
}

/// The page.
pub(crate) fn page(frame: &Frame<'_>) -> Result<String> {
    let outages = frame.outages;
    let mut all: BTreeMap<String, (String, Vec<Meaning>)> = BTreeMap::new();
    let mut add = |word: String, meaning: Meaning| {
        let (_, meanings) = all.entry(word.to_lowercase()).or_insert_with(|| (word, Vec::new()));
        match meanings.iter_mut().find(|known| known.means == meaning.means) {
            Some(known) => known.met.extend(meaning.met),
            None => meanings.push(meaning),
        }
    };
    for (index, outage) in outages.iter().enumerate() {
        for term in &outage.scenario.about.terms {
            add(term.word.clone(), Meaning { means: term.means.clone(), met: vec![index], lesson: None });
        }
    }
    for Word { word, means, met, lesson } in words()? {
        let is_met = |outage: &Outage| met.contains(&outage.scenario.id);
        let met = outages.iter().enumerate().filter(|(_, outage)| is_met(outage)).map(|(index, _)| index).collect();
        add(word, Meaning { means, met, lesson });
    }
    let items: String = all.values().map(|(word, meanings)| item(frame, word, meanings)).collect();
    let main = format!(
        "<h1>Glossary</h1>\n<p class=\"summary\">What the words mean that these outages and those who talk about outages \
         use, and where each can be seen at work.</p>\n<dl class=\"words\">\n{items}</dl>\n"
    );
    let description =
        "What the technical words of outages mean, in plain sentences, and where each can be seen at work.";
    let others = outages.iter().map(to_outage).collect::<Vec<_>>().join(", ");
    let footer = format!("<p>The outages: {others}.</p>\n");
    Ok(document(frame, &Document { title: "Glossary", description, head: "", main: &main, footer: &footer }))
}

fn item(frame: &Frame<'_>, word: &str, meanings: &[Meaning]) -> String {
    let meaning = |meaning: &Meaning| {
        let means = escape(&meaning.means);
        // The mark after a link stays with it where the line ends.
        let last = meaning.met.len().saturating_sub(1);
        let to = |(index, met): (usize, &usize)| {
            let mark = if index < last { ',' } else { '.' };
            format!("<span>{}{mark}</span> ", to_outage(&frame.outages[*met]))
        };
        let met: String = meaning.met.iter().enumerate().map(to).collect();
        let met = if met.is_empty() { met } else { format!("Met in {met}") };
        let lesson = meaning.lesson.as_deref().and_then(to_lesson).unwrap_or_default();
        let places = format!("{met}{lesson}");
        let places = if places.is_empty() { places } else { format!(" <span class=\"note\">{}</span>", places.trim()) };
        format!("<dd><p>{means}{places}</p></dd>\n")
    };
    let mut letters = word.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let (mark, capital) = (mark(word), escape(&capital));
    format!("<dt id=\"{mark}\">{capital}</dt>\n{}", meanings.iter().map(meaning).collect::<String>())
}

fn to_outage(outage: &Outage) -> String {
    let (id, short) = (escape(&outage.scenario.id), escape(&outage.scenario.about.short));
    format!("<a href=\"../{id}/\">{short}</a>")
}

/// The way to the lesson in the simulation, which its first step opens.
fn to_lesson(id: &str) -> Option<String> {
    let session = SESSIONS.iter().find(|(name, _)| *name == id).and_then(|(_, bytes)| Session::from_bytes(bytes))?;
    let outage = session.steps.first()?.show.split('?').next()?.to_owned();
    let (outage, id, title) = (escape(&outage), escape(id), escape(&session.title));
    Some(format!("Lesson: <span><a href=\"../#/{outage}?session={id}\">{title}</a>.</span>"))
}

/// The name of a word in links: `thread-per-connection`.
fn mark(word: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    word.chars().map(letter).collect()
}
