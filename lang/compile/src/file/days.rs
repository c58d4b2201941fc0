//! The day: what happened at which time, what the record says, what was proposed afterwards.

use super::shown::quantities;
use super::table::Table;
use super::{Action, Clock, Fact, File, Quantity, Remediation, Told, receipt};
use crate::keys;
use crate::problem::{Mistake, Span};
use outage_plan::{Documented, Reading};
use toml::de::DeValue;

/// Minutes of failure until operators answer, unless an action says otherwise.
const ALARM: f64 = 5.0;
/// Most minutes that a time may be off: where the source's words are soft, or long after the trigger.
const MOST: f64 = 30.0;

/// Reads what happened, what the record says, and what was proposed.
pub(super) fn read(root: &mut Table<'_, '_, '_>, file: &mut File) {
    let clock = file.clock;
    root.table("record", "record", |table| {
        for (name, _, value) in table.entries() {
            file.records.extend(table.expression_in(value).map(|(_, expr)| (name, expr)));
        }
    });
    let mut ids: Vec<String> = Vec::new();
    root.tables("action", |table| {
        let found = action(table, clock);
        table.finish(&keys::ACTION);
        if let Some(found) = found {
            once(table, &mut ids, &found.id, found.span);
            file.actions.push(found);
        }
    });
    ids.clear();
    root.tables("remediation", |table| {
        let found = remediation(table, clock);
        table.finish(&keys::REMEDIATION);
        if let Some((found, span)) = found {
            once(table, &mut ids, &found.id, span);
            file.remediations.push(found);
        }
    });
    ids.clear();
    root.tables("fact", |table| {
        let found = fact(table, clock);
        table.finish(&keys::FACT);
        if let Some((found, span)) = found {
            once(table, &mut ids, &found.id, span);
            file.facts.push(found);
        }
    });
}

fn once(table: &mut Table<'_, '_, '_>, ids: &mut Vec<String>, id: &str, span: Span) {
    if ids.iter().any(|known| known == id) {
        table.report(Mistake::new(span, format!("there are two of `{id}`")));
    }
    ids.push(id.to_owned());
}

/// A time within the run, in minutes since the trigger.
pub(super) fn time(table: &mut Table<'_, '_, '_>, value: &toml::Spanned<DeValue<'_>>, clock: Clock) -> Option<f64> {
    let at = table.time_in(value)? - clock.trigger;
    if (clock.from..=clock.until).contains(&at) {
        return Some(at);
    }
    let span = table.span_of(value);
    let text = value.get_ref().as_str().unwrap_or("");
    let clock_of = outage_plan::Clock { trigger: clock.trigger, ..outage_plan::Clock::default() };
    let of_day = |minutes: f64| clock_of.local(minutes);
    let mistake = if at < clock.from {
        let message = format!("{text} is before {}, when the run begins", of_day(clock.from));
        let is_next_day = at + 1440.0 <= clock.until;
        let hint = if is_next_day { format!("for the next day write +1d {text}") } else { String::new() };
        Mistake::new(span, message).hint(hint)
    } else {
        let message = format!("{text} is after {}, when the run ends", of_day(clock.until));
        Mistake::new(span, message).hint("let `until` of the clock be later")
    };
    table.report(mistake);
    None
}

fn action(table: &mut Table<'_, '_, '_>, clock: Clock) -> Option<Action> {
    let id = table.name("id", "an action");
    let told = told(table, "an action");
    let is_trigger = table.flag("trigger").unwrap_or(false);
    let at = table.get("at");
    if at.is_none() {
        let span = table.span;
        table.report(Mistake::new(span, "an action has no `at`").hint("write such as at = \"05:24\""));
    }
    let at = at.and_then(|at| time(table, at, clock));
    let over = table.minutes("over").unwrap_or(0.0);
    let answers = table.text("answers");
    let patience = table.minutes("patience").unwrap_or(ALARM);
    let needs = table.expression("needs").map(|(_, expr)| expr);
    let takes = table.minutes("takes").unwrap_or(0.0);
    let retry = table.minutes("retry");
    let after = table.text("after");
    let place = table.place.clone();
    let set = table.table("set", &place, quantities).unwrap_or_default();
    if set.is_empty() && table.reader.is_told {
        let span = table.span;
        let mistake = Mistake::new(span, "the action changes nothing");
        table.report(mistake.hint("say what it sets: set = { \"component.parameter\" = … }"));
    }
    let (id, span) = id?;
    if let (None, Some(_)) = (&needs, retry) {
        let mistake = Mistake::new(span, "an action that is tried again needs something that can fail");
        table.report(mistake.hint("write needs = \"…\", or leave `retry` out"));
    }
    Some(Action { id, span, told, is_trigger, at: at?, over, answers, patience, needs, takes, retry, after, set })
}

fn remediation(table: &mut Table<'_, '_, '_>, clock: Clock) -> Option<(Remediation, Span)> {
    let id = table.name("id", "a remediation");
    let told = told(table, "a remediation");
    let proposed_by = table.told("proposed-by", "a remediation");
    let place = table.place.clone();
    let set = table.table("set", &place, quantities).unwrap_or_default();
    let moves = table.table("move", &place, |moves| {
        let entries: Vec<_> = moves.entries().collect();
        let read = entries.into_iter().filter_map(|(_, span, value)| {
            let name = moves.reader.text.get(span.from as usize..span.to as usize).unwrap_or("").trim_matches('"');
            Some((name.to_owned(), span, time(moves, value, clock)?))
        });
        read.collect()
    });
    let rehearses = table.texts("rehearse");
    let moves: Vec<_> = moves.unwrap_or_default();
    if set.is_empty() && moves.is_empty() && rehearses.is_empty() && table.reader.is_told {
        let span = table.span;
        table.report(Mistake::new(span, "the remediation changes nothing").hint("give it `set`, `move` or `rehearse`"));
    }
    let (id, span) = id?;
    Some((Remediation { id, told, proposed_by, set, moves, rehearses }, span))
}

