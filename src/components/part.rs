//! Parts of the program that a visit downloads when it first needs them. What is reached only through the function of such a
//! part is cut out of the first download when the page is built (`site/src/parts.rs`); a page under development is whole.

use std::cell::RefCell;
use std::sync::OnceLock;
use yew::platform::spawn_local;
use yew::{hook, use_effect_with, use_state_eq};

/// What a part is known by once it is here: a function, or several.
pub(super) type Place<F> = OnceLock<F>;

/// A part that could not be loaded.
#[derive(Debug)]
pub(super) struct Missing;

#[cfg(parts)]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Names a part: `part!(PLACE: Type, fetch, cut, name, function)` makes a place that holds the function once the part is here, and
/// a function that fetches the part.
macro_rules! part {
    ($place:ident: $type:ty, $fetch:ident, $cut:ident, $part:ident, $function:expr) => {
        /// Where the part is, once it is here.
        pub(super) static $place: $crate::components::part::Place<$type> = std::sync::OnceLock::new();

        #[cfg(parts)]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        fn $cut() -> Result<$type, $crate::components::part::Missing> {
            Ok($function)
        }

        #[cfg(not(parts))]
        async fn $cut() -> Result<$type, $crate::components::part::Missing> {
            Ok($function)
        }

        /// Fetches the part.
        pub(super) fn $fetch() {
            $crate::components::part::run(&$place, async {
                // A failure is seen by the empty place.
                if let Ok(part) = $cut().await {
                    let _ = $place.set(part);
                }
            });
        }
    };
}
pub(super) use part;

/// What is told when a part is here, or could not be loaded.
type Told = Box<dyn FnOnce()>;

thread_local! {
    /// Who is told, each with the address of the place of their part.
    static WAITING: RefCell<Vec<(usize, Told)>> = RefCell::default();
}

/// Fetches a part, and calls back when it is here or could not be loaded: at once if it is here already.
pub(super) fn with_part<F>(place: &'static Place<F>, fetch: fn(), done: Told) {
    if place.get().is_some() {
        return done();
    }
    WAITING.with_borrow_mut(|waiting| waiting.push((std::ptr::from_ref(place).addr(), done)));
    fetch();
}

/// How far a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<F> {
    /// It is not here yet.
    Coming,
    /// It is here.
    Here(F),
    /// It could not be loaded.
    Gone,
}

/// A part, which is fetched when it is first wanted, and again when it is wanted anew after a failure.
#[hook]
pub(super) fn use_part<F: Copy + 'static>(place: &'static Place<F>, fetch: fn(), wanted: bool) -> Part<F> {
    let gone = use_state_eq(|| false);
    let shown = use_state_eq(|| place.get().is_some());
    {
        let (gone, shown) = (gone.setter(), shown.setter());
        use_effect_with(wanted, move |wanted| {
            if *wanted && place.get().is_none() {
                gone.set(false);
                with_part(
                    place,
                    fetch,
                    Box::new(move || match place.get() {
                        Some(_) => shown.set(true),
                        None => gone.set(true),
                    }),
                );
            }
        });
    }
    match place.get() {
        Some(part) => Part::Here(*part),
        None if *gone => Part::Gone,
        None => Part::Coming,
    }
}

/// Carries out what a part needs to arrive, then tells all who wait for it.
pub(super) fn run<F>(place: &'static Place<F>, work: impl Future<Output = ()> + 'static) {
    let place = std::ptr::from_ref(place).addr();
    spawn_local(async move {
        work.await;
        let (told, others) = WAITING.take().into_iter().partition(|(part, _)| *part == place);
        let told: Vec<(usize, Box<dyn FnOnce()>)> = told;
        WAITING.set(others);
        told.into_iter().for_each(|(_, done)| done());
    });
}
