//! The pages with the app in them, made from the one that Trunk writes: with checksums, with a policy, for an embed.

use crate::{
    dist::{Dist, Problem, Result, problem},
    first::{self, First},
    hash,
    html::{self, Tag},
    plans::{self, Plan},
    policy,
    versions::NOT_LISTED,
};
use outage_sim::BUILT_IN;
use std::ops::Range;

/// How the equations of a component and what an audit says look, here and on the pages to read.
pub(crate) const SHARED: &str =
    concat!(include_str!("../../static/inside.css"), include_str!("../../static/trust.css"));

/// What the program's module does in a worker.
const BESIDE: &str = include_str!("../../static/beside.js");

/// What the page loads on demand.
pub(crate) struct OnDemand {
    /// What the page knows it by.
    pub(crate) name: &'static str,
    /// The script that starts it, the module it loads, and that module's WebAssembly file. They keep their names, as the
    /// app asks for them by name, with a mark of all three as a query.
    pub(crate) files: [&'static str; 3],
    /// Whether it reads the texts that are beside the page: those of `text_names`.
    pub(crate) reads: bool,
}

/// All of it: when somebody exports, and when somebody opens a text, asks how a component works, or how far an outage can be
/// trusted.
pub(crate) const ON_DEMAND: [OnDemand; 2] = [
    OnDemand { name: "exporter", files: ["export.js", "exporter.js", "exporter_bg.wasm"], reads: false },
    OnDemand { name: "compiler", files: ["compile.js", "compiler.js", "compiler_bg.wasm"], reads: true },
];

/// Where the text of an outage is, in the folder.
pub(crate) fn text_name(id: &str) -> String {
    format!("scenarios/{id}.toml")
}

/// Where what an audit says of an outage is, in the folder.
pub(crate) fn trust_name(id: &str) -> String {
    format!("trust/{id}.html")
}

impl OnDemand {
    /// The names of the texts that it reads.
    pub(crate) fn texts(&self) -> Vec<String> {
        let outages = BUILT_IN.iter().filter(|_| self.reads);
        outages.flat_map(|(id, _)| [text_name(id), trust_name(id)]).collect()
    }

    /// Tells the script the checksums of the WebAssembly file and of the texts that it fetches.
    pub(crate) fn complete(&self, dist: &Dist) -> Result<()> {
        let [start, _, wasm] = self.files;
        let mut script = dist.text(start)?;
        let mut fill = |place: &str, with: String| {
            if script.matches(place).count() != 1 {
                return problem(format!("{start} has no place for a checksum: `{place}`"));
            }
            script = script.replacen(place, &with, 1);
            Ok(())
        };
        let sum = hash::integrity(&dist.read(wasm)?);
        fill("const integrity = \"\";", format!("const integrity = \"{sum}\";"))?;
        if self.reads {
            let mut sums = Vec::new();
            for name in self.texts() {
                sums.push(format!("\"{name}\": \"{}\"", hash::integrity(&dist.read(&name)?)));
            }
            fill("const texts = {};", format!("const texts = {{ {} }};", sums.join(", ")))?;
        }
        dist.write(start, script)
    }

    /// The names of its files in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| (*file).to_owned()).chain(self.texts()).collect()
    }

    /// Where its files are, as the page asks for them: with a mark that changes with each of them.
    pub(crate) fn addresses(&self, dist: &Dist) -> Result<Vec<String>> {
        let mut sums = String::new();
        for file in self.names() {
            sums.push_str(&hash::integrity(&dist.read(&file)?));
        }
        let mark = hash::short(sums.as_bytes());
        Ok(self.names().iter().map(|file| format!("./{file}?v={mark}")).collect())
    }
}

/// What Trunk has written, and where in it the parts are that belong to the build.
pub(crate) struct App<'a> {
    pub(crate) dist: &'a Dist,
    /// The page.
    pub(crate) html: String,
    /// The script that starts the app, which stands in the pages themselves.
    pub(crate) start: String,
    /// The plans that it lists.
    pub(crate) plans: &'a [Plan],
    /// What is seen of each outage before the program is there.
    pub(crate) firsts: &'a [First],
    /// The checksum of the file that holds everything, if there is one.
    pub(crate) single: Option<String>,
}

/// Parts of a page and what takes their place.
pub(crate) type Edits = Vec<(Range<usize>, String)>;

