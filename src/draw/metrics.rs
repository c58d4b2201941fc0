//! How wide text is: advance widths of a common sans-serif family, baked in, so that layout needs no browser.

/// Advance widths of the characters from space to `~`, in thousandths of the font size.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The same for bold text.
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

/// Whether text is bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// Running text.
    #[default]
    Regular,
    /// Headings and figures.
    Bold,
}

/// The width of a text at a font size; both in css pixels.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    width(text, size, Weight::Regular)
}

/// The width of a text of a weight at a font size; both in css pixels.
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: u32 = text.chars().map(|character| u32::from(advance(character, weight))).sum();
    f64::from(thousandths) / 1000.0 * size
}

/// The text if it fits into a width, else its beginning with an ellipsis; sizes in css pixels.
#[must_use]
pub fn fitted(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size, weight);
    let mut kept = String::new();
    for character in text.chars() {
        left -= f64::from(advance(character, weight)) / 1000.0 * size;
        if left < 0.0 {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    closed(&kept)
}

/// A part of a text in which every stretch that is set apart has its beginning and its end.
#[must_use]
pub fn closed(part: &str) -> String {
    let (mut before, mut open) = (0, 0);
    for character in part.chars() {
        match character {
            ISOLATE => open += 1,
            END if open > 0 => open -= 1,
            END => before += 1,
            _ => {}
        }
    }
    let repeated = |character: char, times: usize| std::iter::repeat_n(character, times).collect::<String>();
    format!("{}{part}{}", repeated(ISOLATE, before), repeated(END, open))
}

/// Begins and ends a stretch of text that is set apart from what is around it.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

fn advance(character: char, weight: Weight) -> u16 {
    let table = if weight == Weight::Bold { &BOLD } else { &REGULAR };
    match character {
        ' '..='~' => table[character as usize - ' ' as usize],
        '\u{a0}' | '·' => 278,
        '\u{2009}' | '\u{202f}' => 200,
        '–' => 556,
        '×' | '−' => 584,
        '‘' | '’' => 278,
        '“' | '”' => 400,
        '≤' | '≥' => 549,
        // Marks over letters and what only sets text apart take no room.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // Other Latin letters are about as wide as a digit, with few exceptions; some signs are much wider; all else is as
        // wide as the font is high.
        'Æ' | 'Œ' | 'Ŵ' | 'Ǆ'..='ǌ' | 'Ǳ'..='ǳ' | '\u{1f000}'..='\u{1faff}' => 1400,
        'À'..='ɏ' => 600,
        '\u{fdfd}' | '\u{12000}'..='\u{1254f}' => 10_000,
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draw_text_is_measured_by_the_table() {
        assert_eq!(text_width("", 12.0), 0.0);
        assert!((text_width("07:41", 10.0) - 25.02).abs() < 1e-9);
        assert!(width("Lambda", 12.5, Weight::Bold) > text_width("Lambda", 12.5));
        // All digits are equally wide: figures do not jump.
        assert!("0123456789".chars().all(|digit| advance(digit, Weight::Bold) == 556));
    }

    #[test]
    fn what_is_set_apart_stays_so_when_it_is_cut() {
        assert_eq!(fitted("7 \u{2068}abcdefgh\u{2069} 8", 10.0, Weight::Regular, 41.0), "7 \u{2068}abcd…\u{2069}");
        assert_eq!(closed("b\u{2069} c"), "\u{2068}b\u{2069} c");
        assert_eq!(closed("plain"), "plain");
    }

    #[test]
    fn draw_texts_are_cut_to_fit() {
        let cut = fitted("Personal dashboards", 12.5, Weight::Bold, 90.0);
        assert!(cut.ends_with('…') && width(&cut, 12.5, Weight::Bold) <= 90.0, "{cut}");
        assert_eq!(fitted("ECS", 12.5, Weight::Bold, 90.0), "ECS");
        assert_eq!(fitted("ECS", 12.5, Weight::Bold, 0.0), "…");
    }
}
