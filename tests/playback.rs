//! The cursor over a recording: where it goes, and where it stops.

use outage_explorer::address::{Document, Opened, parse, write};
use outage_explorer::playback::{Playback, SPEEDS, stops};
use outage_explorer::state::{ClockZone, State};
use outage_sim::BUILT_IN;

#[test]
fn playback_repeats_a_stretch_and_stops_where_it_is_told() {
    let mut playback = Playback::new((0.0, 100.0), 10.0);
    playback.mark();
    assert_eq!(playback.repeat, Some((10.0, 20.0)));
    playback.stretch(true, 12.0);
    playback.stretch(false, 11.5);
    assert_eq!(playback.repeat, Some((11.0, 12.0)), "it stays a minute long");
    playback.stretch(false, 10.0);
    assert_eq!(playback.repeat, Some((10.0, 12.0)));
    playback.toggle();
    for _ in 0..200 {
        playback.tick(0.05);
        assert!((10.0..12.0).contains(&playback.cursor) && playback.playing, "{playback:?}");
    }
    playback.seek(50.0);
    playback.tick(0.1);
    assert!(playback.cursor > 50.0, "somebody who leaves the stretch is not fetched back");
    playback.mark();
    assert_eq!(playback.repeat, None);
    playback.end = Some(51.0);
    (0..50).for_each(|_| {
        playback.tick(0.1);
    });
    assert_eq!((playback.cursor, playback.playing), (51.0, false));
}

#[test]
fn every_stretch_that_can_be_marked_travels_in_a_link() {
    let state = State::open(Opened::default());
    let span = state.scenario.span;
    for (first, second) in
        [(315.2, 315.4), (315.4, 330.7), (400.0, 100.0), (span.0, span.1), (span.1, span.1), (span.1 - 0.3, 0.0)]
    {
        let mut playback = Playback::new(span, first);
        for moment in [first, second, second] {
            playback.seek(moment);
            playback.mark();
            assert!(playback.repeat.is_none_or(|(from, until)| from < until), "{playback:?}");
            let link = write(&state, &playback);
            let opened = parse(&link);
            assert_eq!((opened.repeat, &*opened.notices), (playback.repeat, &[][..]), "{link}");
        }
    }
}

#[test]
fn playback_stays_within_its_span() {
    let mut playback = Playback::new((-10.0, 100.0), 1e9);
    assert_eq!((playback.cursor, playback.playing), (100.0, false));
    playback.toggle();
    assert_eq!((playback.cursor, playback.playing), (-10.0, true), "from the end it starts again");
    assert!(playback.tick(0.1) && playback.cursor == -9.5);
    assert!(!playback.tick(f64::NAN) && !playback.tick(-1.0));
    playback.tick(3_600.0);
    assert_eq!(playback.cursor, -9.0, "a long pause of the page does not jump");
    for _ in 0..10_000 {
        playback.tick(0.1);
    }
    assert_eq!((playback.cursor, playback.playing), (100.0, false));
    playback.step(-1e6);
    assert_eq!(playback.cursor, -10.0);
    playback.seek(f64::NAN);
    assert_eq!(playback.cursor, -10.0);
    for _ in 0..20 {
        playback.faster();
    }
    assert_eq!(playback.speed, SPEEDS[SPEEDS.len() - 1]);
    for _ in 0..20 {
        playback.slower();
    }
    assert_eq!(playback.speed, SPEEDS[0]);
}

#[test]
fn stops_lead_through_the_day_and_back() {
    for built_in in 0..BUILT_IN.len() {
        let state = State::open(Opened { document: Document::BuiltIn(built_in), ..Opened::default() });
        let stops = stops(&state.scenario, &state.recording, ClockZone::Local);
        assert!(stops.len() > 5 && stops.is_sorted_by(|a, b| a.at < b.at));
        let mut playback = Playback::new(state.scenario.span, state.scenario.span.0);
        let there = std::iter::from_fn(|| playback.next(&stops).map(|stop| stop.at)).collect::<Vec<_>>();
        let mut back = std::iter::from_fn(|| playback.previous(&stops).map(|stop| stop.at)).collect::<Vec<_>>();
        back.reverse();
        assert_eq!(there.len(), stops.len());
        assert_eq!(back, there[..there.len() - 1]);
    }
}
