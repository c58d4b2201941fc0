//! How a component works as markup: for the page, whose values follow the playhead, and for the page to read, in which they
//! stand.

use super::scope::{anchor, depends, top};
use super::{Block, Item, Line, Part, Role, Sheet, spaced};
use crate::words::{escaped, full_sentence, sentence};
use outage_sim::{SCALAR, Scenario};
use std::fmt::Write;

/// What stands beside something: its value, and drawings as markup.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fill {
    /// Its value in words.
    pub value: String,
    /// Its line over the run, as [`Measure::line`](super::Measure::line) gives it; empty where it is filled in later.
    pub line: Option<String>,
    /// Its strip of cohorts, as [`Measure::strip`](super::Measure::strip) gives it; empty where it is filled in later.
    pub strip: Option<String>,
}

impl Fill {
    /// Places for what the page fills in.
    #[must_use]
    pub fn later(scenario: &Scenario, look: usize) -> Self {
        let has_cohorts = scenario.inside[look].operand & SCALAR == 0;
        Self { value: String::new(), line: Some(String::new()), strip: has_cohorts.then(String::new) }
    }
}

/// Which level of heading the sheet is under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(pub u8);

/// The markup of a sheet. `look` and `setting` give what stands beside something that is looked into, and beside a
/// parameter: nothing yet on the page itself.
pub fn markup(
    scenario: &Scenario,
    sheet: &Sheet,
    level: Level,
    look: &dyn Fn(usize) -> Fill,
    setting: &dyn Fn(usize) -> String,
) -> String {
    let mut page = Page { scenario, text: String::new(), level: level.0, look, setting };
    page.part(&sheet.own);
    if !sheet.depends.is_empty() {
        let (id, level) = (escaped(&depends(&sheet.own.key)), level.0);
        let _ = writeln!(page.text, "<h{level} id=\"{id}\" tabindex=\"-1\">Depends on</h{level}>");
    }
    for part in &sheet.depends {
        let title = escaped(&part.title);
        let purpose = if part.purpose.is_empty() { String::new() } else { format!(": {}", escaped(&part.purpose)) };
        let _ = writeln!(page.text, "<details><summary><b>{title}</b>{purpose}</summary>");
        page.part(part);
        page.text.push_str("</details>\n");
    }
    page.text
}

struct Page<'p> {
    scenario: &'p Scenario,
    text: String,
    level: u8,
    look: &'p dyn Fn(usize) -> Fill,
    setting: &'p dyn Fn(usize) -> String,
}

