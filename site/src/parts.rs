//! Cuts the program into what a first visit needs, and parts that it fetches when somebody first uses them: what
//! `src/components/part.rs` names, with all that only they reach. The linker leaves in the program where each piece of code
//! is named (`build.rs`), and the cut is made by that, before wasm-bindgen looks at the program.

use crate::{
    app::the,
    dist::{Dist, Problem, Result, problem},
    hash, html, names,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_split_cli_support::{Options, SplitWasm, transform};

/// What the name of each part's file begins with.
pub(crate) const PREFIX: &str = "part-";

/// Where the parts are listed in the script that fetches them.
const PLACE: &str = "const parts = {};";

const LOADER: &str = include_str!("../../static/parts.js");

/// The module of which wasm-bindgen believes that it fetches the parts: the script above takes its place.
const LINK: &str = "./parts.js";

/// What the program may use of WebAssembly, as in `index.html`.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// How the first part is squeezed. A large function stays one of its own where it is called, because browsers make a function
/// fast between two calls of it: `lang/run/src/machine.rs`.
const FAST: [&str; 3] = ["-O3", "--one-caller-inline-max-function-size", "100"];

/// Cuts the program that Trunk has just built: its files in the folder get the first part, and the others come beside them.
pub(crate) fn cut(dist: &Dist, target: &Path) -> Result<()> {
    let page = dist.text("index.html")?;
    let tags = html::tags(&page);
    let named = |rel| the(&tags, "link", "rel", rel).map(|tag| tag.get("href").unwrap_or_default());
    let (module, wasm) = (named("modulepreload")?, named("preload")?);
    let work = target.join("parts");
    let failed = |error: &dyn std::fmt::Display| Problem(format!("cutting the program into parts: {error}"));
    if work.is_dir() {
        fs::remove_dir_all(&work).map_err(|error| failed(&error))?;
    }
    let program = target.join("wasm32-unknown-unknown/release/outage-explorer.wasm");
    let whole = fs::read(&program).map_err(|error| failed(&error))?;
    let first = work.join("first.wasm");
    let mut options = Options::new(&whole);
    (options.output_dir, options.main_out_path, options.link_name) = (&work, &first, LINK);
    let SplitWasm { prefetch_map, .. } = transform(options).map_err(|error| failed(&error))?;

    let bound = work.join("bound");
    let mut bind = Command::new("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"])
        .arg(&bound)
        .arg(&first);
    ran(bind)?;
    let squeezes = Command::new("wasm-opt").arg("--version").output().is_ok_and(|output| output.status.success());
    let finished = |from: PathBuf, level: &[&str]| {
        if squeezes {
            let into = from.with_extension("small.wasm");
            let mut squeeze = Command::new("wasm-opt");
            squeeze.args(FEATURES).args(level).args(["--strip-debug", "--reorder-functions-by-name"]);
            ran({
                squeeze.arg(&from).arg("-o").arg(&into);
                squeeze
            })?;
            return fs::read(into).map_err(|error| failed(&error));
        }
        fs::read(from).map_err(|error| failed(&error))
    };
    let script = fs::read_to_string(bound.join("app.js")).map_err(|error| failed(&error))?;
    let (program, script) = names::shortened(&finished(bound.join("app_bg.wasm"), &FAST)?, &script)?;
    dist.write(wasm.trim_start_matches("./"), program)?;

    let mut parts: Vec<(String, Vec<String>)> = prefetch_map.into_iter().collect();
    parts.sort();
    let mut list = String::new();
    for (part, files) in parts {
        list.push_str(&format!("\"{part}\": ["));
        // Its own file comes last there.
        for file in files.iter().rev() {
            let name = file.replace("split_", PREFIX).replace("chunk_", "part-shared-");
            let bytes = finished(work.join(format!("{file}.wasm")), &["-Oz"])?;
            let address = format!("{name}-{}.wasm", hash::short(&bytes));
            list.push_str(&format!("[\"{name}\", \"./{address}\", \"{}\"], ", hash::integrity(&bytes)));
            dist.write(&address, bytes)?;
        }
        list.push_str("],\n");
    }
    dist.write(module.trim_start_matches("./"), with_loader(&script, &list)?)
}

/// The app's module with the script that fetches the parts, instead of importing it.
fn with_loader(script: &str, list: &str) -> Result<String> {
    let loader = LOADER.replacen(PLACE, &format!("const parts = {{\n{list}}};"), 1);
    let mut with = String::with_capacity(script.len() + loader.len() + list.len());
    let mut found = false;
    for line in script.lines() {
        let import = line.strip_prefix("import * as ").and_then(|rest| rest.split_once(" from "));
        match import {
            Some((name, from)) if from.contains(LINK) => {
                if !found {
                    with.push_str(&loader);
                }
                found = true;
                with.push_str(&format!("const {name} = loaders;\n"));
            }
            _ => {
                with.push_str(line);
                with.push('\n');
            }
        }
    }
    if found { Ok(with) } else { problem("the program asks for no part, though it was cut into several") }
}

/// Runs a program that Trunk needs as well.
fn ran(mut command: Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| Problem(format!("{name}: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    problem(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The names of the parts' files, and what the script that fetches them calls each.
pub(crate) fn files(dist: &Dist) -> Result<Vec<(String, String)>> {
    let names = dist.names()?.into_iter().filter(|name| name.starts_with(PREFIX));
    Ok(names.map(|name| (name.rsplit_once('-').map_or("", |(stem, _)| stem).to_owned(), name)).collect())
}

#[cfg(test)]
mod tests {
    use super::with_loader;

    #[test]
    fn the_loader_takes_the_place_of_its_import() {
        let script = "import * as import1 from \"./parts.js\"\nimport * as import2 from \"./parts.js\"\nlet wasm;\n";
        let with = with_loader(script, "\"a\": [],\n").expect("it has an import");
        assert!(!with.contains("import * as"), "{with}");
        assert!(with.contains("const parts = {\n\"a\": [],\n};"), "{with}");
        assert!(with.ends_with("const import1 = loaders;\nconst import2 = loaders;\nlet wasm;\n"), "{with}");
        assert!(with_loader("let wasm;\n", "").is_err());
    }
}
