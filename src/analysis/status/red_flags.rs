//! Words in notes that a doctor or physiotherapist should hear about. English only.

/// Phrases as runs of words; `*` stands for any one of the alternatives that follow in the list.
const PHRASES: &[&[&[&str]]] = &[
    &[&["swelling", "swollen", "numb", "numbness", "tingling"]],
    &[&["night"], &["pain"]],
    &[&["pain"], &["at"], &["night"]],
    &[
        &["cannot", "can't", "cant"],
        &["bear", "put", "take"],
        &["weight"],
    ],
    &[&["calf"], &["hot", "red"]],
    &[&["hot", "red"], &["calf"]],
    &[&["chest"], &["pain", "tightness", "pressure"]],
    &[&["breathless"], &["at"], &["rest"]],
    &[&["fever"]],
];

/// A pop or snap is one only beside a part of the body, or after "felt" or "heard".
const NOISES: &[&str] = &["pop", "snap", "popped", "popping", "snapped", "snapping"];

const BODY: &[&str] = &[
    "achilles",
    "ankle",
    "arm",
    "back",
    "calf",
    "chest",
    "elbow",
    "foot",
    "glute",
    "groin",
    "hamstring",
    "heel",
    "hip",
    "knee",
    "leg",
    "neck",
    "quad",
    "rib",
    "shin",
    "shoulder",
    "tendon",
    "thigh",
    "toe",
    "wrist",
];

/// How many words before a sign a negation reaches.
const REACH: usize = 3;

/// The first sign in a note, as written in lower case; `None` if there is none.
pub fn find(note: &str) -> Option<String> {
    note.split(['.', ',', ';', ':', '!', '?', '(', ')', '\n'])
        .find_map(in_clause)
}

fn in_clause(clause: &str) -> Option<String> {
    let lower = clause.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|at| {
        let rest = words.get(at..)?;
        let length = PHRASES
            .iter()
            .find(|phrase| {
                phrase.len() <= rest.len()
                    && phrase
                        .iter()
                        .zip(rest)
                        .all(|(choices, word)| choices.contains(word))
            })
            .map(|phrase| phrase.len())
            .or_else(|| noise(&words, at).then_some(1))?;
        if negated(&words, at) {
            return None;
        }
        Some(rest.get(..length)?.join(" "))
    })
}

fn noise(words: &[&str], at: usize) -> bool {
    let word = |index: Option<usize>| index.and_then(|index| words.get(index)).copied();
    let is_body = |word: Option<&str>| {
        word.is_some_and(|word| {
            BODY.contains(&word) || word.strip_suffix('s').is_some_and(|w| BODY.contains(&w))
        })
    };
    word(Some(at)).is_some_and(|word| NOISES.contains(&word))
        && (is_body(word(at.checked_sub(1)))
            || is_body(word(Some(at + 1)))
            || words
                .get(at.saturating_sub(2)..at)
                .is_some_and(|before| before.iter().any(|w| ["felt", "heard"].contains(w))))
}

fn negated(words: &[&str], at: usize) -> bool {
    words
        .get(at.saturating_sub(REACH)..at)
        .is_some_and(|before| {
            before.iter().any(|word| {
                ["no", "not", "without", "never"].contains(word) || word.ends_with("n't")
            })
        })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn signs_are_whole_words_that_are_not_denied() {
        for note in [
            "Ankle SWOLLEN afterwards",
            "left foot numb",
            "pain at night",
            "can't bear weight on it",
            "calf red and warm",
            "hot calf",
            "some chest tightness",
            "felt a pop in rep 4",
            "knee popped",
            "fever yesterday",
        ] {
            assert!(find(note).is_some(), "{note}");
        }
        for note in [
            "no swelling",
            "without any numbness",
            "the swell was fine",
            "pop music helped",
            "not really a fever",
            "didn't feel swollen",
            "calf tired",
            "snap decision to stop",
        ] {
            assert_eq!(find(note), None, "{note}");
        }
        assert_eq!(find("not tired, swollen knee").as_deref(), Some("swollen"));
    }
}
