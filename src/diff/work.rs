//! What an entry was, in as few words as tell it.

use crate::model::{Amount, Entry, EntryKind, Journal, Set, Side};
use std::fmt;

/// What an entry was, in as few words as tell it.
pub struct Work {
    /// `3x13`, `L 3x13 R 12 11 @20kg`, `test 19`.
    pub sets: String,
    /// `form broke in set 3`; empty if it did not.
    pub broke: String,
}

impl Work {
    /// Of an entry.
    pub fn of(journal: &Journal, entry: &Entry) -> Work {
        let word = match entry.kind {
            EntryKind::Work => "",
            EntryKind::Test => "test",
            EntryKind::Skipped => "skipped",
            EntryKind::Done => "done",
        };
        let mut parts: Vec<String> = Vec::new();
        parts.extend((!word.is_empty()).then(|| word.to_string()));
        let mut broke = Vec::new();
        let sets = journal.sets_of(entry);
        for run in sets.chunk_by(|a, b| (a.side, a.warmup) == (b.side, b.warmup)) {
            let Some(Set { side, warmup, .. }) = run.first().copied() else {
                continue;
            };
            let (open, close) = if warmup { ("(", ")") } else { ("", "") };
            let letter = match side {
                Some(Side::Left) => "L ",
                Some(Side::Right) => "R ",
                None => "",
            };
            parts.push(format!("{letter}{open}{}{close}", amounts(journal, run)));
            let mut number = 0;
            for set in run {
                number += u32::from(set.count);
                if set.failed {
                    let side = match side {
                        Some(Side::Left) => "left ",
                        Some(Side::Right) => "right ",
                        None => "",
                    };
                    broke.push(format!("{side}set {number}"));
                }
            }
        }
        Work {
            sets: parts.join(" "),
            broke: match broke.is_empty() {
                true => String::new(),
                false => format!("form broke in {}", broke.join(" and ")),
            },
        }
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sets)?;
        match self.broke.is_empty() {
            true => Ok(()),
            false => write!(f, " ({})", self.broke),
        }
    }
}

/// Sets of one side: `3x12`, or where form broke in some the number that was planned in all.
fn amounts(journal: &Journal, sets: &[Set]) -> String {
    let load = |set: &Set| journal.load(set);
    let one_load = sets.windows(2).all(|pair| match pair {
        [a, b] => load(a) == load(b),
        _ => true,
    });
    let planned: Vec<Amount> = sets
        .iter()
        .filter(|s| !s.failed)
        .map(|s| s.amount)
        .collect();
    let same = planned
        .first()
        .filter(|first| planned.iter().all(|amount| amount == *first));
    let count: u32 = sets.iter().map(|set| u32::from(set.count)).sum();
    let shown = |count: u32, amount: Amount| match count {
        1 => amount.to_string(),
        _ => format!("{count}x{amount}"),
    };
    let glued = |set: &Set| match (one_load, load(set)) {
        (false, Some(load)) => load.to_string(),
        _ => String::new(),
    };
    let mut text = match same {
        Some(amount) if one_load => shown(count, *amount),
        _ => {
            let sets = sets.iter().map(|set| {
                let mark = if set.failed { "!" } else { "" };
                format!(
                    "{}{mark}{}",
                    shown(u32::from(set.count), set.amount),
                    glued(set)
                )
            });
            sets.collect::<Vec<_>>().join(" ")
        }
    };
    if let (true, Some(load)) = (one_load, sets.first().and_then(load)) {
        text.push_str(&format!(" {load}"));
    }
    text
}
