//! The pages with the app in them, made from the one that Trunk writes: with checksums, with a policy, for an embed, and
//! as one file that holds everything.

use crate::{
    dist::{Dist, Problem, Result, problem},
    hash,
    html::{self, Tag},
    policy,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, ops::Range};

/// Where the page of the single file keeps a link: [`bake`] and the app's export replace exactly this.
pub(crate) const NO_LINK: &str = "<meta name=\"outage-explorer-link\" content=\"\">";

/// What Trunk has written, and where in it the parts are that belong to the build.
pub(crate) struct App<'a> {
    dist: &'a Dist,
    html: String,
    start: String,
}

type Edits = Vec<(Range<usize>, String)>;

impl<'a> App<'a> {
    /// Names the program after its content: Trunk names it after what it was built from, and two builds may differ, so
    /// that a cache could hold the one under the name of the other.
    pub(crate) fn rename(dist: &Dist) -> Result<()> {
        let mut html = dist.text("index.html")?;
        for rel in ["modulepreload", "preload"] {
            let tags = html::tags(&html);
            let name =
                the(&tags, "link", "rel", rel)?.get("href").unwrap_or_default().trim_start_matches("./").to_owned();
            let bytes = dist.read(&name)?;
            let (_, ending) = name.rsplit_once('.').unwrap_or_default();
            let renamed = format!("outage-explorer-{}.{ending}", hash::short(&bytes));
            dist.remove(&name)?;
            dist.write(&renamed, bytes)?;
            html = html.replace(&format!("./{name}"), &format!("./{renamed}"));
        }
        dist.write("index.html", html)
    }

    /// Reads the page. `head` is added to its head and `outages` takes the place of the comment of that name.
    pub(crate) fn read(dist: &'a Dist, head: &str, outages: &str) -> Result<Self> {
        let html = dist.text("index.html")?.replacen("<!-- outages -->", outages, 1);
        let html = html.replacen("</head>", &format!("{head}</head>"), 1);
        let start = dist.text(the(&html::tags(&html), "script", "src", "start")?.get("src").unwrap_or_default())?;
        let app = Self { dist, html, start };
        app.fits_inline(&app.start, "</script")?;
        Ok(app)
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

    /// The page at the address of the folder. With `offline` it keeps itself for visits without a network.
    pub(crate) fn index(&self, offline: bool) -> Result<String> {
        let offline = if offline { "<meta name=\"outage-explorer-offline\" content=\"\">\n" } else { "" };
        self.beside_its_files(&self.html.replacen("</head>", &format!("{offline}</head>"), 1))
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
            .replacen("</head>", "<meta name=\"robots\" content=\"noindex\">\n</head>", 1);
        self.beside_its_files(&html)
    }

    /// The page in one file that needs nothing else.
    pub(crate) fn single(&self) -> Result<String> {
        let tags = html::tags(&self.html);
        let sheet_tag = the(&tags, "link", "rel", "stylesheet")?;
        let icon_tag = the(&tags, "link", "rel", "icon")?;
        let module_tag = the(&tags, "link", "rel", "modulepreload")?;
        let wasm_tag = the(&tags, "link", "rel", "preload")?;
        let file = |tag: &Tag<'_>| tag.get("href").unwrap_or_default().to_owned();

        let sheet = self.dist.text(&file(sheet_tag))?;
        self.fits_inline(&sheet, "</style")?;
        if sheet.contains("url(") || sheet.contains("@import") {
            return problem("the style sheet loads further files, which the single file cannot hold");
        }
        let module = as_script(&self.dist.text(&file(module_tag))?)?;
        self.fits_inline(&module, "</script")?;
        let icon = STANDARD.encode(self.dist.read(&file(icon_tag))?);
        let wasm = STANDARD.encode(gzip(&self.dist.read(&file(wasm_tag))?)?);

        let mut edits: Edits =
            tags.iter().filter(|tag| for_visitors_alone(tag)).map(|tag| (tag.range.clone(), String::new())).collect();
        edits.push((sheet_tag.range.clone(), format!("<style>{sheet}</style>")));
        edits.push((icon_tag.range.clone(), format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">")));
        edits.push((module_tag.range.clone(), NO_LINK.to_owned()));
        edits.push((wasm_tag.range.clone(), String::new()));
        edits.push((script_element(&self.html, &tags)?, String::new()));
        let body_ends = self.html.rfind("</body>").ok_or_else(|| Problem("the page has no </body>".to_owned()))?;
        let start = &self.start;
        let inside = format!(
            "<script type=\"text/plain\" id=\"outage-explorer-wasm\">{wasm}</script>\n\
             <script type=\"module\">{module}</script>\n<script type=\"module\">{start}</script>\n"
        );
        edits.push((body_ends..body_ends, inside));
        let policy = policy::single(&[hash::permit(&module), hash::permit(start)], &hash::permit(&sheet));
        Ok(with_policy(&html::replaced(&self.html, edits), &policy))
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
        let page = html::replaced(page, edits);
        let scripts: Vec<String> = inline_scripts(&page).iter().map(|script| hash::permit(script)).collect();
        Ok(with_policy(&page, &policy::app(&scripts)))
    }

