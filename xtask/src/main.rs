//! Set-up, serve, test, build and bench: `cargo xtask help` lists the commands.

mod apt;
mod bench;
mod browser;
mod check;
mod engines;
mod layers;
mod node;
mod page;
mod places;
mod problem;
mod server;
mod setup;
mod shell;
mod sizes;
mod tools;
mod wasm_std;

use problem::{Problem, Result};
use setup::Part;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve [--port N]    build the page and serve it on this machine
  test [STEP…]        every check that must pass before a change goes in, or the named ones
  build               build the page into dist/, ready for any folder of any static host
  digests N           compare N random runs of each outage, on this machine and in the browser
  bake LINK FILE      write the page as one file that opens with a link, such as #/kinesis-2020?t=07:41
  bench [--json FILE] how fast and how large, ratios first
  shots               screenshots of the page, light and dark, four widths, in target/screenshots/
  setup               install what the commands above need, and do nothing else

Each command first installs what it lacks and says so. Tools go once per machine into
~/.cache/outage-explorer/tools (or under XDG_CACHE_HOME; OUTAGE_EXPLORER_TOOLS names another folder).
OUTAGE_EXPLORER_URL names the public address that the page is built for; link previews need it.
CHROME and CHROMEDRIVER name a browser and its driver other than those on the PATH; FIREFOX, WEBKIT_DRIVER
and XVFB the programs for the other engines. ENGINES=chromium,firefox tests in these alone. The tests also
make a site with Hugo; HUGO=none leaves that out.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Carries out one command line.
fn command(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}\n\nThe steps of test:\n{}", check::list());
            Ok(())
        }
        ["serve"] => serve(None),
        ["serve", "--port", port] => serve(Some(parse_port(port)?)),
        ["build"] => {
            setup::provide(Part::FOR_PAGE)?;
            page::build()
        }
        ["bake", link, file] => page::bake(link, file.as_ref()),
        ["test", names @ ..] => check::run(names),
        ["digests", inputs] => check::digests(parse_count(inputs)?),
        ["bench"] => bench::run(None),
        ["bench", "--json", file] => bench::run(Some(file.as_ref())),
        ["shots"] => shots(),
        ["setup"] => setup::provide(Part::ALL),
        _ => {
            Err(Problem::new(format!("unknown command: {}", words.join(" ")))
                .hint("`cargo xtask help` lists the commands"))
        }
    }
}

fn parse_port(text: &str) -> Result<u16> {
    text.parse().map_err(|_| {
        Problem::new(format!("`{text}` is no port")).hint("a port is a number from 0 to 65535, 0 for any free one")
    })
}

fn parse_count(text: &str) -> Result<u32> {
    text.parse().map_err(|_| Problem::new(format!("`{text}` is no number")).hint("1000 runs take about a minute"))
}

/// Builds the page and serves it until interrupted.
fn serve(port: Option<u16>) -> Result<()> {
    // The port first: nobody wants to wait for the build to learn that it is taken.
    let bind = |port| server::Server::bind(port, places::dist(), "/");
    let server = match port {
        Some(port) => bind(port)?,
        None => bind(8080).or_else(|_| bind(0))?,
    };
    setup::provide(Part::FOR_PAGE)?;
    page::build()?;
    println!("\nOutage Explorer is at {}   (Ctrl+C ends it)", server.url());
    server.run()
}

/// Takes the screenshots.
fn shots() -> Result<()> {
    setup::provide(Part::FOR_LOOKS)?;
    page::build()?;
    let url = server::Server::bind(0, places::dist(), "/")?.spawn();
    node::script("shots.mjs", &url)?.env("SHOTS", "1").go()
}