impl<'a> App<'a> {
    /// Names the program and its style sheet after their content: Trunk names them after what they were built from, and two
    /// builds may differ, so that a cache could hold the one under the name of the other. Visitors need no comments.
    pub(crate) fn rename(dist: &Dist) -> Result<()> {
        let mut html = dist.text("index.html")?;
        for (rel, stem) in
            [("modulepreload", "outage-explorer"), ("preload", "outage-explorer"), ("stylesheet", "style")]
        {
            let tags = html::tags(&html);
            let name =
                the(&tags, "link", "rel", rel)?.get("href").unwrap_or_default().trim_start_matches("./").to_owned();
            let (_, ending) = name.rsplit_once('.').unwrap_or_default();
            let bytes = match ending {
                "css" => uncommented(&format!("{}{SHARED}", dist.text(&name)?)).into_bytes(),
                // A worker beside the page starts with the same module.
                "js" => format!("{}{BESIDE}", dist.text(&name)?).into_bytes(),
                _ => dist.read(&name)?,
            };
            let renamed = format!("{stem}-{}.{ending}", hash::short(&bytes));
            dist.remove(&name)?;
            dist.write(&renamed, bytes)?;
            html = html.replace(&format!("./{name}"), &format!("./{renamed}"));
        }
        dist.write("index.html", html)
    }

    /// Reads the page. `head` is added to its head and `outages` takes the place of the comment of that name.
    pub(crate) fn read(
        dist: &'a Dist,
        plans: &'a [Plan],
        firsts: &'a [First],
        head: &str,
        outages: &str,
    ) -> Result<Self> {
        let html = dist.text("index.html")?.replacen("<!-- outages -->", outages, 1);
        let html = html.replacen("</head>", &format!("{head}</head>"), 1);
        let start = dist.text(the(&html::tags(&html), "script", "src", "start")?.get("src").unwrap_or_default())?;
        let start = first::listed(&plans::listed(&start, plans)?, firsts)?;
        fits_inline(&start, "</script")?;
        Ok(Self { dist, html, start, plans, firsts, single: None })
    }

    /// The file that stands in the pages themselves and is not needed beside them.
    pub(crate) fn inlined(&self) -> Result<String> {
        let tags = html::tags(&self.html);
        Ok(the(&tags, "script", "src", "start")?.get("src").unwrap_or_default().to_owned())
    }

    /// The icon's name in the folder.
    pub(crate) fn icon(&self) -> Result<String> {
        let tags = html::tags(&self.html);
        let name = the(&tags, "link", "rel", "icon")?.get("href").unwrap_or_default();
        Ok(name.trim_start_matches("./").to_owned())
    }

    /// The page at the address of the folder, with more in its head.
    pub(crate) fn index(&self, head: &str) -> Result<String> {
        self.beside_its_files(&first::shown(self, self.firsts).replacen("</head>", &format!("{head}</head>"), 1))
    }

    /// The page inside other people's pages.
    pub(crate) fn embed(&self) -> Result<String> {
        let edits = html::tags(&self.html)
            .into_iter()
            .filter(for_visitors_alone)
            .map(|tag| (tag.range, String::new()))
            .collect::<Vec<_>>();
        let html = html::replaced(&self.html, edits)
            .replacen("<html lang=\"en\"", "<html lang=\"en\" data-room=\"embed\"", 1)
            .replacen("</head>", &format!("{NOT_LISTED}</head>"), 1);
        self.beside_its_files(&html)
    }

    /// The page with the checksums of the files that it loads, the script that loads them, and a policy.
    fn beside_its_files(&self, page: &str) -> Result<String> {
        let tags = html::tags(page);
        let mut edits: Edits = Vec::new();
        for (rel, more) in [("stylesheet", "crossorigin=\"anonymous\" "), ("modulepreload", "")] {
            let tag = the(&tags, "link", "rel", rel)?;
            let sum = self.integrity_of(tag)?;
            edits.push((tag.range.clone(), tag.with(&format!("{more}integrity=\"{sum}\""))));
        }
        // Not a preload: browsers pass one over whose checksum is not that of the request, and warn about it. The script
        // below stands in the page, so the download begins as early.
        let wasm = the(&tags, "link", "rel", "preload")?;
        let (address, sum) = (wasm.get("href").unwrap_or_default(), self.integrity_of(wasm)?);
        edits.push((
            wasm.range.clone(),
            format!("<meta name=\"outage-explorer-wasm\" content=\"{address}\" data-integrity=\"{sum}\">\n"),
        ));
        edits.push((script_element(page, &tags)?, format!("<script type=\"module\">{}</script>", self.start)));
        let sums = self.checksums_of_modules(the(&tags, "link", "rel", "modulepreload")?)?;
        let mut metas = String::new();
        for part in &ON_DEMAND {
            let start = &part.addresses(self.dist)?[0];
            metas.push_str(&format!("<meta name=\"outage-explorer-{}\" content=\"{start}\">\n", part.name));
        }
        if let Some(sum) = &self.single {
            metas.push_str(&format!("<meta name=\"outage-explorer-single\" content=\"{sum}\">\n"));
        }
        let head_ends = page.find("</head>").ok_or_else(|| Problem("the page has no </head>".to_owned()))?;
        edits.push((head_ends..head_ends, metas));
        let page = first_in_head(&html::replaced(page, edits), &format!("<script type=\"importmap\">{sums}</script>"))?;
        // `trunk serve` adds a script and fills in its address only as it sends the page: no checksum would hold.
        let checksums = || inline_scripts(&page).iter().map(|script| hash::permit(script)).collect::<Vec<_>>();
        let checksums = (!page.contains("{{__TRUNK_")).then(checksums);
        first_in_head(&page, &policy::app(checksums.as_deref()))
    }

