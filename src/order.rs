//! Sorting, stable, for what is not hot.
//!
//! The standard library's routine is compiled once, for indices, and serves every type: one for
//! each of forty types was a tenth of the WebAssembly module.

use std::cmp::Ordering;

/// Sorts `items` by what `compare` says of two of them.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_indices(&mut order, &|one, other| compare(&items[one], &items[other]));
    move_to(items, &mut order);
}

/// Sorts `items` by a key of each, which is asked for again at each comparison.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

fn sort_indices(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    order.sort_by(|one, other| compare(*one, *other));
}

/// Moves to each place what stands at the index that `order` has there, one cycle after another.
fn move_to<T>(items: &mut [T], order: &mut [usize]) {
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start {
                break;
            }
            items.swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_by_key};

    #[test]
    fn equal_items_keep_their_order() {
        let mut items: Vec<(u32, usize)> =
            (0..1000).map(|number| (number as u32 * 7919 % 31, number)).collect();
        let mut wanted = items.clone();
        wanted.sort_unstable();
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, wanted);
        sort_by(&mut items, |one, other| other.cmp(one));
        wanted.reverse();
        assert_eq!(items, wanted);
    }

    #[test]
    fn nothing_and_one_are_in_order() {
        let mut none: [u8; 0] = [];
        sort_by_key(&mut none, |item| *item);
        let mut one = [3];
        sort_by_key(&mut one, |item| *item);
        assert_eq!(one, [3]);
    }
}
