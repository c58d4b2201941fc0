//! The text that an author copies into an article: one for each kind of place that articles are written in.

mod escape;
mod hugo;
mod pictured;

use super::{Subject, text::briefly};
use crate::address::{self, Furniture, Opened, Panel};
use crate::draw::layout::{Margins, layout};
use crate::playback::{Playback, SPEED};
use crate::state::{State, Theme};
use crate::words;
use escape::{attribute, cleaned, text};
use std::fmt::Write;

/// A text to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What it is for.
    pub name: &'static str,
    /// Where it works, and what has to be done besides.
    pub hint: String,
    /// The text.
    pub text: String,
}

/// What an author chose that the link does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct How {
    /// Height to reserve, in CSS pixels.
    pub height: u32,
    /// Width of the frame that was so high, in CSS pixels; 0 where nobody measured.
    pub width: u32,
    /// Whether it waits for a click before it loads.
    pub click: bool,
    /// Whether the article has the same address as the page: see [`frame`].
    pub same_address: bool,
    /// The version to keep to, if the author wants that.
    pub pin: Option<Pin>,
}

/// A version of the model that an article keeps to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pin {
    /// The script, as the page says it: from its own folder, `v/3/embed-….js`.
    pub script: String,
    /// Its checksum.
    pub integrity: String,
}

impl How {
    /// Reads what the page says: `height=430&click=1&same=1&script=v/3/embed-….js&integrity=sha384-…`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut how = Self::default();
        let mut pin = Pin::default();
        for (key, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "height" => how.height = value.parse().unwrap_or_default(),
                "width" => how.width = value.parse().unwrap_or_default(),
                "click" => how.click = value == "1",
                "same" => how.same_address = value == "1",
                "script" => pin.script = value.into(),
                "integrity" => pin.integrity = value.into(),
                _ => {}
            }
        }
        how.pin = Some(pin).filter(|pin| !pin.script.is_empty());
        how
    }
}

