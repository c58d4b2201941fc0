//! Taking command: every decision is an action of the run, and the clock stops for all that reaches operators.

use outage_explorer::session::{
    Choice, Decisions, as_left, best, first_word, link_of, next_stop, ours, size_of, span_of, state_of, totals,
};
use outage_explorer::state::{Action, Blind, State};
use outage_sim::session::{Command, Session};
use outage_sim::{SESSIONS, run};
use std::rc::Rc;

/// The steps of all sessions in which somebody commands, with the state that each begins with.
fn commands() -> impl Iterator<Item = (Command, State)> {
    let sessions = SESSIONS.iter().map(|(_, bytes)| Session::from_bytes(bytes).expect("the build has written it"));
    sessions.flat_map(|session| session.steps).filter_map(|step| {
        let state = state_of(&step, false).expect("all plans are here");
        Some((step.command?, state))
    })
}

#[test]
fn nothing_that_operators_did_happens_by_itself() {
    let mut count = 0;
    for (command, state) in commands() {
        count += 1;
        let (start, until) = span_of(&command, &state.scenario, state.cue.at);
        assert!(start < until && state.view.blind.is_some());
        let inputs = Decisions::default().inputs(&command, &state.scenario, &state.inputs, &state.recording, start);
        let alone = run(&state.scenario, &inputs);
        let ours = ours(&state.scenario, &state.recording, start);
        assert!(ours.len() > 2 && ours.iter().all(|action| alone.action(*action).is_none()));
        for cost in &command.costs {
            let action = state.scenario.action(&cost.action).expect("another test checks it");
            assert!(ours.contains(&action), "{}: {} is done already", state.scenario.id, cost.action);
        }
        // Until the command begins it is the same day.
        let last = alone.moment_at(start);
        for column in 0..state.scenario.columns.len() {
            assert_eq!(alone.column(column)[..last], state.recording.column(column)[..last]);
        }
    }
    assert!(count >= 3);
}

#[test]
fn who_decides_what_operators_did_gets_their_day() {
    for (command, state) in commands() {
        let (scenario, day) = (&state.scenario, &state.recording);
        let (start, until) = span_of(&command, scenario, state.cue.at);
        let mut decisions = Decisions::default();
        let mut theirs: Vec<(usize, f64)> =
            ours(scenario, day, start).into_iter().filter_map(|it| Some((it, day.action(it)?.0))).collect();
        theirs.sort_by(|one, other| one.1.total_cmp(&other.1));
        theirs.iter().for_each(|(action, at)| decisions.add(*at, Choice::Act(*action)));
        let again = run(scenario, &decisions.inputs(&command, scenario, &state.inputs, day, start));
        let (is, was) = (totals(scenario, &again, None, until), totals(scenario, day, None, until));
        assert!(
            (is.full - was.full).abs() < 5.0 && (is.peak - was.peak).abs() < 0.02,
            "{}: {is:?} {was:?}",
            scenario.id
        );
    }
}

#[test]
fn some_plan_is_better_than_the_day() {
    for (command, state) in commands() {
        let (scenario, day) = (&state.scenario, &state.recording);
        let (start, until) = span_of(&command, scenario, state.cue.at);
        let best = best(scenario, &state.inputs, day, start, until);
        let least = totals(scenario, &run(scenario, &best.inputs), None, until);
        let was = totals(scenario, day, first_word(scenario, day), until);
        assert!(least.full < was.full, "{}: {least:?} {was:?}", scenario.id);
        assert!(best.tried > 4 && !best.actions.is_empty());
    }
}

#[test]
fn the_clock_stops_for_everything_that_reaches_operators() {
    for (command, state) in commands() {
        let (start, until) = span_of(&command, &state.scenario, state.cue.at);
        let seen = state.recording.as_operators_see(&state.scenario);
        let told = start + 31.0;
        let (mut stops, mut now) = (vec![start], start);
        while now < until {
            let next = next_stop(&seen, Some(told), now, until);
            assert!(next > now && next <= until && next - now <= 60.0);
            now = next;
            stops.push(now);
        }
        let alarms = seen.events().iter().filter(|event| event.component.is_some()).map(|event| event.at);
        for at in alarms.chain([told]).filter(|at| *at > start && *at <= until) {
            let stop = stops.iter().copied().find(|stop| *stop >= at).expect("it stops at the end");
            assert!(stop - at <= 5.0, "{}: {at} is told at {stop}", state.scenario.id);
        }
    }
}

