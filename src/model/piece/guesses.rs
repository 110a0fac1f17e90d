//! Guesses that save looking names and loads up by their hash.

/// The indices of what was looked up of late. They are guesses: several keys share a slot.
pub(super) struct Guesses([u32; 1 << Guesses::BITS]);

impl Guesses {
    const BITS: u32 = 7;

    fn slot(key: u64) -> usize {
        // The highest bits depend on all of the key.
        (key.wrapping_mul(0x517c_c1b7_2722_0a95) >> (u64::BITS - Guesses::BITS)) as usize
    }

    /// The index that was last set for the key, or for another one that shares its slot.
    #[inline]
    pub fn get(&self, key: u64) -> u32 {
        self.0.get(Guesses::slot(key)).copied().unwrap_or(0)
    }

    /// Remembers the index of a key.
    #[inline]
    pub fn set(&mut self, key: u64, index: u32) {
        if let Some(slot) = self.0.get_mut(Guesses::slot(key)) {
            *slot = index;
        }
    }
}

impl Default for Guesses {
    fn default() -> Self {
        Guesses([0; 1 << Guesses::BITS])
    }
}
