//! The page around the frame: carries out what it asks for, and tells it what happens.

use super::listen::listen;
use crate::address::{self, Panel, Unlocked};
use crate::browser::{self, After, Order, after};
use crate::components::desk::Desk;
use crate::components::player::{Beat, Player};
use crate::components::same::Same;
use crate::embed::{Changes, Event, Export, Pending, Problem, Shown, Spot, Target, Value};
use crate::playback::stops;
use crate::state::{Action, State, Theme};
use crate::words;
use outage_sim::Inputs;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Html, NodeRef, Properties, UseStateSetter, component, hook, use_effect_with, use_mut_ref};

/// What the page around the frame may ask for and hear of.
#[derive(Clone, PartialEq)]
pub(super) struct Host {
    /// Whether there is one that may ask.
    pub(super) on: bool,
    pub(super) model: Same<State>,
    /// The state, whatever of it may be seen: for links.
    pub(super) whole: Same<State>,
    pub(super) player: Player,
    pub(super) beat: Beat,
    /// Acts on everything, for the author.
    pub(super) all: Rc<Desk>,
    /// Acts on what readers may change.
    pub(super) desk: Rc<Desk>,
    /// What a reset goes back to.
    pub(super) opened: Rc<Inputs>,
    pub(super) spot: UseStateSetter<Spot>,
    /// The element that is as high as the frame should be.
    pub(super) node: NodeRef,
    /// Its width and height, and the height of its lanes, in CSS pixels: they change when the height that it asks for does.
    pub(super) size: (f64, f64, f64),
}

/// Milliseconds between the first picture and `ready`: by then the page is laid out.
const READY: u32 = 30;
/// Milliseconds of rest before a `state` event.
const REST: u32 = 300;

/// Properties of [`Listener`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) host: Host,
}

/// Shows nothing: it listens and talks while it is on the page.
#[component]
pub(super) fn Listener(props: &Props) -> Html {
    use_host(&props.host);
    Html::default()
}

/// Listens to the page around the frame, and talks to it. Without one, nothing happens.
#[hook]
fn use_host(host: &Host) {
    let latest: Rc<RefCell<Host>> = use_mut_ref(|| host.clone());
    latest.replace(host.clone());
    {
        let latest = Rc::clone(&latest);
        use_effect_with(host.on, move |on| {
            let listening = on.then(|| listen(latest));
            move || drop(listening)
        });
    }
    let told = use_mut_ref(|| None::<f64>);
    let ready = use_mut_ref(|| None::<After>);
    {
        let (latest, told) = (Rc::clone(&latest), Rc::clone(&told));
        use_effect_with((host.on && host.size.1 > 0.0, host.model.cue.number), move |(laid_out, _)| {
            let tell = move || {
                let host = latest.borrow();
                let height = browser::full_height(&host.node).ceil();
                told.replace(Some(height));
                tell(&if host.model.cue.lost { host.lost() } else { host.ready(height) }, None, "");
                browser::tell_height(height);
            };
            ready.replace(laid_out.then(|| after(READY, tell)));
        });
    }
    {
        let told = Rc::clone(&told);
        let node = host.node.clone();
        use_effect_with(host.size, move |_| {
            let height = browser::full_height(&node).ceil();
            // Only what is new: an answer to a new height must not be a new height.
            if told.borrow().is_some_and(|told| told != height) {
                told.replace(Some(height));
                tell(&Event::Resize(height), None, "");
                browser::tell_height(height);
            }
        });
    }
    // Nothing is told before it is ready.
    let last = use_mut_ref(|| host.beat);
    {
        let (latest, told) = (Rc::clone(&latest), Rc::clone(&told));
        use_effect_with(host.beat, move |beat| {
            let before = last.replace(*beat);
            if told.borrow().is_some() {
                latest.borrow().happened(before, *beat);
            }
        });
    }
    let waiting = use_mut_ref(|| None::<After>);
    use_effect_with((host.model.clone(), host.beat), move |_| {
        let tell = move || {
            if told.borrow().is_some() {
                let shown = latest.borrow().shown();
                tell(&Event::State(shown), None, "");
            }
        };
        waiting.replace(Some(after(REST, tell)));
    });
}

/// Tells the page around the frame.
pub(super) fn tell(event: &Event, id: Option<&Value>, notice: &str) {
    browser::tell(&event.fields(id, notice));
}

impl From<Problem> for Event {
    fn from(problem: Problem) -> Self {
        Self::Error { code: problem.code, text: problem.text }
    }
}