impl Page<'_> {
    fn part(&mut self, part: &Part) {
        let (id, about) = (escaped(&top(&part.key)), escaped(&full_sentence(&part.about)));
        let _ = writeln!(self.text, "<p class=\"how-about\" id=\"{id}\" tabindex=\"-1\">{about}</p>");
        if !part.told.is_empty() {
            self.text.push_str("<ul>");
            for told in &part.told {
                self.item(&part.key, &told.name, Some(told.look), std::slice::from_ref(&told.line), &[]);
            }
            self.text.push_str("</ul>\n");
        }
        for block in &part.blocks {
            let level = self.level;
            match block {
                Block::Heading(text) => {
                    let _ = writeln!(self.text, "<h{level}>{}</h{level}>", escaped(text));
                }
                Block::Note(text) => {
                    let _ = writeln!(self.text, "<p class=\"how-note\">{}</p>", escaped(text));
                }
                Block::Items(items) => {
                    self.text.push_str("<ul>");
                    for Item { name, look, lines, notes } in items {
                        self.item(&part.key, name, *look, lines, notes);
                    }
                    self.text.push_str("</ul>\n");
                }
            }
        }
        self.given(part);
    }

    fn item(&mut self, key: &str, name: &str, look: Option<usize>, lines: &[Line], notes: &[String]) {
        self.text.push_str("<li><div class=\"how-text\">");
        for (number, line) in lines.iter().enumerate() {
            self.text.push_str(if number == 0 { "<div>" } else { "\n<div class=\"how-under\">" });
            self.line(key, name, line);
            self.text.push_str("</div>");
            for note in notes.iter().filter(|_| number == 0) {
                let _ = write!(self.text, "\n<div class=\"how-beside\">{}</div>", escaped(&sentence(note)));
            }
        }
        self.text.push_str("</div>");
        if let Some(look) = look {
            let Fill { value, line, strip } = (self.look)(look);
            let _ = write!(self.text, "\t<span class=\"how-value\" data-look=\"{look}\">{}</span>", escaped(&value));
            for (place, height, path) in [("strip", 10, strip), ("line", 20, line)] {
                let Some(path) = path else { continue };
                let _ = write!(
                    self.text,
                    "<span class=\"how-{place}\" aria-hidden=\"true\"><svg viewBox=\"0 0 100 {height}\" \
                     preserveAspectRatio=\"none\"><path data-{place}=\"{look}\" d=\"{path}\"/></svg></span>"
                );
            }
        }
        self.text.push_str("</li>\n");
    }

    fn line(&mut self, key: &str, name: &str, line: &Line) {
        for span in &line.0 {
            let text = escaped(&span.text);
            let _ = match &span.role {
                Role::Plain | Role::Name => write!(self.text, "{text}"),
                Role::Word("") => write!(self.text, "<i>{text}</i>"),
                Role::Word(about) => write!(self.text, "<i title=\"{}\">{text}</i>", escaped(about)),
                Role::Defined => {
                    write!(self.text, "<dfn id=\"{}\" tabindex=\"-1\">{text}</dfn>", escaped(&anchor(key, name)))
                }
                Role::Said => write!(self.text, "<q>{text}</q>"),
                Role::Link(target) => write!(
                    self.text,
                    "<a href=\"#{}\" data-of=\"{}\">{text}</a>",
                    escaped(&target.anchor),
                    target.component
                ),
            };
        }
    }

    /// The numbers that it is given, each with where it comes from.
    fn given(&mut self, part: &Part) {
        if part.given.is_empty() {
            return;
        }
        let count = part.given.len();
        let _ = writeln!(
            self.text,
            "<details><summary>{count} {} it is given</summary><ul>",
            if count == 1 { "number" } else { "numbers" }
        );
        for &number in &part.given {
            let parameter = &self.scenario.parameters[number];
            let name = parameter.name.rsplit('.').next().unwrap_or_default();
            let _ = write!(
                self.text,
                "<li><div class=\"how-text\"><div><dfn id=\"{}\" tabindex=\"-1\">{}</dfn> <i>{}</i></div>",
                escaped(&anchor(&part.key, name)),
                escaped(&spaced(name)),
                escaped(&parameter.about)
            );
            self.receipt(number);
            let value = escaped(&(self.setting)(number));
            let _ =
                writeln!(self.text, "</div>\t<span class=\"how-value\" data-setting=\"{number}\">{value}</span></li>");
        }
        self.text.push_str("</ul></details>\n");
    }

    fn receipt(&mut self, number: usize) {
        let parameter = &self.scenario.parameters[number];
        let Some(receipt) = &parameter.receipt else { return };
        let sources = receipt.sources.iter().filter_map(|source| self.scenario.sources.get(usize::from(*source)));
        let _ =
            write!(self.text, "\n<div class=\"how-beside\"><b>{}</b>: {}", receipt.kind.id(), escaped(&receipt.text));
        for source in sources {
            let (id, title) = (escaped(&source.id), escaped(&source.title));
            let _ = if source.url.starts_with("https://") {
                write!(self.text, " <a href=\"{}\" rel=\"noopener\" title=\"{title}\">{id}</a>", escaped(&source.url))
            } else {
                write!(self.text, " <span title=\"{title}\">{id}</span>")
            };
        }
        self.text.push_str("</div>");
        if parameter.knob.is_some() {
            let _ = write!(
                self.text,
                "\n<button type=\"button\" class=\"quiet how-knob\" data-slider=\"{number}\">Change it<span class=\"unseen\"> : {}</span></button>",
                escaped(&parameter.label)
            );
        }
    }
}
