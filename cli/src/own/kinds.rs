//! `outage kinds`: the library.

use outage_compile::kinds as library;
use outage_sim::nearest;

/// The kinds of the library, a line each, or the text of one.
///
/// # Errors
/// When there is no such kind.
pub(crate) fn kinds(name: Option<&str>) -> Result<String, Vec<String>> {
    let kinds = library();
    let Some(name) = name else {
        return Ok(kinds.iter().fold(String::new(), |out, kind| out + &format!("{:<14}{}\n", kind.name, kind.about)));
    };
    if let Some(kind) = kinds.iter().find(|kind| kind.name == name) {
        return Ok(format!("{}\n", kind.text));
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name.as_str()).collect();
    let hint = nearest(name, &names).map_or_else(|| names.join(", "), |near| format!("did you mean {near}?"));
    Err(vec![format!("there is no kind `{name}`: {hint}")])
}
