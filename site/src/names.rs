//! Short names for what the program asks of its script: wasm-bindgen's own are long, end in sums of their own, and would be
//! downloaded twice, in the program and in the script.

use crate::dist::{Problem, Result};

/// The module that is the script itself.
const SCRIPT: &[u8] = b"./app_bg.js";

/// The section of a WebAssembly file that lists what the program imports.
const IMPORTS: u8 = 2;

/// The program and its script with short names. What the script has under none, or in another form, keeps its own.
pub(crate) fn shortened(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut script = spare(script);
    let mut count = 0;
    let mut rename = |name: &[u8]| {
        let long = std::str::from_utf8(name).ok()?;
        let (from, short) = (format!("\n{long}: function("), word(count));
        if script.matches(&from).count() != 1 {
            return None;
        }
        script = script.replacen(&from, &format!("\n{short}: function("), 1);
        count += 1;
        Some(short)
    };
    let wasm = renamed(wasm, &mut rename).ok_or_else(|| Problem("the program cannot be read".to_owned()))?;
    Ok((wasm, script))
}

/// The program with other names for what it imports from its script.
fn renamed(wasm: &[u8], rename: &mut impl FnMut(&[u8]) -> Option<String>) -> Option<Vec<u8>> {
    let mut out = wasm.get(..8)?.to_vec();
    let mut rest = &wasm[8..];
    while let Some((&id, after)) = rest.split_first() {
        let (section, after) = taken(after)?;
        rest = after;
        let written = if id == IMPORTS { imports(section, rename)? } else { section.to_vec() };
        out.push(id);
        put(&mut out, &written);
    }
    Some(out)
}

fn imports(section: &[u8], rename: &mut impl FnMut(&[u8]) -> Option<String>) -> Option<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut out = leb(count);
    for _ in 0..count {
        let (module, after) = taken(rest)?;
        let (name, after) = taken(after)?;
        let short = if module == SCRIPT { rename(name) } else { None };
        put(&mut out, module);
        put(&mut out, short.as_ref().map_or(name, |short| short.as_bytes()));
        // Functions, by the number of their type: the program has its memory and tables itself.
        let (&kind, after) = after.split_first()?;
        let (of, after) = number(after).filter(|_| kind == 0)?;
        out.push(kind);
        out.extend(leb(of));
        rest = after;
    }
    rest.is_empty().then_some(out)
}

/// Bytes behind their length, and what follows them.
fn taken(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(leb(bytes.len()));
    out.extend(bytes);
}

/// A number of seven bits a byte, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let value = bytes[..=last].iter().rev().fold(0_usize, |value, byte| (value << 7) | usize::from(byte & 0x7f));
    Some((value, &bytes[last + 1..]))
}

fn leb(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let more = value >= 0x80;
        bytes.push(((value & 0x7f) as u8) | if more { 0x80 } else { 0 });
        value >>= 7;
        if !more {
            return bytes;
        }
    }
}

/// The name of a number: `a` to `z`, `ba` and so on, behind a letter that no word of the language begins with.
fn word(mut count: usize) -> String {
    let mut letters = vec![];
    loop {
        letters.push(char::from(b'a' + (count % 26) as u8));
        count /= 26;
        if count == 0 {
            letters.push('_');
            return letters.into_iter().rev().collect();
        }
    }
}

/// A script without its indents and the comments that stand on lines of their own. Texts of several lines stay.
fn spare(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let (mut out, mut in_comment) = (String::with_capacity(script.len()), false);
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if !(in_comment || begins || line.is_empty() || line.starts_with("//")) {
            out.push_str(line);
            out.push('\n');
        }
        in_comment = (in_comment || begins) && !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_in_both() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = vec![3];
        for (module, name) in [("./app_bg.js", "__wbg_a_1"), ("./app_bg.js", "elsewhere"), ("./parts.js", "__wbg_a_1")]
        {
            put(&mut section, module.as_bytes());
            put(&mut section, name.as_bytes());
            section.extend([0, 5]);
        }
        wasm.push(IMPORTS);
        put(&mut wasm, &section);
        wasm.extend([12, 1, 1]);
        let script = "/**\n * x\n */\nconst import0 = {\n    __wbg_a_1: function(arg0) {\n        // y\n        f(`a`);\n    },\n};\n";
        let (wasm, script) = shortened(&wasm, script).expect("it is a program");
        assert_eq!(script, "const import0 = {\n_a: function(arg0) {\nf(`a`);\n},\n};\n");
        let text = String::from_utf8_lossy(&wasm).into_owned();
        assert!(text.contains("./app_bg.js\u{2}_a\0\u{5}"), "{text:?}");
        assert!(text.contains("elsewhere") && text.contains("./parts.js\u{9}__wbg_a_1"), "{text:?}");
        assert!(text.ends_with("\u{c}\u{1}\u{1}"));
        assert!(shortened(&wasm[..wasm.len() - 1], &script).is_err());
        assert_eq!((word(0), word(25), word(26)), ("_a".to_owned(), "_z".to_owned(), "_ba".to_owned()));
    }
}
