//! Compiles the built-in outages, so that what runs them carries no compiler, and reads what audits say of them.

#[allow(dead_code, unreachable_pub)]
#[path = "src/trust/read.rs"]
mod read;

use outage_plan::session::Session;
use read::Trust;
use std::{env, error::Error, fs, path::Path};

/// The built-in outages, in the order of the page.
const NAMES: [&str; 5] = ["kinesis-2020", "dynamodb-2015", "kinesis-2024", "google-cloud-2025", "cloudflare-2025"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../scenarios");
    let out = env::var("OUT_DIR")?;
    // An outage has no audit until one was made.
    println!("cargo::rerun-if-changed={}", folder.join("audits").display());
    let (mut outages, mut plans, mut texts) = (String::new(), String::new(), String::new());
    let (mut audits, mut classes) = (String::new(), String::new());
    for name in NAMES {
        let path = folder.join(name).with_extension("toml");
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).map_err(|problem| format!("{}: {problem}", path.display()))?;
        let plan = outage_compile::for_people(&text);
        let plan = plan.map_err(|problems| format!("{}:\n{problems}", path.display()))?;
        let to = Path::new(&out).join(name).with_extension("plan");
        fs::write(&to, plan.write())?;
        outages += &format!("({name:?}, {:?}),", plan.about.short);
        plans += &format!("({name:?}, include_bytes!({:?})),", to.display().to_string());
        texts += &format!("({name:?}, include_str!({:?})),", path.display().to_string());

        let path = folder.join("audits").join(name).with_extension("txt");
        if let Ok(text) = fs::read_to_string(&path) {
            let trust = Trust::read(&text).map_err(|problem| format!("{}: {problem}", path.display()))?;
            let letter = |id: &str| trust.fact(id).map_or("-", |fact| &fact.class.id()[..1]);
            let letters: String = plan.facts.iter().map(|fact| letter(&fact.id)).collect();
            audits += &format!("({name:?}, include_str!({:?})),", path.display().to_string());
            classes += &format!("({name:?}, {letters:?}),");
        }
    }
    let sessions = sessions(&folder.join("../sessions"), Path::new(&out))?;
    let lists = format!(
        "/// The built-in outages: name and short title.\npub const OUTAGES: &[(&str, &str)] = &[{outages}];\n\
         /// The built-in outages: name and compiled plan.\n#[cfg(feature = \"built-in\")]\n\
         pub const BUILT_IN: &[(&str, &[u8])] = &[{plans}];\n\
         /// The built-in outages: name and text.\n#[cfg(feature = \"built-in\")]\n\
         pub const TEXTS: &[(&str, &str)] = &[{texts}];\n\
         /// What audits say of them: name and text.\n#[cfg(feature = \"built-in\")]\n\
         const AUDITS: &[(&str, &str)] = &[{audits}];\n\
         /// The class of each of their facts, a letter each.\nconst CLASSES: &[(&str, &str)] = &[{classes}];\n\
         {sessions}"
    );
    fs::write(Path::new(&out).join("built_in.rs"), lists)?;
    Ok(())
}

/// The lists of the built-in sessions.
fn sessions(folder: &Path, out: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|it| it == "toml")) {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path)?;
        let session = outage_compile::session(&text);
        found.push(session.map_err(|problems| format!("{}:\n{problems}", path.display()))?);
    }
    // The shortest first; of the same length, in the order of their outages.
    let outage = |session: &Session| NAMES.iter().position(|name| session.steps[0].show.starts_with(name));
    found.sort_by(|a, b| {
        (a.minutes(), outage(a)).partial_cmp(&(b.minutes(), outage(b))).unwrap_or(std::cmp::Ordering::Equal)
    });
    let (mut list, mut titles) = (String::new(), String::new());
    for session in found {
        let to = out.join(&session.id).with_extension("session");
        fs::write(&to, session.to_bytes())?;
        list += &format!("({:?}, include_bytes!({:?})),", session.id, to.display().to_string());
        titles += &format!("({:?}, {:?}, {:?}),", session.id, session.title, session.minutes());
    }
    Ok(format!(
        "/// The built-in sessions: name and compact form.\n#[cfg(feature = \"built-in\")]\npub const SESSIONS: &[(&str, &[u8])] = &[{list}];\n\
         /// The built-in sessions: name, title and minutes.\npub const SESSION_TITLES: &[(&str, &str, f64)] = &[{titles}];\n"
    ))
}