/// What is embedded, and where its parts are.
struct Figure {
    subject: Subject,
    /// The link to the moment, from its `#` on.
    link: String,
    /// The same with all that the author chose.
    full: String,
    /// The same as attributes of the element.
    attributes: Vec<(&'static str, String)>,
    /// What there is around the figure.
    panels: Vec<Panel>,
    playback: Playback,
    how: How,
    /// The address of the folder with the embed, with its slash: of the version, if the author keeps to one.
    folder: String,
    /// The address of the element's script.
    script: String,
    /// The version that is kept to, as the element names it.
    model: Option<String>,
}

/// The texts for what a link of an embedded page opens. `base` is the address of the folder of the page, with its slash.
#[must_use]
pub fn forms(opened: Opened, base: &str, how: &How) -> Vec<Form> {
    let figure = Figure::new(opened, base, how.clone());
    let form = |name, hint: &str, text| Form { name, hint: hint.into(), text };
    vec![
        form(
            "HTML",
            "For pages that may have a script. The words between the tags are for feeds, for paper, and for browsers without \
             scripts.",
            figure.element(),
        ),
        form(
            "HTML, frame only",
            match figure.heights() {
                Some(_) => "For content systems that allow frames and no scripts. On phones the frame is higher.",
                None => "For content systems that allow frames and no scripts. The frame keeps this height.",
            },
            figure.frame(),
        ),
        form(
            "React and MDX",
            "For Docusaurus, Next.js, Astro and others whose pages are made of components.",
            figure.jsx(),
        ),
        form(
            "Hugo: in the article",
            "For articles in Markdown. It needs the next form of this list too, once for a site.",
            figure.hugo_line(),
        ),
        form(
            "Hugo: the file, once",
            "Save this as layouts/shortcodes/outage.html. Hugo leaves HTML out of articles, and lets this pass.",
            figure.hugo_file(),
        ),
        figure.markdown(),
        form(
            "AMP",
            "For AMP pages. Their head needs the script of the component amp-iframe, and the figure stands below the first \
             screen.",
            figure.amp(),
        ),
        form(
            "Address",
            "For editors that make a preview or a figure of an address: WordPress, Notion, Confluence, Medium, chats. A figure \
             that they make shows the day as it happened; the address opens this moment.",
            figure.through(),
        ),
    ]
}

impl Figure {
    fn new(opened: Opened, base: &str, how: How) -> Self {
        let (furniture, theme, play) = (opened.furniture.clone(), opened.theme.unwrap_or_default(), opened.play);
        let state = State::open(opened);
        let playback = Playback { playing: false, ..Playback::cued(state.scenario.span, &state.cue, SPEED) };
        let plain = address::write_embed(&state, &playback, &Furniture::default(), Theme::Auto);
        let full = address::write_embed(&state, &Playback { playing: play, ..playback }, &furniture, theme);

        let mut attributes = furniture.words(&state.scenario);
        match theme {
            Theme::Auto => {}
            Theme::Light => attributes.push(("theme", "light".into())),
            Theme::Dark => attributes.push(("theme", "dark".into())),
        }
        if play {
            attributes.push(("play", String::new()));
        }
        if how.click {
            attributes.push(("load", "click".into()));
        }
        let base = cleaned(base);
        let script = how.pin.as_ref().map_or("embed.js", |pin| &*pin.script);
        let script = format!("{base}{}", cleaned(script));
        let folder = script[..script.rfind('/').map_or(0, |slash| slash + 1)].to_owned();
        let model = how.pin.as_ref().and_then(|_| {
            let number = folder.trim_end_matches('/').rsplit('/').next()?;
            Some(number.to_owned()).filter(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
        });
        let subject = Subject::new(state, playback.cursor, &folder);
        let panels = furniture.panels().to_vec();
        Self { subject, link: plain, full, attributes, panels, playback, how, folder, script, model }
    }

    fn state(&self) -> &State {
        &self.subject.state
    }

    fn title(&self) -> &str {
        &self.state().scenario.about.title
    }

    /// What the figure is called where it is not seen. A day that is changed must not pass for the one on record.
    fn name(&self) -> String {
        format!("{}, simulated{}", self.title(), self.changed())
    }

    /// What is changed, as the end of what names the day; nothing when it is the day as it happened.
    fn changed(&self) -> String {
        briefly(self.state())
    }

    /// The moment, as text: `07:41 PST`.
    fn moment(&self) -> String {
        let state = self.state();
        words::clock_spoken(&state.scenario.clock, state.view.clock, self.playback.cursor)
    }

    /// The address of the frame.
    fn address(&self) -> String {
        let query = if self.how.click { "?load=click" } else { "" };
        format!("{}embed.html{query}{}", self.folder, self.full)
    }

    /// The address that previews as its outage.
    fn through(&self) -> String {
        address::through(&self.folder, &self.state().document, &self.link)
    }

    /// The element that loads the script.
    fn script(&self) -> String {
        let sum = self.how.pin.as_ref().map(|pin| attribute(&pin.integrity));
        let sum = sum.map_or_else(String::new, |sum| format!(" integrity=\"{sum}\" crossorigin=\"anonymous\""));
        format!("<script src=\"{}\"{sum} async></script>", attribute(&self.script))
    }

    /// For pages that may have a script. It holds no empty line, which would end it in an article in Markdown.
    fn element(&self) -> String {
        let mut element = format!("{}\n<outage-explorer link=\"{}\"", self.script(), attribute(&self.link));
        for (key, value) in &self.attributes {
            // An attribute without a value is one that is there.
            let value =
                if value.is_empty() && *key == "play" { String::new() } else { format!("=\"{}\"", text(value)) };
            let _ = write!(element, " {key}{value}");
        }
        if let Some(model) = &self.model {
            let _ = write!(element, " model=\"{model}\"");
        }
        let _ = write!(element, " height=\"{}\">\n{}\n</outage-explorer>", self.how.height, self.fallback());
        element
    }

    /// What stays where nothing can run: in feeds, in print, without JavaScript, and until the figure is ready.
    fn fallback(&self) -> String {
        let (state, headline) = (self.state(), self.state().headline());
        let changed = !state.inputs.is_as_it_happened();
        let mut html = format!(
            "  <p><a href=\"{}{}\">{}</a>, simulated from its mechanism{}; here at {}.</p>\n  <table>\n",
            attribute(&self.folder),
            attribute(&self.link),
            text(self.title()),
            text(&self.changed()),
            text(&self.moment())
        );
        html.push_str("    <tr><th></th><th>This run</th>");
        if changed {
            let other =
                state.unforked_name().map_or_else(|| "As it happened".to_owned(), |name| words::sentence(&name));
            let _ = write!(html, "<th>{}</th>", text(&other));
        }
        html.push_str("</tr>\n");
        for figure in &headline.figures {
            let _ = write!(html, "    <tr><th>{}</th><td>{}</td>", text(&figure.label), text(&figure.value));
            if changed {
                let _ = write!(html, "<td>{}</td>", text(&figure.was));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("  </table>");
        html
    }

    /// The heights that a frame needs on a wide page and on a phone, where the cards of the cascade stand below each other;
    /// nothing when one height is right for both.
    fn heights(&self) -> Option<(u32, u32)> {
        let How { width, height, .. } = self.how;
        if width == 0 || !self.panels.contains(&Panel::Cascade) {
            return None;
        }
        let cards = |width: f64| {
            let picture = layout(&self.state().scenario, width, CASCADE, MARGINS);
            picture.height + if picture.wide { 0.0 } else { LINES }
        };
        let others = (f64::from(height) - cards(f64::from(width))).max(0.0);
        let at = |width: f64| (others + cards(width)).ceil() as u32;
        Some((at(WIDE), at(PHONE)))
    }

    fn frame(&self) -> String {
        let shares = !self.how.same_address;
        match self.heights() {
            Some(heights @ (wide, _)) => {
                let style = format!(" style=\"height:{}\"", by_width(heights));
                named_frame(&self.address(), &self.name(), (wide, &style), shares)
            }
            None => named_frame(&self.address(), &self.name(), (self.how.height, ""), shares),
        }
    }

    /// A frame for pages made of components: every attribute a property, in their spelling.
    fn jsx(&self) -> String {
        let heights = self.heights();
        let style = heights
            .map_or_else(String::new, |heights| format!("\n  style={{{{ height: \"{}\" }}}}", by_width(heights)));
        format!(
            "<iframe\n  src=\"{}\"\n  title=\"{}\"\n  width=\"100%\"\n  height=\"{}\"{style}\n  frameBorder=\"0\"\n  \
             loading=\"lazy\"\n  referrerPolicy=\"no-referrer\"\n  allow=\"{ALLOW}\"\n  sandbox=\"{}\"\n/>",
            attribute(&self.address()),
            text(&self.name()),
            heights.map_or(self.how.height, |(wide, _)| wide),
            sandbox(!self.how.same_address)
        )
    }

    /// A frame for AMP, which grows when the reader asks for it.
    fn amp(&self) -> String {
        let (name, words) = (text(&self.name()), text(&self.moment()));
        format!(
            "<amp-iframe src=\"{}\" title=\"{name}\"\n  layout=\"fixed-height\" height=\"{}\" frameborder=\"0\" \
             resizable\n  allow=\"{ALLOW}\" sandbox=\"{}\">\n  <p placeholder>{name}; here at {words}.</p>\n  \
             <div overflow tabindex=\"0\" role=\"button\" aria-label=\"Show the whole figure\">Show the whole figure</div>\n\
             </amp-iframe>",
            attribute(&self.address()),
            self.how.height,
            sandbox(!self.how.same_address)
        )
    }
}

/// Widths of a wide page and of a phone, in CSS pixels.
const WIDE: f64 = 1000.0;
const PHONE: f64 = 360.0;
/// Height of the cascade in a frame, and the room around it, as style sheet and component have them.
const CASCADE: f64 = 480.0;
const MARGINS: Margins = Margins { top: 6.0, bottom: 8.0 };
/// What all else takes more on a phone, where words take more lines.
const LINES: f64 = 124.0;

/// What a frame may do that browsers ask about.
const ALLOW: &str = "fullscreen; clipboard-write";

/// What a frame may do at all. A frame that `shares` keeps the address that it has, and so the browser's cache; where that
/// is the address of the article too, it could then reach into the article.
fn sandbox(shares: bool) -> &'static str {
    if shares {
        "allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox"
    } else {
        "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
    }
}

/// A frame with an embedded page. `shares`: the article has another address than the page.
#[must_use]
pub fn frame(address: &str, title: &str, height: u32, shares: bool) -> String {
    named_frame(address, &format!("{title}, simulated"), (height, ""), shares)
}

/// A height for wide pages and one for narrow ones, as a style that needs no rule of the article's.
fn by_width((wide, phone): (u32, u32)) -> String {
    // The middle is far below the one or far above the other, except within two pixels of the width.
    format!("clamp({wide}px,(760px - 100vw)*999,{phone}px)")
}

fn named_frame(address: &str, name: &str, (height, style): (u32, &str), shares: bool) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\"\n  width=\"100%\" height=\"{height}\"{style} frameborder=\"0\" loading=\"lazy\" \
         referrerpolicy=\"no-referrer\"\n  allow=\"{ALLOW}\" sandbox=\"{}\"></iframe>",
        attribute(address),
        text(name),
        sandbox(shares)
    )
}

#[cfg(test)]
mod tests;
