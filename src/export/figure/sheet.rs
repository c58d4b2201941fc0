//! The paper that a figure is drawn on: SVG elements with every colour written out.
//!
//! Where a figure follows the reader's system, it is drawn in light colours, and a style sheet inside it has the dark
//! ones: a place that drops style sheets still shows the light figure.

use super::tone::Tone;
use crate::draw::metrics::{Weight, closed, width};
use crate::draw::svg_backend::escape;
use crate::draw::{Point, Rect};
use crate::export::{Subject, text};
use crate::state::Theme;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Families whose letters are as wide as the table that text is measured by.
const FAMILY: &str = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/// A style sheet property that takes a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The inside.
    Fill,
    /// The outline.
    Stroke,
    /// A place of a gradient.
    Stop,
}

impl Part {
    fn property(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Stroke => "stroke",
            Self::Stop => "stop-color",
        }
    }
}

/// A line of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) tone: Tone,
    pub(super) anchor: Anchor,
}

/// Which end of a text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Text {
    /// Running text.
    pub(super) fn new(size: f64, tone: Tone) -> Self {
        Self { size, weight: Weight::Regular, tone, anchor: Anchor::Start }
    }

    pub(super) fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn width(&self, text: &str) -> f64 {
        width(text, self.size, self.weight)
    }

    /// The beginning of a text that fits.
    pub(super) fn fitted(&self, text: &str, room: f64) -> String {
        crate::draw::metrics::fitted(text, self.size, self.weight, room)
    }

    /// The same in the largest letters, down to a size, in which a text fits.
    pub(super) fn shrunk(self, text: &str, room: f64, least: f64) -> Self {
        let mut style = self;
        while style.size > least && style.width(text) > room {
            style.size -= 0.5;
        }
        style
    }

    /// A text in lines that fit; a word that is longer than a line is broken. What is beyond the last line is cut.
    pub(super) fn wrapped(&self, text: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&joined) <= room {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                if !line.is_empty() && self.width(&format!("{line}{letter}")) > room {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        lines.push(line);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = self.fitted(&format!("{last} …"), room);
            }
        }
        lines.iter().map(|line| closed(line)).collect()
    }
}

/// The paper.
pub(super) struct Sheet {
    out: String,
    theme: Theme,
    used: BTreeSet<(Part, Tone)>,
    /// What the names of this figure's gradients begin with, so that several figures can stand on one page.
    id: String,
    gradients: usize,
    /// Whether it has a ground; without one it stands on that of the page.
    pub(super) has_ground: bool,
}

impl Sheet {
    /// An empty paper. What makes the figure different from others gives its gradients their names.
    pub(super) fn new(theme: Theme, seed: &str) -> Self {
        // FNV-1a: short, and the same everywhere.
        let word = if theme == Theme::Dark { "dark" } else { "light" };
        let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let hash = seed.bytes().chain(word.bytes()).fold(0x811c_9dc5, mix);
        let out = String::with_capacity(48 * 1024);
        Self { out, theme, used: BTreeSet::new(), id: format!("oe-{hash:08x}"), gradients: 0, has_ground: true }
    }

    /// Colours as attributes.
    pub(super) fn ink(&mut self, parts: &[(Part, Tone)]) -> String {
        let mut text = String::new();
        for (part, tone) in parts {
            let colour = tone.rgb(self.theme == Theme::Dark).hex();
            let _ = write!(text, " {}=\"{colour}\"", part.property());
        }
        if self.theme == Theme::Auto {
            self.used.extend(parts);
            let names: Vec<String> = parts.iter().map(|(part, tone)| class(*part, *tone)).collect();
            let _ = write!(text, " class=\"{}\"", names.join(" "));
        }
        text
    }

    /// A text that is SVG already.
    pub(super) fn raw(&mut self, svg: &str) {
        self.out.push_str(svg);
    }

