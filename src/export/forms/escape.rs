//! Text and addresses that stay what they are in every language that a form is written in.

use crate::words;
use std::fmt::Write;

/// An address without the characters that have a meaning in one of those languages; as part of an address they mean the
/// same when they are written in hexadecimal.
pub(super) fn cleaned(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for letter in address.chars() {
        if letter.is_control() || letter.is_whitespace() || "\"'<>()[]{}\\`|^*$".contains(letter) {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a text cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(letter);
        }
    }
    out
}

/// An address, or another text that people do not read, as the value of an attribute.
pub(super) fn attribute(value: &str) -> String {
    words::escaped(&cleaned(value))
}

/// A text on one line that means nothing in HTML, in components, in Markdown and in templates: everything in it that
/// might is written as a number.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            control if control.is_control() || control == '\u{2028}' || control == '\u{2029}' => out.push(' '),
            plain if !plain.is_ascii() || plain.is_ascii_alphanumeric() || " ,.;:-/%+=?".contains(plain) => {
                out.push(plain);
            }
            other => {
                // Writing to a text cannot fail.
                let _ = write!(out, "&#{};", u32::from(other));
            }
        }
    }
    out
}