    fn integrity_of(&self, link: &Tag<'_>) -> Result<String> {
        Ok(hash::integrity(&self.dist.read(link.get("href").unwrap_or_default())?))
    }

    /// An inline script or sheet must not hold what a browser takes for its end.
    fn fits_inline(&self, text: &str, end: &str) -> Result<()> {
        let lower = text.to_ascii_lowercase();
        match [end, "<!--"].into_iter().find(|mark| lower.contains(mark)) {
            Some(mark) => problem(format!("a script or sheet holds `{mark}` and cannot stand in the page")),
            None => Ok(()),
        }
    }
}

/// The single file with a link inside, which it opens with.
///
/// # Errors
/// When it is no such file, or the link is none.
pub(crate) fn bake(single: &str, link: &str) -> Result<String> {
    if !link.starts_with("#/") {
        return problem(format!("`{link}` is no link: it begins with #/, as in the address bar"));
    }
    if !single.contains(NO_LINK) {
        return problem("that file has no place for a link: use the outage-explorer.html of a built page");
    }
    let with = NO_LINK.replacen("content=\"\"", &format!("content=\"{}\"", html::escape(link)), 1);
    Ok(single.replacen(NO_LINK, &with, 1))
}

/// The policy comes first, so that nothing is loaded before it holds.
fn with_policy(page: &str, policy: &str) -> String {
    page.replacen("<head>", &format!("<head>\n  {policy}"), 1)
}

/// Tags that matter only where the page has an address of its own: previews and the installed app.
fn for_visitors_alone(tag: &Tag<'_>) -> bool {
    let names = [tag.get("property"), tag.get("name")];
    let social = names.iter().flatten().any(|name| name.starts_with("og:") || name.starts_with("twitter:"));
    (tag.name == "meta" && social) || tag.is("rel", "manifest")
}

/// The one tag of a kind.
fn the<'t, 'h>(tags: &'t [Tag<'h>], name: &str, attribute: &str, begins: &str) -> Result<&'t Tag<'h>> {
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
fn script_element(page: &str, tags: &[Tag<'_>]) -> Result<Range<usize>> {
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

/// wasm-bindgen's module as a script of the page itself: it offers its start to the next script instead of exporting it.
fn as_script(module: &str) -> Result<String> {
    let export = "export { initSync, __wbg_init as default };";
    let imports = module.lines().any(|line| line.starts_with("import "));
    if imports || module.matches(export).count() != 1 {
        return problem("the app's JavaScript has another form than the single file can hold");
    }
    Ok(module.replacen(export, "globalThis.outageExplorer = __wbg_init;", 1))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_err(|error| Problem(format!("packing the program: {error}")))
}
