//! Fewer points: a line of a thousand values on two hundred pixels needs only the smallest and largest of each pixel.

/// The points of a series, at most two for each of a number of pixel columns: no spike is lost. Values are held within
/// the range of the axis; those that are not numbers count as its lower end.
pub(super) fn points(values: &[f64], start: f64, step: f64, columns: f64, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    let held = |index: usize| if values[index].is_finite() { values[index].clamp(low, high) } else { low };
    let point = |index: usize| (start + step * index as f64, held(index));
    let last = values.len().saturating_sub(1);
    let buckets = (columns.max(1.0) as usize).max(1);
    let mut kept: Vec<usize> = Vec::with_capacity(2 * buckets + 2);
    if values.len() <= 2 * buckets {
        kept.extend(0..values.len());
    } else {
        kept.push(0);
        for bucket in 0..buckets {
            let (from, until) = (bucket * values.len() / buckets, (bucket + 1) * values.len() / buckets);
            let smallest = (from..until).min_by(|a, b| held(*a).total_cmp(&held(*b))).unwrap_or(from);
            let largest = (from..until).max_by(|a, b| held(*a).total_cmp(&held(*b))).unwrap_or(from);
            kept.extend([smallest.min(largest), smallest.max(largest)]);
        }
        kept.push(last);
        kept.dedup();
    }
    // The middle of a level stretch says nothing.
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(kept.len());
    for index in kept {
        let next = point(index);
        if let [.., before, middle] = points.as_mut_slice()
            && before.1 == next.1
            && middle.1 == next.1
        {
            *middle = next;
        } else {
            points.push(next);
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draw_thinned_lines_keep_spikes_and_ends() {
        let mut values = vec![0.25; 5000];
        values[1234] = 0.9;
        values[4000] = f64::NAN;
        let points = points(&values, -44.0, 1.0, 250.0, (0.0, 1.0));
        assert!(points.len() < 20, "{}", points.len());
        assert!(points.contains(&(1190.0, 0.9)));
        assert!(points.contains(&(3956.0, 0.0)));
        assert_eq!((points[0].0, points[points.len() - 1].0), (-44.0, 4955.0));
        assert!(points.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn draw_short_lines_are_kept_whole() {
        assert_eq!(points(&[], 0.0, 1.0, 100.0, (0.0, 1.0)), []);
        assert_eq!(points(&[0.5], 0.0, 1.0, 0.0, (0.0, 1.0)), [(0.0, 0.5)]);
        assert_eq!(points(&[0.5, 2.0, 0.1], 0.0, 1.0, 100.0, (0.0, 1.0)), [(0.0, 0.5), (1.0, 1.0), (2.0, 0.1)]);
    }
}
