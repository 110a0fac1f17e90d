//! The nearest known word to one that is not known: for every "did you mean".

/// How many slips lie between two words: letters changed, left out, added, or swapped with their
/// neighbour (Damerau–Levenshtein, restricted).
pub fn slips(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// Of `known`, the word nearest to `word` without regard to case: at most one slip in words of up
/// to four letters, two up to eight, three beyond. The first of equals wins, so give the likelier ones first.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    let most = match letters {
        0 | 1 => return None,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        if candidate.len().abs_diff(word.len()) > most * 4 {
            continue;
        }
        let distance = slips(&word, &candidate.to_lowercase());
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, word)| word)
}
