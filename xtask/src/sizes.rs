//! How much the page makes its visitors download.

use crate::{
    places,
    problem::{Problem, Result},
    shell::Run,
};

/// What a first visit should download with brotli, in bytes.
pub(crate) const BUDGET: u64 = 250_000;

/// The most that it may download until the budget is met: a bound against further growth.
const LIMIT: u64 = 400_000;

/// What is loaded only when somebody exports or shares: not part of a first visit.
const ON_DEMAND: [&str; 3] = ["export.js", "exporter.js", "exporter_bg.wasm"];

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
}

impl Size {
    /// Whether a first visit downloads the file.
    pub(crate) fn is_first(&self) -> bool {
        !ON_DEMAND.contains(&self.name.as_str())
    }
}

/// Measures every file of the built page. Node compresses them as browsers expect it.
pub(crate) fn measure() -> Result<Vec<Size>> {
    let text = Run::new("node tests/browser/sizes.mjs").arg(places::dist()).read()?;
    text.lines().map(|line| parse(line).ok_or_else(|| Problem::new(format!("sizes.mjs printed `{line}`")))).collect()
}

/// Prints the table and holds the total against the budget.
pub(crate) fn report() -> Result<()> {
    let sizes = measure()?;
    let (first, later): (Vec<Size>, Vec<Size>) = sizes.into_iter().partition(Size::is_first);
    let all = total(&first);
    println!("{:>10} {:>10} {:>10}", "raw", "gzip", "brotli");
    for size in first.iter().chain([&all]) {
        println!("{:>10} {:>10} {:>10}  {}", size.raw, size.gzip, size.brotli, size.name);
    }
    for size in &later {
        println!("{:>10} {:>10} {:>10}  {}, on demand", size.raw, size.gzip, size.brotli, size.name);
    }
    println!("A first visit downloads {} of {} bytes, {} %", all.brotli, BUDGET, all.brotli * 100 / BUDGET);
    if all.brotli <= LIMIT {
        return Ok(());
    }
    Err(Problem::new(format!("the page is {} bytes over its limit", all.brotli - LIMIT))
        .hint("`twiggy top` and `cargo tree` show what came in; the budget is in xtask/src/sizes.rs"))
}

/// The sum of what a first visit downloads.
pub(crate) fn total(sizes: &[Size]) -> Size {
    let zero = Size { name: "total".to_owned(), ..Size::default() };
    sizes.iter().filter(|size| size.is_first()).fold(zero, |sum, size| Size {
        raw: sum.raw + size.raw,
        gzip: sum.gzip + size.gzip,
        brotli: sum.brotli + size.brotli,
        ..sum
    })
}

fn parse(line: &str) -> Option<Size> {
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    let mut number = || words.next()?.parse().ok();
    Some(Size { name, raw: number()?, gzip: number()?, brotli: number()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_add_up() {
        let sizes: Vec<Size> = ["a.js 10 5 4", "b.wasm 100 50 40", "exporter_bg.wasm 900 900 900"]
            .iter()
            .filter_map(|line| parse(line))
            .collect();
        let all = total(&sizes);
        assert_eq!((all.raw, all.gzip, all.brotli), (110, 55, 44));
        assert_eq!(parse("a.js 10 5"), None);
    }
}
