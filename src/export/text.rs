//! What goes with a figure in words: title, alternative text, caption, citation, and the commands that make it again.

use super::{Subject, changes};
use crate::frame::Card;
use crate::state::State;
use crate::words::{self, NARROW};
use outage_sim::{MODEL_VERSION, MODEL_YEAR, ONSET};

/// What an exported picture is, and is not.
pub const NATURE: &str = "A teaching reconstruction from public reports: simulated, not measured.";

/// Who makes the figures, as far as anybody is named.
pub const MAKER: &str = "Outage Explorer";

/// How to name the maker and the licence of figures and data beside them.
pub const CREDIT: &str = "Outage Explorer, CC BY 4.0";

/// The licence of figures and data.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The title of a figure.
#[must_use]
pub fn title(subject: &Subject) -> String {
    spaced(&format!(
        "{}, simulated{}, at {}",
        subject.state.scenario.about.title,
        briefly(&subject.state),
        subject.moment()
    ))
}

/// The model that made it: its version and the digest of the run.
#[must_use]
pub fn model(subject: &Subject) -> String {
    format!("{MODEL_VERSION}-{}", subject.state.recording.digest())
}

/// The figure for people who cannot see it.
#[must_use]
pub fn alt(subject: &Subject) -> String {
    let state = &subject.state;
    let frame = subject.frame();
    let lanes = state.scenario.components.iter().filter(|component| component.lane).count();
    let failing: Vec<&Card> = frame.cards.iter().filter(|card| lane(subject, card) && card.error >= ONSET).collect();
    let one = |card: &&Card| format!("{} {}", card.title, words::percent(card.error));
    let now = match failing.len() {
        0 => "no requests fail".to_owned(),
        _ => format!("these requests fail: {}", failing.iter().map(one).collect::<Vec<_>>().join(", ")),
    };
    spaced(&format!(
        "Timeline of {lanes} services over the day of {}, simulated{}. At {}, {}, {now}. {}",
        state.scenario.about.title,
        with_changes(subject),
        subject.moment(),
        frame.since,
        state.headline().spoken
    ))
}

/// The caption of a figure, with its source but without its link.
#[must_use]
pub fn caption(subject: &Subject) -> String {
    let state = &subject.state;
    let frame = subject.frame();
    let root = &frame.cards[state.scenario.root()];
    let now = match root.error {
        error if error >= ONSET => format!("{} of requests to {} fail", words::percent(error), root.title),
        _ => format!("requests to {} succeed", root.title),
    };
    let source = subject.source().map(|source| format!(" After {}.", source.title)).unwrap_or_default();
    spaced(&format!(
        "{}, simulated{}. At {}, {}, {now}. {NATURE}{source}",
        state.scenario.about.title,
        with_changes(subject),
        subject.moment(),
        frame.since
    ))
}

/// How to cite a figure as APA has it, and as Chicago has it: a run of a model, by the year in which the model was
/// released.
#[must_use]
pub fn citations(subject: &Subject) -> [String; 2] {
    let (title, link, digest) = (cited(subject), subject.link(), subject.state.recording.digest());
    let apa =
        format!("{MAKER}. ({MODEL_YEAR}). {title} (model {MODEL_VERSION}, run {digest}) [Computer simulation]. {link}");
    let chicago =
        format!("{MAKER}. “{title}.” Computer simulation, model {MODEL_VERSION}, run {digest}, {MODEL_YEAR}. {link}");
    [apa, chicago].map(|text| spaced(&text))
}

/// What is cited: the run at its moment.
fn cited(subject: &Subject) -> String {
    format!("{}, simulated{}, at {}", subject.state.scenario.about.title, with_changes(subject), subject.moment())
}

/// How to cite a figure, as an entry for BibTeX.
#[must_use]
pub fn bibtex(subject: &Subject) -> String {
    let note = format!("Run {} of model {MODEL_VERSION}. {NATURE} {CREDIT}.", subject.state.recording.digest());
    let mut entry = format!("@misc{{outage-explorer-{},\n", subject.stem());
    entry += &format!("  author = {{{{{MAKER}}}}},\n");
    for (key, value) in [
        ("title", cited(subject)),
        ("year", MODEL_YEAR.to_string()),
        ("version", MODEL_VERSION.to_string()),
        ("howpublished", "Computer simulation".to_owned()),
        ("note", note),
    ] {
        entry += &format!("  {key} = {{{}}},\n", tex(&spaced(&value)));
    }
    if !subject.page.is_empty() {
        // In a link they have no meaning, but they would have one here.
        let link = subject.link().replace(['{', '}', '\\'], "");
        entry += &format!("  url = {{{link}}},\n");
    }
    entry + "}\n"
}

/// The command that draws a figure again and compares it with a file.
#[must_use]
pub fn command(subject: &Subject, file: &str, options: &str) -> String {
    let options = if options.is_empty() { String::new() } else { format!(" {options}") };
    format!("outage figure {}{options} --check {}", shell(&subject.link()), shell(file))
}

/// A text as one word of a shell.
pub(super) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text for TeX, which gives a meaning to some characters.
fn tex(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(letter);
            }
            // TeX has no letter for the marks that set a direction apart.
            '\u{2068}' | '\u{2069}' => {}
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

fn lane(subject: &Subject, card: &Card) -> bool {
    subject.state.scenario.components[card.component].lane
}

/// `, as it happened`, or what is changed.
fn with_changes(subject: &Subject) -> String {
    let told = changes(&subject.state);
    if told.is_empty() { " as it happened".into() } else { format!(" with changes ({})", told.join("; ")) }
}

/// Most changes that [`briefly`] names.
const NAMED: usize = 3;

/// What somebody changed, as the end of what names the day: `, with Restart rate: 800 servers/h, not 390 servers/h`, or
/// nothing. Of many changes it names the first, and the number of the others.
#[must_use]
pub(super) fn briefly(state: &State) -> String {
    let told = changes(state);
    let named = if told.len() > NAMED { NAMED - 1 } else { told.len() };
    let phrases = told.iter().take(named).map(|phrase| match phrase.strip_prefix("With") {
        Some(rest) if rest.starts_with([':', 'o']) => format!("with{rest}"),
        _ => phrase.clone(),
    });
    let phrases = phrases.collect::<Vec<_>>().join("; ");
    let begin = if phrases.starts_with("with") { "," } else { ", with" };
    match told.len() - named {
        _ if told.is_empty() => String::new(),
        0 => format!("{begin} {phrases}"),
        more => format!("{begin} {phrases}; and {more} more changes"),
    }
}

/// A text with common spaces: not every program knows the narrow one.
fn spaced(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == NARROW {
                '\u{a0}'
            } else if c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect()
}
