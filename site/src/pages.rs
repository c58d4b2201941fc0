//! A page of its own for each built-in outage, to read without a script and to be found and previewed.

use crate::{hash, html::escape, inside, oembed, outage::Outage, picture, policy, story, trust};
use outage_explorer::{
    export::{
        figure::{FigureSpec, Shape},
        text,
    },
    frame::{score_worth, worth},
    paint::Effect,
    state::{ClockZone, Theme},
    words,
};
use outage_sim::{ANATOMY, Documented, Scenario};

/// Their style sheet.
pub(crate) const SHEET: &str = concat!(
    include_str!("../assets/site.css"),
    include_str!("../../static/inside.css"),
    include_str!("../../static/trust.css")
);

/// Its name in the folder.
pub(crate) fn sheet_name() -> String {
    format!("site-{}.css", hash::short(SHEET.as_bytes()))
}

/// What all pages share.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// The public address of the folder, with a slash at its end; previews need it.
    pub(crate) address: Option<&'a str>,
    /// The public address of the folder whose `embed.html` other sites show.
    pub(crate) embeds: Option<&'a str>,
    /// The name of the icon in the folder.
    pub(crate) icon: &'a str,
    /// More for the head of each page.
    pub(crate) head: &'a str,
    /// Every outage, for the way from one to the next.
    pub(crate) outages: &'a [Outage],
}

/// Links to a moment may lead through the page of the outage, so that those who preview them see which outage it is: only
/// what stands before the `#` is sent to a server. This leads readers on. Some hosts drop the slash at the end of a page's
/// address, and then everything that the page names would be one folder too high: it gets its slash back first.
const FORWARD: &str = include_str!("../assets/forward.js");

/// The pictures of each page, for wide and narrow screens: name and how it is drawn. Both follow the reader's colours.
pub(crate) const FIGURES: [(&str, FigureSpec); 2] = [
    ("figure.svg", FigureSpec { theme: Theme::Auto, width: 920.0, shape: Shape::Whole }),
    ("figure-narrow.svg", FigureSpec { theme: Theme::Auto, width: 360.0, shape: Shape::Lanes }),
];

/// Where the picture for previews of a page is, in the folder.
pub(crate) fn picture_name(id: &str) -> String {
    format!("pictures/{id}.png")
}

/// Meta elements from which other sites make a preview. Most readers want full addresses, so that without a public
/// address there is a preview without a picture. There is no `og:url`: some would link to that instead of the moment.
pub(crate) fn preview(address: Option<&str>, id: &str, alt: &str) -> String {
    let Some(address) = address else { return "<meta name=\"twitter:card\" content=\"summary\">\n".to_owned() };
    let image = escape(&format!("{address}{}", picture_name(id)));
    let (alt, (wide, high)) = (escape(alt), picture::SIZE);
    format!(
        "<meta property=\"og:image\" content=\"{image}\">\n\
         <meta property=\"og:image:type\" content=\"image/png\">\n\
         <meta property=\"og:image:width\" content=\"{wide}\">\n\
         <meta property=\"og:image:height\" content=\"{high}\">\n\
         <meta property=\"og:image:alt\" content=\"{alt}\">\n\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\n"
    )
}

/// The list of all outages, for the page that needs a script; `up` leads to the folder.
pub(crate) fn list(outages: &[Outage], up: &str) -> String {
    let item = |outage: &Outage| {
        let (id, title) = (escape(&outage.scenario.id), escape(&outage.scenario.about.title));
        format!("<li><a href=\"{up}{id}/\">{title}</a></li>\n")
    };
    format!(
        "<p>What happened, what the record says and what would have helped can be read without them:</p>\n<ul>\n{}</ul>\n\
         <p><a href=\"{up}glossary/\">What the words mean</a></p>\n",
        outages.iter().map(item).collect::<String>()
    )
}

/// A page to read.
pub(crate) struct Document<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// What it is about, for previews and for those who list pages.
    pub(crate) description: &'a str,
    /// More for its head.
    pub(crate) head: &'a str,
    /// What it holds, as markup.
    pub(crate) main: &'a str,
    /// Where it leads on to, as markup.
    pub(crate) footer: &'a str,
}

/// What all pages to read have around what they hold.
pub(crate) fn document(frame: &Frame<'_>, page: &Document<'_>) -> String {
    let Document { head: more, main, footer, .. } = page;
    let (title, description) = (escape(page.title), escape(page.description));
    let (sheet, sum) = (sheet_name(), hash::integrity(SHEET.as_bytes()));
    let Frame { icon, head, .. } = frame;
    let script = FORWARD.trim_end();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n{policy}\n<meta charset=\"utf-8\">\n\
         <script>{script}</script>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Outage Explorer</title>\n\
         <meta name=\"description\" content=\"{description}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta property=\"og:type\" content=\"article\">\n\
         <meta property=\"og:site_name\" content=\"Outage Explorer\">\n\
         <meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:description\" content=\"{description}\">\n{more}{head}\
         <link rel=\"icon\" href=\"../{icon}\">\n\
         <link rel=\"stylesheet\" href=\"../{sheet}\" integrity=\"{sum}\">\n</head>\n<body>\n\
         <header><a href=\"../\"><img src=\"../{icon}\" alt=\"\" width=\"24\" height=\"24\">Outage Explorer</a></header>\n\
         <main>\n{main}</main>\n\
         <footer>{footer}<p>An independent teaching reconstruction from public reports. Not the vendor’s, and not endorsed by \
         them.</p></footer>\n</body>\n</html>\n",
        policy = policy::reading(&hash::permit(script)),
    )
}

