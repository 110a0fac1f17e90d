//! Entries of generated sessions.

use super::Random;
use super::write::{NOTES, PLACES, TAGS};
use std::fmt::Write;

/// What an exercise of the pool is counted in.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Reps of each side.
    Sides,
    /// Reps.
    Reps,
    /// Reps with a load.
    Loaded,
    /// Time held.
    Time,
    /// Metres covered.
    Distance,
}

/// Names as people write them, with levels that they may stand at.
const POOL: &[(&str, Kind, &[&str])] = &[
    (
        "One-leg sit-stand",
        Kind::Sides,
        &["cushion", "normal chair", "dumbbell"],
    ),
    ("one leg sit stand", Kind::Sides, &[]),
    ("Toe taps", Kind::Reps, &["one leg", "close"]),
    (
        "One-leg bridge",
        Kind::Sides,
        &["close", "one foot further"],
    ),
    ("One-leg heel raise", Kind::Sides, &["two legs", "one leg"]),
    ("heel raise", Kind::Sides, &[]),
    ("Squat", Kind::Loaded, &[]),
    ("Bench press", Kind::Loaded, &[]),
    ("Leg press", Kind::Loaded, &[]),
    ("Pull-up", Kind::Reps, &[]),
    ("L-sit", Kind::Time, &[]),
    ("Plank", Kind::Time, &[]),
    ("Farmer carry", Kind::Distance, &[]),
    (
        "Wall drill",
        Kind::Sides,
        &["near the wall", "far from it", "Stufe drei"],
    ),
    ("Kniebeuge größer", Kind::Reps, &[]),
    ("Присед", Kind::Reps, &[]),
    ("90/90 hip lift:", Kind::Reps, &[]),
    ("Left hook", Kind::Reps, &[]),
    ("Easy-bar row", Kind::Loaded, &[]),
];

const CUES: &[&str] = &["shaking", "balance", "tired"];

pub fn entry(r: &mut Random, out: &mut String, place: usize) {
    if place > 0 && r.chance(10) {
        out.push_str("+ ");
    } else if r.chance(5) {
        out.push_str(r.pick(&["- ", "* "]));
    }
    let (name, kind, levels) = POOL[r.below(POOL.len())];
    out.push_str(name);
    let colon = name.ends_with(':') || r.chance(15);
    if colon && !name.ends_with(':') {
        out.push(':');
    }
    if !levels.is_empty() && r.chance(40) {
        let _ = write!(out, " [{}]", r.pick(levels));
    }
    out.push_str(r.pick(&["   ", "  ", " ", "\t"]));
    match r.below(20) {
        0 => out.push_str(r.pick(&["skipped", "skipped \"no chair\""])),
        1 => out.push_str("done"),
        2..=4 => test(r, out, kind),
        _ => work(r, out, kind),
    }
    attributes(r, out, kind);
}

fn amount(r: &mut Random, kind: Kind) -> String {
    match kind {
        Kind::Time => match r.below(5) {
            0 => format!("{} sec", r.range(10, 90)),
            1 => format!("{}min", r.range(1, 3)),
            2 => format!("{}:{:02}", r.range(1, 3), r.below(60)),
            3 => format!("1m{:02}s", r.below(60)),
            _ => format!("{}s", r.range(10, 120)),
        },
        Kind::Distance => match r.below(4) {
            0 => "1.5km".to_string(),
            1 => "50ft".to_string(),
            _ => format!("{}m", r.range(10, 400)),
        },
        _ => r.range(3, 22).to_string(),
    }
}

fn failure(r: &mut Random, out: &mut String, percent: usize) {
    if r.chance(percent) {
        out.push('!');
        if r.chance(60) {
            out.push_str(r.pick(CUES));
        }
    }
}

fn test(r: &mut Random, out: &mut String, kind: Kind) {
    out.push_str("test ");
    if kind == Kind::Sides && r.chance(80) {
        let _ = write!(out, "L {}", amount(r, kind));
        failure(r, out, 10);
        let _ = write!(out, " R {}", amount(r, kind));
    } else {
        out.push_str(&amount(r, kind));
        failure(r, out, 10);
        if kind == Kind::Loaded && r.chance(50) {
            let _ = write!(out, " @{}kg", r.range(20, 60));
        }
    }
}

fn load(r: &mut Random) -> String {
    match r.below(9) {
        0 => "@62.5 kg".to_string(),
        1 => format!("@{}", r.range(20, 120)),
        2 => format!("@{}lb", r.range(45, 225)),
        3 => "@95 lb".to_string(),
        4 => format!("@2x{}kg", r.range(8, 32)),
        5 => "@62,5kg".to_string(),
        _ => format!("@{}kg", r.range(20, 120)),
    }
}

