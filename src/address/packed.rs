//! A scenario file inside a link: deflated, then written in the letters that links may hold.

use super::LONGEST_TEXT;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Marks the way of packing, so that another one can follow.
const PREFIX: &str = "1.";

/// How hard to look for repetitions, 0 to 10: links are written seldom and should be short.
const LEVEL: u8 = 9;

/// The two ways: the text of a scenario file into the letters of a link, and back, with a sentence for what goes wrong.
pub type Packing = (fn(&str) -> String, fn(&str) -> Result<String, &'static str>);

/// They are needed by few visits: on the page they are a part of the program that is fetched for a link or a file that has a text.
pub const PACKING: Packing = (deflated, inflated);

#[cfg(parts)]
static HERE: std::sync::OnceLock<Packing> = std::sync::OnceLock::new();

/// From now on texts can be packed and unpacked.
#[cfg(feature = "page")]
pub fn use_packing(packing: Packing) {
    #[cfg(parts)]
    let _ = HERE.set(packing);
    #[cfg(not(parts))]
    let _ = packing;
}

#[cfg(parts)]
fn packing() -> Packing {
    *HERE.get().unwrap_or(&(|_| String::new(), |_| Err("a part of the page could not be loaded")))
}

#[cfg(not(parts))]
fn packing() -> Packing {
    PACKING
}

/// Packs the text of a scenario file.
pub(crate) fn pack(text: &str) -> String {
    packing().0(text)
}

/// Unpacks the text of a scenario file, which can be no larger than a file that is opened.
///
/// # Errors
/// A sentence when the text is not packed this way, is damaged, or would be too large.
pub(crate) fn unpack(packed: &str) -> Result<String, &'static str> {
    packing().1(packed)
}

fn deflated(text: &str) -> String {
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), LEVEL)))
}

fn inflated(packed: &str) -> Result<String, &'static str> {
    const DAMAGED: &str = "the scenario in this link is damaged: part of the link may have been cut off";
    let letters = packed.strip_prefix(PREFIX).ok_or("this is not a scenario as this version packs them")?;
    let bytes = URL_SAFE_NO_PAD.decode(letters).map_err(|_| DAMAGED)?;
    let text = decompress_to_vec_with_limit(&bytes, LONGEST_TEXT).map_err(|problem| match problem.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => "the scenario in this link is too large",
        _ => DAMAGED,
    })?;
    String::from_utf8(text).map_err(|_| DAMAGED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for text in ["", "a = 1\n", &"é\n".repeat(9_000)] {
            let packed = pack(text);
            assert_eq!(unpack(&packed).as_deref(), Ok(text));
            assert!(packed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
        }
    }

    #[test]
    fn damage_is_reported_and_size_is_bounded() {
        let packed = pack("some = 'scenario'\n");
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut]).is_err(), "{cut}");
        }
        let bomb = pack(&"0".repeat(LONGEST_TEXT + 1));
        assert!(bomb.len() < 2_000);
        assert_eq!(unpack(&bomb), Err("the scenario in this link is too large"));
        assert!(unpack(&pack(&"0".repeat(LONGEST_TEXT))).is_ok());
        assert!(unpack("2.AAAA").is_err() && unpack("1.é").is_err());
    }
}
