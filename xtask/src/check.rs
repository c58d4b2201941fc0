//! `cargo xtask test`: every check that must pass before a change goes in.

use crate::{
    browser, layers, node, page, places,
    problem::{Context, Problem, Result},
    server::Server,
    setup::{self, Part},
    shell::{Run, spoken},
    sizes,
};
use std::{
    fs,
    time::{Duration, Instant},
};

/// One check.
struct Step {
    /// As it is named on the command line.
    name: &'static str,
    /// As it is headed.
    title: &'static str,
    needs: &'static [Part],
    check: fn() -> Result<()>,
}

/// The quick ones first, so that small mistakes show soon.
static STEPS: [Step; 8] = [
    Step { name: "format", title: "Formatting", needs: &[Part::Lints], check: format },
    Step { name: "layers", title: "Who may know whom", needs: &[Part::WasmStd], check: layers },
    Step {
        name: "lint",
        title: "Lints, and links in the documentation",
        needs: &[Part::Lints, Part::WasmStd],
        check: lint,
    },
    Step { name: "native", title: "Tests on this machine", needs: &[], check: native },
    Step {
        name: "wasm",
        title: "Tests as WebAssembly, in the browser",
        needs: &[Part::WasmStd, Part::WasmBindgen, Part::Browser],
        check: wasm,
    },
    Step { name: "page", title: "The page", needs: Part::FOR_PAGE, check: build },
    Step { name: "size", title: "What a first visit downloads", needs: &[], check: size },
    Step {
        name: "browser",
        title: "Tests that drive the page",
        needs: &[Part::Browser, Part::Engines, Part::Fonts, Part::Hugo, Part::PageTests],
        check: drive,
    },
];

/// The steps with what they check, a line each.
pub(crate) fn list() -> String {
    STEPS.each_ref().map(|step| format!("  {:<20}{}", step.name, step.title)).join("\n")
}

/// Runs the named steps, or all, to the end, and then says which failed.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        return Err(Problem::new(format!("test has no step `{unknown}`")).hint(format!("it has\n{}", list())));
    }
    let begin = Instant::now();
    let mut report = Vec::new();
    let wanted: Vec<&Step> = STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)).collect();
    let needed = |part: &Part| wanted.iter().any(|step| step.needs.contains(part));
    let parts: Vec<Part> = Part::ALL.iter().copied().filter(needed).collect();
    let ready = timed("set-up", "Set-up", &|| setup::provide(&parts));
    // If something is missing, the steps that need it fail in turn; the others still tell something.
    report.push(ready);
    report.extend(wanted.iter().map(|step| timed(step.name, step.title, &step.check)));
    summary(&report, begin.elapsed())
}

/// What came of a step.
struct Done {
    name: &'static str,
    time: Duration,
    outcome: Result<()>,
}

fn timed(name: &'static str, title: &str, check: &dyn Fn() -> Result<()>) -> Done {
    println!("\n=== {title} ===");
    let begin = Instant::now();
    let outcome = check();
    let time = begin.elapsed();
    match &outcome {
        Ok(()) => println!("{name}: passed in {}", spoken(time)),
        Err(problem) => println!("{name}: failed after {}\n{problem}", spoken(time)),
    }
    Done { name, time, outcome }
}

fn summary(report: &[Done], time: Duration) -> Result<()> {
    println!("\n=== Summary ===");
    for done in report {
        let word = if done.outcome.is_ok() { "passed" } else { "FAILED" };
        println!("{:<10} {word}  {:>12}", done.name, spoken(done.time));
    }
    println!("{:<10}         {:>12}", "all", spoken(time));
    let failed: Vec<&Done> = report.iter().filter(|done| done.outcome.is_err()).collect();
    if failed.is_empty() {
        println!("\nEverything passed.");
        return Ok(());
    }
    let told = failed.iter().filter_map(|done| {
        let problem = done.outcome.as_ref().err()?;
        Some(format!("{}: {problem}", done.name))
    });
    Err(Problem::new(format!("{} failed\n{}", count(failed.len()), told.collect::<Vec<_>>().join("\n"))))
}

