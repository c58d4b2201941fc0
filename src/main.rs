//! The page: puts the app into it.

fn main() {
    outage_explorer::components::start();
}
