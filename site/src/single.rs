//! The page as one file that holds everything, and opens from a folder.

use crate::{
    app::{App, Edits, ON_DEMAND, first_in_head, fits_inline, for_visitors_alone, script_element, the},
    dist::{Problem, Result, problem},
    hash,
    html::{self, Tag},
    parts, policy,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Where the file keeps the link that it opens with, and the address of the page that it was made from: [`bake`] and the
/// app's own export replace exactly these.
const NO_LINK: &str = "<meta name=\"outage-explorer-link\" content=\"\">";
const NO_HOME: &str = "<meta name=\"outage-explorer-home\" content=\"\">";

const INSIDE: &str = include_str!("../assets/inside.js");

/// The file, without a link.
pub(crate) fn single(app: &App<'_>) -> Result<String> {
    let tags = html::tags(&app.html);
    let sheet_tag = the(&tags, "link", "rel", "stylesheet")?;
    let icon_tag = the(&tags, "link", "rel", "icon")?;
    let module_tag = the(&tags, "link", "rel", "modulepreload")?;
    let wasm_tag = the(&tags, "link", "rel", "preload")?;
    let file = |tag: &Tag<'_>| tag.get("href").unwrap_or_default().to_owned();

    let sheet = app.dist.text(&file(sheet_tag))?;
    fits_inline(&sheet, "</style")?;
    if sheet.contains("url(") || sheet.contains("@import") {
        return problem("the style sheet loads further files, which the single file cannot hold");
    }
    let mut scripts = vec![INSIDE.to_owned(), as_script(&app.dist.text(&file(module_tag))?, "app")?];
    let mut programs = vec![("app".to_owned(), file(wasm_tag))];
    for part in &ON_DEMAND {
        let [start, module, wasm] = part.files;
        scripts.push(as_script(&app.dist.text(module)?, part.name)?);
        scripts.push(app.dist.text(start)?);
        programs.push((part.name.to_owned(), wasm.to_owned()));
        programs.extend(part.texts().into_iter().map(|name| (name.clone(), name)));
    }
    programs.extend(parts::files(app.dist)?);
    programs.extend(app.plans.iter().map(|plan| (format!("{}-plan", plan.id), plan.name.clone())));
    scripts.push(app.start.clone());
    let mut inside = String::new();
    for (name, wasm) in programs {
        let packed = STANDARD.encode(gzip(&app.dist.read(&wasm)?)?);
        inside.push_str(&format!("<script type=\"text/plain\" id=\"outage-{name}-wasm\">{packed}</script>\n"));
    }
    for script in &scripts {
        fits_inline(script, "</script")?;
        inside.push_str(&format!("<script type=\"module\">{script}</script>\n"));
    }

    let icon = STANDARD.encode(app.dist.read(&file(icon_tag))?);
    let mut edits: Edits =
        tags.iter().filter(|tag| for_visitors_alone(tag)).map(|tag| (tag.range.clone(), String::new())).collect();
    edits.push((sheet_tag.range.clone(), format!("<style>{sheet}</style>")));
    edits.push((icon_tag.range.clone(), format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">")));
    edits.push((module_tag.range.clone(), format!("{NO_LINK}\n{NO_HOME}")));
    edits.push((wasm_tag.range.clone(), String::new()));
    edits.push((script_element(&app.html, &tags)?, String::new()));
    let body_ends = app.html.rfind("</body>").ok_or_else(|| Problem("the page has no </body>".to_owned()))?;
    edits.push((body_ends..body_ends, inside));
    let permits: Vec<String> = scripts.iter().map(|script| hash::permit(script)).collect();
    first_in_head(&html::replaced(&app.html, edits), &policy::single(&permits, &hash::permit(&sheet)))
}

/// The file with a link inside, which it opens with, and the address of the page on the web, if there is one: what is
/// shared from the file leads there.
///
/// # Errors
/// When it is no such file, or the link is none.
pub(crate) fn bake(single: &str, link: &str, home: &str) -> Result<String> {
    if !link.starts_with("#/") {
        return problem(format!("`{link}` is no link: it begins with #/, as in the address bar"));
    }
    if !single.contains(NO_LINK) || !single.contains(NO_HOME) {
        return problem("that file has no place for a link: use the outage-explorer.html of a built page");
    }
    let with =
        |place: &str, text: &str| place.replacen("content=\"\"", &format!("content=\"{}\"", html::escape(text)), 1);
    Ok(single.replacen(NO_LINK, &with(NO_LINK, link), 1).replacen(NO_HOME, &with(NO_HOME, home), 1))
}

/// A module of wasm-bindgen's as a script of the page itself: it puts what it exports where the other scripts look for it.
fn as_script(module: &str, name: &str) -> Result<String> {
    let start = "export { initSync, __wbg_init as default };";
    if module.lines().any(|line| line.starts_with("import ")) || module.matches(start).count() != 1 {
        return problem(format!("the JavaScript of the {name} has another form than the single file can hold"));
    }
    let mut exports = String::from("default: __wbg_init");
    let mut script = String::with_capacity(module.len());
    for line in module.lines() {
        let plain = line.strip_prefix("export ").filter(|rest| !rest.starts_with('{'));
        if let Some(rest) = plain {
            let words = rest.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let exported =
                words.filter(|word| !["async", "class", "function"].contains(word)).find(|word| !word.is_empty());
            exports.push_str(&format!(", {}", exported.unwrap_or_default()));
        }
        script.push_str(plain.unwrap_or(line));
        script.push('\n');
    }
    Ok(script.replacen(start, &format!("globalThis.outageInside.modules.{name} = {{ {exports} }};"), 1))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_err(|error| Problem(format!("packing the program: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_scripts() {
        let module = "let x = 1;\nexport class Moment {\n}\nexport function qr_code(link) {}\n\
                      export { initSync, __wbg_init as default };\n";
        let script = "let x = 1;\nclass Moment {\n}\nfunction qr_code(link) {}\n\
                      globalThis.outageInside.modules.app = { default: __wbg_init, Moment, qr_code };\n";
        assert_eq!(as_script(module, "app").ok().as_deref(), Some(script));
        assert!(as_script(&format!("import * as x from './snippet.js';\n{module}"), "app").is_err());
        assert!(as_script("export default 1;", "app").is_err());
    }

    #[test]
    fn a_link_stays_in_its_attribute() {
        let page = format!("<head>{NO_LINK}{NO_HOME}</head>");
        let baked = bake(&page, "#/x?a=\"><script>&b='", "https://a.example/\"").unwrap_or_default();
        assert_eq!(
            baked,
            "<head><meta name=\"outage-explorer-link\" content=\"#/x?a=&quot;&gt;&lt;script&gt;&amp;b=&#39;\">\
             <meta name=\"outage-explorer-home\" content=\"https://a.example/&quot;\"></head>"
        );
        assert!(bake(&page, "javascript:alert(1)", "").is_err());
        assert!(bake("<head></head>", "#/x", "").is_err());
        assert!(bake(&baked, "#/x", "").is_err());
    }
}
