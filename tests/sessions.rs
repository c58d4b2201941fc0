//! The built-in sessions, held to the outages that they name.

use outage_explorer::address;
use outage_explorer::playback::Playback;
use outage_explorer::session::{
    Given, Near, Truth, check, link_of, outcome, shown_from, state_of, verdict, with_twist,
};
use outage_explorer::state::{Blind, State};
use outage_sim::SESSIONS;
use outage_sim::session::{Answer, Ask, Common, Session, Step};

fn sessions() -> impl Iterator<Item = Session> {
    SESSIONS.iter().map(|(_, bytes)| Session::from_bytes(bytes).expect("the build has written it"))
}

#[test]
fn everything_that_a_session_names_is_there() {
    let mut problems = Vec::new();
    for session in sessions() {
        problems.extend(check(&session).into_iter().map(|problem| format!("{}: {problem}", session.id)));
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn an_hour_takes_an_hour() {
    let minutes = |id: &str| sessions().find(|session| session.id == id).map(|session| session.minutes());
    for (id, expected) in [
        ("kinesis-2020-hour", 60.0),
        ("dynamodb-2015-hour", 60.0),
        ("kinesis-2024-hour", 60.0),
        ("taster-20", 20.0),
        ("same-shape-three-times", 90.0),
    ] {
        assert_eq!(minutes(id), Some(expected), "{id}");
    }
}

#[test]
fn nothing_is_in_sight_before_the_step_that_asks_for_it() {
    for id in ["kinesis-2020-hour", "dynamodb-2015-hour", "kinesis-2024-hour"] {
        let session = sessions().find(|session| session.id == id).expect("it is built in");
        let is_open = |step| address::parse(&link_of(step, true)).blind.is_none();
        let first_open = session.steps.iter().position(is_open).expect("the day is shown in the end");
        let last_curve = |ask: &Ask| matches!(ask.answer, Answer::Curve(_));
        let drawn = session.steps.iter().position(|step| step.asks.iter().any(last_curve)).expect("people draw a day");
        assert!(
            drawn <= first_open,
            "{id}: the whole day is in sight in step {}, and drawn in {}",
            first_open + 1,
            drawn + 1
        );
        let commanded = session.steps.iter().position(|step| step.command.is_some()).expect("people take command");
        assert!(commanded < first_open, "{id}: the whole day is in sight before it is commanded");
    }
}

#[test]
fn nothing_of_a_curve_is_seen_before_it_is_drawn() {
    let mut drawn = 0;
    for session in sessions() {
        for (place, step) in session.steps.iter().enumerate() {
            if !step.asks.iter().any(|ask| matches!(ask.answer, Answer::Curve(_))) {
                continue;
            }
            drawn += 1;
            let asked = state_of(step, false).expect("all plans are here");
            let before = session.steps[..place].iter().flat_map(|step| [state_of(step, false), state_of(step, true)]);
            for seen in before.flatten().filter(|seen| seen.scenario.id == asked.scenario.id) {
                let until = seen.view.blind.map_or(f64::INFINITY, |_| seen.cue.end.unwrap_or(seen.cue.at));
                assert!(until <= asked.cue.at, "{}, {}: seen until {until} before", session.id, step.title);
            }
        }
    }
    assert!(drawn >= 3, "{drawn}");
}

#[test]
fn no_step_lays_a_dialog_over_its_own_question() {
    for session in sessions() {
        for (step, is_revealed) in session.steps.iter().flat_map(|step| [(step, false), (step, true)]) {
            let opened = address::parse(&link_of(step, is_revealed));
            assert_eq!(opened.sheet, None, "{}, {}: {}", session.id, step.title, link_of(step, is_revealed));
        }
    }
}

/// Whether the run itself would show the answer. A choice may be about what everybody has just seen.
fn is_of_a_run(ask: &Ask) -> bool {
    matches!(ask.answer, Answer::Time(_) | Answer::Number(_) | Answer::Curve(_))
}

#[test]
fn nobody_sees_the_answer_before_the_question() {
    for session in sessions() {
        for step in session.steps.iter().filter(|step| step.asks.iter().any(is_of_a_run)) {
            let opened = address::parse(&link_of(step, false));
            let place = format!("{}, {}", session.id, step.title);
            assert!(opened.blind.is_some(), "{place}: what comes after the moment is in sight");
            // Afterwards it is in sight, although what later steps ask may still be hidden.
            let opened = address::parse(&link_of(step, true));
            let seen_until =
                opened.blind.map_or(f64::INFINITY, |_| opened.end.or(opened.at).unwrap_or(f64::NEG_INFINITY));
            let Some(state) = state_of(step, true) else { panic!("{}: no plan", session.id) };
            for ask in step.asks.iter().filter(|ask| is_of_a_run(ask)) {
                let asked_for = match (Truth::of(ask, &state), &ask.answer) {
                    (Ok(Truth::Time(Some(at), _)), _) => at,
                    (_, Answer::Number(name)) => {
                        let time = name.split_once('@').map_or("", |(_, time)| time);
                        state.scenario.clock.parse(time).expect("another test checks it")
                    }
                    _ => f64::INFINITY,
                };
                assert!(asked_for <= seen_until, "{place}: “{}” is still hidden afterwards", ask.question);
            }
        }
    }
}

#[test]
fn a_run_that_plays_is_told_from_the_moment_that_is_asked_for() {
    let mut plays = 0;
    for session in sessions() {
        for step in &session.steps {
            let state = state_of(step, true).expect("all plans are here");
            let Some(end) = state.cue.end.filter(|_| state.cue.play) else { continue };
            for ask in &step.asks {
                plays += 1;
                let truth = Truth::of(ask, &state).expect("another test checks it");
                let from = shown_from(ask, &truth, &state.scenario, end);
                let place = format!("{}, {}", session.id, ask.question);
                assert!(from > state.cue.at && from <= end, "{place}: {from} is not within what plays");
                match (truth, &ask.answer) {
                    (Truth::Time(Some(at), _), _) => assert_eq!(from, at, "{place}"),
                    (_, Answer::Number(name)) => {
                        let time = name.split_once('@').map(|(_, time)| state.scenario.clock.parse(time));
                        assert_eq!(Some(Ok(from)), time, "{place}");
                    }
                    _ => assert_eq!(from, end, "{place}"),
                }
            }
        }
    }
    assert!(plays > 5, "{plays}");
}

#[test]
fn what_the_run_shows_is_right_and_the_opposite_is_not() {
    for session in sessions() {
        for step in &session.steps {
            let Some(state) = state_of(step, true) else { panic!("{}: no plan", session.id) };
            for ask in &step.asks {
                let truth = Truth::of(ask, &state).expect("another test checks it");
                let given = match &truth {
                    Truth::Choices(right) => right.first().map(|index| (Given::Choice(*index), None)),
                    Truth::Time(at, _) => at.map(|at| (Given::Time(at), Some(Given::Time(at + 600.0)))),
                    Truth::Number(_, value) => Some((Given::Number(*value), Some(Given::Number(value * 3.0 + 1.0)))),
                    Truth::Curve { curve, .. } => {
                        let mut other = curve.clone();
                        other.levels.iter_mut().for_each(|level| *level = 63 - *level);
                        Some((Given::Curve(curve.clone()), Some(Given::Curve(other))))
                    }
                    Truth::Words => None,
                };
                let Some((right, wrong)) = given else { continue };
                let place = format!("{}, {}", session.id, ask.question);
                assert_eq!(verdict(ask, Some(&right), &truth, &state).near, Near::Right, "{place}");
                assert!(
                    wrong.is_none_or(|wrong| verdict(ask, Some(&wrong), &truth, &state).near == Near::Far),
                    "{place}"
                );
                assert_eq!(verdict(ask, None, &truth, &state).distance, "", "{place}: nobody has answered");
            }
        }
    }
}

#[test]
fn a_curve_is_drawn_until_the_moment_that_its_question_names() {
    let session = sessions().find(|session| session.id == "kinesis-2024-hour").expect("it is built in");
    let is_curve = |ask: &&Ask| matches!(ask.answer, Answer::Curve(_));
    let found = session.steps.iter().find_map(|step| Some((step, step.asks.iter().find(is_curve)?)));
    let (step, ask) = found.expect("people draw a day");
    let state = state_of(step, true).expect("all plans are here");
    let until = state.scenario.clock.parse(&ask.until).expect("it names a moment");
    let of = |until: &str| Truth::of(&Ask { until: until.into(), ..ask.clone() }, &state);
    let Ok(Truth::Curve { curve, span, .. }) = of(&ask.until) else { panic!("it is no curve") };
    assert_eq!(span, (state.scenario.span.0, until));
    // What happens fills most of the drawing, not a corner of it.
    let (begins, ends, _) = curve.shape().expect("requests fail");
    assert!(ends - begins > 0.3, "{begins} to {ends}");
    let Ok(Truth::Curve { curve: whole, span, .. }) = of("") else { panic!("it is no curve") };
    assert_eq!(span, state.scenario.span);
    let (begins, ends, _) = whole.shape().expect("requests fail");
    assert!(ends - begins < 0.15, "{begins} to {ends}");
    for until in ["noon", "02:00", "+9d 02:00"] {
        assert!(of(until).is_err(), "{until}");
    }
    // All of it has been seen then.
    assert_eq!(shown_from(ask, &of(&ask.until).expect("a curve"), &state.scenario, f64::INFINITY), until);
}

#[test]
fn every_budget_can_buy_something_that_helps_and_not_everything() {
    for session in sessions() {
        for (step, prevent) in session.steps.iter().filter_map(|step| Some((step, step.prevent.as_ref()?))) {
            let Some(state) = state_of(step, true) else { panic!("{}: no plan", session.id) };
            let (scenario, place) = (&state.scenario, format!("{}, {}", session.id, step.title));
            let all: u32 = prevent.costs.iter().map(|cost| cost.points).sum();
            assert!(all > prevent.budget, "{place}: nothing has to be chosen");
            let of = |fix: &str| {
                let mut inputs = outage_sim::Inputs::default();
                inputs.fix(scenario, fix).expect("another test checks it");
                (outcome(scenario, &inputs, &state.baseline).full, inputs)
            };
            let day = state.baseline.summary(scenario.root()).error_minutes;
            let affordable = prevent.costs.iter().filter(|cost| cost.points <= prevent.budget);
            let least = affordable.map(|cost| of(&cost.fix).0).fold(f64::INFINITY, f64::min);
            assert!(least < 0.5 * day, "{place}: nothing that can be bought halves the outage ({least} of {day} min)");
            for twist in &prevent.twists {
                let (_, inputs) = of(&prevent.costs[0].fix);
                assert_ne!(
                    with_twist(&state.document, &inputs, &twist.run),
                    inputs,
                    "{place}: {} changes nothing",
                    twist.run
                );
            }
        }
    }
}

#[test]
fn every_answer_has_something_of_its_own_to_say() {
    for session in sessions() {
        let mut said = std::collections::BTreeSet::new();
        for (step, ask) in session.steps.iter().flat_map(|step| step.asks.iter().map(move |ask| (step, ask))) {
            let place = format!("{}, {}, “{}”", session.id, step.title, ask.question);
            // An idea is one sentence, to be repeated on the way home.
            let sentences = ask.idea.matches(". ").count() + usize::from(ask.idea.ends_with('.'));
            assert_eq!(sentences, 1, "{place}: the idea is “{}”", ask.idea);
            let choices: Vec<&str> = match &ask.answer {
                Answer::Choices(choices) => choices.iter().map(|choice| choice.because.as_str()).collect(),
                _ => Vec::new(),
            };
            for because in choices.into_iter().chain(ask.common.iter().map(|common| common.because.as_str())) {
                assert!(because.split_whitespace().count() >= 6, "{place}: “{because}” explains nothing");
                assert!(said.insert(because), "{place}: “{because}” is said twice");
            }
            // What many answer is not what the run shows.
            let Some(state) = state_of(step, true) else { panic!("{}: no plan", session.id) };
            let (right, unit) = match Truth::of(ask, &state).expect("another test checks it") {
                Truth::Time(Some(at), _) => (Given::Time(at), "a time"),
                Truth::Number(_, value) => (Given::Number(value), "a number"),
                _ => continue,
            };
            let verdict = verdict(ask, Some(&right), &Truth::of(ask, &state).expect("it is the same"), &state);
            assert_eq!(verdict.because, "", "{place}: {unit} that is right is called a common mistake");
        }
    }
}

#[test]
fn a_lesson_has_one_question_to_predict_one_run_to_watch_and_a_reference() {
    for session in sessions().filter(|session| session.id.starts_with("lesson-")) {
        let id = &session.id;
        assert_eq!(session.steps.len(), 3, "{id}");
        assert!(session.minutes() <= 3.0, "{id}");
        assert!(session.reference.as_ref().is_some_and(|(_, url)| url.starts_with("https://")), "{id}");
        let asks: Vec<usize> = session.steps.iter().map(|step| step.asks.len()).collect();
        assert_eq!(asks, [1, 0, 1], "{id}");
        // The experiment differs from what was predicted in what runs, not only in what is shown.
        let runs = |step: usize| state_of(&session.steps[step], true).map(|state| state.inputs);
        assert_ne!(runs(0), runs(1), "{id}: both steps show the same run");
    }
}

#[test]
fn a_link_to_a_step_tells_nothing_of_the_day_and_one_with_a_moment_goes_on_there() {
    let begun = address::parse("#/kinesis-2020?session=kinesis-2020-hour&step=4");
    assert!(begun.session.as_ref().is_some_and(|place| place.begins && place.step == 3));
    let state = State::open(begun);
    assert_eq!((state.view.blind, state.cue.at), (Some(Blind::Future), state.scenario.span.0));
    // What is copied before the step is on the screen begins it as well.
    let link = address::write(&state, &Playback::new(state.scenario.span, state.cue.at));
    assert!(
        !link.contains("t=") && !link.contains("blind") && link.contains("session=kinesis-2020-hour&step=4"),
        "{link}"
    );
    let on = address::parse("#/kinesis-2020?t=05:40&session=kinesis-2020-hour&step=4");
    assert!(on.session.is_some_and(|place| !place.begins) && on.blind.is_none());
}

#[test]
fn no_number_and_no_moment_that_is_asked_for_is_on_the_screen_before() {
    for session in sessions() {
        for step in &session.steps {
            let (Some(before), Some(after)) = (state_of(step, false), state_of(step, true)) else { panic!("no plan") };
            for ask in &step.asks {
                let place = format!("{}, {}", session.id, ask.question);
                let at = match (&ask.answer, Truth::of(ask, &after)) {
                    // What no chart of operators shows may be asked at any moment.
                    (Answer::Number(_), _) if before.view.blind == Some(Blind::Operators) => continue,
                    (Answer::Number(name), _) => {
                        let time = name.split('@').nth(1).expect("another test checks it");
                        before.scenario.clock.parse(time).expect("a time")
                    }
                    (Answer::Time(_), Ok(Truth::Time(Some(at), _))) => at,
                    _ => continue,
                };
                assert!(
                    before.view.blind.is_some() && before.cue.at < at,
                    "{place}: at {at} it is on the screen already"
                );
            }
        }
    }
}

#[test]
fn what_many_answer_has_to_lie_between_what_can_be_answered() {
    let problems = |key: &str, from: &str, to: &str| {
        let common = Common { from: from.into(), to: to.into(), because: "So it is.".into() };
        let answer = match key {
            "time" => Answer::Time("K20-T3".into()),
            _ => Answer::Number("frontend.error@07:00".into()),
        };
        let ask = Ask { question: "When?".into(), answer, common: vec![common], ..Ask::default() };
        let step = Step { show: "kinesis-2020?t=02:40&blind=future".into(), asks: vec![ask], ..Step::default() };
        check(&Session { steps: vec![step], ..Session::default() })
    };
    for (key, from, to) in [("time", "02:44", "05:00"), ("time", "05:00", "+1d 01:00"), ("number", "0", "0.5")] {
        assert_eq!(problems(key, from, to), Vec::<String>::new(), "{key} {from} {to}");
    }
    for (key, from, to) in [("time", "", ""), ("time", "5", "07:00"), ("time", "07:00", "05:00"), ("number", "x", "3")]
    {
        let told = problems(key, from, to);
        assert!(told.len() == 1 && told[0].contains(&format!("`{from}`")), "{key} {from} {to}: {told:?}");
    }
}
