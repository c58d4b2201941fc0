//! Small pictures for buttons. They say nothing: the buttons have names.

use yew::{Html, html};

fn icon(path: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}

/// Play.
pub(super) fn play() -> Html {
    icon("M4.5 2.6v10.8a.6.6 0 0 0 .92.5l8.2-5.4a.6.6 0 0 0 0-1L5.42 2.1a.6.6 0 0 0-.92.5z")
}

/// Pause.
pub(super) fn pause() -> Html {
    icon("M4 2.5h2.8v11H4zM9.2 2.5H12v11H9.2z")
}

/// To the beginning.
pub(super) fn beginning() -> Html {
    icon("M2.5 2.5h1.8v11H2.5zM9.4 3v10L4.6 8zM14 3v10L9.2 8z")
}

/// To the event before.
pub(super) fn previous() -> Html {
    icon("M3 2.5h1.8v11H3zM13.2 3v10a.5.5 0 0 1-.8.4L5.8 8.4a.5.5 0 0 1 0-.8l6.6-5a.5.5 0 0 1 .8.4z")
}

/// To the next event.
pub(super) fn next() -> Html {
    icon("M11.2 2.5H13v11h-1.8zM2.8 3v10a.5.5 0 0 0 .8.4l6.6-5a.5.5 0 0 0 0-.8l-6.6-5a.5.5 0 0 0-.8.4z")
}

/// Back to how it was.
pub(super) fn reset() -> Html {
    icon("M3.2 2.2v3.9h3.9V4.8H5a4.3 4.3 0 1 1-1 4.9l-1.3.5A5.7 5.7 0 1 0 4.5 3.9V2.2z")
}

/// The last change back.
pub(super) fn undo() -> Html {
    icon("M6.2 2.3 1.8 6.2l4.4 3.9V7.4h3.4a2.9 2.9 0 0 1 0 5.8H5v1.5h4.6a4.4 4.4 0 0 0 0-8.8H6.2z")
}

/// The last change again.
pub(super) fn redo() -> Html {
    icon("M9.8 2.3l4.4 3.9-4.4 3.9V7.4H6.4a2.9 2.9 0 0 0 0 5.8H11v1.5H6.4a4.4 4.4 0 0 1 0-8.8h3.4z")
}

/// One way that becomes two.
pub(super) fn fork() -> Html {
    icon(
        "M1.5 7.2h4.2c1 0 1.5-.5 2-1.2l1-1.5c.7-1 1.6-1.6 3-1.6h.6V1l3.2 2.7-3.2 2.7V4.5h-.6c-.8 0-1.2.3-1.7 1L9 7c-.3.4-.6.8-1 1 .4.2.7.6 1 1l1 1.5c.5.7.9 1 1.7 1h.6V9.6l3.2 2.7-3.2 2.7v-1.9h-.6c-1.4 0-2.3-.6-3-1.6l-1-1.5c-.5-.7-1-1.2-2-1.2H1.5z",
    )
}

/// To the kept runs.
pub(super) fn keep() -> Html {
    icon("M3.5 1.5h9v13L8 11l-4.5 3.5zM5 3v8.5l3-2.4 3 2.4V3z")
}

/// Close.
pub(super) fn close() -> Html {
    icon("M4 3 3 4l4 4-4 4 1 1 4-4 4 4 1-1-4-4 4-4-1-1-4 4z")
}
