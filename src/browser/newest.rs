//! Of several things that somebody opens and that take a while, only the newest is shown.

use std::cell::Cell;

thread_local!(static NEWEST: Cell<u32> = const { Cell::new(0) });

/// Something that is done when it arrives, unless something else has been opened by then.
pub fn newest<T>(done: impl FnOnce(T) + 'static) -> impl FnOnce(T) + 'static {
    forget_others();
    let number = NEWEST.get();
    move |arrived| {
        if NEWEST.get() == number {
            done(arrived);
        }
    }
}

/// Nobody waits any more for what was to be opened: something else has been.
pub fn forget_others() {
    NEWEST.set(NEWEST.get().wrapping_add(1));
}