/// The working sets of one side, or of both.
fn sets(r: &mut Random, out: &mut String, kind: Kind, glued: bool) {
    let separator = r.pick(&[" ", " ", " ", "/", ", ", ","]);
    let mut first = true;
    let groups = if r.chance(50) { 1 } else { r.range(2, 4) };
    for _ in 0..groups {
        if !first {
            // A decimal point or comma beside a comma would read differently.
            out.push_str(if out.ends_with("min") && separator != "/" {
                // Minutes and then seconds could be one time.
                ", "
            } else if separator == "," && kind != Kind::Reps {
                " "
            } else {
                separator
            });
        }
        first = false;
        if groups == 1 {
            let x = r.pick(&["x", "x", "x", " x ", "X", "*"]);
            let _ = write!(out, "{}{x}{}", r.range(1, 5), amount(r, kind));
        } else {
            out.push_str(&amount(r, kind));
            failure(r, out, 10);
        }
        if glued {
            out.push_str(&load(r));
        }
    }
}

fn work(r: &mut Random, out: &mut String, kind: Kind) {
    match kind {
        Kind::Sides => match r.below(4) {
            0 => sets(r, out, kind, false),
            1 => {
                let _ = write!(out, "L{}", r.range(5, 15));
                let _ = write!(out, " R{}", r.range(5, 15));
            }
            2 => {
                let (left, right) = if r.chance(50) {
                    ("L", "R")
                } else {
                    ("left", "right")
                };
                let _ = write!(out, "{left} ");
                sets(r, out, kind, false);
                let _ = write!(out, "  {right} ");
                sets(r, out, kind, false);
            }
            _ => {
                for _ in 0..r.range(2, 3) {
                    let _ = write!(out, "L {} R {} ", r.range(5, 15), r.range(5, 15));
                }
            }
        },
        Kind::Loaded => {
            if r.chance(30) {
                out.push_str(r.pick(&["(5@60 3@80) ", "(10@20kg) ", "(2x5@40kg 3@60kg)  "]));
            }
            if r.chance(50) {
                sets(r, out, kind, true);
            } else {
                sets(r, out, kind, false);
                let _ = write!(
                    out,
                    "{}{}",
                    r.pick(&[" ", "  ", ", "]),
                    if r.chance(20) {
                        format!("{}kg", r.range(20, 120))
                    } else {
                        load(r)
                    }
                );
            }
        }
        Kind::Reps => {
            if r.chance(5) {
                out.push_str(r.pick(&["x 6", "x8", "0!", "007"]));
            } else if r.chance(10) {
                out.push_str("12, 3x10");
            } else {
                sets(r, out, kind, false);
            }
            if r.chance(20) {
                out.push_str(r.pick(&[" +10kg", " -20kg", " +0kg", " -12.5kg", ", +5lb"]));
            }
        }
        Kind::Time | Kind::Distance => {
            sets(r, out, kind, false);
            if r.chance(20) {
                out.push_str(" @2x24kg");
            }
        }
    }
}

fn attributes(r: &mut Random, out: &mut String, kind: Kind) {
    let mut parts: Vec<String> = Vec::new();
    if kind == Kind::Reps && r.chance(8) {
        let each = r.pick(&[
            "each",
            "each side",
            "per leg",
            "/side",
            "ea.",
            "both",
            "per side",
        ]);
        parts.push(each.to_string());
    }
    match r.below(6) {
        0..=2 => parts.push(r.pick(&["easy", "ok", "hard", "OK"]).to_string()),
        3 => parts.push(
            r.pick(&["rpe 8", "rpe8", "@rpe8", "rpe 7.5", "rpe 7,5", "RPE 9"])
                .to_string(),
        ),
        4 if r.chance(50) => parts.push(r.pick(&["rir 2", "rir 0", "rir 1.5"]).to_string()),
        _ => {}
    }
    if r.chance(8) {
        parts.push(r.pick(&["rest 90s", "rest 2min", "rest 1:30"]).to_string());
    }
    if r.chance(8) {
        let place = r.pick(PLACES);
        let level = r.below(11);
        parts.push(match r.below(5) {
            0 => format!("pain {place} {level}"),
            1 => format!("pain left {place} {level}"),
            2 => format!("pain {place} R {level}/10"),
            3 => format!("pain {level}"),
            _ => format!("pain L {level}"),
        });
    }
    if r.chance(5) {
        let place = r.pick(PLACES);
        parts.push(match r.below(3) {
            0 => format!("sore {place}"),
            1 => format!("sore left {place}"),
            _ => format!("sore {place} right"),
        });
    }
    if r.chance(8) {
        parts.push(format!("#{}", r.pick(TAGS)));
    }
    if r.chance(12) {
        parts.push(format!("\"{}\"", r.pick(NOTES)));
    }
    if r.chance(4) {
        parts.push("allow ready".to_string());
    }
    for part in parts {
        let _ = write!(out, "{}{part}", r.pick(&[" ", "   ", "  ", ", "]));
    }
}