/// The page of one outage. `figures`: where the wide and the narrow figure are, beside the page.
pub(crate) fn page(frame: &Frame<'_>, outage: &Outage, figures: &[String; 2]) -> String {
    let about = &outage.scenario.about;
    let id = escape(&outage.scenario.id);
    let (title, summary) = (escape(&about.title), escape(&about.summary));
    let alt = format!("Which services failed when, {}", about.title);
    let preview = preview(frame.address, &outage.scenario.id, &alt);
    let discovery = frame.address.map(|address| oembed::discovery(address, outage)).unwrap_or_default();
    let others: Vec<String> = frame
        .outages
        .iter()
        .filter(|other| other.scenario.id != outage.scenario.id)
        .map(|other| {
            let (id, title) = (escape(&other.scenario.id), escape(&other.scenario.about.title));
            format!("<a href=\"../{id}/\">{title}</a>")
        })
        .collect();
    let main = format!(
        "<h1>{title}</h1>\n{day}{noticed}<p class=\"summary\">{summary}</p>\n\
         <p><a class=\"open\" href=\"../#/{id}\">Open the simulation</a> \
         <span class=\"note\">Change a number, and the day runs again. Needs JavaScript and WebAssembly.</span></p>\n\
         {figure}{story}{anatomy}{timeline}{facts}{trust}{fixes}{inside}{leaves_out}{sources}",
        day = story::day(&outage.scenario),
        noticed = story::noticed(&outage.scenario),
        figure = figure(frame, outage, figures),
        story = story::section(&outage.scenario),
        anatomy = anatomy(&outage.scenario),
        timeline = timeline(outage),
        facts = facts(outage),
        trust = trust::section(outage),
        fixes = fixes(outage),
        inside = inside::section(outage),
        leaves_out = leaves_out(&outage.scenario),
        sources = sources(&outage.scenario),
    );
    let footer = format!(
        "<p>Other outages: {}. What the words mean: <a href=\"../glossary/\">glossary</a>.</p>\n",
        others.join(", ")
    );
    let head = format!("{preview}{discovery}");
    document(
        frame,
        &Document { title: &about.title, description: &about.summary, head: &head, main: &main, footer: &footer },
    )
}

fn figure(frame: &Frame<'_>, outage: &Outage, [wide, narrow]: &[String; 2]) -> String {
    let alt = escape(&text::alt(&outage.subject(frame.address)));
    format!(
        "<figure>\n<picture><source media=\"(max-width: 40rem)\" srcset=\"{narrow}\">\
         <img src=\"{wide}\" alt=\"{alt}\"></picture>\n</figure>\n"
    )
}

fn anatomy(scenario: &Scenario) -> String {
    let stages = &scenario.about.anatomy;
    if stages.is_empty() {
        return String::new();
    }
    let name = |stage: u8| ANATOMY.get(usize::from(stage)).map_or("", |(_, name)| name);
    let stage = |(stage, text): &(u8, String)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(name(*stage)), escape(text));
    let stages: String = stages.iter().map(stage).collect();
    format!("<section>\n<h2>What happened</h2>\n<dl>\n{stages}</dl>\n</section>\n")
}

/// What was done and what the record says, in the order of the day.
fn timeline(outage: &Outage) -> String {
    let scenario = &outage.scenario;
    let clock = |at: f64| words::clock(&scenario.clock, ClockZone::Local, at);
    let done = scenario.actions.iter().map(|action| {
        let kind = if action.is_trigger { "Trigger" } else { "Action" };
        (action.at, clock(action.at), kind, action.about.clone())
    });
    let recorded = scenario.facts.iter().zip(&outage.facts).filter_map(|(fact, row)| {
        let (Documented::At(at) | Documented::Between(at, _)) = fact.documented else { return None };
        Some((at, row.documented.clone(), "Record", row.statement.clone()))
    });
    let mut entries: Vec<(f64, String, &str, String)> = done.chain(recorded).collect();
    entries.sort_by(|left, right| left.0.total_cmp(&right.0));
    let entry = |(_, time, kind, text): &(f64, String, &str, String)| {
        let (time, text, class) = (escape(time), escape(&words::sentence(text)), kind.to_lowercase());
        format!("<li><time>{time}</time> <b class=\"{class}\">{kind}</b> <span>{text}</span></li>\n")
    };
    let zone = escape(&words::zone_name(&scenario.clock, ClockZone::Local));
    let entries: String = entries.iter().map(entry).collect();
    format!(
        "<section>\n<h2>Timeline</h2>\n<p class=\"note\">Times are {zone}. Only the trigger and the actions are given to \
         the simulation; the rest has to come out.</p>\n<ol class=\"timeline\">\n{entries}</ol>\n</section>\n"
    )
}

