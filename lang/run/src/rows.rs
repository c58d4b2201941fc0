//! From rows to columns: a few moments are kept as rows and then written to their columns together, because columns are
//! far from one another and a processor reaches few places at a time quickly.

use crate::vectors::{Registers, at};

/// The moments that are not yet in their columns.
pub(crate) struct Rows<'m> {
    registers: &'m [u16],
    moments: usize,
    /// One row after the other.
    kept: Vec<f64>,
}

/// Moments that are kept: as many as fill two lines of a cache in each column.
const KEPT: usize = 16;

impl<'m> Rows<'m> {
    /// No moment of `moments` yet, of columns that are in these registers.
    pub(crate) fn new(registers: &'m [u16], moments: usize) -> Self {
        Self { registers, moments, kept: Vec::with_capacity(KEPT * registers.len()) }
    }

    /// Takes a moment in; they come one after the other.
    pub(crate) fn take(&mut self, moment: usize, r: &Registers, columns: &mut [f64]) {
        self.kept.extend(self.registers.iter().map(|register| r[at(*register)]));
        let until = moment + 1;
        if until.is_multiple_of(KEPT) || until == self.moments {
            let (width, from) = (self.registers.len(), moment - moment % KEPT);
            for number in 0..width {
                let column = &mut columns[number * self.moments + from..number * self.moments + until];
                // A plain loop: iterators that are zipped leave a call for each number over.
                let mut at = number;
                for place in column {
                    *place = self.kept[at];
                    at += width;
                }
            }
            self.kept.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outage_plan::REGISTERS;

    #[test]
    fn every_moment_arrives_in_its_column() {
        for moments in [1, KEPT - 1, KEPT, KEPT + 1, 3 * KEPT] {
            let mut columns = vec![-1.0; 2 * moments];
            let mut r: Box<Registers> = Box::new([0.0; REGISTERS]);
            let mut rows = Rows::new(&[5, 3], moments);
            for moment in 0..moments {
                (r[5], r[3]) = (moment as f64, 1000.0 + moment as f64);
                rows.take(moment, &r, &mut columns);
            }
            let expected = (0..moments).map(|moment| moment as f64);
            assert!(expected.clone().chain(expected.map(|it| 1000.0 + it)).eq(columns));
        }
    }
}