/// What people read about an action or a remediation.
fn told(table: &mut Table<'_, '_, '_>, what: &str) -> Told {
    let (label, about) = (table.told("label", what), table.told("about", what));
    let span = table.span;
    Told { label, about, receipt: receipt::of(table, span) }
}

fn fact(table: &mut Table<'_, '_, '_>, clock: Clock) -> Option<(Fact, Span)> {
    let id = table.name("id", "a fact");
    let (statement, quote, cited) = cited(table);
    let words = table.text_or_empty("words");
    let soft = table.flag("soft").unwrap_or(false);
    let at = table.get("at").and_then(|at| time(table, at, clock));
    let between: Vec<f64> = match table.get("between").map(|value| (value, value.get_ref())) {
        Some((_, DeValue::Array(times))) => times.iter().filter_map(|at| time(table, at, clock)).collect(),
        Some((value, _)) => {
            table.expected(value, "a list of two times");
            Vec::new()
        }
        None => Vec::new(),
    };
    let (documented, tolerance) = match (at, between.as_slice()) {
        (Some(at), _) => (Documented::At(at), if soft { MOST } else { (at.abs() * 0.05).clamp(10.0, MOST) }),
        (None, &[from, until]) => (Documented::Between(from, until), 0.0),
        _ => (Documented::Holds, 0.0),
    };
    let before = table.texts("before");
    let place = table.place.clone();
    let given = table.table("given", &place, |given| {
        let (off, fix) = (given.texts("off"), given.texts("fix"));
        let place = given.place.clone();
        let set = given.table("set", &place, quantities).unwrap_or_default();
        given.finish(&keys::GIVEN);
        (off, set, fix)
    });
    let (off, set, fix) = given.unwrap_or_default();
    let claim = table.table("claim", &place, claim);
    if table.get("claim").is_none() {
        let span = table.span;
        let hint = "write claim = { of = \"NAME.error\", rises-to = 0.02 }";
        table.report(Mistake::new(span, "a fact has no `claim`").hint(hint));
    }
    let ((id, span), claim) = (id?, claim??);
    let is_time = documented != Documented::Holds;
    if is_time != claim.reading.is_time() && (is_time || table.reader.is_told) {
        let mistake = Mistake::new(span, "the record and the claim do not speak of the same thing");
        table.report(
            mistake.hint("compare a time with a time: `at` or `between` with `rises-to` or one of the `falls-…`"),
        );
    }
    let fact = Fact {
        id,
        statement,
        quote,
        cited,
        soft,
        words,
        of: claim.of,
        name: claim.name,
        reading: claim.reading,
        bound: claim.bound,
        times: claim.times,
        lasting: claim.lasting,
        documented,
        tolerance,
        off,
        set,
        fix,
        before,
    };
    Some((fact, span))
}

/// What a fact says, what it quotes, and from where.
fn cited(table: &mut Table<'_, '_, '_>) -> (String, String, Option<u16>) {
    let is_needed = !table.reader.is_draft;
    for key in ["statement", "quote"] {
        if table.get(key).is_none() && is_needed {
            let span = table.span;
            table.report(Mistake::new(span, format!("a fact has no `{key}`")));
        }
    }
    let source = match table.text("source") {
        Some((id, span)) => receipt::source(table, &id, span),
        None if is_needed => {
            let span = table.span;
            let hint = "name the source that it is quoted from";
            table.report(Mistake::new(span, "a fact has no `source`").hint(hint));
            None
        }
        None => None,
    };
    (table.text_or_empty("statement"), table.text_or_empty("quote"), source)
}

struct Claim {
    of: crate::syntax::Expr,
    name: String,
    reading: Reading,
    bound: Quantity,
    times: u16,
    lasting: f64,
}

fn claim(table: &mut Table<'_, '_, '_>) -> Option<Claim> {
    let of = table.expression("of");
    let mut read = Vec::new();
    for (key, reading) in Reading::ALL {
        if let Some(value) = table.get(key) {
            read.extend(table.quantity(value).map(|bound| (reading, bound)));
        }
    }
    let lasting = table.minutes("for").unwrap_or(0.0);
    let times = table.get("times").and_then(|value| table.quantity(value)).map_or(1.0, |times| times.value());
    table.finish(&keys::CLAIM);
    let span = table.span;
    if of.is_none() {
        table.report(Mistake::new(span, "a claim has no `of`").hint("write of = \"NAME.error\""));
    }
    let (name, of) = of?;
    // One that is written in another way is told as that.
    if read.is_empty() && !table.is_known(&keys::CLAIM) {
        return None;
    }
    if read.len() != 1 {
        let keys = Reading::ALL.map(|(key, _)| key).join(", ");
        table.report(Mistake::new(span, "a claim is read in one way").hint(format!("write one of {keys}")));
        return None;
    }
    let (reading, bound) = read.pop()?;
    Some(Claim { of, name, reading, bound, times: times.clamp(1.0, 1000.0) as u16, lasting })
}