fn facts(outage: &Outage) -> String {
    let row = |fact: &outage_explorer::frame::FactRow| {
        let (word, verdict) = if fact.reproduced { ("yes", "yes") } else { ("no", "no") };
        let class = outage.class(fact).map_or_else(String::new, |class| format!("<span>{}</span>", worth(class).name));
        let given = if fact.given.is_empty() { String::new() } else { format!(" <i>({})</i>", escape(&fact.given)) };
        let quote = if fact.quote.is_empty() {
            String::new()
        } else {
            format!("<q>{}</q>", escape(fact.quote.trim_matches(['“', '”'])))
        };
        let (statement, documented, simulated) =
            (escape(&words::sentence(&fact.statement)), escape(&fact.documented), escape(&fact.simulated));
        let tolerance = if fact.tolerance.is_empty() {
            String::new()
        } else {
            format!(" <small>{}</small>", escape(&fact.tolerance))
        };
        format!(
            "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">{statement}{given}{quote}</th><td role=\"cell\">{documented}{tolerance}</td><td role=\"cell\">{simulated}</td>\
             <td role=\"cell\" class=\"{verdict}\">{word}{class}</td></tr>\n"
        )
    };
    let rows: String = outage.facts.iter().map(row).collect();
    let score = outage.score();
    let trust = match score_worth(outage.facts.iter().map(|fact| outage.class(fact))) {
        worth if worth.is_empty() => ".".to_owned(),
        worth => format!(": {worth}. <a href=\"#trust\">How far can this be trusted?</a>"),
    };
    format!(
        "<section>\n<h2>Documented, and reproduced</h2>\n<p>{score} documented facts come out of the simulation{trust}</p>\n\
         <table role=\"table\">\n\
         <thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">What the record says</th><th scope=\"col\" role=\"columnheader\">Documented</th>\
         <th scope=\"col\" role=\"columnheader\">Simulated</th><th scope=\"col\" role=\"columnheader\">Reproduced</th></tr></thead>\n\
         <tbody role=\"rowgroup\">\n{rows}</tbody></table>\n</section>\n"
    )
}

fn fixes(outage: &Outage) -> String {
    let row = |(fix, verdict): (&outage_sim::Remediation, &outage_explorer::paint::Verdict)| {
        let class = match verdict.effect {
            Effect::Prevents | Effect::Shortens | Effect::Spares | Effect::Informs => "yes",
            Effect::Worsens => "no",
            Effect::None => "same",
        };
        let (label, about, by, words) =
            (escape(&fix.label), escape(&fix.about), escape(&fix.proposed_by), escape(&verdict.words));
        let more: String = verdict.more.iter().take(2).map(|more| format!("<span>{}</span>", escape(more))).collect();
        let link = format!("../#/{}?fix={}", escape(&outage.scenario.id), escape(&fix.id));
        format!(
            "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><a href=\"{link}\">{label}</a><span>{about}</span></th><td role=\"cell\">{by}</td>\
             <td role=\"cell\"><b class=\"{class}\">{words}</b>{more}</td></tr>\n"
        )
    };
    let rows: String = outage.scenario.remediations.iter().zip(&outage.verdicts).map(row).collect();
    format!(
        "<section>\n<h2>What would have saved us?</h2>\n\
         <p>Every remediation that was published, tried alone in the simulation.</p>\n\
         <table role=\"table\">\n\
         <thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">Remediation</th><th scope=\"col\" role=\"columnheader\">Proposed by</th><th scope=\"col\" role=\"columnheader\">Effect</th></tr></thead>\n\
         <tbody role=\"rowgroup\">\n{rows}</tbody></table>\n</section>\n"
    )
}

fn leaves_out(scenario: &Scenario) -> String {
    let items: String = scenario.about.leaves_out.iter().map(|item| format!("<li>{}</li>\n", escape(item))).collect();
    format!("<section>\n<h2>What the model leaves out</h2>\n<ul>\n{items}</ul>\n</section>\n")
}

fn sources(scenario: &Scenario) -> String {
    let item = |source: &outage_sim::Source| {
        let (id, title, url) = (escape(&source.id), escape(&source.title), escape(&source.url));
        if source.url.is_empty() {
            format!("<li><b>{id}</b> {title}</li>\n")
        } else {
            format!("<li><b>{id}</b> <a href=\"{url}\" rel=\"noopener noreferrer\">{title}</a></li>\n")
        }
    };
    let items: String = scenario.sources.iter().map(item).collect();
    format!("<section>\n<h2>Sources</h2>\n<ul class=\"plain\">\n{items}</ul>\n</section>\n")
}