    /// Checksums of everything that is imported, now or later, as an import map.
    fn checksums_of_modules(&self, app: &Tag<'_>) -> Result<String> {
        let name = app.get("href").unwrap_or_default();
        let mut sums = format!("\"{name}\":\"{}\"", self.integrity_of(app)?);
        for part in &ON_DEMAND {
            for (address, file) in part.addresses(self.dist)?.iter().zip(part.files).take(2) {
                sums.push_str(&format!(",\"{address}\":\"{}\"", hash::integrity(&self.dist.read(file)?)));
            }
        }
        Ok(format!("{{\"integrity\":{{{sums}}}}}"))
    }

    fn integrity_of(&self, link: &Tag<'_>) -> Result<String> {
        Ok(hash::integrity(&self.dist.read(link.get("href").unwrap_or_default())?))
    }
}

/// A style sheet without its comments, indents and empty lines. No text in ours holds what begins a comment.
fn uncommented(sheet: &str) -> String {
    let parts = sheet.split("/*").enumerate();
    let kept =
        parts.map(|(index, part)| if index == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    let lines: String = kept.collect();
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

/// An inline script or sheet must not hold what a browser takes for its end.
pub(crate) fn fits_inline(text: &str, end: &str) -> Result<()> {
    let lower = text.to_ascii_lowercase();
    match [end, "<!--"].into_iter().find(|mark| lower.contains(mark)) {
        Some(mark) => problem(format!("a script or sheet holds `{mark}` and cannot stand in the page")),
        None => Ok(()),
    }
}

/// The page with an element before all that loads something, and after the encoding, which browsers look for at once.
pub(crate) fn first_in_head(page: &str, element: &str) -> Result<String> {
    let encoding = "<meta charset=\"utf-8\">";
    if !page.contains(encoding) {
        return problem(format!("the page that Trunk wrote has no {encoding}"));
    }
    Ok(page.replacen(encoding, &format!("{encoding}\n  {element}"), 1))
}

/// Tags that matter only where the page has an address of its own: previews and the installed app.
pub(crate) fn for_visitors_alone(tag: &Tag<'_>) -> bool {
    let names = [tag.get("property"), tag.get("name")];
    let social = names.iter().flatten().any(|name| name.starts_with("og:") || name.starts_with("twitter:"));
    (tag.name == "meta" && social) || tag.is("rel", "manifest")
}

/// The one tag of a kind.
pub(crate) fn the<'t, 'h>(tags: &'t [Tag<'h>], name: &str, attribute: &str, begins: &str) -> Result<&'t Tag<'h>> {
    let fits = |tag: &&Tag<'_>| {
        tag.name == name && tag.get(attribute).is_some_and(|value| value.trim_start_matches("./").starts_with(begins))
    };
    let mut found = tags.iter().filter(fits);
    match (found.next(), found.next()) {
        (Some(tag), None) => Ok(tag),
        (first, _) => {
            let count = if first.is_some() { "more than one" } else { "no" };
            problem(format!("the page that Trunk wrote has {count} <{name} {attribute}=\"{begins}…\">"))
        }
    }
}

/// Where the element stands that loads the start script.
pub(crate) fn script_element(page: &str, tags: &[Tag<'_>]) -> Result<Range<usize>> {
    let tag = the(tags, "script", "src", "start")?;
    let end = "</script>";
    let length = page[tag.range.end..].find(end).ok_or_else(|| Problem("a script has no end".to_owned()))?;
    Ok(tag.range.start..tag.range.end + length + end.len())
}

/// The texts of the scripts that stand in a page and run.
fn inline_scripts(page: &str) -> Vec<&str> {
    let scripts = html::tags(page).into_iter().filter(|tag| tag.name == "script" && tag.get("src").is_none());
    scripts
        .filter_map(|tag| {
            let text = &page[tag.range.end..];
            text.find("</script>").map(|length| &text[..length])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn sheets_lose_their_comments_alone() {
        let sheet = "/* a */\na {\n  b: c; /* d\n e */ f: \"g  h\";\n}\n\n@media x { i { j: k } }\n";
        assert_eq!(super::uncommented(sheet), "a {\nb: c;  f: \"g  h\";\n}\n@media x { i { j: k } }\n");
    }
}
