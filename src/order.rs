//! A small sort for short lists. Whatever is sorted, it is one and the same: the standard one is compiled anew, several
//! kilobytes large, for every type and comparison.

/// The numbers from 0 to `count`, those with a smaller key first; equal keys keep their order.
#[cfg(feature = "page")]
pub(crate) fn order_by(count: usize, key: impl Fn(usize) -> f64) -> Vec<usize> {
    sorted(&(0..count).map(key).collect::<Vec<f64>>())
}

/// Sorts by a number, equal ones staying in their order.
pub(crate) fn sort_by_number<T>(items: &mut Vec<T>, number: impl FnMut(&T) -> f64) {
    let numbers: Vec<f64> = items.iter().map(number).collect();
    let mut left: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(sorted(&numbers).into_iter().filter_map(|index| left[index].take()));
}

fn sorted(keys: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(keys.len());
    for index in 0..keys.len() {
        let place = order.partition_point(|&other| keys[other] <= keys[index]);
        order.insert(place, index);
    }
    order
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
