//! The text that an author pastes into an article.

use crate::address::{self, Furniture};
use crate::playback::Playback;
use crate::state::{State, Theme};
use crate::words::{self, escaped as escape};
use std::fmt::Write;

/// What an author chose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// How much there is around the figure, and what readers may change.
    pub furniture: Furniture,
    /// The colours.
    pub theme: Theme,
    /// Whether it plays by itself.
    pub play: bool,
    /// Whether it waits for a click before it loads.
    pub click: bool,
    /// Height to reserve, in CSS pixels.
    pub height: u32,
}

/// The same figure, for two kinds of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// For pages that may have a script: the element with a text that stays where nothing can run.
    pub element: String,
    /// For pages that may have only a frame.
    pub frame: String,
    /// The address of the frame.
    pub address: String,
}

/// The snippet of what is on the screen. `base` is the address of the folder of the page, with its slash.
#[must_use]
pub fn snippet(state: &State, playback: &Playback, choice: &Choice, base: &str) -> Snippet {
    let about = &state.scenario.about;
    let paced = |playing| Playback { playing, ..*playback };
    let link = address::write_embed(state, &paced(false), &Furniture::default(), Theme::Auto);
    let full = address::write_embed(state, &paced(choice.play), &choice.furniture, choice.theme);
    let query = if choice.click { "?load=click" } else { "" };
    let address = format!("{base}embed.html{query}{full}");

    // The same as attributes.
    let mut words = choice.furniture.words(&state.scenario);
    match choice.theme {
        Theme::Auto => {}
        Theme::Light => words.push(("theme", "light".into())),
        Theme::Dark => words.push(("theme", "dark".into())),
    }

    let (base, title) = (escape(base), escape(&about.title));
    let mut element =
        format!("<script src=\"{base}embed.js\" async></script>\n<outage-explorer link=\"{}\"", escape(&link));
    for (key, value) in &words {
        let _ = write!(element, " {key}=\"{}\"", escape(value));
    }
    if choice.play {
        element.push_str(" play");
    }
    if choice.click {
        element.push_str(" load=\"click\"");
    }
    let _ = write!(
        element,
        " height=\"{}\">\n{}\n</outage-explorer>",
        choice.height,
        fallback(state, playback, &base, &link)
    );
    let frame = format!(
        "<iframe src=\"{}\" title=\"{title}, simulated\"\n  width=\"100%\" height=\"{}\" loading=\"lazy\" \
         style=\"border:0\" referrerpolicy=\"no-referrer\"\n  allow=\"fullscreen; clipboard-write\" \
         sandbox=\"allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox\"></iframe>",
        escape(&address),
        choice.height
    );
    Snippet { element, frame, address }
}

/// What stays where nothing can run: in feeds, in print, without JavaScript, and until the figure is ready.
fn fallback(state: &State, playback: &Playback, base: &str, link: &str) -> String {
    let (scenario, headline) = (&*state.scenario, state.headline());
    let changed = !state.inputs.is_as_it_happened();
    let at = words::clock_spoken(&scenario.clock, state.view.clock, playback.cursor);
    let mut html = format!(
        "  <p><a href=\"{base}{}\">{}</a>, simulated from its mechanism; here at {}.</p>\n  <table>\n",
        escape(link),
        escape(&scenario.about.title),
        escape(&at)
    );
    html.push_str("    <tr><th></th><th>This run</th>");
    html.push_str(if changed { "<th>As it happened</th></tr>\n" } else { "</tr>\n" });
    for figure in &headline.figures {
        let _ = write!(html, "    <tr><th>{}</th><td>{}</td>", escape(&figure.label), escape(&figure.value));
        if changed {
            let _ = write!(html, "<td>{}</td>", escape(&figure.as_it_happened));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("  </table>");
    html
}
