//! Slips that must be found, and ten years of honest training in which nothing may be.

use crate::date::Date;
use crate::testing::{check, check_carets};
use std::fmt::Write;

const ONLY: [&str; 1] = ["implausible"];

#[test]
fn plain_limits() {
    let journal = "\
unit kg
2026-01-05 Mon 9h
               ^^ implausible
  Toe taps       877777
                 ^^^^^^ implausible
  Toe taps       877777 allow implausible
  Deadlift       5@100 1@2451
                       ^^^^^^ implausible
  Bench press    8x120
                 ^^^^^ implausible
  Bench press    4x75 3x120
  Bench press    3x10 60
                      ^^ implausible
  Bench press    3x10, 60
  Bench press    3x5 62,5
                     ^^^^ implausible
  Bench press    5@60/70/80
                 ^^^^^^^^^^ implausible
  Bench press    60/10 70/8
                 ^^^^^^^^^^ implausible
  Bench press    3x10 25 3x10 60@20
  Farmer carry   4x20m@2x301
                 ^^^^^^^^^^^ implausible
  Pull-up        3x5+301kg
                 ^^^^^^^^^ implausible
  Plank          420min
                 ^^^^^^ implausible
2026-01-12 6h
  Toe taps       1000
2026-01-12 18:00 7h 05min \"long\"
                 ^^^^^^^^ implausible
2026-01-13 bodyweight 715kg
                      ^^^^^ implausible
";
    check_carets(journal, "2026-02-16", &ONLY);
}

