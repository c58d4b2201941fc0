//! A file of a session: an hour in which people answer before they watch.

use super::Holds::{Flag, Name, Quantity, Table, Tables, Text, Whole};
use super::{Keys, key, needed};

/// A whole file of a session.
pub static SESSION: Keys = Keys {
    name: "the file of a session",
    about: "What stands at the top, before the first step, and the steps.",
    keys: &[
        needed("session", Whole, "The version of the format: 1."),
        needed("id", Name, "Short name for links."),
        needed("title", Text, "Its title, such as `Add capacity, lose the region`."),
        needed("about", Text, "Who it is for, and what they leave with: a sentence or two."),
        key("reference", Table(&REFERENCE), "The paper or report that it rests on."),
        needed("step", Tables(&STEP), "The steps, in order."),
    ],
};

/// A paper or report.
pub static REFERENCE: Keys = Keys {
    name: "a reference",
    about: "A paper or report, in braces: `reference = { title = \"…\", url = \"…\" }`.",
    keys: &[
        needed("title", Text, "Who wrote it, its title, where and when it appeared."),
        needed("url", Text, "Where it can be read: a lasting address."),
    ],
};

/// A step.
pub static STEP: Keys = Keys {
    name: "[[step]]",
    about: "What is on the screen for a few minutes, what everybody reads and answers, and what is there once they have.",
    keys: &[
        needed("title", Text, "Its title."),
        key("minutes", Whole, "Minutes of the session that it takes; 5 when it is not said."),
        needed(
            "show",
            Text,
            "What is on the screen: a [link](links.md) without its `#/`, such as `some-outage?t=02:40&blind=future`.",
        ),
        key(
            "then",
            Text,
            "What is on the screen once everybody has answered, in the same form; the same without `blind` when it is not said.",
        ),
        needed("say", Text, "What everybody reads, in at most 60 words."),
        key("notes", Text, "What only the facilitator reads: what to say, what usually happens."),
        key("ask", Tables(&ASK), "What everybody answers before they watch."),
        key("prevent", Table(&PREVENT), "What would have prevented it, with a budget."),
        key("command", Table(&COMMAND), "The day through the eyes of those who run the systems."),
    ],
};

/// A question.
pub static ASK: Keys = Keys {
    name: "[[step.ask]]",
    about: "A question. It has one of `choices`, `time`, `number` and `curve`; without any of them, people answer in words of \
            their own, which nothing judges.",
    keys: &[
        needed("question", Text, "The question."),
        key("idea", Text, "The idea that it tests, in a sentence that is shown with the answer."),
        key("choices", Tables(&CHOICE), "Answers to choose from, two to six; at least one is right."),
        key("time", Text, "A fact by its name, such as `S-T3`: when does the run show it?"),
        key(
            "number",
            Text,
            "A signal at a moment, such as `frontend.error@07:00`: what does the run show? Signals are those that `outage run --csv` prints.",
        ),
        key("curve", Text, "A signal, such as `frontend.error`: people draw it over the day."),
        key("until", Text, "The time of day until which the curve is drawn; the end of the run when it is not said."),
        key("common", Tables(&COMMON), "Times or numbers that many answer, each with what is to be said about them."),
    ],
};

/// One of several answers.
pub static CHOICE: Keys = Keys {
    name: "a choice",
    about: "An answer to choose, in braces.",
    keys: &[
        needed("text", Text, "The answer."),
        key("right", Flag, "`true` if it is right."),
        needed("because", Text, "Why it is right; or why one might think so, and why it is not."),
    ],
};

/// Answers that many give.
pub static COMMON: Keys = Keys {
    name: "a common answer",
    about: "Answers that many give, in braces: those from one time of day, or number, to another.",
    keys: &[
        needed("from", Quantity, "The first of them, such as `\"02:44\"` or `0`."),
        needed("to", Quantity, "The last of them."),
        needed("because", Text, "What is to be said about them."),
    ],
};

/// A budget.
pub static PREVENT: Keys = Keys {
    name: "[step.prevent]",
    about: "A budget of points for what was proposed afterwards. What it does is shown once it is spent; then something is \
            made different.",
    keys: &[
        needed("budget", Whole, "Points to spend."),
        needed("costs", Tables(&COST), "What can be bought."),
        key("twists", Tables(&TWIST), "What is different afterwards, one after the other."),
    ],
};

/// What a remediation costs.
pub static COST: Keys = Keys {
    name: "a cost",
    about: "What a remediation costs, in braces.",
    keys: &[
        needed("fix", Name, "The remediation."),
        needed("points", Whole, "Points."),
        needed("because", Text, "Why so many. It is a teaching assumption, and says so."),
    ],
};

/// What is different afterwards.
pub static TWIST: Keys = Keys {
    name: "a twist",
    about: "Something that is different afterwards, in braces.",
    keys: &[
        needed("text", Text, "What it is, in a sentence."),
        needed("run", Text, "The same as a part of a link, such as `frontend.servers-added=240` or `seed=7`."),
    ],
};

/// The day through the eyes of those who run the systems.
pub static COMMAND: Keys = Keys {
    name: "[step.command]",
    about: "The day through the eyes of those who run the systems: nothing of what they did happens by itself, and whoever \
            commands does it, or not, when they decide. Such a step has neither questions nor a budget.",
    keys: &[
        needed("until", Text, "The time of day at which it ends."),
        key("costs", Tables(&BURDEN), "What actions cost and need, which is said before they are chosen."),
        key("looks", Tables(&LOOK), "What can be looked into."),
    ],
};

/// What an action costs and needs.
pub static BURDEN: Keys = Keys {
    name: "a burden",
    about: "What an action costs and needs, in braces.",
    keys: &[
        needed("action", Name, "The action."),
        needed("text", Text, "What it costs and needs, in a sentence."),
        key(
            "size",
            Text,
            "The knob that says how large the action is: whoever commands chooses its value with it. One that does nothing before the action.",
        ),
    ],
};

/// Something that can be looked into.
pub static LOOK: Keys = Keys {
    name: "a look",
    about: "Something that can be looked into, in braces.",
    keys: &[
        needed("text", Text, "What is looked into."),
        key("minutes", Whole, "Minutes that it takes; 10 when it is not said."),
        needed("finds", Text, "What it finds. It may mislead, as it does at work."),
    ],
};
