//! The nearest known word to one that is not known: for every "did you mean".

/// Names with more letters than this are no slips of each other, only equal or different.
const LONGEST: usize = 64;

/// How many slips lie between two words, if they are at most `most`: letters changed, left out,
/// added, or swapped with their neighbour (Damerau–Levenshtein, restricted). The work is bounded
/// whatever the words are, as names may be as long as a file.
pub fn slips(a: &str, b: &str, most: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    let letters = |word: &str| word.chars().take(LONGEST + 1).count();
    let (ours, theirs) = (letters(a), letters(b));
    if ours.max(theirs) > LONGEST || ours.abs_diff(theirs) > most {
        return None;
    }
    let distance = strsim::osa_distance(a, b);
    (distance <= most).then_some(distance)
}

/// Of `known`, the word nearest to `word` without regard to case: at most one slip in words of up
/// to four letters, two up to eight, three beyond. The first of equals wins, so give the likelier ones first.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().take(LONGEST + 1).count();
    let most = match letters {
        0 | 1 => return None,
        letters if letters > LONGEST => return None,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        if candidate.len().abs_diff(word.len()) > most * 4 {
            continue;
        }
        if let Some(distance) = slips(&word, &candidate.to_lowercase(), most)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, word)| word)
}

/// A search for the nearest words that stays short in a text full of unknown ones: what may have
/// been meant is a courtesy, and each pair of words costs time.
pub struct Patience {
    pairs: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { pairs: 1_000_000 }
    }
}

impl Patience {
    /// As [`nearest`], as long as there are pairs of words left to compare.
    pub fn nearest<'a>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let pairs = &mut self.pairs;
        let known = known.into_iter().take_while(|_| {
            let left = *pairs > 0;
            *pairs = pairs.saturating_sub(1);
            left
        });
        nearest(word, known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_not_compared_letter_by_letter() {
        let long = "a".repeat(1_000_000);
        assert_eq!(slips(&long, &format!("{long}b"), 2), None);
        assert_eq!(slips(&long, &long, 2), Some(0));
        assert_eq!(nearest(&long, [format!("{long}b").as_str()]), None);
    }

    #[test]
    fn few_slips_are_counted() {
        assert_eq!(slips("puhs", "push", 1), Some(1));
        assert_eq!(slips("squat", "squats", 2), Some(1));
        assert_eq!(slips("squat", "plank", 2), None);
    }

    #[test]
    fn patience_ends() {
        let mut patience = Patience { pairs: 3 };
        let mut ask = || patience.nearest("squt", ["plank", "squat"]);
        assert_eq!((ask(), ask(), ask()), (Some("squat"), None, None));
    }
}
