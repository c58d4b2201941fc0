//! How the selected component works: its equations with their values at the moment. The compiler writes them and is loaded
//! when somebody first asks; this part fills in the values.

use super::copy::Copy;
use super::desk::use_desk;
use super::knob::control_of;
use super::same::Same;
use crate::address::Document;
use crate::browser;
use crate::frame::inside::{Measure, measure};
use crate::state::{Action, State};
use crate::words;
use outage_sim::{Inputs, OUTAGES, Scenario, look_inside};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{
    Callback, Html, MouseEvent, NodeRef, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref,
};

/// Properties of [`Inside`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The moment, in minutes since the trigger.
    pub(super) minutes: f64,
}

/// A button that shows how the component works, and what it shows.
#[component]
pub(super) fn Inside(Props { model, minutes }: &Props) -> Html {
    let (desk, body) = (use_desk(), use_node_ref());
    let panel: Shared = use_mut_ref(Panel::default);
    let open = model.view.inside;
    let onclick = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::LookInside(!open)))
    };
    {
        let (panel, body) = (Rc::clone(&panel), body.clone());
        use_effect_with((model.clone(), *minutes), move |(model, minutes)| {
            let now = model.view.inside.then(|| (model.clone(), *minutes));
            if now.is_none() {
                panel.take();
            }
            let mut it = panel.borrow_mut();
            (it.now, it.body) = (now, body);
            drop(it);
            update(&panel);
        });
    }
    let follow = {
        let (act, model, may_change) = (desk.act.clone(), model.clone(), desk.unlocked.is_none());
        Callback::from(move |event: MouseEvent| {
            let number =
                |attribute| browser::pressed(&event, attribute).and_then(|number| number.parse::<usize>().ok());
            if let Some(parameter) = number("data-slider").filter(|_| may_change) {
                act.emit(Action::OpenReceipt(Some(parameter)));
                let id = model.scenario.parameters.get(parameter).map_or("", |parameter| parameter.id.as_str());
                browser::go_to(&control_of(id));
            }
            let Some((component, anchor)) = number("data-of").zip(browser::pressed(&event, "href")) else { return };
            // The hash of the address is the link of the page.
            event.prevent_default();
            let anchor = anchor.trim_start_matches('#');
            if !browser::reveal(anchor) {
                panel.borrow_mut().aim = Some(anchor.to_owned());
                act.emit(Action::Select(component));
            }
        })
    };
    let (from, until) = model.scenario.span;
    let style = format!("--at:{:.2}%", (minutes - from) / (until - from) * 100.0);
    let class = if desk.unlocked.is_none() { "how-sheet" } else { "how-sheet locked" };
    html! {
        <div class="how">
            <button type="button" class="reading-name" {onclick} aria-expanded={if open { "true" } else { "false" }}>
                { "How this works" }
            </button>
            if open {
                <div {class} {style} onclick={follow} ref={body.clone()}></div>
                <Copy label="Copy" of={Some(body)} sheet="How this works" class="quiet" />
            }
        </div>
    }
}

type Shared = Rc<RefCell<Panel>>;

/// What is shown, beside Yew: markup that the compiler wrote, and values in it that change with the moment.
#[derive(Debug, Default)]
struct Panel {
    body: NodeRef,
    /// The state of the page and the moment; nothing while it is closed.
    now: Option<(Same<State>, f64)>,
    /// The outage that the compiler was asked for, and what it made of it.
    asked: Option<Document>,
    loaded: Option<(Scenario, Vec<String>)>,
    /// The component and the inputs whose run the values are of.
    run: Option<(usize, Same<Inputs>)>,
    measures: Vec<Measure>,
    /// The moment whose values are shown.
    moment: Option<usize>,
    /// The place that somebody wants to see in a component that is not shown yet.
    aim: Option<String>,
}

/// Makes it show what it should show by now.
fn update(panel: &Shared) {
    let mut it = panel.borrow_mut();
    let Some((model, minutes)) = it.now.clone() else { return };
    if it.asked.as_ref() == Some(&model.document) {
        return it.show(&model, minutes);
    }
    let document = model.document.clone();
    (it.asked, it.loaded, it.run) = (Some(document.clone()), None, None);
    browser::set_drawing(&it.body, &note("Reading the equations…"));
    drop(it);
    let (name, text) = match &document {
        Document::BuiltIn(index) => (OUTAGES[*index].0, ""),
        Document::File { text, .. } => ("", &**text),
    };
    let (panel, asked) = (Rc::clone(panel), document.clone());
    browser::equations(name, text, move |found| {
        let mut it = panel.borrow_mut();
        if it.asked != Some(asked) {
            return;
        }
        let read = |plan: &[u8]| Scenario::read(plan).map_err(|flaw| flaw.to_string());
        match found.and_then(|found| Ok((read(&found.plan)?, found.sheets))) {
            Ok(loaded) => {
                it.loaded = Some(loaded);
                drop(it);
                update(&panel);
            }
            Err(problem) => {
                browser::set_drawing(&it.body, &note(&format!("The equations cannot be shown: {problem}.")));
            }
        }
    });
}

fn note(text: &str) -> String {
    format!("<p class=\"how-note\">{}</p>", words::escaped(text))
}

impl Panel {
    fn show(&mut self, model: &Same<State>, minutes: f64) {
        let Some((scenario, sheets)) = &self.loaded else { return };
        let (selected, moment) = (model.view.selected, model.recording.moment_at(minutes));
        let run = Some((selected, Same::of(&model.inputs)));
        if self.run != run {
            if self.run.as_ref().map(|(shown, _)| *shown) != Some(selected) {
                browser::set_drawing(&self.body, sheets.get(selected).map_or("", String::as_str));
            }
            self.measures = measure(scenario, look_inside(scenario, &model.inputs, selected));
            (self.run, self.moment) = (run, None);
            browser::fill(&self.body, "line", Some("d"), &|look| self.of(look).and_then(Measure::line));
        }
        if self.moment != Some(moment) {
            self.moment = Some(moment);
            browser::fill(&self.body, "look", None, &|look| Some(self.of(look)?.text(moment)));
            browser::fill(&self.body, "strip", Some("d"), &|look| self.of(look)?.strip(moment));
            let minutes = model.recording.time(moment);
            browser::fill(&self.body, "setting", None, &|number| {
                let parameter = model.scenario.parameters.get(number)?;
                Some(words::value(parameter, model.recording.setting(number, minutes)))
            });
        }
        if let Some(aim) = self.aim.take() {
            let _ = browser::reveal(&aim);
        }
    }

    fn of(&self, look: usize) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.look == look)
    }
}
