//! The time to read a line grows with its length and no faster, whatever is written on it again and again.

use std::time::{Duration, Instant};
use strength::syntax::parse;
use strength::text::FileId;

/// Lines of real journals, and slips like them, one each.
const SLIPS: &str = include_str!("../data/slips.txt");

/// The shortest time of three to read a text: other tests run at the same time.
fn time(text: &str, times: usize) -> Duration {
    let read = || {
        let start = Instant::now();
        std::hint::black_box(parse(text, FileId(0)));
        start.elapsed()
    };
    (0..times).map(|_| read()).min().unwrap_or_default()
}

/// One line that begins with `head` and says `piece` so many times.
fn line(head: &str, piece: &str, times: usize) -> String {
    format!("unit kg\n{head}{}\n", format!("{piece} ").repeat(times))
}

/// Four times as much takes about four times as long; eight is not linear any more. What takes no
/// time to speak of is not measured.
fn is_linear(head: &str, piece: &str) -> bool {
    let (short, long) = (line(head, piece, 1_000), line(head, piece, 4_000));
    let enough = Duration::from_millis(60);
    // Once more where the machine was busy.
    (1..=3).any(|times| {
        let long = time(&long, times);
        long < enough || long < time(&short, times) * 8
    })
}

#[test]
fn headers_within_headers() {
    let pieces = [
        "2026-03-02",
        "2026-03-02 18:30 - 19:45",
        "2026-03-02 |",
        "Mon 2026-03-02",
        ":",
        "18:30",
        "| 2026-03-02 | Squat",
    ];
    for piece in pieces {
        for count in [12, 16, 30, 90, 3_000, 5_000, 10_000] {
            let text = format!("{}Squat 3x5\n", format!("{piece} ").repeat(count));
            for text in [format!("2026-03-02 {text}"), text] {
                let time = time(&text, 1);
                assert!(
                    time < Duration::from_secs(1),
                    "`{piece}` × {count}: {time:?}"
                );
            }
        }
    }
}

#[test]
fn marks_and_words_again_and_again() {
    let cases = [
        ("2026-03-02 ", "zz 12"),
        ("2026-03-02 run ", "zz 12"),
        ("2026-03-02 ", "30min zz"),
        ("2026-03-02\n  Squat ", "20\""),
        ("2026-03-02\n  Squat 3x5 ", "@80%"),
        ("2026-03-02\n  Squat 3x5@100 ", "zz 12"),
    ];
    for (head, piece) in cases {
        assert!(is_linear(head, piece), "`{head}` and then `{piece}`");
    }
}

#[test]
fn every_slip_on_one_line() {
    let lines = SLIPS.lines().filter(|line| !line.starts_with(';'));
    let slips = lines
        .map(|line| line.strip_prefix("2:").unwrap_or(line))
        .filter(|line| !line.is_empty());
    let mut slow = Vec::new();
    for slip in slips {
        let cases: Vec<(&str, &str)> = match slip.strip_prefix('>') {
            Some(journal) => journal.split("\\n").map(|line| ("", line)).collect(),
            None => vec![("2026-03-02\n  ", slip), ("2026-03-02 ", slip)],
        };
        slow.extend(
            cases
                .into_iter()
                .filter(|(head, piece)| !is_linear(head, piece)),
        );
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
