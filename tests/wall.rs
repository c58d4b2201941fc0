//! The wall: what groups decided and bought opens as a run, and what was answered is written up without telling what is hidden.

use outage_explorer::address;
use outage_explorer::session::{
    Answers, Choice, Decisions, Given, Group, Place, commanded, link_with_code, markdown, ours, outcome, prevented,
    span_of, state_of, summary,
};
use outage_explorer::state::State;
use outage_sim::session::{Answer, Session};
use outage_sim::{SESSIONS, run};

fn session(id: &str) -> Session {
    let (_, bytes) = SESSIONS.iter().find(|(name, _)| *name == id).expect("it is built in");
    Session::from_bytes(bytes).expect("the build has written it")
}

#[test]
fn the_link_of_a_command_opens_the_run_of_what_was_decided() {
    let session = session("kinesis-2020-hour");
    let step = session.steps.iter().find(|step| step.command.is_some()).expect("people take command");
    let base = state_of(step, false).expect("all plans are here");
    let command = step.command.as_ref().expect("it has one");
    let (start, until) = span_of(command, &base.scenario, base.cue.at);
    let mut decisions = Decisions::default();
    for action in ours(&base.scenario, &base.recording, start) {
        decisions.add(start + 30.0, Choice::Act(action));
    }
    decisions.end();
    let group = commanded(step, &decisions).expect("a run");
    let inputs = decisions.inputs(command, &base.scenario, &base.inputs, &base.recording, start);
    let opened = address::parse(&group.link);
    assert_eq!((opened.blind, opened.session.clone(), opened.notices.len()), (None, None, 0), "{}", group.link);
    assert_eq!(State::open(opened).recording.digest(), run(&base.scenario, &inputs).digest(), "{}", group.link);
    let nothing = commanded(step, &Decisions::default()).expect("a run");
    assert_ne!(nothing.link, group.link);
    assert!(until > start && nothing.totals.full > group.totals.full, "{nothing:?} {group:?}");
}

#[test]
fn the_link_of_a_budget_opens_the_run_of_what_was_bought() {
    let session = session("taster-20");
    let step = session.steps.iter().find(|step| step.prevent.is_some()).expect("there is a budget");
    let bought = vec!["thread-alarm".to_owned(), "no-such-thing".to_owned()];
    let group = prevented(step, &bought).expect("a run");
    let opened = State::open(address::parse(&group.link));
    assert!(group.link.contains("fix=thread-alarm"), "{}", group.link);
    let came = outcome(&opened.scenario, &opened.inputs, &opened.baseline);
    assert_eq!((came.peak, came.full), (group.totals.peak, group.totals.full));
    assert_eq!(prevented(&session.steps[0], &bought), None);
}

#[test]
fn a_code_comes_to_the_wall_by_a_link() {
    let session = session("taster-20");
    let mut answers = Answers::default();
    answers.put(0, 0, Given::Time(150.0));
    let code = Group::new(&session.id, "One", &answers).code();
    let link = link_with_code(&session, &Place::new(&session.id, 1), &code).expect("a link");
    let opened = address::parse(&link);
    let place = opened.session.expect("the session");
    assert_eq!((&*place.id, place.step, place.begins), ("taster-20", 1, true));
    assert_eq!(place.codes.as_deref(), Some(&*code));
    assert!(opened.notices.is_empty());
    let own = Place::own("session = 1", Vec::new(), 0);
    // That of a session of somebody's own holds its text, and brings both.
    let link = link_with_code(&session, &own, &code).expect("a link");
    let opened = address::parse(&link);
    let place = opened.session.expect("a session");
    assert_eq!((&*place.id, place.step, place.codes.as_deref()), ("file", own.step, Some(code.as_str())), "{link}");
    assert!(opened.session_text.is_some_and(|text| text.starts_with("1.")), "{link}");
    // A damaged code opens the session all the same; the wall says what is wrong with it.
    let link = link_with_code(&session, &Place::new(&session.id, 1), &code).expect("a link");
    let damaged = address::parse(&link.replace("group=outage.1.", "group=outage.1.x"));
    assert_eq!((damaged.notices.len(), damaged.session.map(|place| place.step)), (0, Some(1)));
}

/// Somebody who answers every question of a session.
fn answered(session: &Session, is_revealed: bool) -> Answers {
    let mut answers = Answers::default();
    for (index, step) in session.steps.iter().enumerate() {
        for (number, ask) in step.asks.iter().enumerate() {
            answers.put(
                index,
                number,
                match &ask.answer {
                    Answer::Choices(_) => Given::Choice(0),
                    Answer::Time(_) => Given::Time(60.0),
                    Answer::Number(_) => Given::Number(0.5),
                    Answer::Curve(_) => Given::Curve(Default::default()),
                    Answer::Words => Given::Words("Look *here*\n# <b>".into()),
                },
            );
        }
        if step.prevent.is_some() {
            answers.buy(index, vec!["thread-alarm".into()]);
        }
        if is_revealed {
            answers.reveal(index);
        }
    }
    answers
}

#[test]
fn a_summary_has_the_truth_the_distance_and_the_idea_and_nothing_of_what_is_hidden() {
    let session = session("taster-20");
    let text = |is_revealed| {
        let parts = summary(&session, &answered(&session, is_revealed));
        markdown(&session, "Blue", &parts)
    };
    let shown = text(true);
    for piece in [
        "# Twenty minutes: add capacity, lose the region\n\nBlue\n",
        "\n## 1. 120 servers join\n\n**When does the first alarm go off?**\n\n- You: 03:44\n- The run: In this run: 05:14. You said 03:44:",
        "- The idea: A change and its effect can be hours apart",
        "- You: They end within minutes\n",
        "- Because: Undoing the last change",
        "**What you bought**\n\n- You: ",
        "- You: Look \\*here\\* \\# \\<b\\>\n",
    ] {
        assert!(shown.contains(piece), "{piece}\n\n{shown}");
    }
    let hidden = text(false);
    assert!(hidden.contains("- You: 03:44\n"), "{hidden}");
    for piece in ["The run", "05:14", "Because", "The idea"] {
        assert!(!hidden.contains(piece), "{piece}\n\n{hidden}");
    }
}

#[test]
fn an_hour_of_answers_fits_into_a_picture() {
    let session = session("kinesis-2020-hour");
    let mut answers = answered(&session, true);
    for (index, _) in session.steps.iter().enumerate().filter(|(_, step)| step.command.is_some()) {
        answers.put_command(index, Decisions::read("l0@154;w@160;a1@166;p@166;w@180;l1@190;a2@204;a3@260;a4@301;."));
    }
    let code = Group::new(&session.id, "Team Blue", &answers).code();
    // With the address before it, far from the nearly three thousand bytes that a picture holds.
    assert!(code.len() < 700, "{}", code.len());
    assert_eq!(Group::read(&code).map(|group| group.answers), Ok(answers));
}
