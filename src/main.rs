//! The page: puts the app into it.

fn main() {
    // In a worker beside the page it only answers; see static/beside.js.
    if outage_explorer::browser::is_page() {
        outage_explorer::components::start();
    }
}
