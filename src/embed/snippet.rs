//! The text that an author pastes into an article.

use crate::address;
use crate::draw::svg_backend;
use crate::playback::Playback;
use crate::state::{State, Theme};
use crate::words;
use std::fmt::Write;

/// What an author chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How much of the page: `figure`, `controls` or `full`.
    pub size: &'static str,
    /// Ids of what readers may change; empty for what comes with the size.
    pub unlock: Vec<String>,
    /// Panels, in the words of a link; empty for those that come with the size.
    pub show: Vec<&'static str>,
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
    let still = Playback { playing: false, ..*playback };
    let link = without(&address::write(state, &still), &["theme"]);
    let mut words = vec![("ui", choice.size.to_owned())];
    if !choice.unlock.is_empty() {
        words.push(("unlock", choice.unlock.join(",")));
    }
    if !choice.show.is_empty() {
        words.push(("show", choice.show.join(",")));
    }
    match choice.theme {
        Theme::Auto => {}
        Theme::Light => words.push(("theme", "light".into())),
        Theme::Dark => words.push(("theme", "dark".into())),
    }
    if choice.play {
        words.push(("play", "1".into()));
    }
    let mut full = link.clone();
    for (key, value) in &words {
        let join = if full.contains('?') { '&' } else { '?' };
        let _ = write!(full, "{join}{key}={value}");
    }
    let query = if choice.click { "?load=click" } else { "" };
    let address = format!("{base}embed.html{query}{full}");

    let (base, title) = (escape(base), escape(&about.title));
    let mut element =
        format!("<script src=\"{base}embed.js\" async></script>\n<outage-explorer link=\"{}\"", escape(&link));
    for (key, value) in &words {
        let _ = if *key == "play" { write!(element, " play") } else { write!(element, " {key}=\"{}\"", escape(value)) };
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

/// A link without some of its words.
fn without(link: &str, keys: &[&str]) -> String {
    let Some((page, query)) = link.split_once('?') else { return link.into() };
    let is_kept = |pair: &&str| pair.split_once('=').is_none_or(|(key, _)| !keys.contains(&key));
    format!("{page}?{}", query.split('&').filter(is_kept).collect::<Vec<&str>>().join("&"))
}

/// A text as HTML, also within quotes.
fn escape(text: &str) -> String {
    let mut out = String::new();
    svg_backend::escape(&mut out, text);
    out
}
