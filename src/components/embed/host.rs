//! The page around the frame: carries out what it asks for, and tells it what happens.

use crate::address::{self, Panel, Unlocked};
use crate::browser::{self, After, Order, after};
use crate::components::desk::Desk;
use crate::components::player::{Beat, Player};
use crate::components::same::Same;
use crate::embed::{self, Command, Decoded, Event, Export, Problem, Shown, Spot, Target, Value, changes, decode};
use crate::playback::{Playback, stops};
use crate::state::{Action, State, Theme};
use crate::words;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{NodeRef, UseStateSetter, hook, use_effect_with, use_mut_ref};

/// What the page around the frame may ask for and hear of.
#[derive(Clone)]
pub(super) struct Host {
    /// Whether there is one that may ask.
    pub(super) on: bool,
    pub(super) model: Same<State>,
    pub(super) player: Player,
    pub(super) beat: Beat,
    /// Acts on everything, for the author.
    pub(super) all: Rc<Desk>,
    /// Acts on what readers may change.
    pub(super) desk: Rc<Desk>,
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

/// What an answer waits for.
enum Answer {
    /// The event.
    Now(Event),
    /// A `state` event, when the change has been made.
    State,
    /// A text, when it is made: the word of its format, and the exporter's for it.
    Export(&'static str, Order),
}

/// Listens to the page around the frame, and talks to it. Without one, nothing happens.
#[hook]
pub(super) fn use_host(host: &Host) {
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

/// Answers that wait: their ids and notices, and the timer.
#[derive(Default)]
struct Owed(Vec<(Value, String)>, Option<After>);

/// Carries out the messages that come, and answers each.
fn listen(latest: Rc<RefCell<Host>>) -> browser::Subscription {
    // Answers that wait for the page to follow, in one timer.
    let owed: Rc<RefCell<Owed>> = Rc::default();
    browser::on_message(move |fields| {
        let host = latest.borrow().clone();
        match decode(&fields) {
            Decoded::Foreign => {}
            Decoded::Refused { id, problem } => tell(&problem.into(), id.as_ref(), ""),
            Decoded::Command(message) => {
                let id = message.id.as_ref();
                let notice = match &*message.unknown {
                    [] => String::new(),
                    unknown => format!("Ignored: {}.", unknown.join(", ")),
                };
                match (host.carry_out(&message.command), id) {
                    (Err(problem), _) => tell(&problem.into(), id, &notice),
                    (Ok(Answer::Now(event)), _) => tell(&event, id, &notice),
                    (Ok(Answer::Export(format, order)), _) => {
                        let id = message.id.clone();
                        let answer = move |made: Result<String, String>| {
                            let event = match made {
                                Ok(text) => Event::Export { format, text },
                                Err(text) => Event::Error { code: "unavailable", text },
                            };
                            tell(&event, id.as_ref(), &notice);
                        };
                        browser::export(order, |_| {}, answer);
                    }
                    (Ok(Answer::State), None) => {}
                    (Ok(Answer::State), Some(id)) => {
                        let (latest, later) = (Rc::clone(&latest), Rc::clone(&owed));
                        let pay = move || {
                            let answers = std::mem::take(&mut later.borrow_mut().0);
                            let shown = latest.borrow().shown();
                            for (id, notice) in answers {
                                tell(&Event::State(shown.clone()), Some(&id), &notice);
                            }
                        };
                        let mut owed = owed.borrow_mut();
                        owed.0.push((id.clone(), notice));
                        owed.1 = Some(after(0, pay));
                    }
                }
            }
        }
    })
}

fn tell(event: &Event, id: Option<&Value>, notice: &str) {
    browser::tell(&event.fields(id, notice));
}

impl From<Problem> for Event {
    fn from(problem: Problem) -> Self {
        Self::Error { code: problem.code, text: problem.text }
    }
}

impl Host {
    fn carry_out(&self, command: &Command) -> Result<Answer, Problem> {
        let Self { model, player, all, desk, .. } = self;
        match command {
            Command::Play => player.change(|playback| {
                if !playback.playing {
                    playback.toggle();
                }
            }),
            Command::Pause => player.change(Playback::pause),
            Command::Seek(to) => {
                let minutes = embed::moment(model, to)?;
                player.change(|playback| {
                    playback.pause();
                    playback.seek(minutes);
                });
            }
            Command::Set(words) => {
                let (actions, speed) = changes(model, &player.playback(), words)?;
                actions.into_iter().for_each(|action| all.act.emit(action));
                if let Some(speed) = speed {
                    player.change(|playback| playback.set_speed(speed));
                }
            }
            Command::Reset => desk.act.emit(Action::ResetAll),
            Command::Reveal(of) => self.reveal(embed::target(model, of)?)?,
            Command::Highlight { of, from, until } => {
                self.spot.set(embed::spot(model, of, from.as_ref(), until.as_ref())?);
            }
            Command::Export(format) => return Ok(self.export(*format)),
            Command::State => {}
        }
        Ok(Answer::State)
    }

    fn reveal(&self, target: Target) -> Result<(), Problem> {
        match target {
            Target::Component(index) => {
                self.all.act.emit(Action::Select(index));
                let id = &self.model.scenario.components[index].id;
                browser::scroll_into_view(&format!("[data-card=\"{id}\"],[data-lane=\"{id}\"]"));
            }
            Target::Panel(panel) => {
                let word = address::PANELS.iter().find(|(_, known)| *known == panel).map_or("", |(word, _)| *word);
                if !self.model.furniture.panels().contains(&panel) {
                    let text = format!("The panel `{word}` is not shown here: add it to `show`.");
                    return Err(Problem::new("unavailable", text));
                }
                browser::scroll_into_view(&format!("[data-panel={word}]"));
            }
        }
        Ok(())
    }

    /// An export as text. Figures and data are made by the exporter, which is loaded when somebody first asks.
    fn export(&self, format: Export) -> Answer {
        let link = address::write(&self.model, &self.player.playback());
        let kind = match format {
            Export::Link => {
                let text = format!("{}{link}", browser::base());
                return Answer::Now(Event::Export { format: format.word(), text });
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
        Answer::Export(format.word(), Order { kind, link, theme })
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
    fn shown(&self) -> Shown {
        let (model, playback) = (&self.model, self.player.playback());
        Shown {
            minutes: playback.cursor,
            clock: words::clock_spoken(&model.scenario.clock, model.view.clock, playback.cursor),
            playing: playback.playing,
            speed: playback.speed,
            changes: model.inputs.changes(),
            summary: model.headline().spoken,
            link: address::write(model, &playback),
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
