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

/// Words that end what a negation before them denies: `no swelling but numb toes`.
const TURNS: [&str; 4] = ["but", "though", "although", "however"];

/// A sign found in a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// As written, in lower case.
    pub words: String,
    /// It can be an emergency.
    pub emergency: bool,
}

/// The first sign in a note, one that can be an emergency before any other.
pub fn find(note: &str) -> Option<Sign> {
    let signs = note
        .split(['.', ',', ';', ':', '!', '?', '(', ')', '\n'])
        .flat_map(in_clause);
    let mut first = None;
    for sign in signs {
        if sign.emergency {
            return Some(sign);
        }
        first = first.or(Some(sign));
    }
    first
}

fn in_clause(clause: &str) -> Vec<Sign> {
    let lower = clause.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let sign = |at| {
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
        let first = rest.first()?;
        (!negated(&words, at)).then(|| Sign {
            words: rest.get(..length).unwrap_or(rest).join(" "),
            emergency: ["chest", "breathless"].contains(first) && length > 1,
        })
    };
    (0..words.len()).filter_map(sign).collect()
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
    let before = words.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let same_clause = before.iter().rev().take_while(|word| !TURNS.contains(word));
    same_clause
        .into_iter()
        .any(|word| ["no", "not", "without", "never"].contains(word) || word.ends_with("n't"))
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
        let words = |note| find(note).map(|sign| (sign.words, sign.emergency));
        let sign = |words: &str, emergency| Some((words.to_string(), emergency));
        assert_eq!(words("not tired, swollen knee"), sign("swollen", false));
        assert_eq!(words("no swelling but knee numb"), sign("numb", false));
        assert_eq!(words("no swelling but numb"), sign("numb", false));
        assert_eq!(words("no swelling or numbness"), None);
        assert_eq!(words("no swelling, knee numb"), sign("numb", false));
        // What can be an emergency is told before all else.
        assert_eq!(words("fever and chest pain"), sign("chest pain", true));
    }
}