fn count(steps: usize) -> String {
    if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") }
}

/// Carries out all of them and gathers what failed.
fn all(checks: &[&dyn Fn() -> Result<()>]) -> Result<()> {
    let failures: Vec<String> =
        checks.iter().filter_map(|check| check().err()).map(|problem| problem.to_string()).collect();
    if failures.is_empty() { Ok(()) } else { Err(Problem::new(failures.join("\n"))) }
}

fn format() -> Result<()> {
    Run::new("cargo fmt --all --check").go().map_err(|problem| problem.hint("`cargo fmt --all` puts it right"))
}

fn layers() -> Result<()> {
    all(&[&layers::sources, &layers::dependencies, &layers::core_for_wasm])
}

fn lint() -> Result<()> {
    let here = || Run::new("cargo clippy --workspace --all-targets --all-features -- -D warnings").go();
    let page = || Run::new("cargo clippy -p outage-explorer --target wasm32-unknown-unknown -- -D warnings").go();
    let links = || Run::new("cargo doc --workspace --no-deps --all-features").env("RUSTDOCFLAGS", "-D warnings").go();
    all(&[&here, &page, &links])
}

fn native() -> Result<()> {
    Run::new("cargo test --workspace --all-features --no-fail-fast").go()
}

fn wasm() -> Result<()> {
    // Only the tests that are meant for the browser; the others need files or random numbers of this machine.
    in_browser("-p outage-sim", 120)?.go()
}

/// The tests of some packages that are meant for the browser, which may take so many seconds.
fn in_browser(packages: &str, seconds: u64) -> Result<Run> {
    let browser = browser::find()?;
    browser.check_versions()?;
    Ok(Run::new(&format!("cargo test {packages} --test wasm --target wasm32-unknown-unknown"))
        .env("CHROMEDRIVER", &browser.driver)
        // The runner would add its own to that of the failed test.
        .env("RUST_BACKTRACE", "0")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.write_settings()?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", seconds.to_string())
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30"))
}

/// Compares the digests of many inputs for each scenario, natively and in the browser.
pub(crate) fn digests(inputs: u32) -> Result<()> {
    setup::provide(&[Part::WasmStd, Part::WasmBindgen, Part::Browser])?;
    let file = places::target().join("digests.txt");
    let of_many = |run: Run| run.env("DIGEST_INPUTS", inputs.to_string()).env("DIGESTS", &file);
    let begin = Instant::now();
    of_many(Run::new("cargo test -p outage-sim --test wasm").env("UPDATE_GOLDEN", "1")).go()?;
    let native = begin.elapsed();
    of_many(in_browser("-p outage-sim", 120 + u64::from(inputs) / 5)?).go()?;
    let lines = fs::read_to_string(&file).context(file.display())?.lines().count();
    let browser = begin.elapsed() - native;
    println!("\n{lines} digests are the same natively ({}) and in the browser ({})", spoken(native), spoken(browser));
    Ok(())
}

fn build() -> Result<()> {
    // If it fails, the later steps must not judge an old page. The rest stays: the build takes over what is in v/.
    let page = places::dist().join("index.html");
    if page.exists() {
        fs::remove_file(&page).context(page.display())?;
    }
    page::build()
}

fn size() -> Result<()> {
    built()?;
    sizes::report()
}

fn drive() -> Result<()> {
    built()?;
    // In a folder, because that is how many hosts serve it.
    node::test_page(&Server::bind(0, places::dist(), "/some/folder/")?.spawn())
}

fn built() -> Result<()> {
    if places::dist().join("index.html").is_file() {
        return Ok(());
    }
    Err(Problem::new("there is no built page").hint("`cargo xtask build` builds it"))
}
