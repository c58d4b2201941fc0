//! Everything that talks to the browser: the only part of the page that knows its interfaces. Each file is one small
//! bridge; what fails there (a refused clipboard, a rate limit on the history) comes back as a `Result`, never as a panic.

mod beside;
mod canvas;
mod clipboard;
mod compiler;
mod dialog;
mod document;
mod exporter;
mod field;
mod file;
mod frames;
mod hooks;
mod inside;
mod keyboard;
mod link;
mod messages;
mod newest;
mod notes;
mod on_demand;
mod plans;
mod pointer;
mod storage;
mod subscription;
mod timing;
mod trusted;

pub use beside::{Beside, Heard, is_page};
pub use canvas::{Brush, Surface};
pub use clipboard::copy;
pub use compiler::{Equations, compile, draft, equations, text_of_page, written};
pub use dialog::use_dialog;
pub use document::{
    app_root, base, focus_in_place, focus_selector, full_height, go_to, go_to_soon, is_there, pin, place, print, room,
    scroll_into_view, set_theme, set_title, set_value, show_failure, show_soon,
};
pub use exporter::{Order, export, forms, picture_address};
pub use field::{checked, choice, is_unfolded, number, select, select_all, select_line_soon, typed, typed_lines};
pub use file::{FileText, chosen_file, click, file_address};
pub use frames::FrameLoop;
pub use hooks::{Size, use_media, use_paper, use_seen, use_size, use_visible};
pub use inside::{fill, pressed, reveal, text_of};
pub use keyboard::{Place, Press, listen_to_keys};
pub use link::{has_pages, home, is_on_the_web, link_to, on_link, read_link, write_link};
pub use messages::{is_framed, on_height, on_message, send_frame, tell, tell_height};
pub use newest::{forget_others, newest};
pub use notes::{Notes, end_notes, follow_notes, show_notes};
pub use plans::{fetch_plan, fetch_sessions, open_plan, plan_of};
pub use pointer::{Drag, hold_in_place, share_along, share_up};
pub use storage::{
    keep_answers, keep_draft, keep_notebook, kept_answers, kept_draft, kept_notebook, remember_seen, seen,
};
pub use subscription::Subscription;
pub use timing::{After, Soon, after, lasted, measured, now};
pub use trusted::set_drawing;
