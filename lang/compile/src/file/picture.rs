//! Pictures of members.

use super::table::{Table, number};
use super::{Picture, Trend};
use crate::keys;
use crate::parse;
use crate::problem::{Mistake, short};
use crate::syntax::Expr;

/// How the members of a kind are drawn.
pub(super) fn read(table: &mut Table<'_, '_, '_>) -> Option<Picture> {
    let place = table.place.clone();
    table.table("picture", &place, |table| {
        let span = table.span;
        let form = table.text("form").and_then(|(form, span)| {
            let found = outage_plan::Form::ALL.iter().find(|(name, _)| *name == form).map(|(_, form)| *form);
            if found.is_none() {
                let hint = format!("there are {}", outage_plan::Form::ALL.map(|(name, _)| name).join(", "));
                let mistake = Mistake::new(span, format!("there is no form of picture `{}`", short(&form)));
                table.report(mistake.hint(hint));
            }
            found
        });
        let of = table.text("of").map(|(group, span)| (group.replace('-', "_"), span));
        let zones = table.get("zones").map(|value| (table.span_of(value), number(value)));
        if let Some((span, zones)) = zones
            && !zones.is_some_and(|zones| (1.0..=64.0).contains(&zones) && zones.fract() == 0.0)
        {
            table.report(Mistake::new(span, "a picture has 1 to 64 zones"));
        }
        let member = table.text_or_empty("member");
        let title = title(table);
        let mut expression = |key| table.expression(key).map(|(_, expr)| expr);
        let (size, level) = (expression("size"), expression("level"));
        let (holds, limit) = (expression("holds"), expression("limit"));
        let place = table.place.clone();
        let meter = table.table("meter", &place, |meter| {
            let [value, limit] = ["value", "limit"].map(|key| needed(meter, key, "a meter"));
            let found = (text_needed(meter, "label", "a meter"), value?, limit?, meter.text_or_empty("limit-label"));
            meter.finish(&keys::METER);
            Some(found)
        });
        let mut trends = Vec::new();
        table.tables("trends", |trend| {
            let (label, value) = (text_needed(trend, "label", "a trend"), needed(trend, "value", "a trend"));
            let full = trend.expression("full").map(|(_, expr)| expr);
            trend.finish(&keys::TREND);
            trends.extend(value.map(|value| Trend { label, value, full }));
        });
        table.finish(&keys::PICTURE);
        Picture {
            span,
            form: form.unwrap_or(outage_plan::Form::Squares),
            of,
            member: if member.is_empty() { "member".to_owned() } else { member },
            zones: zones.and_then(|(_, zones)| zones).unwrap_or(1.0) as u16,
            title,
            size,
            level,
            holds,
            limit,
            meter: meter.flatten(),
            trends,
        }
    })
}

fn title(table: &mut Table<'_, '_, '_>) -> (Vec<String>, Vec<Expr>) {
    let Some(value) = table.get("title") else {
        let span = table.span;
        let hint = "write title = \"{size} servers\"";
        table.report(Mistake::new(span, "a picture has no `title`").hint(hint));
        return (vec![String::new()], Vec::new());
    };
    let Some((text, _)) = table.text_in(value) else { return (vec![String::new()], Vec::new()) };
    match parse::sentence(&text, table.inner(value)) {
        Ok(found) => found,
        Err(mistake) => {
            table.report(mistake);
            (vec![String::new()], Vec::new())
        }
    }
}

fn needed(table: &mut Table<'_, '_, '_>, key: &'static str, what: &str) -> Option<Expr> {
    if table.get(key).is_none() {
        let span = table.span;
        table.report(Mistake::new(span, format!("{what} has no `{key}`")));
    }
    table.expression(key).map(|(_, expr)| expr)
}

fn text_needed(table: &mut Table<'_, '_, '_>, key: &'static str, what: &str) -> String {
    if table.get(key).is_none() {
        let span = table.span;
        table.report(Mistake::new(span, format!("{what} has no `{key}`")));
    }
    table.text_or_empty(key)
}
