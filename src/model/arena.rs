//! Long flat lists built on several threads: a few parts side by side, read as one.

use std::ops::Range;

/// The high bits of an index name the part, the low bits the place in it.
const PART_BITS: u32 = 5;
const PLACE_BITS: u32 = 32 - PART_BITS;
const PLACE_MASK: u32 = (1 << PLACE_BITS) - 1;

/// How many parts an arena can have.
pub const MAX_PARTS: usize = 1 << PART_BITS;

/// A list of items in up to [`MAX_PARTS`] parts. Joining the parts into one list would copy
/// (and touch) most of the memory of a large journal once more, on one thread.
///
/// Indices of one part are consecutive; a range of indices never spans two parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Arena<T> {
    parts: Vec<Vec<T>>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Arena { parts: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Arena<T> {
    fn from(items: Vec<T>) -> Self {
        Arena { parts: vec![items] }
    }
}

impl<T> Arena<T> {
    /// An arena of these parts; what is above [`MAX_PARTS`] is joined to the last one.
    pub fn from_parts(mut parts: Vec<Vec<T>>) -> Arena<T> {
        while parts.len() > MAX_PARTS {
            let Some(last) = parts.pop() else { break };
            match parts.last_mut() {
                Some(before) => before.extend(last),
                None => break,
            }
        }
        Arena { parts }
    }

    /// What must be added to the index of an item within a part to make it an index of the arena.
    pub fn base(part: usize) -> u32 {
        (part as u32) << PLACE_BITS
    }

    /// The items of a range of indices; empty where the range is not one of this arena.
    pub fn slice(&self, range: &Range<u32>) -> &[T] {
        let part = self.part(range.start);
        part.get(Self::places(range)).unwrap_or(&[])
    }

    /// The same, to be changed.
    pub fn slice_mut(&mut self, range: &Range<u32>) -> &mut [T] {
        let part = self.parts.get_mut((range.start >> PLACE_BITS) as usize);
        part.and_then(|items| items.get_mut(Self::places(range)))
            .unwrap_or(&mut [])
    }

    /// The item at an index.
    pub fn get(&self, index: u32) -> Option<&T> {
        self.part(index).get(Self::place(index))
    }

    /// The item at an index, to be changed.
    pub fn get_mut(&mut self, index: u32) -> Option<&mut T> {
        self.parts
            .get_mut((index >> PLACE_BITS) as usize)?
            .get_mut(Self::place(index))
    }

    /// The items of the part that an index lies in; [`Arena::place`] is its place among them.
    pub fn part(&self, index: u32) -> &[T] {
        let part = self.parts.get((index >> PLACE_BITS) as usize);
        part.map_or(&[], Vec::as_slice)
    }

    /// The place of an index in its part.
    pub fn place(index: u32) -> usize {
        (index & PLACE_MASK) as usize
    }

    /// The places of a range of indices in its part.
    fn places(range: &Range<u32>) -> Range<usize> {
        let from = Self::place(range.start);
        let length = range.end.saturating_sub(range.start) as usize;
        from..from.saturating_add(length)
    }

    /// Something beside each of the items, at the same index.
    pub fn beside<U: Clone>(&self, with: U) -> Arena<U> {
        let parts = self.parts.iter();
        Arena {
            parts: parts.map(|part| vec![with.clone(); part.len()]).collect(),
        }
    }

    /// The indices of all items, in the order of [`Arena::iter`].
    pub fn indices(&self) -> impl Iterator<Item = u32> + use<T> {
        let lengths: Vec<usize> = self.parts.iter().map(Vec::len).collect();
        let parts = lengths.into_iter().enumerate();
        parts.flat_map(|(part, length)| Self::base(part)..Self::base(part) + length as u32)
    }

    /// All items, part after part: for one file the order in which they were written.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.parts.iter().flatten()
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Vec::is_empty)
    }

    /// The parts.
    pub fn parts(&self) -> &[Vec<T>] {
        &self.parts
    }

    /// The parts, to be changed in place (on several threads, if need be).
    pub fn parts_mut(&mut self) -> &mut [Vec<T>] {
        &mut self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_their_part() {
        let arena = Arena::from_parts(vec![vec![1, 2, 3], vec![4, 5]]);
        let base = Arena::<i32>::base(1);
        assert_eq!(arena.slice(&(1..3)), [2, 3]);
        assert_eq!(arena.slice(&(base..base + 2)), [4, 5]);
        assert_eq!(arena.slice(&(base..base + 3)), [] as [i32; 0]);
        assert_eq!(arena.get(base + 1), Some(&5));
        assert_eq!(arena.iter().copied().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!((arena.len(), arena.is_empty()), (5, false));
    }

    #[test]
    fn too_many_parts_are_joined() {
        let arena = Arena::from_parts((0..40).map(|n| vec![n]).collect());
        assert_eq!(arena.parts().len(), MAX_PARTS);
        assert_eq!(arena.len(), 40);
    }
}
