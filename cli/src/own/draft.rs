//! `outage new`: a draft to begin with.

/// A small outage that works, with a comment for every part of it.
const DRAFT: &str = include_str!("draft.toml");

/// A draft of an outage with a name.
///
/// # Errors
/// When the name cannot be that of an outage.
pub(crate) fn draft(name: &str) -> Result<String, Vec<String>> {
    let is_name = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        && name.len() <= 60;
    if !is_name {
        let name: String = name.chars().take(120).collect();
        return Err(vec![format!(
            "`{name}` cannot be the name of an outage: it has small letters, digits and hyphens, and begins with a \
             letter, such as checkout-2026"
        )]);
    }
    Ok(DRAFT.replace("NAME", name))
}