#[test]
fn decisions_survive_their_short_form() {
    let mut decisions = Decisions::default();
    decisions.add(154.2, Choice::Look(3));
    decisions.add(150.0, Choice::Act(1));
    decisions.add(170.0, Choice::Act(1));
    decisions.add(171.0, Choice::Post);
    decisions.add(180.0, Choice::Wait);
    decisions.add(f64::NAN, Choice::Look(0));
    assert_eq!(decisions.text(), "l3@155;a1@155;p@171;w@180;", "time does not go back, and nothing is done twice");
    assert_eq!(Decisions::read(&decisions.text()), decisions);
    decisions.end();
    assert!(Decisions::read(&decisions.text()).is_over());
    for text in ["", ";;", "a@1", "ax@1", "a1", "a1@", "a1@NaN", "a-1@2", "é@1", "p1@3", "z@1", "a1@1e30"] {
        assert_eq!(Decisions::read(text), Decisions::default(), "{text}");
    }
    // What names nothing changes nothing.
    let (command, state) = commands().next().expect("there is one");
    let (start, _) = span_of(&command, &state.scenario, state.cue.at);
    let odd = Decisions::read("a9999@200;l9999@200;");
    let inputs = odd.inputs(&command, &state.scenario, &state.inputs, &state.recording, start);
    assert_eq!(inputs, Decisions::default().inputs(&command, &state.scenario, &state.inputs, &state.recording, start));
}

#[test]
fn the_last_decision_can_be_taken_back() {
    let (command, state) = commands().next().expect("there is one");
    let (start, _) = span_of(&command, &state.scenario, state.cue.at);
    let inputs =
        |decisions: &Decisions| decisions.inputs(&command, &state.scenario, &state.inputs, &state.recording, start);
    let action = ours(&state.scenario, &state.recording, start)[0];
    let mut decisions = Decisions::default();
    assert_eq!(decisions.take_back(), None);
    decisions.add(start + 6.0, Choice::Wait);
    let before = decisions.clone();
    decisions.add_sized(start + 10.0, Choice::Act(action), Some(1.0));
    decisions.end();
    assert_ne!(inputs(&decisions), inputs(&before));
    assert_eq!(decisions.take_back(), Some(start + 10.0));
    assert_eq!((&decisions, inputs(&decisions)), (&before, inputs(&before)), "nothing of it is left, and it goes on");
    decisions.add(start + 7.0, Choice::Act(action));
    assert!(decisions.has(Choice::Act(action)), "it can be decided again");
    assert_eq!((decisions.take_back(), decisions.take_back()), (Some(start + 7.0), Some(start + 6.0)));
}

