//! Content security policies: what a page may load and run. Written into the pages, because not every host sets headers.

/// One directive with its values.
type Directive<'a> = (&'a str, &'a str);

/// What alone may become markup or the address of a script: what the app's own policy of this name lets pass. It is in
/// `static/start.js`.
const TRUSTED: [Directive<'_>; 2] = [("require-trusted-types-for", "'script'"), ("trusted-types", "outage-explorer")];

/// The app places cards and marks by their style attribute; none of them holds text from a file or a link.
const STYLE_ATTRIBUTES: Directive<'_> = ("style-src-attr", "'unsafe-inline'");

const MANIFEST: Directive<'_> = ("manifest-src", "'self'");

const READING: [Directive<'_>; 2] = [("style-src", "'self'"), ("img-src", "'self'")];

const WRITER: &str = include_str!("../assets/policy.js");

/// The page with the app: its own files, and the scripts that stand in it, by checksum. A script writes the policy, and is
/// done before it holds: everything after it is under the policy. Where scripts are off, a shorter one stands by itself.
/// Without checksums the page is one under development, in which a script of `trunk serve` runs and writes markup.
pub(crate) fn app(checksums: Option<&[String]>) -> String {
    let inline = checksums.map_or_else(|| "'unsafe-inline'".to_owned(), |checksums| checksums.join(" "));
    let scripts = format!("'self' {inline} 'wasm-unsafe-eval'");
    let mut directives = vec![
        ("script-src", &*scripts),
        ("style-src", "'self'"),
        STYLE_ATTRIBUTES,
        ("img-src", "'self' data: blob:"),
        ("connect-src", "'self'"),
        ("worker-src", "'self'"),
        MANIFEST,
        ("frame-src", "'self'"),
    ];
    directives.extend(checksums.iter().flat_map(|_| TRUSTED));
    let writer = WRITER.replace("{policy}", &content(&directives));
    format!("<script>{writer}</script>\n<noscript>{}</noscript>", meta(&[READING[0], READING[1], MANIFEST]))
}

/// The file that holds everything: nothing but what stands in it.
pub(crate) fn single(scripts: &[String], sheet: &str) -> String {
    let scripts = format!("{} 'wasm-unsafe-eval'", scripts.join(" "));
    meta(&[
        ("script-src", &scripts),
        ("style-src", sheet),
        STYLE_ATTRIBUTES,
        ("img-src", "data: blob:"),
        TRUSTED[0],
        TRUSTED[1],
    ])
}

/// A page to read: one script, by its checksum.
pub(crate) fn reading(script: &str) -> String {
    meta(&[("script-src", script), READING[0], READING[1]])
}

fn meta(directives: &[Directive<'_>]) -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", content(directives))
}

/// Everything else is forbidden.
fn content(directives: &[Directive<'_>]) -> String {
    let allowed: String = directives.iter().map(|(name, values)| format!("{name} {values}; ")).collect();
    format!("default-src 'none'; {allowed}base-uri 'none'; form-action 'none'")
}
