//! The player: moves the cursor from frame to frame, outside Yew. What has to follow every frame (canvases, playheads)
//! watches it; what can be slower (text) gets a beat at most ten times a second.

use crate::browser::FrameLoop;
use crate::playback::{Playback, Span};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
use yew::{Callback, hook, use_context, use_effect_with};

/// What the text on the page follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beat {
    /// The moment, in minutes since the trigger.
    pub(super) minutes: f64,
    /// Whether the cursor moves by itself.
    pub(super) playing: bool,
    /// Simulated minutes per second.
    pub(super) speed: f64,
    /// The stretch that is repeated.
    pub(super) repeat: Option<Span>,
    /// How often the cursor has gone somewhere without playing there.
    pub(super) jumps: u32,
}

impl Beat {
    pub(super) fn of(playback: &Playback, jumps: u32) -> Self {
        let Playback { cursor: minutes, playing, speed, repeat, .. } = *playback;
        Self { minutes, playing, speed, repeat, jumps }
    }
}

/// What every frame shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tick {
    /// The moment, in minutes since the trigger.
    pub(super) minutes: f64,
    /// Where that is in the run, 0 to 1.
    pub(super) share: f64,
    /// Seconds for which the page has been playing, for what moves at the speed of the clock on the wall.
    pub(super) seconds: f64,
}

/// Milliseconds between two beats.
const BEAT: f64 = 100.0;

/// Milliseconds between two steps for readers who asked for less motion.
const STEP: f64 = 500.0;

/// The player. Clones are the same player.
#[derive(Clone)]
pub(super) struct Player(Rc<Inner>);

struct Inner {
    playback: RefCell<Playback>,
    jumps: Cell<u32>,
    watchers: RefCell<Vec<(u64, Watcher)>>,
    next_watcher: Cell<u64>,
    seconds: Cell<f64>,
    /// Whether the cursor moves in steps instead of from frame to frame.
    in_steps: Cell<bool>,
    /// Whether nothing moves because nobody can see it.
    held: Cell<bool>,
    last_frame: Cell<Option<f64>>,
    last_beat: Cell<(f64, Option<Beat>)>,
    on_beat: Callback<Beat>,
    frames: OnceCell<FrameLoop>,
}

type Watcher = Rc<dyn Fn(Tick)>;

impl Player {
    /// A player that stands still; `on_beat` hears of every change, though not of every frame.
    #[must_use]
    pub(super) fn new(playback: Playback, on_beat: Callback<Beat>) -> Self {
        let inner = Rc::new(Inner {
            playback: RefCell::new(playback),
            jumps: Cell::new(0),
            watchers: RefCell::default(),
            next_watcher: Cell::new(0),
            seconds: Cell::new(0.0),
            in_steps: Cell::new(false),
            held: Cell::new(false),
            last_frame: Cell::new(None),
            last_beat: Cell::new((f64::NEG_INFINITY, None)),
            on_beat,
            frames: OnceCell::new(),
        });
        let weak = Rc::downgrade(&inner);
        let frames = FrameLoop::new(move |time| weak.upgrade().is_some_and(|inner| inner.frame(time)));
        // It is empty until here.
        let _ = inner.frames.set(frames);
        Self(inner)
    }

    /// Where the cursor stands and how it moves.
    #[must_use]
    pub(super) fn playback(&self) -> Playback {
        *self.0.playback.borrow()
    }

    /// Changes the cursor. Text follows at once, pictures before the next frame.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Playback) -> T) -> T {
        let result = self.0.change(change);
        let (time, _) = self.0.last_beat.get();
        self.0.send(time, self.playback());
        self.0.wake();
        result
    }

    /// Goes to a moment while a pointer is dragged: text follows no faster than in playback.
    pub(super) fn scrub(&self, minutes: f64) {
        self.0.change(|playback| playback.seek(minutes));
        self.0.wake();
    }

    /// Moves the cursor in steps instead of from frame to frame, for readers who asked for less motion.
    pub(super) fn move_in_steps(&self, in_steps: bool) {
        self.0.in_steps.set(in_steps);
    }

    /// Holds everything while nobody can see it. What played plays on afterwards, from where it was.
    pub(super) fn hold(&self, held: bool) {
        if self.0.held.replace(held) && !held {
            self.0.wake();
        }
    }

    /// Calls a function now and at every frame in which something may have moved, until the watch is dropped.
    #[must_use]
    pub(super) fn watch(&self, watcher: impl Fn(Tick) + 'static) -> Watch {
        let id = self.0.next_watcher.get();
        self.0.next_watcher.set(id + 1);
        watcher(self.0.tick());
        self.0.watchers.borrow_mut().push((id, Rc::new(watcher)));
        Watch { id, player: Rc::downgrade(&self.0) }
    }
}

