//! `outage figure`: the picture of a moment, written or compared with a file.

use crate::args::{Figure, Theme};
use crate::{Answer, BAD_FILE, MOVED, opened, read, remarks};
use outage_explorer::export::figure::{FigureSpec, Shape, figure as draw};
use outage_explorer::export::{Subject, text};
use outage_explorer::state;
use std::fs;
use std::path::Path;

/// Draws, and writes or compares.
///
/// # Errors
/// Everything that is wrong with the arguments, a sentence each.
pub(crate) fn figure(arguments: Figure) -> Result<Answer, Vec<String>> {
    let Figure { subject, changes, t, theme, width, whole, wide, page, output, check } = arguments;
    let subject = opened(subject, changes, t.as_deref(), &page)?;
    let theme = match theme {
        Theme::Light => state::Theme::Light,
        Theme::Dark => state::Theme::Dark,
        Theme::Auto => state::Theme::Auto,
    };
    let (shape, ending) = match (whole, wide) {
        (true, _) => (Shape::Whole, "-whole.svg"),
        (_, true) => (Shape::Wide, "-wide.svg"),
        _ => (Shape::Lanes, ".svg"),
    };
    let mut spec = FigureSpec::new(theme, shape);
    spec.width = width.map_or(spec.width, f64::from);
    let svg = draw(&subject, spec);
    let mut answer = match (output, check) {
        (_, Some(file)) => compare(&file, &svg, &subject)?,
        (Some(output), None) => write(&place(&output, &subject, ending), svg.as_bytes()),
        (None, None) => Answer { out: svg, ..Answer::default() },
    };
    answer.err.insert_str(0, &remarks(&subject));
    Ok(answer)
}

/// Where a file is written: a folder gets the name that the page gives to the same file.
pub(crate) fn place(output: &str, subject: &Subject, ending: &str) -> String {
    if !output.ends_with(['/', std::path::MAIN_SEPARATOR]) && !Path::new(output).is_dir() {
        return output.to_owned();
    }
    Path::new(output).join(subject.stem() + ending).display().to_string()
}

/// Writes a file.
pub(crate) fn write(file: &str, bytes: &[u8]) -> Answer {
    match fs::write(file, bytes) {
        Ok(()) => Answer::default(),
        Err(error) => {
            let err = format!("outage: `{}` cannot be written: {error}\n", read::short(file));
            Answer { err, status: BAD_FILE, ..Answer::default() }
        }
    }
}

/// Says whether a file is the picture, and if not, why not.
fn compare(file: &str, svg: &str, subject: &Subject) -> Result<Answer, Vec<String>> {
    let known = fs::read(file).map_err(|error| vec![format!("`{}` cannot be read: {error}", read::short(file))])?;
    if known == svg.as_bytes() {
        return Ok(Answer::default());
    }
    let file = read::short(file);
    let known = String::from_utf8_lossy(&known);
    let now = text::model(subject);
    let then = known.split_once("data-model=\"").and_then(|(_, rest)| rest.split('"').next());
    let why = match then {
        Some(then) if then == now => {
            format!("The model is the same ({now}): the link, the options or the way figures are drawn are not.")
        }
        Some(then) => format!("It was drawn by model {}, this is model {now}.", read::short(then)),
        None => "It does not say which model drew it.".to_owned(),
    };
    let mut lines = known.lines().zip(svg.lines()).enumerate();
    let first = match lines.find(|(_, (was, is))| was != is) {
        Some((index, (was, is))) => {
            let (was, is) = beside(was, is);
            format!("First difference, in line {}:\n  file: {was}\n  now:  {is}", index + 1)
        }
        None => format!("It has {} lines instead of {}.", known.lines().count(), svg.lines().count()),
    };
    let err = format!("outage: {file} is not the picture that the model gives now.\n{why}\n{first}\n");
    Ok(Answer { err, status: MOVED, ..Answer::default() })
}

/// Two lines from a little before their first difference on, short enough for a message.
fn beside(was: &str, is: &str) -> (String, String) {
    let same = was.chars().zip(is.chars()).take_while(|(a, b)| a == b).count();
    let cut = |line: &str| {
        let from = same.saturating_sub(30);
        let text: String = line.chars().skip(from).take(110).collect();
        if from > 0 { format!("…{text}") } else { text }
    };
    (cut(was), cut(is))
}
