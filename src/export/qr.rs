//! A link as a picture that a phone can read.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;
use std::fmt::Write;

/// Modules of white around the code: readers need them.
const QUIET: usize = 4;

/// A QR code of a text as SVG, dark on white in any surroundings. `None` when the text is too long for one: nearly
/// three thousand bytes.
#[must_use]
pub fn qr(text: &str) -> Option<String> {
    // More redundancy where there is room for it: a printed code may be smudged.
    let level = if text.len() < 400 { ECL::M } else { ECL::L };
    let code = QRBuilder::new(text).ecl(level).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|&column| code[row][column].value()).count();
            if run > 0 {
                // Writing to a text cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{0}\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         aria-label=\"QR code of the link\" shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" \
         fill=\"#ffffff\"/><path fill=\"#000000\" d=\"{path}\"/></svg>\n",
        side * 5
    ))
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn links_up_to_the_longest_have_a_code() {
        for length in [20, 399, 400, 2_000] {
            let svg = qr(&"a".repeat(length)).expect("there is room");
            assert!(svg.contains("M4 4h7v1h-7z"), "a finder pattern in its corner");
        }
        assert_eq!(qr(&"a".repeat(4_000)), None);
    }
}
