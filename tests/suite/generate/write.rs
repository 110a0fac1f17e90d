//! Journals without errors, with all of the syntax.

use super::entry::entry;
use super::{MONDAY, Random, date, typographic, weekday};
use std::fmt::Write;

pub const PLACES: &[&str] = &["knee", "calf", "achilles", "lower-back", "hüfte"];
pub const TAGS: &[&str] = &["home", "gym", "morning", "week-2", "reha"];
pub const NOTES: &[&str] = &[
    "after an easy run",
    "Left calf a bit stiff beforehand.",
    "shaking on the last two",
    "3x10 was planned; did less",
    "müde, kaum geschlafen",
    "50 % of it # not a tag",
    "日本語のメモ",
    "don't push",
    "",
];

/// A realistic journal that uses all of the syntax and has no error in it. Files that `include`
/// names do not exist, so only one journal in twenty has such a line.
pub fn journal(seed: u64) -> String {
    let mut r = Random::new(seed);
    let mut out = String::new();
    head(&mut r, &mut out);
    let mut day = MONDAY + r.below(60) as i64;
    for _ in 0..r.range(1, 7) {
        if r.chance(25) {
            event(&mut r, &mut out, day);
            day += r.range(1, 9) as i64;
        }
        session(&mut r, &mut out, day);
        day += r.range(1, 5) as i64;
        match r.below(10) {
            0 => out.push_str("\n; next week\n\n"),
            1 => out.push_str("\n# On we go\n\n"),
            2 => out.push_str("   \n"),
            3 => {}
            _ => out.push('\n'),
        }
    }
    if r.chance(10) {
        out.truncate(out.trim_end().len());
    }
    out
}

/// A journal together with one of the ways in which editors and phones write the same thing.
pub fn dressed(seed: u64) -> String {
    let mut r = Random::new(seed ^ 0xD2E5_5ED0);
    let mut text = journal(seed);
    if r.chance(20) {
        text = typographic(&text, seed);
    }
    if r.chance(20) {
        text = text.replace("\n  ", "\n\t");
    }
    if r.chance(20) {
        text = text.replace('\n', "\r\n");
    }
    if r.chance(10) {
        text.insert(0, '\u{FEFF}');
    }
    text
}

fn head(r: &mut Random, out: &mut String) {
    if r.chance(20) {
        out.push_str("# 2026\n");
    }
    if r.chance(15) {
        out.push_str("; written by hand\n   ; with care\n\n");
    }
    if r.chance(40) {
        out.push_str(r.pick(&["goal 1 per week\n", "goal 2-3 per week ; aim\n"]));
    }
    out.push_str("unit kg\n");
    if r.chance(10) {
        out.push_str("athlete \"Ada L.\"\n");
    }
    if r.chance(15) {
        out.push_str("activity gym\n");
    }
    if r.chance(5) {
        out.push_str("include years/*.strength\n");
    }
    if r.chance(15) {
        out.push_str(r.pick(&[
            "rule similar-exercise off\n",
            "rule missed-week warning\n",
            "rule ready sessions 3\n",
        ]));
    }
    if r.chance(15) {
        out.push_str(r.pick(&[
            "allow retest\n",
            "allow ready for Toe taps until 2026-06-01 \"on purpose\"\n",
            "allow form-failure for One-leg bridge\n",
            "allow missed-week until 2026-12-31\n",
            "allow below-maintenance \"a quiet year\"\n",
        ]));
    }
    if r.chance(20) {
        out.push_str("routine base: Toe taps, heel raise, One-leg bridge\n");
    }
    if r.chance(40) {
        out.push_str("\nexercise Wall drill   ; mine\n");
        let properties = [
            "also   drill at the wall, \"drill, slow\"",
            "sides  each",
            "measure reps",
            "target 3x8-12",
            "rest 2min",
            "muscles calves, glutes",
            "assists core",
            "level near the wall",
            "level far from it",
            "level Stufe drei",
            "cues knee-in, heel-up",
            "increment 2.5kg",
            "ready-sessions 3",
            "floor 5",
        ];
        // Levels are kept together: a journal that stands at one of them declares all.
        for property in properties {
            if property.starts_with("level") || r.chance(30) {
                let _ = writeln!(out, "  {property}");
            }
        }
        out.push('\n');
    }
}

fn maybe_note(r: &mut Random, out: &mut String, percent: usize) {
    if r.chance(percent) {
        let _ = write!(out, " \"{}\"", r.pick(NOTES));
    }
}

fn maybe_tag(r: &mut Random, out: &mut String, percent: usize) {
    if r.chance(percent) {
        let _ = write!(out, " #{}", r.pick(TAGS));
    }
}

