//! Texts from anyone, made safe to stand beside others.

/// Begins and ends a stretch of text whose direction of writing is its own.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Most marks that a letter carries, one above the other. No script needs more, and towers of them cover what is around.
const MOST_MARKS: usize = 3;

/// A text that leaves its neighbours as they are read: without the characters that turn the order of what follows
/// them, without towers of marks, and apart from what is around it when it is written from right to left.
#[must_use]
pub fn tame(text: &str) -> String {
    if text.is_ascii() && !text.contains(is_control) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut marks = 0;
    for letter in text.chars().filter(|&letter| !turns(letter) && !is_control(letter)) {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        if marks <= MOST_MARKS {
            out.push(letter);
        }
    }
    if out.contains(is_right_to_left) { format!("{}{out}{}", ISOLATE.0, ISOLATE.1) } else { out }
}

/// Whether a character does nothing but turn the order of others, or end the line that they are ordered in.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
}

/// Whether a character stands above or below the one before it and nothing ends the pile.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a letter belongs to a script that is written from right to left.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::tame;

    #[test]
    fn texts_of_one_direction_stay_as_they_are() {
        for text in ["Thread limit", "à la carte – 75 %, 6\u{202f}000", "two\nlines", "図", "👩‍🚒", "Việt Nam"]
        {
            assert_eq!(tame(text), text);
        }
    }

    #[test]
    fn nothing_turns_what_follows() {
        assert_eq!(tame("a\u{202e}b\u{2066}c\u{200f}d\u{61c}e\u{2029}f\u{7}g"), "abcdefg");
        assert_eq!(tame("\u{202e}שרת\u{202c} 7"), "\u{2068}שרת 7\u{2069}");
        assert_eq!(tame(&tame("خادم")), tame("خادم"), "once is enough");
    }

    #[test]
    fn towers_are_taken_down() {
        assert_eq!(tame(&format!("a{}b", "\u{301}".repeat(200))), "a\u{301}\u{301}\u{301}b");
    }
}