#[test]
fn each_level_has_its_own_history_however_many_there_are() {
    let mut journal = String::new();
    for week in 0..6 {
        for level in 0..300 {
            let date = Date::parse_iso("2024-01-01").expect("a date");
            let date = date.plus(level + 7 * week);
            let reps = if (week, level) == (3, 150) { 140 } else { 12 };
            let _ = writeln!(journal, "{date}\n  Step-up [height {level}]  3x{reps}");
        }
    }
    let found: Vec<_> = check(&journal, "2026-02-16", false)
        .into_iter()
        .filter(|finding| finding.rule == "implausible")
        .collect();
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn many_sets_offer_reps_at_a_load() {
    let texts = |journal: &str| {
        let found = check(journal, "2026-01-05", false);
        let fixes = found
            .into_iter()
            .filter(|f| f.rule == "implausible")
            .flat_map(|f| f.fixes);
        fixes
            .map(|fix| fix.edits[0].text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts("2026-01-05\n  Bench press  8x120\n"), ["8@120kg"]);
    assert_eq!(
        texts("unit lb\n2026-01-05\n  Bench press  8x120\n"),
        ["8@120"]
    );
    assert_eq!(
        texts("unit lb\n2026-01-05\n  Bench press  8x120@20\n"),
        [""; 0]
    );
}

#[test]
fn slips_against_the_exercises_own_history() {
    let journal = "\
2026-01-05
  Squat       3x5@100kg
  Chin-up     8 8 7
  Plank hold  45s 45s
  Bench       3x5@86lb
2026-01-08
  Squat       100@5kg 100@5kg
              ^^^^^^^ implausible
  Chin-up     8 87 8
                ^^ implausible
  Plank hold  45s 45s
  Bench       3x5@86lb
2026-01-12
  Squat       5@60kg 5@80kg 5@100kg 5@10kg
                                    ^^^^^^ implausible
  Chin-up     8 8 8
  Plank hold  45min
              ^^^^^ implausible
  Bench       3x5@91lb
2026-01-15
  Squat       3x5@1000kg \"not with a bar\" allow implausible
  Chin-up     9 9 8
  Plank hold  50s 50s
  Bench       3x5@91lb
2026-01-19
  Squat       3x5@20kg 3x5@105kg
  Chin-up     test 15
  Plank hold  450s
              ^^^^ implausible
  Bench       3x5@846lb allow implausible
2026-01-22
  Squat       3x5@10kg
              ^^^^^^^^ implausible
  Chin-up     9 9 9
  Plank hold  50s 50s
  Bench       3x5@386lb
              ^^^^^^^^^ implausible
2026-01-26
  Squat       3x5@105kg
  Chin-up     111 9
              ^^^ implausible
  Plank hold  50s 50s
  Bench       3x5@86lb
";
    check_carets(journal, "2026-02-16", &ONLY);
}

#[test]
fn a_wrong_value_in_the_history_hides_no_other() {
    let mut journal = String::new();
    let weights = [100, 1000, 100, 102, 1025, 102, 105, 1050, 105, 105, 107];
    for (day, weight) in (1..).zip(weights) {
        let _ = writeln!(journal, "2026-01-{day:02}\n  Row on rings  5@{weight}lb");
    }
    let found = check(&journal, "2026-02-01", false);
    let found = found.iter().filter(|f| f.rule == "implausible").count();
    assert_eq!(found, 3);
}

#[test]
fn a_new_weight_that_is_kept_is_no_slip() {
    let journal = "\
2026-01-01
  Goblet squat  3x8@100kg
2026-01-03
  Goblet squat  3x8@100kg
2026-01-05
  Goblet squat  3x8@100kg
2026-01-08
  Goblet squat  3x8@10kg
2026-01-10
  Goblet squat  3x8@10kg
2026-01-12
  Goblet squat  3x8@12kg
";
    check_carets(journal, "2026-02-01", &ONLY);
}

/// A small generator of numbers; the same for every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Ten years of a lifter and runner: steady progress, deloads, warm-ups with parentheses and
/// without, light days, singles, tests, injuries with long breaks, levels, assistance that falls,
/// bodyweight that is added to, kettlebells that double.
fn honest(seed: u64) -> String {
    let mut random = Seeded(seed);
    let mut journal = String::from(
        "unit kg\n\nexercise Sit-up ladder\n  level floor\n  level bench\n  level bar\n\n",
    );
    let mut date = Date::new(2016, 1, 4).unwrap();
    let end = Date::new(2026, 1, 1).unwrap();
    let (mut squat, mut press, mut pull, mut bell) = (40.0f64, 20.0f64, -40.0f64, 12u64);
    let (mut reps, mut level, mut hold, mut carry) = (5u64, 0, 20u64, 16u64);
    let mut week = 0u64;
    while date < end {
        week += 1;
        let _ = writeln!(journal, "{date} {}min", 40 + random.below(50));
        let easy = if week.is_multiple_of(8) { 0.55 } else { 1.0 };
        let plate = |kilograms: f64| (kilograms / 2.5).round() * 2.5;
        let (work, warm) = (plate(squat * easy), plate(squat * 0.2).max(10.0));
        match random.below(6) {
            0 => writeln!(
                journal,
                "  Squat  (5@{warm} 3@{}) 3x5@{work}",
                plate(squat * 0.6)
            ),
            1 => writeln!(
                journal,
                "  Squat  8@{warm} 5@{} 5@{work} 5@{work}",
                plate(squat * 0.6)
            ),
            2 => writeln!(
                journal,
                "  Squat  3x{}@{}",
                12 + random.below(9),
                plate(squat * 0.5)
            ),
            3 => writeln!(
                journal,
                "  Squat  1@{} 2x5@{}",
                plate(squat * 1.15),
                plate(squat * 0.85)
            ),
            4 => writeln!(journal, "  Squat  5x3@{work}  rpe 8"),
            _ => writeln!(journal, "  Squat  3x5@{work}"),
        }
        .unwrap();
        let lift = plate(press * easy);
        let _ = writeln!(
            journal,
            "  Press overhead  3x{}@{lift}",
            5 + random.below(4)
        );
        match pull.round() {
            help if help < 0.0 => {
                writeln!(journal, "  Pull-up  3x{} {help}kg", 4 + random.below(4))
            }
            0.0 => writeln!(journal, "  Pull-up  8 7 {}", 5 + random.below(3)),
            more => writeln!(journal, "  Pull-up  5 5 {} +{more}kg", 3 + random.below(3)),
        }
        .unwrap();
        let _ = writeln!(
            journal,
            "  Kettlebell swing  5x{} @{bell}",
            10 + random.below(10)
        );
        let names = ["floor", "bench", "bar"];
        if week.is_multiple_of(9) {
            let _ = writeln!(
                journal,
                "  Sit-up ladder [{}]  test {}",
                names[level],
                reps * 2 + 4
            );
        } else {
            let _ = writeln!(
                journal,
                "  Sit-up ladder [{}]  {reps} {reps} {}",
                names[level],
                reps - 1
            );
        }
        let _ = writeln!(
            journal,
            "  Wall sit hold  {hold}s {}s",
            hold.saturating_sub(10).max(5)
        );
        let _ = writeln!(
            journal,
            "  Farmer carry  4x{}m @2x{carry}",
            20 + 10 * random.below(3)
        );
        let gain = 1.0 + 0.004 * (random.below(3) as f64);
        squat = (squat * gain).min(220.0);
        press = (press * gain).min(95.0);
        pull = (pull + 0.25).min(50.0);
        hold = (hold + random.below(3)).min(240);
        if week.is_multiple_of(60) {
            bell = (bell * 2).min(48);
            carry = (carry + 8).min(60);
        }
        reps += random.below(2);
        if reps > 18 {
            (reps, level) = (5, (level + 1).min(2));
        }
        date = date.plus(3 + random.below(3) as i32);
        if random.below(120) == 0 {
            // An injury: months off, and back with much less.
            date = date.plus(60 + random.below(240) as i32);
            squat = (squat * 0.35).max(20.0);
            press = (press * 0.4).max(15.0);
            hold = (hold / 3).max(20);
            reps = 5;
        }
    }
    journal
}

#[test]
fn ten_years_of_honest_training_are_silent() {
    for seed in 1..=40 {
        let journal = honest(seed);
        assert!(journal.lines().count() > 4_000);
        let found = check(&journal, "2026-02-01", false);
        let rules = [
            "implausible",
            "similar-exercise",
            "measure-mismatch",
            "one-sided",
        ];
        let told: Vec<_> = found
            .iter()
            .filter(|finding| rules.contains(&finding.rule) || finding.unread)
            .map(|finding| {
                let from = finding.place.span.start as usize;
                (
                    &finding.message,
                    &journal[from.saturating_sub(200)..from + 40],
                )
            })
            .collect();
        assert_eq!(told, [], "seed {seed}");
    }
}

#[test]
fn a_slip_in_ten_years_is_found() {
    let mut hits = 0;
    for seed in 1..=40 {
        let journal = honest(seed);
        let lines = journal.match_indices("  Press overhead  3x");
        let line = |(at, _): (usize, _)| (at, at + journal[at..].find('\n').unwrap());
        let mut lines = lines.map(line).skip(200 + seed as usize);
        let (at, end) = lines
            .find(|&(at, end)| !journal[at..end].contains('.'))
            .unwrap();
        let mut slipped = journal.clone();
        slipped.insert(end, '0');
        let found = check(&slipped, "2026-02-01", false);
        for finding in found.iter().filter(|finding| finding.rule == "implausible") {
            let place = finding.place.span.start as usize;
            assert!(
                (at..end).contains(&place),
                "seed {seed}: {}",
                &slipped[at..=end]
            );
            hits += 1;
        }
    }
    // In a light week after a break the right number itself is far from what is usual.
    assert!(hits >= 36, "{hits} of 40");
}
