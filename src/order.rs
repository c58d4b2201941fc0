//! Lists in the order of a number: short ones, all by one small sort.

use outage_sim::order;

/// The numbers from 0 to `count`, those with a smaller key first; equal keys keep their order.
#[cfg(feature = "page")]
pub(crate) fn order_by(count: usize, key: impl Fn(usize) -> f64) -> Vec<usize> {
    order(&(0..count).map(key).collect::<Vec<f64>>())
}

/// Sorts by a number, equal ones staying in their order.
pub(crate) fn sort_by_number<T>(items: &mut Vec<T>, number: impl FnMut(&T) -> f64) {
    let numbers: Vec<f64> = items.iter().map(number).collect();
    let mut left: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order(&numbers).into_iter().filter_map(|index| left[index].take()));
}

#[cfg(test)]
mod tests {
    use super::{order_by, sort_by_number};

    #[test]
    fn smaller_keys_come_first() {
        let keys = [3.0, 1.0, 2.0, 1.0];
        assert_eq!(order_by(keys.len(), |index| keys[index]), [1, 3, 2, 0]);
        let mut words = vec![("c", 3.0), ("a", 1.0), ("d", 3.0), ("b", 1.0)];
        sort_by_number(&mut words, |word| word.1);
        assert_eq!(words.iter().map(|word| word.0).collect::<String>(), "abcd");
    }
}
