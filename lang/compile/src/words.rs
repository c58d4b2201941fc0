//! The words of the language, each with what it means. The compiler reads by these tables, and the reference is written
//! from them.

/// A word, as it is written and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it means.
    pub about: &'static str,
}

pub(crate) const fn word(name: &'static str, usage: &'static str, about: &'static str) -> Word {
    Word { name, usage, about }
}

/// Names that are there everywhere.
pub const BUILT_IN: [Word; 7] = [
    word("now", "now", "the time since the trigger"),
    word("step", "step", "the length of a step"),
    word("start", "start", "the first moment of the run"),
    word("tick", "tick", "in `every`: the time of the cohort's own turn"),
    word("inf", "inf", "more than any number"),
    word("yes", "yes", "what holds"),
    word("no", "no", "what does not hold"),
];

/// What a name may stand in front of, with a dot: whose name it is.
pub const OWNERS: [Word; 6] = [
    word("on", "on.error", "in a dependency: of its callee"),
    word("from", "from.sends", "in a dependency: of its caller"),
    word("needs", "sum(needs.error)", "of each dependency of the component"),
    word("callers", "sum(callers.extra)", "of each dependency of others on the component"),
    word("components", "largest(components.error)", "of each component that has the name"),
    word("", "shop.error", "of the component `shop`, if its kind offers it"),
];

/// Parts of a group of cohorts.
pub const GROUP_PARTS: [Word; 3] = [
    word("index", "server.index", "the number of the cohort, from 0"),
    word("count", "server.count", "how many cohorts there are"),
    word("place", "server.place", "where the cohort is in the group, from 0 to 1"),
];

/// Parts of a pool that are known while it is solved, so that its arrivals may depend on them.
pub const WHILE_SOLVED: [Word; 5] = [
    word("response", "p.response", "for how long a job is there, at most as long as the deadline"),
    word("in_time", "p.in_time", "the share of the admitted jobs that is done before the deadline"),
    word("admitted", "p.admitted", "the share of the jobs for which there is room"),
    word("refused", "p.refused", "the share of the jobs for which there is none"),
    word("ok", "p.ok", "the share of all jobs that is admitted and done in time"),
];

/// Parts of a pool that are known at once when it is solved.
pub const ONCE_SOLVED: [Word; 3] = [
    word("slowdown", "p.slowdown", "how many times longer a job takes than alone"),
    word("busy", "p.busy", "the share of the workers that is at work"),
    word("in_flight", "p.in_flight", "how many jobs are there at a time"),
];

/// Parts of a pool that need its arrivals.
pub const AFTERWARDS: [Word; 3] = [
    word("asked", "p.asked", "how many jobs come"),
    word("done", "p.done", "how many are done in time"),
    word("error", "p.error", "the share that is not"),
];

/// What may stand below a stock.
pub const STOCK: [Word; 5] = [
    word("in", "in: arriving", "what is added, per minute; there may be several"),
    word("out", "out: waiting at rate 1 / 5 min", "what leaves, per minute; `at rate` is exact at any length of step"),
    word("min", "min: 0", "it is never less"),
    word("max", "max: room", "it is never more"),
    word("next", "next: if cleared then 0 else filled", "its next value, instead of `in:` and `out:`"),
];

/// What may stand below a sample.
pub const SAMPLE: [Word; 3] = [
    word(
        "every",
        "every 5 min: size",
        "what each cohort takes over in its turn; `since TIME`, `spread 2` order the turns",
    ),
    word("when", "when error > 5%: yes", "what all take over at each step at which the condition holds"),
    word("on", "on restarted: size", "what all take over at the step at which the condition begins to hold"),
];

