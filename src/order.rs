//! Sorting of lists that are short or in order already, as nearly all are. The sort of the standard
//! library is compiled anew for each of them, which takes six kilobytes of the program each time;
//! here one sort of numbers serves all.

use std::cmp::Ordering;

/// Sorts a list by a key; what has the same key stays in order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list by a comparison; what is equal stays in order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if list.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return;
    }
    let mut places = places(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // Each exchange brings an item to its place.
    for at in 0..list.len() {
        while let Some(&to) = places.get(at)
            && to != at
        {
            list.swap(at, to);
            places.swap(at, to);
        }
    }
}

/// For each of so many items where it comes to stand.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b));
    let mut places = vec![0; count];
    for (to, from) in order.into_iter().enumerate() {
        if let Some(place) = places.get_mut(from) {
            *place = to;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(keys in prop::collection::vec(0u8..20, 0..60)) {
            let mut list: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut same = list.clone();
            sort_by_key(&mut list, |&(key, _)| key);
            same.sort_by_key(|&(key, _)| key);
            prop_assert_eq!(list, same);
        }
    }
}
