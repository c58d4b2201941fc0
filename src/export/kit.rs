//! The postmortem kit: everything about a moment in one zip file. The same inputs give the same bytes.

use super::figure::{FigureSpec, Shape, figure};
use super::markdown::{plain, verbatim};
use super::{Subject, csv, json, qr, text, timeline};
use crate::address::Document;
use crate::state::Theme;
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of the kit: its name, and what is in it.
pub type File = (String, Vec<u8>);

/// What each drawn file of the kit is: its name without an ending, its colours, and its shape.
pub const FIGURES: [(&str, Theme, Shape); 6] = [
    ("figure-light", Theme::Light, Shape::Lanes),
    ("figure-dark", Theme::Dark, Shape::Lanes),
    ("whole-light", Theme::Light, Shape::Whole),
    ("whole-dark", Theme::Dark, Shape::Whole),
    ("wide-light", Theme::Light, Shape::Wide),
    ("wide-dark", Theme::Dark, Shape::Wide),
];

/// The kit as a zip file, with pictures that only a browser can make (PNG, the loop), if there are any.
#[must_use]
pub fn kit(subject: &Subject, pictures: &[File]) -> Vec<u8> {
    // It fails only where writing fails, and this writes into memory.
    packed(&subject.stem(), &files(subject, pictures)).unwrap_or_default()
}

/// The files of the kit.
#[must_use]
pub fn files(subject: &Subject, pictures: &[File]) -> Vec<File> {
    let state = &subject.state;
    let mut files: Vec<File> = Vec::new();
    let mut add = |name: &str, text: String| files.push((name.into(), text.into_bytes()));
    for (name, theme, shape) in FIGURES {
        add(&format!("{name}.svg"), figure(subject, FigureSpec::new(theme, shape)));
    }
    add("series.csv", csv::csv(&state.scenario, &state.recording));
    add("run.json", json::run(&state.scenario, &state.recording, &state.judgements));
    add("timeline.md", timeline::timeline(subject));
    add("citation.bib", text::bibtex(subject));
    if !subject.page.is_empty()
        && let Some(code) = qr::qr(&subject.link())
    {
        add("link-qr.svg", code);
    }
    if let Document::File { text, .. } = &state.document {
        add("scenario.toml", text.to_string());
    }
    files.extend(pictures.iter().map(|(name, bytes)| (simple(name), bytes.clone())));
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let readme = readme(subject, &names);
    files.insert(0, ("README.md".into(), readme.into_bytes()));
    files
}

/// What is in the kit, and the words that go with the figures.
fn readme(subject: &Subject, names: &[&str]) -> String {
    let mut out = format!("# {}\n\n{}\n", plain(&text::title(subject)), plain(text::NATURE));
    let mut part = |title: &str, body: String| {
        // Writing to a text cannot fail.
        let _ = write!(out, "\n## {title}\n\n{}\n", body.trim_end());
    };
    part("Caption", plain(&text::caption(subject)));
    part("Alternative text", plain(&text::alt(subject)));
    part("Link", verbatim(&subject.link(), ""));
    let [apa, chicago] = text::citations(subject);
    let citations = format!("APA:\n\n{}\nChicago:\n\n{}", verbatim(&apa, ""), verbatim(&chicago, ""));
    part("Citation", format!("{citations}\n{ACCESSED}"));
    part("Licence", format!("{LICENSED} <{}>", text::LICENCE));
    part("Make it again", format!("{}\n{}", verbatim(&commands(subject), "sh"), AGAIN));
    let list: String = names.iter().map(|name| format!("- `{name}`: {}\n", meaning(name))).collect();
    part("Files", list);
    out
}

const ACCESSED: &str = "`citation.bib` has the same for BibTeX. The year is that of the model. Where a style asks for the \
                        day of the visit, add the day on which you opened the link.";

const LICENSED: &str = "Figures and data in this kit may be used by anyone for anything, under the licence Creative Commons \
                        Attribution 4.0, as long as they are credited: “Outage Explorer, CC BY 4.0”, with the link above \
                        where there is room. Quotations from reports belong to those who wrote them.";

const AGAIN: &str = "The commands need the program `outage` of the same version; it comes with the source of Outage \
                     Explorer. `--check` ends with status 3 when the figure is no longer what the model gives, so that \
                     the build of a document can notice. Pictures in pixels (PNG) and the loop are made by the page \
                     alone, because only a browser turns a figure into pixels.";

fn commands(subject: &Subject) -> String {
    let mut lines: Vec<String> = FIGURES
        .into_iter()
        .map(|(name, theme, shape)| {
            let theme = if theme == Theme::Dark { "--theme dark" } else { "--theme light" };
            let shape = match shape {
                Shape::Lanes | Shape::Cascade => "",
                Shape::Whole => " --whole",
                Shape::Wide => " --wide",
            };
            text::command(subject, &format!("{name}.svg"), &format!("{theme}{shape}"))
        })
        .collect();
    let link = text::shell(&subject.link());
    lines.push(format!("outage run {link} --csv > series.csv"));
    lines.push(format!("outage run {link} --json > run.json"));
    lines.push(format!("outage kit {link} --output {}-kit.zip", subject.stem()));
    lines.join("\n")
}

fn meaning(name: &str) -> &'static str {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match (stem, ending) {
        ("series", _) => "every signal of every part at every moment",
        ("run", _) => "how each part fared, and the facts reproduced",
        ("timeline", _) => "what was done, what is documented, turn by turn",
        ("citation", _) => "how to cite it",
        ("link-qr", _) => "the link for a phone",
        ("scenario", _) => "the scenario file that was run",
        ("loop", "png") => "the figure through the outage, as an animated picture",
        (_, "svg") => "the picture, sharp at any size",
        (_, "png") => "the picture in pixels, twice the usual size",
        _ => "more",
    }
}

/// A name that is one in any file system.
fn simple(name: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '@');
    name.chars().filter(kept).take(80).collect::<String>().trim_start_matches('.').to_owned()
}

fn packed(folder: &str, files: &[File]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // Pictures in pixels are packed already.
        let is_packed = name.ends_with(".png");
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
