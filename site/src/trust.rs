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
        together(&outage.inside, trust),
        one_by_one(outage, trust)
    )
}

/// What the facts do together.
fn together(scenario: &Scenario, trust: &Trust) -> String {
    let is_guess = |kind| matches!(kind, ReceiptKind::Fitted | ReceiptKind::Assumed);
    let receipts: Vec<_> = scenario.parameters.iter().filter_map(|it| it.receipt.as_ref()).collect();
    let (all, guesses) = (receipts.len(), receipts.iter().filter(|receipt| is_guess(receipt.kind)).count());
    let luck = (format!("Luck alone, with {} other seeds", trust.seeds_tried), trust.seeds);
    let width = |percent: f64| format!("Every guess at once, by up to {percent}{}%", words::NARROW);
    let within = trust.within.iter().map(|(percent, kept)| (width(*percent), *kept));
    let plausible = ("Every guess at once, anywhere in its plausible range".to_owned(), trust.plausible);
    let row = |(what, kept): (String, f64)| format!("<li><span>{}</span>{}</li>\n", escape(&what), bar(kept));
    let rows: String = [luck].into_iter().chain(within).chain([plausible]).map(row).collect();
    let (draws, drift) = (trust.draws, words::percent(trust.half_step));
    let step = match trust.half_step {
        drift if drift <= 0.2 => "so nothing here hangs on the step",
        drift if drift <= 1.0 => "so some of it hangs on the step a little",
        _ => "so at least one fact hangs on the step",
    };
    format!(
        "<h3>When something is different</h3>\n\
         <p>{guesses} of the {all} numbers are guesses: fitted to a fact, or assumed. The bars show how many of the facts still \
         come out, on average over {draws} draws; with so few, a bar may be off by a few per cent.</p>\n<ul class=\"trust overall\">\n{rows}</ul>\n\
         <p>At half the step of time no fact moves by more than {drift} of what it may be off, {step}.</p>\n"
    )
}

/// The picture: each fact in the order of the day, what it is worth, and how often it comes out.
fn one_by_one(outage: &Outage, trust: &Trust) -> String {
    let mut rows: Vec<(&FactRow, &FactTrust)> =
        outage.facts.iter().filter_map(|row| Some((row, trust.fact(&row.id)?))).collect();
    // What has no time, such as a peak, comes after what has one.
    let time = |row: &FactRow| row.at.unwrap_or(f64::INFINITY);
    rows.sort_by(|(one, _), (other, _)| time(one).total_cmp(&time(other)));
    let class = |class: Class| {
        let count = rows.iter().filter(|(_, fact)| fact.class == class).count();
        let meaning = escape(worth(class).meaning);
        (count > 0).then(|| format!("<li>{}, {count} of {}: {meaning}</li>\n", named(class), rows.len()))
    };
    let classes: String = Class::ALL.into_iter().filter_map(class).collect();
    let rows: String = rows.iter().map(|(row, fact)| fact_row(&outage.scenario, row, fact)).collect();
    format!(
        "<h3>Fact by fact</h3>\n<p>What each fact is worth, in the order of the day. The bars show how often it comes out when \
         every guess moves by up to 5{}% at once.</p>\n<ul class=\"plain\">\n{classes}</ul>\n\
         <ol class=\"trust\">\n{rows}</ol>\n",
        words::NARROW
    )
}

fn fact_row(scenario: &Scenario, row: &FactRow, fact: &FactTrust) -> String {
    let hangs: Vec<&str> = fact.hangs.iter().map(|id| label(scenario, id)).collect();
    let hangs = match words::list(&hangs) {
        none if none.is_empty() => String::new(),
        hangs => format!(" <small>Hangs on: {}.</small>", escape(&hangs)),
    };
    let time = if row.at.is_some() { escape(&row.documented) } else { String::new() };
    let statement = escape(&words::sentence(&row.statement));
    format!(
        "<li class=\"{}\"><time>{time}</time> <span>{statement}.{hangs}</span> {}{}</li>\n",
        fact.class.id(),
        named(fact.class),
        bar(fact.kept)
    )
}

/// The name of a class with its mark, in its colour.
fn named(class: Class) -> String {
    let (id, worth) = (class.id(), worth(class));
    format!("<b class=\"worth {id}\"><i aria-hidden=\"true\">{} </i>{}</b>", worth.mark, escape(worth.name))
}

/// What people call a parameter or an action.
fn label<'a>(scenario: &'a Scenario, id: &'a str) -> &'a str {
    let parameter = scenario.parameters.iter().find(|it| it.id == id).map(|it| it.label.as_str());
    let action = || scenario.actions.iter().find(|it| it.id == id).map(|it| it.label.as_str());
    parameter.or_else(action).filter(|label| !label.is_empty()).unwrap_or(id)
}

/// Per cent, as a bar and in figures.
fn bar(percent: f64) -> String {
    let text = escape(&words::percent(percent / 100.0));
    format!(
        "<div class=\"kept\"><svg aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" fill=\"var(--line)\"/>\
         <rect width=\"{:.1}%\" height=\"100%\" fill=\"currentColor\"/></svg><b>{text}</b></div>",
        percent.min(100.0)
    )
}