impl Inner {
    /// Changes the cursor, and counts when that moves it.
    fn change<T>(&self, change: impl FnOnce(&mut Playback) -> T) -> T {
        let mut playback = self.playback.borrow_mut();
        let before = playback.cursor;
        let result = change(&mut playback);
        self.jumps.set(self.jumps.get().wrapping_add(u32::from(playback.cursor != before)));
        result
    }

    fn frame(&self, time: f64) -> bool {
        if self.held.get() {
            self.last_frame.set(None);
            return false;
        }
        let passed = self.last_frame.replace(Some(time)).map_or(0.0, |last| (time - last) / 1000.0);
        let playing = {
            let mut playback = self.playback.borrow_mut();
            if playback.playing {
                playback.tick(passed);
                self.seconds.set(self.seconds.get() + passed.clamp(0.0, 0.1));
            }
            playback.playing
        };
        let playback = *self.playback.borrow();
        let was_playing = self.last_beat.get().1.is_some_and(|beat| beat.playing);
        if playing && was_playing && self.in_steps.get() && time - self.last_beat.get().0 < STEP {
            return true;
        }
        let tick = self.tick();
        let watchers: Vec<Watcher> = self.watchers.borrow().iter().map(|(_, watcher)| Rc::clone(watcher)).collect();
        for watcher in watchers {
            watcher(tick);
        }
        let behind = self.beat(time, playback);
        if !playing && !behind {
            self.last_frame.set(None);
        }
        playing || behind
    }

    fn tick(&self) -> Tick {
        let playback = self.playback.borrow();
        let (from, until) = playback.span;
        let share = (playback.cursor - from) / (until - from).max(f64::MIN_POSITIVE);
        Tick { minutes: playback.cursor, share, seconds: self.seconds.get() }
    }

    /// Asks for a frame.
    fn wake(&self) {
        if let Some(frames) = self.frames.get() {
            frames.wake();
        }
    }

    /// Sends a beat if there is news and it is time for one. Returns whether there is news that has to wait.
    fn beat(&self, time: f64, playback: Playback) -> bool {
        let (last_time, last) = self.last_beat.get();
        let waits = last.is_some_and(|last| last.playing == playback.playing) && time - last_time < BEAT;
        let is_news = last != Some(Beat::of(&playback, self.jumps.get()));
        if is_news && !waits {
            self.send(time, playback);
        }
        is_news && waits
    }

    /// Sends a beat if there is news.
    fn send(&self, time: f64, playback: Playback) {
        let beat = Beat::of(&playback, self.jumps.get());
        if self.last_beat.replace((time, Some(beat))).1 != Some(beat) {
            self.on_beat.emit(beat);
        }
    }
}

impl PartialEq for Player {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Player {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Player").field("playback", &self.0.playback.borrow()).finish_non_exhaustive()
    }
}

/// A watcher of the player, until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    id: u64,
    player: Weak<Inner>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Player")
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(inner) = self.player.upgrade() {
            inner.watchers.borrow_mut().retain(|(id, _)| *id != self.id);
        }
    }
}

/// The player of the page.
///
/// # Panics
/// Outside the app, which provides it.
#[hook]
pub(super) fn use_player() -> Player {
    use_context::<Player>().expect("the app provides the player")
}

/// Calls a function at every frame in which something may have moved; anew when `deps` change.
#[hook]
pub(super) fn use_tick<D: Clone + PartialEq + 'static>(deps: D, watcher: impl Fn(&D, Tick) + 'static) {
    let player = use_player();
    use_effect_with((deps, player), move |(deps, player)| {
        let deps = deps.clone();
        let watch = player.watch(move |tick| watcher(&deps, tick));
        move || drop(watch)
    });
}
