//! What a group answered, as a code that somebody pastes: no server is needed to compare groups.

use super::answers::Answers;
use crate::address::{decode, encode, pack, unpack};
use outage_sim::{MODEL_VERSION, tame};

/// What a code begins with.
const PREFIX: &str = "outage";

/// Longest code that is read, in bytes: more than the longest session gives.
const LONGEST: usize = 64 * 1024;

/// What a group answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The name of the session.
    pub session: String,
    /// The version of the model that they saw.
    pub model: u32,
    /// What they call themselves.
    pub name: String,
    /// What they answered.
    pub answers: Answers,
}

impl Group {
    /// A group of this page's model.
    #[must_use]
    pub fn new(session: &str, name: &str, answers: &Answers) -> Self {
        let (session, name) = (session.to_owned(), name.trim().to_owned());
        Self { session, model: MODEL_VERSION, name, answers: answers.clone() }
    }

    /// The code: letters, digits and a few marks, so that it survives chats, mails and links. On the page it needs what packs
    /// texts in links; without that it is empty.
    #[must_use]
    pub fn code(&self) -> String {
        let body = format!("{}|{}|{}|{}", self.session, self.model, encode(&self.name), self.answers.text());
        let body = pack(&body);
        if body.is_empty() { body } else { format!("{PREFIX}.{body}.{:08x}", checksum(&body)) }
    }

    /// The group of a code.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn read(code: &str) -> Result<Self, &'static str> {
        const DAMAGED: &str = "It is damaged: copy it again from its first letter to its last.";
        if code.len() > LONGEST {
            return Err("It is too long to be the code of a group.");
        }
        // Mails break long lines.
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let rest = code.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('.'));
        let rest = rest.ok_or("It is not the code of a group, which begins with “outage.”.")?;
        let (body, sum) = rest.rsplit_once('.').ok_or(DAMAGED)?;
        if u32::from_str_radix(sum, 16) != Ok(checksum(body)) {
            return Err(DAMAGED);
        }
        let body = unpack(body).map_err(|_| DAMAGED)?;
        let mut parts = body.splitn(4, '|');
        let mut part = || parts.next().ok_or(DAMAGED);
        let (session, model, name, answers) = (part()?, part()?, part()?, part()?);
        let name: String = decode(name).chars().take(60).collect();
        Ok(Self {
            session: session.to_owned(),
            model: model.parse().map_err(|_| DAMAGED)?,
            name: tame(&name),
            answers: Answers::read(answers),
        })
    }
}

/// FNV-1a: tells a slip from a code, nothing more.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Codes with others that came in, one a line; what is there already stays once.
#[must_use]
pub fn with_codes(pasted: &str, codes: &str) -> String {
    let mut lines: Vec<&str> = pasted.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for code in codes.split(',').map(str::trim).filter(|code| !code.is_empty()) {
        if !lines.contains(&code) {
            lines.push(code);
        }
    }
    lines.join("\n")
}

/// The groups of pasted codes, one a line or apart by empty lines, and what is wrong with those that are none, each with the
/// number of its place. Codes of another session are none.
#[must_use]
pub fn groups(pasted: &str, session: &str) -> (Vec<Group>, Vec<String>) {
    /// Most groups: a hall.
    const MOST: usize = 200;
    let (mut groups, mut problems): (Vec<Group>, Vec<String>) = (Vec::new(), Vec::new());
    for (place, code) in pasted.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST).enumerate() {
        match Group::read(code) {
            Ok(group) if group.session != session => {
                problems.push(format!("Code {}: it is of another session, `{}`.", place + 1, tame(&group.session)));
            }
            Ok(group) => {
                // Who sends a code again has changed their mind.
                groups.retain(|known| known.name.is_empty() || known.name != group.name);
                if group.model != MODEL_VERSION {
                    problems.push(format!(
                        "Code {}: {} saw version {} of the model; this page has version {MODEL_VERSION}.",
                        place + 1,
                        group.name,
                        group.model
                    ));
                }
                groups.push(group);
            }
            Err(problem) => problems.push(format!("Code {}: {problem}", place + 1)),
        }
    }
    (groups, problems)
}

#[cfg(test)]
mod tests {
    use super::super::answers::Given;
    use super::super::command::Decisions;
    use super::*;

    fn group(name: &str) -> Group {
        let mut answers = Answers::default();
        answers.put(0, 0, Given::Time(150.0));
        answers.put(1, 0, Given::Words("Threads | nobody. Watched?".into()));
        answers.reveal(0);
        Group::new("an-hour", name, &answers)
    }

    #[test]
    fn a_code_survives_chats_and_mails() {
        let group = group("Team Ä | 1");
        let code = group.code();
        assert!(code.bytes().all(|byte| byte.is_ascii_graphic()), "{code}");
        assert_eq!(Group::read(&code).as_ref(), Ok(&group));
        let broken: String = code
            .chars()
            .enumerate()
            .flat_map(|(at, it)| [Some(it), (at % 70 == 69).then_some('\n')])
            .flatten()
            .collect();
        assert_eq!(Group::read(&format!("  {broken}\n")), Ok(group));
    }

    #[test]
    fn what_a_group_decided_and_bought_is_in_its_code_and_a_link_takes_it_as_it_is() {
        let mut group = group("One");
        group.answers.put_command(3, Decisions::read("l0@154;a1@166;p@166;w@180;."));
        group.answers.buy(7, vec!["thread-alarm".into()]);
        let code = group.code();
        assert_eq!(encode(&code), code);
        assert!(code.len() < 200, "{}", code.len());
        assert_eq!(Group::read(&code), Ok(group));
    }

    #[test]
    fn codes_that_come_in_are_added_once() {
        assert_eq!(with_codes("a\n\n b ", "c,b,,c"), "a\nb\nc");
        assert_eq!(with_codes("", ""), "");
    }

    #[test]
    fn no_code_is_too_odd() {
        for body in ["", "|", "a|b|c|d", "a|1|c", &"x|1|y|".repeat(5000), "s|1|%FF|0.0=w%00;k0=%3B%3B;b0=,,", "é|1|é|é"]
        {
            let body = pack(body);
            let _ = Group::read(&format!("outage.{body}.{:08x}", checksum(&body)));
        }
        for code in ["outage.", "outage..", "outage.1.", "outage.1..0", "outage.2.AAAA.00000000", "outage.é.é"] {
            assert!(Group::read(code).is_err(), "{code}");
        }
    }

    #[test]
    fn a_damaged_code_says_so_and_disturbs_nothing() {
        let code = group("One").code();
        for at in 0..code.len() {
            let mut bytes = code.clone().into_bytes();
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            let damaged = String::from_utf8(bytes).expect("ASCII");
            assert!(Group::read(&damaged).is_err(), "{damaged}");
            assert!(Group::read(&code[..at]).is_err());
        }
        let pasted = format!(
            "{}\nnonsense\n\n{}\n{}",
            group("One").code(),
            Group { session: "other".into(), ..group("Two") }.code(),
            group("Three").code()
        );
        let (groups, problems) = groups(&pasted, "an-hour");
        assert_eq!(groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["One", "Three"]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(
            problems[0].starts_with("Code 2: ") && problems[1].starts_with("Code 3: it is of another session"),
            "{problems:?}"
        );
    }

    #[test]
    fn a_group_that_sends_its_code_again_is_there_once() {
        let later = Group { model: MODEL_VERSION + 1, ..group("One") };
        let (groups, problems) = groups(&format!("{}\n{}", group("One").code(), later.code()), "an-hour");
        assert_eq!(groups, [later]);
        assert!(problems[0].contains("saw version"), "{problems:?}");
    }
}
