//! “How far can this be trusted?”: what an audit says of an outage, in words and as a picture: for the page to read, and for
//! the sheet of the app, which fetches it.

use crate::{html::escape, outage::Outage};
use outage_explorer::{
    frame::{FactRow, worth},
    words,
};
use outage_sim::{Class, FactTrust, ReceiptKind, Scenario, Trust};

/// The part of the page to read; nothing where there is no audit.
pub(crate) fn section(outage: &Outage) -> String {
    let Some(trust) = &outage.trust else { return String::new() };
    format!("<section id=\"trust\">\n<h2>How far can this be trusted?</h2>\n{}</section>\n", body(outage, trust))
}

/// The sheet of the app.
pub(crate) fn sheet(outage: &Outage) -> String {
    let Some(trust) = &outage.trust else { return String::new() };
    let leaves_out = &outage.scenario.about.leaves_out;
    let leaves_out: String = leaves_out.iter().map(|item| format!("<li>{}</li>\n", escape(item))).collect();
    format!("{}<h3>What the model leaves out</h3>\n<ul class=\"plain\">\n{leaves_out}</ul>\n", body(outage, trust))
}

fn body(outage: &Outage, trust: &Trust) -> String {
    format!(
        "<p>A score is no evidence by itself. An audit runs the day again and again with something different each time, and \
         counts the documented facts that still come out. All figures are of the day as it happened.</p>\n{}{}",
        together(&outage.scenario, trust),
        one_by_one(outage, trust)
    )
}

/// What the facts do together.
fn together(scenario: &Scenario, trust: &Trust) -> String {
    let guessed = |kind| matches!(kind, ReceiptKind::Fitted | ReceiptKind::Assumed);
    let receipts: Vec<_> = scenario.parameters.iter().filter_map(|it| it.receipt.as_ref()).collect();
    let (all, guesses) = (receipts.len(), receipts.iter().filter(|receipt| guessed(receipt.kind)).count());
    let within = trust.within.iter().map(|(percent, kept)| (format!("Every guess, by up to {percent} %"), *kept));
    let rows: String = [("Luck: 200 seeds".to_owned(), trust.seeds)]
        .into_iter()
        .chain(within)
        .chain([("Every guess, anywhere in its plausible range".to_owned(), trust.plausible)])
        .map(|(what, kept)| {
            let what = escape(&what);
            format!(
                "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\" class=\"statement\">{what}</th>\
                 <td role=\"cell\">{}</td></tr>\n",
                bar(kept)
            )
        })
        .collect();
    let drift = words::percent(trust.half_step);
    let step = match trust.half_step {
        drift if drift <= 0.2 => "so nothing here hangs on the step",
        drift if drift <= 1.0 => "so some of it hangs on the step a little",
        _ => "so at least one fact hangs on the step",
    };
    format!(
        "<h3>When something is different</h3>\n\
         <p>{guesses} of the {all} numbers are guesses: fitted to a fact, or assumed. They are drawn anew all at once.</p>\n\
         <table role=\"table\" class=\"fact-table\">\n<thead role=\"rowgroup\"><tr role=\"row\">\
         <th scope=\"col\" role=\"columnheader\">What is different</th>\
         <th scope=\"col\" role=\"columnheader\">Facts that still come out, on average</th></tr></thead>\n\
         <tbody role=\"rowgroup\">\n{rows}</tbody></table>\n\
         <p>At half the step of time no fact moves by more than {drift} of what it may be off, {step}.</p>\n"
    )
}

/// The picture: each fact in the order of the day, what it is worth, and how often it comes out.
fn one_by_one(outage: &Outage, trust: &Trust) -> String {
    let mut rows: Vec<(&FactRow, &FactTrust)> =
        outage.facts.iter().filter_map(|row| Some((row, trust.fact(&row.id)?))).collect();
    // What has no time, such as a peak, comes after what has one.
    rows.sort_by(|(one, _), (other, _)| one.at.unwrap_or(f64::INFINITY).total_cmp(&other.at.unwrap_or(f64::INFINITY)));
    let classes: String = Class::ALL
        .into_iter()
        .filter(|class| rows.iter().any(|(_, fact)| fact.class == *class))
        .map(|class| format!("<li>{}: {}</li>\n", named(class), escape(worth(class).meaning)))
        .collect();
    let rows: String = rows.iter().map(|(row, fact)| fact_row(&outage.scenario, row, fact)).collect();
    format!(
        "<h3>Fact by fact</h3>\n<p>In the order of the day: what each fact is worth, and how often it comes out when every guess \
         moves by up to 5 % at once.</p>\n<ul class=\"plain\">\n{classes}</ul>\n\
         <table role=\"table\" class=\"fact-table\">\n<thead role=\"rowgroup\"><tr role=\"row\">\
         <th scope=\"col\" role=\"columnheader\">What the record says</th><th scope=\"col\" role=\"columnheader\">Worth</th>\
         <th scope=\"col\" role=\"columnheader\">Comes out</th></tr></thead>\n\
         <tbody role=\"rowgroup\">\n{rows}</tbody></table>\n"
    )
}

fn fact_row(scenario: &Scenario, row: &FactRow, fact: &FactTrust) -> String {
    let hangs: Vec<&str> = fact.hangs.iter().map(|id| label(scenario, id)).collect();
    let hangs = match words::list(&hangs) {
        none if none.is_empty() => String::new(),
        hangs => format!("<span class=\"note\"> Hangs on: {}</span>", escape(&hangs)),
    };
    let time = if row.at.is_some() { format!("{}: ", escape(&row.documented)) } else { String::new() };
    let (statement, id) = (escape(&words::sentence(&row.statement)), fact.class.id());
    format!(
        "<tr role=\"row\" class=\"{id}\"><th scope=\"row\" role=\"rowheader\" class=\"statement\">{time}{statement}{hangs}</th>\
         <td role=\"cell\">{}</td><td role=\"cell\">{}</td></tr>\n",
        named(fact.class),
        bar(fact.kept)
    )
}

/// The name of a class with its mark, in its colour.
fn named(class: Class) -> String {
    let (id, worth) = (class.id(), worth(class));
    format!("<b class=\"worth {id}\"><span aria-hidden=\"true\">{} </span>{}</b>", worth.mark, escape(worth.name))
}

/// What people call a parameter or an action.
fn label<'a>(scenario: &'a Scenario, id: &'a str) -> &'a str {
    let parameter = scenario.parameters.iter().find(|it| it.id == id).map(|it| it.label.as_str());
    let action = || scenario.actions.iter().find(|it| it.id == id).map(|it| it.label.as_str());
    parameter.or_else(action).filter(|label| !label.is_empty()).unwrap_or(id)
}

/// Per cent, as a bar and in figures.
fn bar(percent: f64) -> String {
    let percent = percent.min(100.0);
    let text = escape(&words::percent(percent / 100.0));
    format!(
        "<div class=\"bar\"><svg aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" fill=\"var(--line)\"/>\
         <rect width=\"{percent:.0}%\" height=\"100%\" fill=\"currentColor\"/></svg><b>{text}</b></div>"
    )
}
