//! Content security policies: what a page may load and run. Written into the pages, because not every host sets headers.

/// One directive with its values.
type Directive<'a> = (&'a str, String);

/// The page with the app: its own files, and the scripts that stand in it, by checksum.
pub(crate) fn app(scripts: &[String]) -> String {
    meta(&[
        ("script-src", format!("'self' {} 'wasm-unsafe-eval'", scripts.join(" "))),
        ("style-src", "'self'".to_owned()),
        // The app places cards and marks by their style attribute; none of them holds text from a file or a link.
        ("style-src-attr", "'unsafe-inline'".to_owned()),
        ("img-src", "'self' data: blob:".to_owned()),
        ("connect-src", "'self'".to_owned()),
        ("worker-src", "'self'".to_owned()),
        ("manifest-src", "'self'".to_owned()),
        ("frame-src", "'self'".to_owned()),
    ])
}

/// The file that holds everything: nothing but what stands in it.
pub(crate) fn single(scripts: &[String], sheet: &str) -> String {
    meta(&[
        ("script-src", format!("{} 'wasm-unsafe-eval'", scripts.join(" "))),
        ("style-src", sheet.to_owned()),
        ("style-src-attr", "'unsafe-inline'".to_owned()),
        ("img-src", "data: blob:".to_owned()),
    ])
}

/// A page to read: one script, by its checksum.
pub(crate) fn reading(script: &str) -> String {
    meta(&[("script-src", script.to_owned()), ("style-src", "'self'".to_owned()), ("img-src", "'self'".to_owned())])
}

fn meta(directives: &[Directive<'_>]) -> String {
    let allowed: String = directives.iter().map(|(name, values)| format!("{name} {values}; ")).collect();
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; {allowed}base-uri 'none'; form-action 'none'\">"
    )
}
