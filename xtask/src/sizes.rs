//! How much the page makes its visitors download.

use crate::{
    places,
    problem::{Context, Problem, Result},
    shell::Run,
};
use std::fs;

/// What a first visit should download with brotli, in bytes.
pub(crate) const BUDGET: u64 = 250_000;

/// The most that it may download until the budget is met: what it downloads and one per cent. A bound against further growth.
const LIMIT: u64 = 342_500;

/// One file, or all of them, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// The name of the file.
    pub(crate) name: String,
    /// As it is.
    pub(crate) raw: u64,
    /// As most hosts send it.
    pub(crate) gzip: u64,
    /// As good hosts send it.
    pub(crate) brotli: u64,
    /// Whether the first visit downloads it. The other files are for embeds, other sites, keeping and later visits.
    pub(crate) first: bool,
}

/// Measures every file of the built page. Node compresses them as browsers expect it.
pub(crate) fn measure() -> Result<Vec<Size>> {
    let page = places::dist().join("index.html");
    let page = fs::read_to_string(&page).context(page.display())?;
    let text = Run::new("node tests/browser/sizes.mjs").arg(places::dist()).read()?;
    let size = |line| parse(line, &page).ok_or_else(|| Problem::new(format!("sizes.mjs printed `{line}`")));
    text.lines().map(size).collect()
}

/// Prints the tables and holds what a first visit downloads against the budget.
pub(crate) fn report() -> Result<()> {
    let (first, rest): (Vec<Size>, Vec<Size>) = measure()?.into_iter().partition(|size| size.first);
    let all = total(&first);
    println!("{:>10} {:>10} {:>10}", "raw", "gzip", "brotli");
    let print = |size: &Size| println!("{:>10} {:>10} {:>10}  {}", size.raw, size.gzip, size.brotli, size.name);
    first.iter().chain([&all]).for_each(print);
    println!("\nNot part of it:");
    rest.iter().for_each(print);
    println!("A first visit downloads {} of {} bytes, {} %", all.brotli, BUDGET, all.brotli * 100 / BUDGET);
    if all.brotli <= LIMIT {
        return Ok(());
    }
    Err(Problem::new(format!("the page is {} bytes over its limit", all.brotli - LIMIT))
        .hint("`twiggy top` and `cargo tree` show what came in; the budget is in xtask/src/sizes.rs"))
}

/// The sum of the files that a first visit downloads.
pub(crate) fn total(sizes: &[Size]) -> Size {
    let zero = Size { name: "total".to_owned(), first: true, ..Size::default() };
    sizes.iter().filter(|size| size.first).fold(zero, |sum, size| Size {
        raw: sum.raw + size.raw,
        gzip: sum.gzip + size.gzip,
        brotli: sum.brotli + size.brotli,
        ..sum
    })
}

/// A line of sizes, and whether the page names the file among what it loads.
fn parse(line: &str, page: &str) -> Option<Size> {
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    let place = page.find(&format!("\"./{name}\""));
    // Of the outages, only the plan of the one that opens by itself.
    let is_other = name.starts_with("plans/") && place > page.find("\"./plans/")
        // Of the pictures, only the one that the page itself shows on a wide screen.
        || name.starts_with("first/") && !page.contains(&format!("src=\"./{name}\""));
    let first = name == "index.html" || place.is_some() && !is_other;
    let mut number = || words.next()?.parse().ok();
    Some(Size { first, raw: number()?, gzip: number()?, brotli: number()?, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_add_up() {
        let page = r#"<script src="./a.js"></script><meta content="./b.wasm"><img src="./first/one.svg"><a href="./c/">see c/index.html</a>
            <script>{ "one": ["./plans/one.plan", "x"], "two": ["./plans/two.plan", "y"], "./first/two.svg" }</script>"#;
        let lines = [
            "first/one.svg 5 5 5",
            "first/two.svg 6 6 6",
            "a.js 10 5 4",
            "b.wasm 100 50 40",
            "c/index.html 7 7 7",
            "plans/two.plan 8 8 8",
            "plans/one.plan 3 3 3",
        ];
        let sizes: Vec<Size> = lines.iter().filter_map(|line| parse(line, page)).collect();
        let all = total(&sizes);
        assert_eq!((all.raw, all.gzip, all.brotli), (118, 63, 52));
        assert_eq!(parse("a.js 10 5", page), None);
    }
}