fn event(r: &mut Random, out: &mut String, day: i64) {
    let single = date(day);
    let span = format!("{single}..{}", date(day + r.range(0, 8) as i64));
    let when = if r.chance(50) { &span } else { &single };
    match r.below(11) {
        0 => {
            let _ = write!(
                out,
                "{when} {}",
                r.pick(&["away", "ill", "injured", "break"])
            );
            maybe_note(r, out, 50);
        }
        1..=3 => {
            out.push_str(&single);
            if r.chance(30) {
                let _ = write!(out, " {}", weekday(day));
            }
            if r.chance(20) {
                let _ = write!(out, " {:02}:{:02}", r.below(24), r.below(60));
            }
            let _ = write!(out, " {}", r.pick(&["run", "ride", "swim", "yoga", "walk"]));
            if r.chance(60) {
                let _ = write!(out, " {}", r.pick(&["8km", "12.5km", "400m", "3mi"]));
            }
            if r.chance(50) {
                let _ = write!(
                    out,
                    " {}",
                    r.pick(&["42:30", "1:02:19", "45min", "1h05", "90 min"])
                );
            }
            if r.chance(30) {
                let _ = write!(out, " {}", r.pick(&["easy", "ok", "hard", "rpe 7.5"]));
            }
            maybe_tag(r, out, 20);
            maybe_note(r, out, 20);
        }
        4 => {
            let _ = write!(out, "{single} race \"Egmond half\"");
            if r.chance(50) {
                out.push_str(" 21.1km");
            }
            if r.chance(50) {
                out.push_str(" prep 10 weeks");
            }
        }
        5 => {
            let _ = write!(out, "{when} {}", r.pick(&["race-prep", "off-season"]));
        }
        6 | 7 => {
            let _ = write!(out, "{single} pain");
            if r.chance(50) {
                let _ = write!(out, " {}", r.pick(&["L", "left", "R", "right"]));
            }
            if r.chance(70) {
                let _ = write!(out, " {}", r.pick(PLACES));
            }
            let _ = write!(out, " {}", r.below(11));
        }
        8 => {
            let _ = write!(
                out,
                "{single} bodyweight {}",
                r.pick(&["71.5kg", "160lb", "70 kg"])
            );
        }
        9 => {
            let _ = write!(
                out,
                "{single} goal {}",
                r.pick(&["1 per week", "2-3 per week"])
            );
        }
        _ => {
            let _ = write!(out, "{single} rest");
        }
    }
    if r.chance(15) {
        out.push_str("  ; so it was");
    }
    out.push('\n');
    if r.chance(15) {
        out.push_str("  \"a note of the event\"\n");
    }
}

fn session(r: &mut Random, out: &mut String, day: i64) {
    let mut when = date(day);
    if r.chance(10) {
        when = when.replace('-', r.pick(&["/", "."]));
    }
    out.push_str(&when);
    if r.chance(5) {
        out.push(':');
    }
    let mut parts: Vec<String> = Vec::new();
    if r.chance(40) {
        parts.push(weekday(day).to_string());
    }
    if r.chance(25) {
        parts.push(format!("{:02}:{:02}", r.below(24), r.below(60)));
    }
    if r.chance(40) {
        parts.push(
            r.pick(&["35min", "90 min", "1h", "1h05", "1h 05min"])
                .to_string(),
        );
    }
    if r.chance(15) {
        parts.push(format!("#{}", r.pick(TAGS)));
    }
    if r.chance(10) {
        parts.push(format!("rpe {}", r.range(1, 10)));
    }
    if r.chance(15) {
        parts.push(format!("\"{}\"", r.pick(NOTES)));
    }
    if r.chance(5) {
        parts.push("planned".to_string());
    }
    if r.chance(5) {
        parts.push("allow missed-week".to_string());
    }
    if r.chance(10) {
        let turn = r.below(parts.len() + 1);
        parts.rotate_left(turn);
    }
    for part in &parts {
        let _ = write!(out, " {part}");
    }
    if r.chance(10) {
        out.push_str(r.pick(&["   ; comment", " ;", "  "]));
    }
    out.push('\n');
    for place in 0..r.range(1, 5) {
        out.push_str("  ");
        entry(r, out, place);
        if r.chance(8) {
            out.push_str(r.pick(&["  ; as planned", ";", "   "]));
        }
        out.push('\n');
        if r.chance(5) {
            out.push_str(r.pick(&["\n", "  ; between\n", "; between\n"]));
        }
    }
    if r.chance(20) {
        let _ = writeln!(out, "  \"{}\"", r.pick(NOTES));
    }
}
