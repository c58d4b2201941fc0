//! What a file says for people about the outage as a whole: its title and story, its clock, what it leaves out.

use super::table::Table;
use super::{Clock, File, Sheet, days, story};
use crate::keys;
use crate::problem::{Mistake, Span};
use outage_plan::About;

/// The version of the format.
const FORMAT: f64 = 2.0;

/// A place cannot be further from universal time than a day.
const MINUTES_OF_DAY: f64 = 1440.0;

/// Whether a file is of a format whose mistakes mean something here; told when it is another.
pub(super) fn has_known_format(root: &mut Table<'_, '_, '_>) -> bool {
    let Some(value) = root.get("format") else { return true };
    let format = super::table::number(value);
    if format == Some(FORMAT) {
        return true;
    }
    let span = root.span_of(value);
    if format == Some(1.0) {
        let mistake = Mistake::new(span, "this file is of format 1, whose kinds are gone; files are of format 2 now");
        root.report(mistake.hint("docs/format.md says how they are written, and what to take over"));
        return false;
    }
    root.report(Mistake::new(span, "this is another format than the one that is read here").hint("write format = 2"));
    true
}

/// Reads what stands at the top of the file.
pub(super) fn read(root: &mut Table<'_, '_, '_>, file: &mut File) {
    const FILE: &str = "the file";
    let opens_at = root.get("opens-at").and_then(|at| days::time(root, at, file.clock));
    let about = About {
        title: root.told("title", FILE),
        short: root.told("short", FILE),
        day: root.told("day", FILE),
        summary: root.told("summary", FILE),
        try_first: root.told("try-first", FILE),
        whose: root.text_or_empty("whose"),
        noticed: story::brief(root, "noticed", story::SENTENCE),
        opening: story::opening(root, file.clock),
        story: Vec::new(),
        terms: story::terms(root),
        opens_at: opens_at.unwrap_or(0.0),
        opens_on: 0,
        leaves_out: root.texts("leaves-out").into_iter().map(|(text, _)| text).collect(),
        anatomy: story::anatomy(root),
        observer: None,
        is_draft: root.reader.is_draft,
    };
    if root.get("id").is_none() && root.reader.is_told {
        let span = root.span;
        root.report(Mistake::new(span, "the file has no `id`").hint("it is the name in links, such as our-outage"));
    }
    let id = if root.get("id").is_some() { root.name("id", FILE) } else { None };
    if root.get("root").is_none() && root.reader.is_told {
        let span = root.span;
        root.report(Mistake::new(span, "the file has no `root`").hint("name the component that fails first"));
    }
    let sheet = Sheet {
        id: id.map_or_else(String::new, |(id, _)| id),
        root: root.text("root"),
        opens_on: root.text("opens-on"),
        observer: observer(root),
        story: story::cards(root, file.clock),
        about,
        ..std::mem::take(&mut file.sheet)
    };
    file.sheet = sheet;
}

fn observer(root: &mut Table<'_, '_, '_>) -> Option<((String, Span), (String, Span))> {
    let found = root.table("observer", "observer", |table| {
        let (component, missing) = (table.name("component", "the observer"), table.name("missing", "the observer"));
        table.finish(&keys::OBSERVER);
        component.zip(missing)
    });
    found.flatten()
}

/// Reads the clock.
pub(super) fn clock(root: &mut Table<'_, '_, '_>) -> (Clock, outage_plan::Clock) {
    let span = root.span;
    let found = root.table("clock", "clock", |table| {
        let mut time = |key| {
            let value = table.get(key);
            if value.is_none() {
                let span = table.span;
                table.report(Mistake::new(span, format!("the clock has no `{key}`")));
            }
            value.and_then(|value| table.time_in(value))
        };
        let (trigger, from, until) = (time("trigger"), time("from"), time("until"));
        let step = table.minutes("step").unwrap_or(1.0);
        let zone = table.told("zone", "the clock");
        let zone = if zone.is_empty() { "local time".to_owned() } else { zone };
        let utc_offset = utc_offset(table);
        table.finish(&keys::CLOCK);
        let span = table.span;
        let (trigger, from, until) = (trigger?, from?, until?);
        let clock = Clock { trigger, from: from - trigger, until: until - trigger, step };
        let of_place = outage_plan::Clock { trigger, zone, utc_offset };
        let refused = |table: &mut Table<'_, '_, '_>, message: String, hint: &str| {
            table.report(Mistake::new(span, message).hint(hint));
            None
        };
        if !(0.05..=60.0).contains(&step) {
            let message = "the step is too short or too long".to_owned();
            return refused(table, message, "from 3 s to 60 min");
        }
        if clock.from > 0.0 {
            let (from, trigger) = (table.quoted("from"), table.quoted("trigger"));
            let message = format!("the run begins at {from}, which is after the trigger at {trigger}");
            return refused(table, message, "let `from` be earlier; for the day before write -1d before the time");
        }
        if clock.until <= 0.0 {
            let (until, trigger) = (table.quoted("until"), table.quoted("trigger"));
            let message = format!("the end of the run, {until}, is before the trigger at {trigger}");
            return refused(table, message, &format!("for the next day write +1d {until}"));
        }
        let steps = (clock.until - clock.from) / step;
        let most = outage_plan::MAX_STEPS - 1;
        if steps > most as f64 {
            let message = format!("a run of {steps:.0} steps is too long; at most {most} are taken");
            return refused(table, message, "make the day shorter or the step longer");
        }
        Some((clock, of_place))
    });
    if found.is_none() {
        let hint = "write [clock] with trigger, from, until and step";
        root.report(Mistake::new(span, "the file has no clock").hint(hint));
    }
    // Without a clock, nothing is said about times that would be outside of it.
    let unknown = || (Clock { trigger: 0.0, from: -1e9, until: 1e9, step: 1.0 }, outage_plan::Clock::default());
    found.flatten().unwrap_or_else(unknown)
}

fn utc_offset(table: &mut Table<'_, '_, '_>) -> f64 {
    const KEY: &str = "utc-offset-minutes";
    let Some(value) = table.get(KEY) else {
        if table.reader.is_told {
            let span = table.span;
            let hint = "write how far the zone is ahead of UTC: -480 for PST";
            table.report(Mistake::new(span, format!("the clock has no `{KEY}`")).hint(hint));
        }
        return 0.0;
    };
    let found = super::table::number(value).filter(|minutes| minutes.abs() <= MINUTES_OF_DAY);
    if found.is_none() {
        let span = table.span_of(value);
        let mistake = Mistake::new(span, format!("`{KEY}` is a number of minutes, at most a day"));
        table.report(mistake.hint("-480 for PST, 60 for CET"));
    }
    found.unwrap_or(0.0)
}
