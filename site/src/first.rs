//! What a visitor sees before the program is there: the picture of the moment that the page opens at, as a file, with the
//! sentence that belongs to it.

use crate::{
    app::App,
    dist::{Dist, Result, problem},
    hash,
    html::escape,
    outage::Outage,
};
use outage_explorer::{
    export::figure::{FigureSpec, Shape, figure},
    state::Theme,
    words,
};
use serde_json::json;

/// The folder that the pictures are in.
pub(crate) const FOLDER: &str = "first/";

/// Where the page has the first outage's.
const PICTURE: &str = "<!-- first -->";
const WHOSE: &str = "<p class=\"whose\"></p>";
const SENTENCE: &str = "<h2></h2>";

/// Where the start script has those of all.
const PLACE: &str = "const firsts = {};";

/// What stands there for an outage.
pub(crate) struct First {
    id: String,
    /// The pictures for wide and for narrow screens.
    pictures: [String; 2],
    /// Whose systems these are, and when.
    whose: String,
    sentence: String,
}

/// Draws the pictures of all outages, in the order of the page.
pub(crate) fn write(dist: &Dist, outages: &[Outage]) -> Result<Vec<First>> {
    outages.iter().map(|outage| first(dist, outage)).collect()
}

fn first(dist: &Dist, outage: &Outage) -> Result<First> {
    let (id, about) = (&outage.scenario.id, &outage.scenario.about);
    let subject = outage.subject(None);
    let (subject, sentence) = match &about.opening {
        Some(opening) => (subject.moved(opening.at), &opening.sentence),
        None => (subject, &about.title),
    };
    let draw = |width: f64| {
        let drawn = figure(&subject, FigureSpec { theme: Theme::Auto, width, shape: Shape::Cascade });
        let name = format!("{FOLDER}{id}-{}.svg", hash::short(drawn.as_bytes()));
        dist.write(&name, drawn).map(|()| name)
    };
    let pictures = [draw(1280.0)?, draw(366.0)?];
    let day = words::simulated_day(&about.day);
    let whose = if about.whose.is_empty() { day } else { format!("{} · {day}", about.whose) };
    Ok(First { id: id.clone(), pictures, whose, sentence: sentence.clone() })
}

/// The start script with all of them.
pub(crate) fn listed(script: &str, firsts: &[First]) -> Result<String> {
    if script.matches(PLACE).count() != 1 {
        return problem(format!("the start script has no place for the first pictures: `{PLACE}`"));
    }
    let list = firsts.iter().map(|First { id, pictures: [wide, narrow], whose, sentence }| {
        (id.clone(), json!([format!("./{wide}"), format!("./{narrow}"), whose, sentence]))
    });
    let list = serde_json::Value::Object(list.collect());
    // A script in a page must not hold what ends it.
    Ok(script.replacen(PLACE, &format!("const firsts = {};", list.to_string().replace('<', "\\u003c")), 1))
}

/// The page with that of the outage that opens by itself, so that a browser finds it before any script runs.
pub(crate) fn shown(app: &App<'_>, firsts: &[First]) -> String {
    let Some(First { id, pictures: [wide, narrow], whose, sentence }) = firsts.first() else { return app.html.clone() };
    let picture = format!(
        "<picture data-of=\"{}\"><source media=\"(max-width: 43.74rem)\" srcset=\"./{narrow}\">\
         <img class=\"first\" src=\"./{wide}\" alt=\"\" fetchpriority=\"high\"></picture>",
        escape(id)
    );
    let html = app.html.replacen(PICTURE, &picture, 1);
    let html = html.replacen(WHOSE, &format!("<p class=\"whose\">{}</p>", escape(whose)), 1);
    html.replacen(SENTENCE, &format!("<h2>{}</h2>", escape(sentence)), 1)
}
