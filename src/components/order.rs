//! A small sort: one copy for the few short lists of the page.

/// The numbers from 0 to `count`, those with a smaller key first; equal keys keep their order.
pub(super) fn order_by(count: usize, key: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for index in 0..count {
        let place = order.partition_point(|&other| key(other) <= key(index));
        order.insert(place, index);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::order_by;

    #[test]
    fn smaller_keys_come_first() {
        let keys = [3.0, 1.0, 2.0, 1.0];
        assert_eq!(order_by(keys.len(), |index| keys[index]), [1, 3, 2, 0]);
    }
}