    /// A text from anywhere.
    pub(super) fn words(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    /// A line of text with its baseline at a height.
    pub(super) fn text(&mut self, x: f64, y: f64, style: Text, text: &str) {
        if text.is_empty() {
            return;
        }
        let ink = self.ink(&[(Part::Fill, style.tone)]);
        let _ = write!(self.out, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{ink}", n(x), n(y), n(style.size));
        if style.weight == Weight::Bold {
            self.out.push_str(" font-weight=\"700\"");
        }
        match style.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.out.push_str(" text-anchor=\"end\""),
        }
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</text>\n");
    }

    /// A filled rectangle with round corners.
    pub(super) fn rect(&mut self, rect: Rect, radius: f64, tone: Tone) {
        let ink = self.ink(&[(Part::Fill, tone)]);
        self.rectangle(rect, radius, &ink);
    }

    /// A rectangle with an outline.
    pub(super) fn outlined(&mut self, rect: Rect, radius: f64, (fill, stroke): (Tone, Tone), line: f64) {
        let ink = self.ink(&[(Part::Fill, fill), (Part::Stroke, stroke)]);
        self.rectangle(rect, radius, &format!("{ink} stroke-width=\"{}\"", n(line)));
    }

    /// A rectangle that a gradient fills, or anything else that its attributes say.
    pub(super) fn rectangle(&mut self, rect: Rect, radius: f64, attributes: &str) {
        let Rect { x, y, width, height } = rect;
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0))
        );
        if radius > 0.0 {
            let _ = write!(self.out, " rx=\"{}\"", n(radius));
        }
        let _ = writeln!(self.out, "{attributes}/>");
    }

    /// A filled path.
    pub(super) fn filled(&mut self, path: &str, tone: Tone) {
        let ink = self.ink(&[(Part::Fill, tone)]);
        let _ = writeln!(self.out, "<path d=\"{path}\"{ink}/>");
    }

    /// A line along a path, with further attributes.
    pub(super) fn stroked(&mut self, path: &str, tone: Tone, line: f64, attributes: &str) {
        let ink = self.ink(&[(Part::Stroke, tone)]);
        let _ = writeln!(self.out, "<path d=\"{path}\" fill=\"none\"{ink} stroke-width=\"{}\"{attributes}/>", n(line));
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, tone: Tone, line: f64) {
        let path = format!("M{} {}L{} {}", n(from.x), n(from.y), n(to.x), n(to.y));
        self.stroked(&path, tone, line, "");
    }

    /// A gradient from left to right between two places, with its stops (0 to 1); returns the value that fills with it.
    pub(super) fn gradient(&mut self, (from, to): (f64, f64), stops: &[(f64, Tone)]) -> String {
        self.gradients += 1;
        let name = format!("{}-{}", self.id, self.gradients);
        let _ = write!(
            self.out,
            "<linearGradient id=\"{name}\" gradientUnits=\"userSpaceOnUse\" x1=\"{}\" x2=\"{}\" y1=\"0\" y2=\"0\">",
            n(from),
            n(to)
        );
        for (offset, tone) in stops {
            let ink = self.ink(&[(Part::Stop, *tone)]);
            let _ = write!(self.out, "<stop offset=\"{}\"{ink}/>", fine(*offset));
        }
        self.out.push_str("</linearGradient>\n");
        format!("url(#{name})")
    }

    /// The finished figure of a size, drawn in another of the same proportions, with its title and what it shows in
    /// words, the model that it was drawn by, and the licence.
    pub(super) fn finish(self, subject: &Subject, size: (f64, f64), drawn: (f64, f64)) -> String {
        self.finish_as(subject, size, drawn, (&text::title(subject), &text::alt(subject)))
    }

    /// The same with a title and words of its own.
    pub(super) fn finish_as(
        mut self,
        subject: &Subject,
        (width, height): (f64, f64),
        drawn: (f64, f64),
        (title, alt): (&str, &str),
    ) -> String {
        let ground = self.has_ground.then(|| self.ink(&[(Part::Fill, Tone::Paper)]));
        let (title_id, alt_id) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let mut svg = String::with_capacity(self.out.len() + 8 * 1024);
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{title_id} {alt_id}\" \
             font-family=\"{FAMILY}\" data-model=\"",
            n(drawn.0),
            n(drawn.1)
        );
        escape(&mut svg, &text::model(subject));
        let _ = write!(svg, "\">\n<title id=\"{title_id}\">");
        escape(&mut svg, title);
        let _ = write!(svg, "</title>\n<desc id=\"{alt_id}\">");
        escape(&mut svg, alt);
        svg.push_str("</desc>\n");
        svg.push_str(&metadata(subject, title));
        if self.theme == Theme::Auto {
            svg.push_str("<style>@media (prefers-color-scheme: dark) {\n");
            for (part, tone) in &self.used {
                let _ = writeln!(svg, ".{} {{ {}: {} }}", class(*part, *tone), part.property(), tone.rgb(true).hex());
            }
            svg.push_str("}</style>\n");
        }
        if let Some(ground) = ground {
            let _ = writeln!(svg, "<rect width=\"{}\" height=\"{}\"{ground}/>", n(drawn.0), n(drawn.1));
        }
        svg.push_str(&self.out);
        svg.push_str("</svg>\n");
        svg
    }
}

/// Who made it and under which licence it may be used, for programs that look after pictures.
fn metadata(subject: &Subject, title: &str) -> String {
    let mut svg = String::from(
        "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:cc=\"http://creativecommons.org/ns#\">\n\
         <cc:Work rdf:about=\"\"><dc:format>image/svg+xml</dc:format><dc:title>",
    );
    escape(&mut svg, title);
    let _ = write!(
        svg,
        "</dc:title><dc:creator><cc:Agent><dc:title>{}</dc:title></cc:Agent></dc:creator><dc:rights>{}</dc:rights>",
        text::MAKER,
        text::CREDIT
    );
    if !subject.page.is_empty() {
        svg.push_str("<dc:source>");
        escape(&mut svg, &subject.link());
        svg.push_str("</dc:source>");
    }
    let _ = writeln!(svg, "<cc:license rdf:resource=\"{}\"/></cc:Work></rdf:RDF></metadata>", text::LICENCE);
    svg
}

fn class(part: Part, tone: Tone) -> String {
    let letter = match part {
        Part::Fill => 'f',
        Part::Stroke => 's',
        Part::Stop => 'g',
    };
    format!("oe-{letter}-{}", tone.name())
}

/// A length with at most one decimal.
pub(super) fn n(number: f64) -> String {
    decimals(number, 10.0)
}

/// A share with at most four decimals.
fn fine(number: f64) -> String {
    decimals(number, 10_000.0)
}

fn decimals(number: f64, parts: f64) -> String {
    let rounded = (number * parts).round() / parts;
    // No `-0`.
    if rounded == 0.0 { "0".into() } else { rounded.to_string() }
}
