//! The command line: run, judge and check scenarios without a browser.

mod args;
mod figure;
mod own;
mod read;
mod table;
mod text;

use args::{Changes, Command};
use outage_audit::{Auditor, Settings};
use outage_compile::{Problem, Problems, for_people, is_session};
use outage_explorer::export::kit::kit;
use outage_explorer::export::{Subject, csv, json};
use outage_explorer::{shelf, state::State};
use outage_sim::BUILT_IN;
use read::Unreadable;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// What a command has to say.
#[derive(Default)]
struct Answer {
    /// For standard output.
    out: String,
    /// For standard error.
    err: String,
    /// Exit status.
    status: u8,
}

/// Exit status when a file is not a scenario, or nothing can be written.
const BAD_FILE: u8 = 1;

/// Exit status when a model falls short of what an audit wants.
const FALLS_SHORT: u8 = 1;

/// Exit status when a file is not what the model gives now.
const MOVED: u8 = 3;

/// Exit status when the arguments cannot be used.
const BAD_ARGUMENTS: u8 = 2;

fn main() -> ExitCode {
    let answer = answer(args::parse()).unwrap_or_else(|problems| Answer {
        err: problems.iter().map(|problem| format!("outage: {problem}\n")).collect(),
        status: BAD_ARGUMENTS,
        ..Answer::default()
    });
    // When standard error is closed there is nobody left to tell.
    let _ = write(io::stderr(), &without_controls(&answer.err));
    match write(io::stdout(), &without_controls(&answer.out)) {
        Ok(()) => ExitCode::from(answer.status),
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(answer.status),
        Err(error) => {
            let _ = write(io::stderr(), &format!("outage: standard output cannot be written: {error}\n"));
            ExitCode::from(BAD_FILE)
        }
    }
}

fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