#[test]
fn an_action_is_as_large_as_whoever_commands_chooses() {
    let mut count = 0;
    for (command, state) in commands() {
        let (scenario, day) = (&state.scenario, &state.recording);
        let (start, _) = span_of(&command, scenario, state.cue.at);
        for action in ours(scenario, day, start) {
            let Some(parameter) = size_of(&command, scenario, action) else { continue };
            count += 1;
            // At the time at which operators did it, after what they did before: some of it works only then.
            let mut theirs: Vec<(usize, f64)> =
                ours(scenario, day, start).into_iter().filter_map(|it| Some((it, day.action(it)?.0))).collect();
            theirs.sort_by(|one, other| one.1.total_cmp(&other.1));
            let at = theirs.iter().find(|(it, _)| *it == action).expect("they did it").1;
            let run_of = |size: Option<f64>| {
                let mut decisions = Decisions::default();
                for (it, at) in &theirs {
                    decisions.add_sized(*at, Choice::Act(*it), size.filter(|_| *it == action));
                }
                assert_eq!(Decisions::read(&decisions.text()), decisions);
                run(scenario, &decisions.inputs(&command, scenario, &state.inputs, day, start))
            };
            let (usual, small, large) = (run_of(None), run_of(Some(-1e6)), run_of(Some(1e6)));
            let spec = &scenario.parameters[parameter];
            assert_eq!(usual.digest(), run_of(Some(spec.value)).digest(), "{}: left as it is", spec.id);
            assert_ne!(small.digest(), large.digest(), "{}: it matters", spec.id);
            // Nothing of it happens before it is done.
            let last = usual.moment_at(at);
            for column in 0..scenario.columns.len() {
                let was = &usual.column(column)[..last];
                assert!(small.column(column)[..last] == *was && large.column(column)[..last] == *was, "{}", spec.id);
            }
        }
    }
    assert!(count >= 2);
}

#[test]
fn the_public_is_told_late_when_the_tool_fails() {
    let (_, state) = commands().find(|(_, state)| state.scenario.id == "kinesis-2020").expect("there is one");
    let told = |at: f64| {
        let mut decisions = Decisions::default();
        decisions.add(at, Choice::Post);
        decisions.told(&state.scenario, &state.recording)
    };
    assert_eq!(told(155.0), Some((155.0, false)), "it works at first");
    let late = state.scenario.clock.parse("09:00").expect("a time");
    let (at, by_hand) = told(late).expect("it was told");
    assert!(by_hand && at == late + 75.0, "by hand it takes as long as the outage says: {at}");
    assert_eq!(Decisions::default().told(&state.scenario, &state.recording), None);
}

#[test]
fn a_command_is_opened_again_as_it_was_left() {
    let session =
        SESSIONS.iter().find_map(|(id, bytes)| Session::from_bytes(bytes).filter(|_| *id == "kinesis-2020-hour"));
    let step = session.iter().flat_map(|session| &session.steps).find(|step| step.command.is_some());
    let (step, command) = step.and_then(|step| Some((step, step.command.as_ref()?))).expect("people take command");
    let opened = || outage_explorer::address::parse(&link_of(step, false));
    let of = |text: &str| {
        let opened = as_left(opened(), command, &Decisions::read(text));
        (opened.at, opened.blind)
    };
    let at = opened().at.expect("it says when");
    assert_eq!(of(""), (Some(at), Some(Blind::Operators)));
    assert_eq!(of(&format!("w@{};", at + 6.0)), (Some(at + 6.0), Some(Blind::Operators)));
    let until = state_of(step, false).and_then(|state| state.scenario.clock.parse(&command.until).ok());
    assert_eq!(of(&format!("w@{};.", at + 6.0)), (until, Some(Blind::Future)), "what was true is shown");
    let all = outage_explorer::address::Opened { blind: None, ..opened() };
    assert_eq!(as_left(all, command, &Decisions::read("w@160;.")).blind, None);
}

#[test]
fn decisions_are_carried_out_on_a_blind_page() {
    let (command, state) = commands().next().expect("there is one");
    let (start, _) = span_of(&command, &state.scenario, state.cue.at);
    let mut decisions = Decisions::default();
    let action = ours(&state.scenario, &state.recording, start)[0];
    decisions.add(start + 20.0, Choice::Act(action));
    let inputs = decisions.inputs(&command, &state.scenario, &state.inputs, &state.recording, start);
    let next = Rc::new(state).reduced(Action::Command(Box::new(inputs.clone())));
    assert_eq!(*next.inputs, inputs);
    assert_eq!(next.recording.action(action).map(|(at, _)| at), Some((start + 20.0).ceil()));
    assert_eq!(next.announcement, "", "totals would tell what is still to come");
    assert_eq!(next.history.next(true), None, "the step takes its decisions back itself");
    let refused = Rc::clone(&next).reduced(Action::SetInputs(Box::default()));
    assert!(Rc::ptr_eq(&next, &refused));
}
