//! What the built folder holds beyond the app. Trunk runs it after each build; see Trunk.toml.
//!
//! `site finish` takes the folder and the kind of build from Trunk's environment. `site bake FILE LINK` writes a copy of
//! the single file that opens with a link. Both take the public address from OUTAGE_EXPLORER_URL.

mod app;
mod dist;
mod first;
mod glossary;
mod hash;
mod html;
mod inside;
mod lanes;
mod names;
mod oembed;
mod offline;
mod outage;
mod pages;
mod parts;
mod picture;
mod plans;
mod policy;
mod single;
mod story;
#[cfg(test)]
mod tests;
mod trust;
mod versions;

use app::{App, ON_DEMAND};
use dist::{Dist, Problem, Result, problem};
use outage::Outage;
use outage_explorer::export::figure::{FigureSpec, figure};
use outage_sim::{MODEL_VERSION, TEXTS};
use std::{env, fs, path::Path, process::ExitCode};
use versions::Pin;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["finish"] => finish_for_trunk(),
        ["bake", file, link] => bake(file, link),
        _ => problem("usage: site finish | site bake FILE LINK > NEW-FILE"),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("site: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn finish_for_trunk() -> Result<()> {
    let named =
        |name: &str| env::var(name).map_err(|_| Problem(format!("{name} is not set: Trunk sets it for its hooks")));
    let dist = Dist::at(named("TRUNK_STAGING_DIR")?);
    let release = named("TRUNK_PROFILE")? == "release";
    if release {
        let beside = || named("TRUNK_SOURCE_DIR").map(|folder| Path::new(&folder).join("target"));
        parts::cut(&dist, &env::var("CARGO_TARGET_DIR").map_or_else(|_| beside(), |folder| Ok(folder.into()))?)?;
    }
    // Trunk empties the folder of the last build when this one is complete.
    versions::carry_over(&Dist::at(named("TRUNK_DIST_DIR")?), &dist, release)?;
    let address = address()?;
    // With an address this is for a host, where articles name versions.
    if release && address.is_some() {
        versions::none_is_missing(&dist, MODEL_VERSION)?;
    }
    finish(&dist, release, address.as_deref())
}

/// The public address of the folder, if somebody said it.
fn address() -> Result<Option<String>> {
    let address = env::var("OUTAGE_EXPLORER_URL").ok().filter(|address| !address.is_empty());
    address.as_deref().map(public).transpose()
}

/// Completes the folder. What takes seconds and serves only visitors is left out of pages under development.
fn finish(dist: &Dist, release: bool, address: Option<&str>) -> Result<()> {
    let outages = Outage::built_in()?;
    App::rename(dist)?;
    for (outage, (id, text)) in outages.iter().zip(TEXTS) {
        dist.write(&app::text_name(id), text)?;
        dist.write(&app::trust_name(id), trust::sheet(outage))?;
    }
    ON_DEMAND.iter().try_for_each(|part| part.complete(dist))?;
    let plans = plans::write(dist)?;
    let firsts = first::write(dist, &outages)?;
    let alt = "The outages of Outage Explorer, a strip of colour each";
    let (preview, list) = (pages::preview(address, "all", alt), pages::list(&outages, "./"));
    let plain = App::read(dist, &plans, &firsts, &preview, &list)?;
    let (icon, start) = (plain.icon()?, plain.inlined()?);
    let program: Vec<String> = dist.names()?.into_iter().filter(|name| versions::is_program(name, &start)).collect();
    // What others show of it keeps to the version of the model, where this build keeps one.
    let version_address = address.map(|address| format!("{address}{}", versions::own()));
    let embeds = if release { version_address.as_deref() } else { address };
    let frame = pages::Frame { address, embeds, icon: &icon, head: "", outages: &outages };

    let manifest = "<link rel=\"manifest\" href=\"./manifest.webmanifest\">\n";
    let mut app = App::read(dist, &plans, &firsts, &format!("{preview}{manifest}"), &list)?;
    let mut head = String::new();
    if release {
        write_pictures(dist, &outages)?;
        let pin = Pin::of(dist)?;
        let version = dist.inner(&versions::own());
        pin.write(&version, &plain, &program)?;
        for outage in &outages {
            let picture = pages::picture_name(&outage.scenario.id);
            version.write(&picture, dist.read(&picture)?)?;
        }
        write_pages(&version, &pages::Frame { address: embeds, head: versions::NOT_LISTED, ..frame })?;

        // In a file on its own, links to the pages beside it would lead nowhere.
        let single = single::single(&App::read(dist, &plans, &firsts, "", "")?)?;
        app.single = Some(hash::integrity(single.as_bytes()));
        dist.write("outage-explorer.html", single)?;
        head = format!("<meta name=\"outage-explorer-offline\" content=\"\">\n{}", pin.meta(&versions::own()));
    }
    let (index, embed) = (app.index(&head)?, app.embed()?);
    dist.write("index.html", index)?;
    dist.write("embed.html", embed)?;
    dist.remove(&start)?;
    dist.write("manifest.webmanifest", offline::manifest(&icon))?;
    let mut asked = write_pages(dist, &frame)?;
    for part in &ON_DEMAND {
        asked.extend(part.names().into_iter().zip(part.addresses(dist)?));
    }
    dist.write("sw.js", if release { offline::worker(dist, &asked)? } else { offline::NO_WORKER.to_owned() })
}

/// Writes the pages to read. Answers the names of their figures, and the addresses that the pages ask for them by.
fn write_pages(dist: &Dist, frame: &pages::Frame<'_>) -> Result<Vec<(String, String)>> {
    dist.write(&pages::sheet_name(), pages::SHEET)?;
    dist.write(glossary::NAME, glossary::page(frame)?)?;
    let mut asked = vec![];
    for outage in frame.outages {
        let id = &outage.scenario.id;
        let mut write_figure = |(name, spec): (&str, FigureSpec)| {
            let drawn = figure(&outage.subject(frame.address), spec);
            let marked = format!("{name}?v={}", hash::short(drawn.as_bytes()));
            asked.push((format!("{id}/{name}"), format!("./{id}/{marked}")));
            dist.write(&format!("{id}/{name}"), drawn).map(|()| marked)
        };
        let [wide, narrow] = pages::FIGURES;
        let figures = [write_figure(wide)?, write_figure(narrow)?];
        dist.write(&format!("{id}/index.html"), pages::page(frame, outage, &figures))?;
        if let (Some(home), Some(embeds)) = (frame.address, frame.embeds) {
            dist.write(&format!("{id}/{}", oembed::NAME), oembed::answer(home, embeds, outage)?)?;
        }
    }
    Ok(asked)
}

fn write_pictures(dist: &Dist, outages: &[Outage]) -> Result<()> {
    for outage in outages {
        dist.write(&pages::picture_name(&outage.scenario.id), picture::outage(outage)?)?;
    }
    for size in [192, 512] {
        dist.write(&format!("pictures/icon-{size}.png"), picture::icon(size)?)?;
    }
    dist.write(&pages::picture_name("all"), picture::all(outages)?)
}

/// The public address of the folder, with a slash at its end.
fn public(address: &str) -> Result<String> {
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return problem(format!("OUTAGE_EXPLORER_URL is `{address}`, which is no web address"));
    }
    Ok(format!("{}/", address.trim_end_matches('/')))
}

fn bake(file: &str, link: &str) -> Result<()> {
    let single = fs::read_to_string(file).map_err(|error| Problem(format!("{file}: {error}")))?;
    print!("{}", single::bake(&single, link, &address()?.unwrap_or_default())?);
    Ok(())
}