/// The text without what would move a terminal's cursor: names and messages can come from a stranger's file.
fn without_controls(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// Carries out a command.
///
/// # Errors
/// Everything that is wrong with the arguments, a sentence each.
fn answer(command: Command) -> Result<Answer, Vec<String>> {
    let out = match command {
        Command::List { json } => list(json),
        Command::Knobs { scenario, json } => {
            let scenario = read::scenario(&scenario)?;
            if json { json::knobs(&scenario) } else { text::knobs(&scenario) }
        }
        Command::Events { scenario, json } => {
            let scenario = read::scenario(&scenario)?;
            if json { json::events(&scenario) } else { text::events(&scenario) }
        }
        Command::Fixes { scenario, json } => {
            let scenario = read::scenario(&scenario)?;
            if json { json::fixes(&scenario) } else { text::fixes(&scenario) }
        }
        Command::Facts { scenario, changes, json } => {
            let subject = opened(scenario, changes, None, "")?;
            let State { scenario, inputs, .. } = &subject.state;
            let out = if json {
                json::facts(&subject.state)
            } else {
                text::changes(scenario, inputs) + &text::facts(&subject.state)
            };
            return Ok(Answer { out, err: remarks(&subject), ..Answer::default() });
        }
        Command::Run { scenario, changes, json, csv } => {
            let subject = opened(scenario, changes, None, "")?;
            let State { scenario, inputs, recording, judgements, .. } = &subject.state;
            let out = if csv {
                csv::csv(scenario, recording)
            } else if json {
                json::run(scenario, recording, judgements)
            } else {
                text::changes(scenario, inputs) + &text::run(scenario, recording, judgements)
            };
            return Ok(Answer { out, err: remarks(&subject), ..Answer::default() });
        }
        Command::Figure(figure) => return figure::figure(figure),
        Command::Kit { subject, changes, t, page, output } => {
            let subject = opened(subject, changes, t.as_deref(), &page)?;
            let mut answer = figure::write(&figure::place(&output, &subject, "-kit.zip"), &kit(&subject, &[]));
            answer.err.insert_str(0, &remarks(&subject));
            return Ok(answer);
        }
        Command::New { name, file } => return begin(&name, file),
        Command::Kinds { name } => own::kinds(name.as_deref())?,
        Command::Format { schema: true, .. } => own::schema(),
        Command::Format { session: true, .. } => own::sessions(),
        Command::Format { .. } => own::format(),
        Command::Check { file, json } => return check(&file, json),
        Command::Audit { scenario, json, quick, seeds, draws } => {
            let usual = if quick { Settings::QUICK } else { Settings::FULL };
            let number = |asked: Option<u32>, usual: usize| asked.map_or(usual, |asked| asked as usize);
            let (seeds, draws) = (number(seeds, usual.seeds), number(draws, usual.draws));
            return audit(&scenario, Settings { seeds, draws, ..usual }, json);
        }
    };
    Ok(Answer { out, ..Answer::default() })
}

fn list(json: bool) -> String {
    let scenarios: Vec<_> = (0..BUILT_IN.len()).filter_map(shelf::plan).collect();
    if json { json::list(&scenarios) } else { text::list(&scenarios) }
}

fn no_scenario() -> Vec<String> {
    vec![format!("SCENARIO is missing: name a built-in one ({}) or a file", read::built_in_names())]
}

/// What there is to say about a run beside the run itself: that a link's author saw another one.
fn remarks(subject: &Subject) -> String {
    subject.state.notices.iter().map(|it| format!("outage: {}: {}\n", it.place, it.text)).collect()
}

/// What a command is about: what a link opens, or a scenario with changes, at a moment.
fn opened(name: Option<String>, mut changes: Changes, time: Option<&str>, page: &str) -> Result<Subject, Vec<String>> {
    let subject = match name.or_else(|| changes.take_scenario()).ok_or_else(no_scenario)? {
        link if read::is_link(&link) => {
            read::without_changes(&changes)?;
            let subject = Subject::open_with(&link, page, read::compiled);
            read::understood(&subject)?;
            subject
        }
        name => {
            let document = read::document(&name)?;
            let scenario = read::scenario_of(&document, &name)?;
            let inputs = read::inputs(&scenario, &changes)?;
            Subject::new(State::of(document, inputs), scenario.about.opens_at, page)
        }
    };
    let Some(time) = time else { return Ok(subject) };
    let scenario = &subject.state.scenario;
    let (from, until) = scenario.span;
    let at = scenario.clock.parse(time).map_err(|problem| vec![format!("--t {problem}")])?;
    if !(from..=until).contains(&at) {
        let (from, until) = (scenario.clock.local(from), scenario.clock.local(until));
        return Err(vec![format!("--t {time} is outside the run: {from} to {until}")]);
    }
    let page = subject.page.clone();
    Ok(Subject::new(subject.state, at, &page))
}

/// Writes a draft to begin with.
fn begin(name: &str, file: Option<String>) -> Result<Answer, Vec<String>> {
    let draft = own::draft(name)?;
    let file = file.unwrap_or_else(|| format!("{name}.toml"));
    let written = File::create_new(&file).and_then(|mut file| file.write_all(draft.as_bytes()));
    Ok(match written {
        Ok(()) => Answer { out: text::begun(&file), ..Answer::default() },
        Err(error) => {
            let why = match error.kind() {
                io::ErrorKind::AlreadyExists => "there is such a file already; name another one".to_owned(),
                _ => error.to_string(),
            };
            let err = format!("outage: `{}` cannot be written: {why}\n", read::short(&file));
            Answer { err, status: BAD_FILE, ..Answer::default() }
        }
    })
}

/// Says what is wrong with a file; of one without mistakes, what comes out of its day, or of its hour.
fn check(file: &str, json: bool) -> Result<Answer, Vec<String>> {
    let problems = match read::file(file) {
        Ok(text) if is_session(&text) => match own::session(file, &text) {
            Ok((_, flaws)) if json => {
                let flaw = |flaw| json::Mistake { message: flaw, ..json::Mistake::default() };
                let mistakes: Vec<json::Mistake<'_>> = flaws.iter().map(|text| flaw(text.as_str())).collect();
                let status = if flaws.is_empty() { 0 } else { BAD_FILE };
                return Ok(Answer { out: json::check(file, &mistakes), status, ..Answer::default() });
            }
            Ok((out, flaws)) if flaws.is_empty() => return Ok(Answer { out, ..Answer::default() }),
            Ok((_, flaws)) => {
                return Ok(Answer { err: text::problems(file, &flaws), status: BAD_FILE, ..Answer::default() });
            }
            Err(Problems(problems)) => problems,
        },
        Ok(text) => match for_people(&text) {
            Ok(_) if json => return Ok(Answer { out: json::check(file, &[]), ..Answer::default() }),
            Ok(scenario) => {
                let out = text::fine(file, &scenario) + &own::report(&scenario);
                return Ok(Answer { out, ..Answer::default() });
            }
            Err(Problems(problems)) => problems,
        },
        Err(Unreadable::Absent(message)) => return Err(vec![message]),
        Err(Unreadable::Unfit(message, hint)) => {
            return Ok(unfit(file, &message, hint, json));
        }
    };
    Ok(if json {
        let mistakes: Vec<json::Mistake<'_>> = problems.iter().map(mistake).collect();
        Answer { out: json::check(file, &mistakes), status: BAD_FILE, ..Answer::default() }
    } else {
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        Answer { err: text::problems(file, &told), status: BAD_FILE, ..Answer::default() }
    })
}

/// Says how far a scenario can be trusted. What it will do and how far it has come is told at once.
fn audit(name: &str, settings: Settings, json: bool) -> Result<Answer, Vec<String>> {
    let text = read::text(name)?;
    let is_watched = io::stderr().is_terminal();
    let progress = |part: &str, done: usize, all: usize| {
        let line = format!("{part}: {done} of {all}");
        let line = if is_watched { format!("\r\x1b[K{line}") } else { format!("{line}\n") };
        if is_watched || done == all {
            // When standard error is closed there is nobody to tell.
            let _ = write(io::stderr(), &line);
        }
    };
    let told =
        |Problems(problems): Problems| problems.iter().map(|it| format!("{}: {it}", read::short(name))).collect();
    let auditor = Auditor::new(&text, settings, &progress).map_err(|problems| -> Vec<String> { told(problems) })?;
    let _ = write(io::stderr(), &without_controls(&own::outlook(&auditor.plan().id, &auditor.outlook())));
    let audit = auditor.audit();
    if is_watched {
        let _ = write(io::stderr(), "\r\x1b[K");
    }
    let falls_short = audit.findings().iter().any(|finding| finding.counts);
    let out = if json { own::audited_json(&audit) } else { own::audited(&audit) };
    Ok(Answer { out, status: if falls_short { FALLS_SHORT } else { 0 }, ..Answer::default() })
}

/// That a file is not the kind of text that an outage is.
fn unfit(file: &str, message: &str, hint: &str, json: bool) -> Answer {
    if json {
        let mistake = json::Mistake { line: None, column: None, place: "", message, hint, excerpt: "" };
        return Answer { out: json::check(file, &[mistake]), status: BAD_FILE, ..Answer::default() };
    }
    Answer { err: text::problems(file, &[format!("{message}; {hint}")]), status: BAD_FILE, ..Answer::default() }
}

/// A problem for programs.
fn mistake(problem: &Problem) -> json::Mistake<'_> {
    let Problem { text: _, line, column, excerpt, place, message, hint } = problem;
    json::Mistake { line: Some(*line), column: Some(*column), place, message, hint, excerpt }
}
