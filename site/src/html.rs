//! Text into markup, and just enough reading of markup to change our own pages.

pub(crate) use outage_explorer::words::escaped as escape;
use std::ops::Range;

/// A start tag of a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag<'a> {
    /// Where it stands in the page.
    pub(crate) range: Range<usize>,
    /// The element's name.
    pub(crate) name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute; empty for one without a value.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    /// Whether an attribute has this value.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    /// The same tag with one more attribute, as text.
    pub(crate) fn with(&self, more: &str) -> String {
        let attributes = self.attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\""));
        format!("<{}{} {more}>", self.name, attributes.collect::<String>())
    }
}

/// The start tags of a page as Trunk writes it: values in double quotes, comments passed over.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = html[at..].find('<') {
        let begin = at + offset;
        let rest = &html[begin..];
        if rest.starts_with("<!--") {
            at = begin + rest.find("-->").map_or(rest.len(), |end| end + 3);
        } else if rest[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            let tag = tag(html, begin);
            // What stands in a script or sheet is no markup.
            let end = ["script", "style"].into_iter().find(|name| *name == tag.name);
            let end = end.and_then(|name| html[tag.range.end..].find(&format!("</{name}")));
            at = tag.range.end + end.unwrap_or(0);
            found.push(tag);
        } else {
            at = begin + 1;
        }
    }
    found
}

fn tag(html: &str, begin: usize) -> Tag<'_> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_:".contains(letter);
    let word = |from: usize| from + html[from..].find(|letter| !is_name(letter)).unwrap_or(html.len() - from);
    let mut at = word(begin + 1);
    let name = &html[begin + 1..at];
    let mut attributes = Vec::new();
    while let Some(next) = html[at..].chars().next() {
        if next == '>' {
            return Tag { range: begin..at + 1, name, attributes };
        }
        let end = word(at);
        if end == at {
            at += next.len_utf8();
            continue;
        }
        let key = &html[at..end];
        at = end;
        let mut value = "";
        if let Some(rest) = html[at..].strip_prefix("=\"") {
            let length = rest.find('"').unwrap_or(rest.len());
            value = &rest[..length];
            at = (at + 2 + length + 1).min(html.len());
        }
        attributes.push((key, value));
    }
    Tag { range: begin..html.len(), name, attributes }
}

/// The page with some of its parts replaced; the parts do not overlap.
pub(crate) fn replaced(html: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    for (range, with) in edits {
        text.push_str(&html[at..range.start]);
        text.push_str(&with);
        at = range.end;
    }
    text.push_str(&html[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_markup() {
        assert_eq!(escape("<script>'\"&"), "&lt;script&gt;&#39;&quot;&amp;");
    }

    #[test]
    fn tags_are_read() {
        let html = "<!doctype html><!-- <no> --><link data-x rel=\"icon\" href=\"./a>b.svg\"/>1 < 2<p>";
        let found = tags(html);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].name, found[0].get("href"), found[0].get("data-x")),
            ("link", Some("./a>b.svg"), Some(""))
        );
        assert_eq!(&html[found[0].range.clone()], "<link data-x rel=\"icon\" href=\"./a>b.svg\"/>");
        assert!(found[0].is("rel", "icon") && found[1].name == "p");
        assert_eq!(tags("<script>if (a<b) c = \"<p>\"</script><p>").len(), 2);
        assert_eq!(replaced("abcd", vec![(2..3, "x".into()), (0..1, String::new())]), "bxd");
    }
}