/// What may stand below a pool.
pub const POOL: [Word; 6] = [
    word("workers", "workers: 8 workers", "how many work at the same time"),
    word("work", "work: 20 ms", "how long a job takes alone"),
    word("arrivals", "arrivals: 100 workers / 1 s", "how many jobs come; may depend on what comes out"),
    word("limit", "limit: 100", "most jobs for each worker; what is above is refused"),
    word("deadline", "deadline: 1 s", "when a job is given up; the work on it was for nothing"),
    word("jitter", "jitter: 0.2", "how much equal jobs differ"),
];

/// The statements.
pub const STATEMENTS: [Word; 6] = [
    word("", "over = load > limit", "a definition: what something is at every moment"),
    word("stock", "stock waiting = 0 tickets", "what adds up over time; within a step it has the value from its start"),
    word("sample", "sample known[server] = servers", "what each cohort saw last"),
    word("pool", "pool queries", "jobs that share workers"),
    word(
        "note",
        "note when full: \"the buffer is full: {fill}\"",
        "a sentence for the moment at which something begins",
    ),
    word("state", "state \"over the limit\" where over", "how the cohorts fare; the last one that holds counts"),
];

/// A sign or word between two values, and how tightly it binds the left and the right one.
#[derive(Debug, Clone, Copy)]
pub struct Operator {
    /// As it is written.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// How tightly it binds what stands left of it, and right of it: more is tighter.
    pub binds: (u8, u8),
}

const fn operator(name: &'static str, binds: (u8, u8), about: &'static str) -> Operator {
    Operator { name, about, binds }
}

/// How tightly comparisons bind: `a <= x < b` means `a <= x and x < b`.
pub const COMPARISON: u8 = 4;

/// The signs and words between two values, those first that bind least.
pub const OPERATORS: [Operator; 13] = [
    operator("or", (1, 2), "one of the two holds"),
    operator("and", (2, 3), "both hold"),
    operator("<", (COMPARISON, 5), "is less; comparisons may be chained, as in `20 min <= now < 50 min`"),
    operator("<=", (COMPARISON, 5), "is at most"),
    operator(">", (COMPARISON, 5), "is more"),
    operator(">=", (COMPARISON, 5), "is at least"),
    operator("==", (COMPARISON, 5), "is the same number, or word"),
    operator("!=", (COMPARISON, 5), "is another"),
    operator("+", (5, 6), "of one unit"),
    operator("-", (5, 6), "of one unit; before a value it changes the sign"),
    operator("*", (6, 7), "units multiply"),
    operator("/", (6, 7), "units divide"),
    operator("^", (8, 8), "a power of a plain number; binds the right one first"),
];

/// A unit.
#[derive(Debug, Clone, Copy)]
pub struct UnitWord {
    /// Its names.
    pub names: &'static [&'static str],
    /// What one of it is, in minutes if it is a time.
    pub factor: f64,
    /// Whether it is a time.
    pub is_time: bool,
    /// What it means.
    pub about: &'static str,
}

const fn unit(names: &'static [&'static str], factor: f64, is_time: bool, about: &'static str) -> UnitWord {
    UnitWord { names, factor, is_time, about }
}

/// The units that the language knows. Any other word counts things of that name: `servers`, `requests`.
pub const UNITS: [UnitWord; 7] = [
    unit(&["1", "share", "×", "times", ""], 1.0, false, "a plain number"),
    unit(&["%"], 0.01, false, "of a hundred"),
    unit(&["ms", "milliseconds"], 1.0 / 60_000.0, true, "milliseconds"),
    unit(&["s", "sec", "second", "seconds"], 1.0 / 60.0, true, "seconds"),
    unit(&["min", "minute", "minutes"], 1.0, true, "minutes"),
    unit(&["h", "hour", "hours"], 60.0, true, "hours"),
    unit(&["d", "day", "days"], 1440.0, true, "days"),
];

/// The names of some words.
pub(crate) fn names(words: &[Word]) -> impl Iterator<Item = &str> + Clone {
    words.iter().map(|word| word.name)
}

/// Whether a word is among some.
pub(crate) fn is_in(words: &[Word], name: &str) -> bool {
    words.iter().any(|word| word.name == name)
}
