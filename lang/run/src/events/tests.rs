//! Why things happen, on plans that are made by hand.

use super::{number, sentence};
use crate::{Inputs, run, why};
use outage_plan::{
    Action, Block, Change, Column, Component, Draft, Flaw, Instruction, Kind, MAX_EVENTS, Note, Op, Parameter, Plan,
    Step,
};

/// Everything fails at every second moment, and a note says so. The trigger changes something of no component.
fn flickering() -> Result<Plan, Flaw> {
    let (now, half, minus_two, odd, top) = (0, 1, 2, 3, 4);
    let code = |op, from| Instruction { op, to: odd, from };
    Plan::new(Draft {
        span: (0.0, 19_998.0),
        step: 1.0,
        registers: 5,
        constants: vec![(half, 0.5), (minus_two, -2.0)],
        main: Block {
            steps: vec![Step::Code(3)],
            code: vec![
                code(Op::Mul, [now, half, 0]),
                code(Op::Floor, [odd, 0, 0]),
                code(Op::MulAdd, [odd, minus_two, now]),
            ],
        },
        columns: vec![Column { name: "error".into(), register: odd, unit: String::new() }],
        kinds: vec![Kind::default()],
        components: vec![Component { common: [None, Some(0), None, None, None], ..Component::default() }],
        order: vec![0],
        notes: vec![Note { component: Some(0), when: odd, text: vec!["odd".into()], ..Note::default() }],
        parameters: vec![Parameter { scale: 1.0, register: top, range: (0.0, 1.0), ..Parameter::default() }],
        actions: vec![Action {
            label: "The trigger".into(),
            changes: vec![Change { parameter: 0, value: 1.0 }],
            ..Action::default()
        }],
        ..Draft::default()
    })
}

#[test]
fn a_run_without_rest_tells_its_first_events() -> Result<(), Flaw> {
    let plan = flickering()?;
    let recording = run(&plan, &Inputs::default());
    assert_eq!((recording.notes().len(), recording.events().len()), (MAX_EVENTS, 2 * MAX_EVENTS + 1));
    assert_eq!(recording.notes().last().map(|note| note.at), Some(2.0 * MAX_EVENTS as f64 - 1.0));
    assert!(recording.events().is_sorted_by(|a, b| a.at <= b.at));
    let why = why(&plan, &recording, 0, 19_998.0);
    assert!(why.chain.len() <= 2 * MAX_EVENTS + 1 && !why.failing);
    Ok(())
}

#[test]
fn what_an_action_changes_for_all_explains_any() -> Result<(), Flaw> {
    let plan = flickering()?;
    let chain = why(&plan, &run(&plan, &Inputs::default()), 0, 1.0).chain;
    let told: Vec<&str> = chain.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(told, ["The trigger begins", "odd", "requests begin to fail"]);
    Ok(())
}

#[test]
fn a_second_failure_does_not_follow_from_a_first_that_is_over() -> Result<(), Flaw> {
    // It fails from 10 to 20 and from 30 on; an action changes something of it at 10, and another of its caller's at 25.
    let mut draft = Draft::clone(&*flickering()?);
    let act = |label: &str, at: f64, parameter: u16| Action {
        label: label.into(),
        at,
        changes: vec![Change { parameter, value: 1.0 }],
        ..Action::default()
    };
    let (now, failing) = (0, 3);
    let (ten, twenty, thirty) = (5, 6, 7);
    draft.registers = 10;
    draft.constants = vec![(ten, 10.0), (twenty, 20.0), (thirty, 30.0)];
    let code = |op, to, from| Instruction { op, to, from };
    draft.main = Block {
        steps: vec![Step::Code(5)],
        code: vec![
            code(Op::AtMost, 8, [ten, now, 0]),
            code(Op::Less, 9, [now, twenty, 0]),
            code(Op::Mul, failing, [8, 9, 0]),
            code(Op::AtMost, 8, [thirty, now, 0]),
            code(Op::Max, failing, [failing, 8, 0]),
        ],
    };
    draft.notes.clear();
    draft.components.push(Component { hears: vec![], ..Component::default() });
    draft.components[0].hears = vec![1];
    draft.order = vec![0, 1];
    draft.parameters =
        [0, 1].map(|component| Parameter { component: Some(component), ..draft.parameters[0].clone() }).into();
    draft.actions = vec![act("The first", 10.0, 0), act("The second", 25.0, 1)];
    let plan = Plan::new(draft)?;
    let recording = run(&plan, &Inputs::default());
    let told = |minutes| why(&plan, &recording, 0, minutes).chain.into_iter().map(|link| link.text).collect::<Vec<_>>();
    assert_eq!(told(15.0), ["The first begins", "requests begin to fail"]);
    assert_eq!(told(40.0), ["The second begins", "requests begin to fail"]);
    Ok(())
}

#[test]
fn numbers_are_read_easily() {
    assert_eq!(number(6000.0), "6\u{202f}000");
    assert_eq!(number(120.4), "120");
    assert_eq!(number(-1_234_567.0), "-1\u{202f}234\u{202f}567");
    assert_eq!(number(0.257), "0.26");
    assert_eq!(number(2.5), "2.5");
    let text = ["more than ".to_owned(), " of ".to_owned(), ".".to_owned()];
    assert_eq!(sentence(&text, &[3.0, 4900.0]), "more than 3 of 4\u{202f}900.");
}