impl Host {
    /// Makes the changes of some commands: one run at most.
    pub(super) fn change(&self, pending: &Pending) -> Result<(), Problem> {
        let Self { model, player, all, opened, .. } = self;
        let Changes { inputs, theme, clock, speed } = pending.changes(model, opened)?;
        all.act.emit(Action::SetInputs(Box::new(inputs)));
        theme.map(Action::SetTheme).into_iter().for_each(|action| all.act.emit(action));
        clock.map(Action::SetClock).into_iter().for_each(|action| all.act.emit(action));
        pending.selected(model).map(Action::Select).into_iter().for_each(|action| all.act.emit(action));
        if let Some(speed) = speed {
            player.change(|playback| playback.set_speed(speed));
        }
        Ok(())
    }

    /// Does the rest when the page shows the run of the changes: moments can be those of its events.
    pub(super) fn follow(&self, pending: &Pending) {
        let Self { model, player, .. } = self;
        player.change(|playback| pending.play(model, playback));
        if let Some(spot) = pending.spot(model) {
            self.spot.set(spot);
        }
        match pending.revealed(model) {
            None => {}
            Some(Target::Component(index)) => {
                let id = &model.scenario.components[index].id;
                browser::scroll_into_view(&format!("[data-card=\"{id}\"],[data-lane=\"{id}\"]"));
            }
            Some(Target::Panel(panel)) => {
                let word = address::PANELS.iter().find(|(_, known)| *known == panel).map_or("", |(word, _)| *word);
                browser::scroll_into_view(&format!("[data-panel={word}]"));
            }
        }
    }

    /// Makes an export as text. Figures and data are made by the exporter, which is loaded when somebody first asks.
    pub(super) fn export(&self, format: Export, answer: impl FnOnce(Event) + 'static) {
        let link = address::write(&self.whole, &self.player.playback());
        let word = format.word();
        let kind = match format {
            Export::Link => {
                let text = format!("{}{link}", browser::base());
                return answer(Event::Export { format: word, text });
            }
            Export::Svg => "text-figure-svg",
            Export::Csv => "text-csv",
            Export::Json => "text-json",
        };
        let theme = match self.model.view.theme {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let made = move |made: Result<String, String>| {
            answer(match made {
                Ok(text) => Event::Export { format: word, text },
                Err(text) => Event::Error { code: "unavailable", text },
            });
        };
        browser::export(Order { kind, link, theme }, |_| {}, made);
    }

    fn notices(&self) -> Vec<String> {
        self.model.notices.iter().map(|notice| format!("{}: {}", notice.place, notice.text)).collect()
    }

    /// What its link names cannot be opened.
    fn lost(&self) -> Event {
        Event::Error { code: "scenario", text: self.notices().join("\n") }
    }

    fn ready(&self, height: f64) -> Event {
        let scenario = &*self.model.scenario;
        let clock = |at| scenario.clock.local(at).to_string();
        let mut notices = self.notices();
        let furniture = &self.model.furniture;
        let needs_controls = |part: &Unlocked| !matches!(part, Unlocked::Event(_));
        let unlocked = self.desk.unlocked.iter().flat_map(|unlocked| unlocked.iter());
        if !furniture.panels().contains(&Panel::Controls) && unlocked.into_iter().any(needs_controls) {
            notices.push("unlock: readers see nothing to change without the panel `controls`.".into());
        }
        Event::Ready {
            title: scenario.about.title.clone(),
            height,
            span: scenario.span,
            clock: (clock(scenario.span.0), clock(scenario.span.1)),
            zone: scenario.clock.zone.clone(),
            model: self.model.recording.digest().to_string(),
            notices: notices.join("\n"),
        }
    }

    /// What is on the screen.
    pub(super) fn shown(&self) -> Shown {
        let (model, playback) = (&self.model, self.player.playback());
        Shown {
            minutes: playback.cursor,
            clock: words::clock_spoken(&model.scenario.clock, model.view.clock, playback.cursor),
            playing: playback.playing,
            speed: playback.speed,
            changes: model.inputs.changes(),
            summary: model.headline().spoken,
            link: address::write(&self.whole, &playback),
        }
    }

    /// Tells what happened between two beats of playback.
    fn happened(&self, before: Beat, now: Beat) {
        let Self { model, player, .. } = self;
        let jumped = before.jumps != now.jumps;
        if before.playing && !jumped && now.minutes > before.minutes {
            let passed = stops(&model.scenario, &model.recording, model.view.clock);
            let passed = passed.into_iter().filter(|stop| before.minutes < stop.at && stop.at <= now.minutes);
            for stop in passed {
                tell(&Event::Passed { minutes: stop.at, text: stop.words }, None, "");
            }
        }
        let tell = |event: fn(Shown) -> Event| tell(&event(self.shown()), None, "");
        // The author's end is one only for a cursor that stopped there: readers may play on.
        let at_end = now.minutes >= model.scenario.span.1 || player.playback().end == Some(now.minutes);
        match (before.playing, now.playing) {
            (true, false) if at_end && !jumped => tell(Event::Ended),
            (true, false) => tell(Event::Pause),
            (false, true) => tell(Event::Play),
            _ => {}
        }
        if jumped {
            tell(Event::Seek);
        }
    }
}
