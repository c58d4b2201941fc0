//! Who may know whom: the rules of ARCHITECTURE.md that a program can check.

use crate::{
    places,
    problem::{Context, Problem, Result},
    shell::Run,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Crates that the core must not depend on, at any depth.
const NOT_IN_CORE: [&str; 7] = ["web-sys", "js-sys", "wasm-bindgen", "yew", "gloo", "plotters", "getrandom"];

/// Browser crates, which only `src/browser/` and `src/main.rs` may name.
const BROWSER_CRATES: [&str; 3] = ["web_sys", "js_sys", "gloo"];

/// Parts of words that name an outage or a cloud service.
const SERVICE_PARTS: [&str; 11] = [
    "kinesis",
    "dynamo",
    "cognito",
    "cloudwatch",
    "eventbridge",
    "firehose",
    "fargate",
    "redshift",
    "amazon",
    "azure",
    "cloudflare",
];

/// Whole words that do.
const SERVICE_WORDS: [&str; 10] = ["aws", "lambda", "sqs", "sns", "ecs", "eks", "ec2", "s3", "iam", "gcp"];

/// The most lines that a source file may have.
const LONGEST: usize = 400;

/// Crates that the command line, the modules that the page loads on demand and what completes the built page must not depend on, at any depth.
const NOT_NATIVE: [&str; 2] = ["yew", "gloo"];

/// The core depends on nothing that belongs to the page, and the programs beside the page on nothing of its interface.
pub(crate) fn dependencies() -> Result<()> {
    free_of("outage-sim", &NOT_IN_CORE)?;
    // Whoever runs models carries no reader of texts, and whoever compiles them no machine.
    ["outage-plan", "outage-run", "outage-compile"].iter().try_for_each(|package| free_of(package, &NOT_IN_CORE))?;
    free_of("outage-plan", &["outage-run", "outage-compile", "toml"])?;
    free_of("outage-run", &["outage-compile", "toml"])?;
    free_of("outage-compile", &["outage-run", "outage-sim"])?;
    // Audits are of texts: what they find is kept beside the built-in outages, which they must not need.
    free_of("outage-audit", &["outage-sim", "outage-explorer"])?;
    ["outage", "compiler", "exporter", "site"].iter().try_for_each(|package| free_of(package, &NOT_NATIVE))
}

/// A package depends on none of some crates.
fn free_of(package: &str, unwanted: &[&str]) -> Result<()> {
    let tree = Run::new("cargo tree -e normal --target all --prefix none --format {p} -p").arg(package).read()?;
    let found: Vec<&str> =
        tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| unwanted.contains(name)).collect();
    if found.is_empty() {
        println!("{package} depends on none of {}", unwanted.join(", "));
        return Ok(());
    }
    Err(Problem::new(format!("{package} depends on {}", found.join(", ")))
        .hint(format!("`cargo tree -p {package} --target all -i {}` shows through what", found[0])))
}

/// The core and the language compile for the browser on their own.
pub(crate) fn core_for_wasm() -> Result<()> {
    Run::new("cargo build -p outage-sim -p outage-run -p outage-compile --target wasm32-unknown-unknown").go()
}

/// No source file breaks the rules that can be seen in its text.
pub(crate) fn sources() -> Result<()> {
    let mut files = Vec::new();
    for folder in ["src", "audit", "sim", "lang", "cli", "compiler", "exporter", "site", "xtask", "tests"] {
        collect(&places::root().join(folder), &mut files)?;
    }
    files.sort();
    let mut findings = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).context(file.display())?;
        let name = file.strip_prefix(places::root()).unwrap_or(file);
        findings.extend(judge(&name.to_string_lossy().replace('\\', "/"), &text));
    }
    println!("{} source files read", files.len());
    if findings.is_empty() { Ok(()) } else { Err(Problem::new(findings.join("\n       "))) }
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).context(folder.display())? {
        let path = entry.context(folder.display())?.path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                collect(&path, into)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
    Ok(())
}

/// What is wrong with one file, by its path in the workspace.
fn judge(name: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let length = text.lines().count();
    if length > LONGEST {
        findings.push(format!("{name} has {length} lines, {LONGEST} is the limit: split it"));
    }
    let core = name.starts_with("sim/src/") || name.starts_with("lang/") && name.contains("/src/");
    let page = name.starts_with("src/") && !name.starts_with("src/browser") && name != "src/main.rs";
    for (index, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", index + 1);
        let comment = line.trim_start().starts_with("//");
        // The table of built-in scenarios names their files, and an example in a comment is no code.
        if core
            && !comment
            && !line.contains("include_str!")
            && let Some(word) = service(line)
        {
            findings.push(format!("{place} names `{word}`: outages and services belong into scenarios/"));
        }
        if page
            && !comment
            && let Some(word) = BROWSER_CRATES.iter().find(|word| line.contains(**word))
        {
            findings.push(format!("{place} names `{word}`: only src/browser/ touches the browser"));
        }
    }
    findings
}

/// The outage or cloud service that a line names.
fn service(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    let part = SERVICE_PARTS.into_iter().find(|part| lower.contains(part));
    part.or_else(|| {
        let mut words = words(line);
        words.find_map(|word| SERVICE_WORDS.into_iter().find(|service| word.eq_ignore_ascii_case(service)))
    })
}

/// The words of a line, also those within `snake_case` and `CamelCase` names.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_ascii_alphanumeric()).flat_map(|name| {
        let inner = name.char_indices().zip(name.chars().skip(1));
        let humps = inner.filter(|((_, left), right)| left.is_lowercase() && right.is_uppercase());
        let mut cuts: Vec<usize> = humps.map(|((at, left), _)| at + left.len_utf8()).collect();
        cuts.push(name.len());
        let starts = std::iter::once(0).chain(cuts.clone());
        starts.zip(cuts).map(|(from, to)| &name[from..to]).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_names_no_service() {
        for (line, found) in [
            ("struct DynamoDbTable;", Some("dynamo")),
            ("let aws_region = 1;", Some("aws")),
            ("enum AwsService {}", Some("aws")),
            ("let text = \"as in Kinesis\";", Some("kinesis")),
            ("let laws = flaws(\"draws\");", None),
            ("let lambda = 0.5;", Some("lambda")),
            ("trait Miasma {}", None),
        ] {
            assert_eq!(service(line), found, "{line}");
        }
        assert_eq!(judge("sim/src/component/fleet.rs", "struct Kinesis;").len(), 1);
        assert_eq!(judge("sim/src/component/fleet.rs", "    // Kinesis").len(), 0);
        assert_eq!(judge("sim/src/lib.rs", "(\"kinesis\", include_str!(\"kinesis.toml\")),").len(), 0);
        assert_eq!(judge("sim/tests/it/main.rs", "struct Kinesis;").len(), 0);
    }

    #[test]
    fn only_the_browser_folder_touches_the_browser() {
        assert_eq!(judge("src/components/chart.rs", "use web_sys::Element;").len(), 1);
        assert_eq!(judge("src/browser/canvas.rs", "use web_sys::Element;").len(), 0);
        assert_eq!(judge("src/main.rs", "use gloo::utils::document;").len(), 0);
    }

    #[test]
    fn long_files_are_told() {
        assert_eq!(judge("src/lib.rs", &"\n".repeat(LONGEST)).len(), 0);
        assert_eq!(judge("src/lib.rs", &"\n".repeat(LONGEST + 1)).len(), 1);
    }
}
