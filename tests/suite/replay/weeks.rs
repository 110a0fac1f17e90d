//! Made-up journals, replayed day by day: what weeks, breaks and spacing say comes and goes with an
//! entry, a date that means something, or a directive; and nothing else of a text matters.

use crate::generate::Random;
use crate::support::check;
use crate::training::day;
use std::collections::BTreeSet;
use strength::finding::{Datum, Finding};

const START: &str = "2026-01-05";
const RULES: [&str; 6] = [
    "missed-week",
    "below-maintenance",
    "short-week",
    "at-risk",
    "spacing",
    "coming-back",
];
const EXERCISES: [&str; 3] = ["One-leg bridge [close]", "Toe taps [close]", "Plank"];
const DAYS: i32 = 170;

/// A journal, and what of it may explain that something is said or no longer said.
struct Made {
    directives: Vec<String>,
    /// The day, counted from [`START`], and the exercises.
    sessions: Vec<(i32, Vec<usize>)>,
    /// Days on which an excuse, a phase, a goal or an `allow` begins to hold, or no longer holds.
    turns: BTreeSet<i32>,
}

impl Made {
    fn of(seed: u64) -> Made {
        let mut r = Random::new(seed);
        let mut made = Made {
            directives: Vec::new(),
            sessions: Vec::new(),
            turns: BTreeSet::new(),
        };
        let mut at = 0;
        while at < DAYS {
            let exercises: Vec<usize> = (0..EXERCISES.len()).filter(|_| r.chance(70)).collect();
            if !exercises.is_empty() {
                made.sessions.push((at, exercises));
            }
            at += match r.below(20) {
                0 => r.range(15, 80),
                1 | 2 => r.range(8, 20),
                3 => 1,
                _ => r.range(2, 7),
            } as i32;
        }
        for _ in 0..r.below(5) {
            let from = r.below(DAYS as usize) as i32;
            let to = from + r.below(30) as i32;
            let kind = r.pick(&["away", "ill", "injured", "break", "off-season", "race-prep"]);
            made.span(
                from,
                to,
                &format!("{}..{} {kind}", day(START, from), day(START, to)),
            );
        }
        let race = r.below(DAYS as usize) as i32;
        if r.chance(40) {
            made.span(
                race - 28,
                race,
                &format!("{} race prep 4 weeks", day(START, race)),
            );
            made.turns.insert(race);
        }
        if r.chance(60) {
            let goal = r.range(1, 4);
            made.directives.push(format!("goal {goal} per week"));
        }
        if r.chance(30) {
            let from = r.below(DAYS as usize) as i32;
            let goal = r.range(1, 4);
            made.turns.insert(from);
            made.directives
                .push(format!("{} goal {goal} per week", day(START, from)));
        }
        if r.chance(30) {
            let until = r.below(DAYS as usize) as i32;
            made.turns.insert(until + 1);
            let rule = r.pick(&RULES);
            let words = format!("allow {rule} until {} \"so\"", day(START, until));
            made.directives.push(words);
        }
        if r.chance(30) {
            made.directives
                .push("allow coming-back for Plank".to_string());
        }
        if r.chance(30) {
            made.directives
                .push(format!("rule spacing days {}", r.range(1, 4)));
        }
        made
    }

    fn span(&mut self, from: i32, to: i32, words: &str) {
        self.turns.extend([from, to + 1]);
        self.directives.push(words.to_string());
    }

    fn text(&self) -> String {
        self.text_until(i32::MAX)
    }

    fn text_until(&self, today: i32) -> String {
        let mut text = String::new();
        for directive in &self.directives {
            text.push_str(&format!("{directive}\n"));
        }
        for session in self.sessions.iter().filter(|(date, _)| *date <= today) {
            text.push_str(&session_text(session));
        }
        text
    }

    /// Days since the last session before or on that day, of all exercises or of one.
    fn rest(&self, today: i32, exercise: Option<&str>) -> Option<i32> {
        let did = |done: &[usize]| {
            exercise.is_none_or(|name| done.iter().any(|&e| EXERCISES[e].starts_with(name)))
        };
        let past = self.sessions.iter().rev();
        let mut past = past.filter(|(date, done)| *date <= today && did(done));
        past.next().map(|(date, _)| today - date)
    }

    /// Whether something may begin to be said, or no longer be said, on that day.
    fn explains(&self, said: &Said, today: i32, appears: bool) -> bool {
        let trained = self.rest(today, None) == Some(0);
        let silence = self.rest(today, None) == Some(56);
        if trained || silence || self.turns.contains(&today) {
            return true;
        }
        let rest = self.rest(today, Some(&said.1)).unwrap_or(0);
        match said.0 {
            "spacing" => !appears && rest == 57,
            "coming-back" if appears => rest >= 15,
            "coming-back" => rest == 57,
            // Each day is one less on which a session can be done.
            "at-risk" if appears => true,
            _ => today % 7 == 0,
        }
    }
}

fn session_text((date, exercises): &(i32, Vec<usize>)) -> String {
    let mut text = format!("{}\n", day(START, *date));
    for &exercise in exercises {
        let sets = ["3x12 ok", "3x20 ok", "3x40s"][exercise];
        text.push_str(&format!("  {}  {sets}\n", EXERCISES[exercise]));
    }
    text
}

/// A rule, the exercise or nothing, and what tells one finding of the rule from another.
type Said = (&'static str, String, String);

fn said(findings: &[Finding]) -> BTreeSet<Said> {
    let mut said = BTreeSet::new();
    for finding in findings.iter().filter(|f| RULES.contains(&f.rule)) {
        let datum = |name| finding.data.iter().find(|(known, _)| *known == name);
        match datum("exercises") {
            Some((_, Datum::List(names))) => said.extend(names.iter().map(|name| {
                let Datum::Text(name) = name else {
                    panic!("a name in {finding:#?}");
                };
                (finding.rule, name.clone(), String::new())
            })),
            _ if finding.rule == "at-risk" => {
                said.insert((finding.rule, String::new(), String::new()));
            }
            _ => {
                let what = format!("{:?}", finding.data);
                said.insert((finding.rule, String::new(), what));
            }
        }
    }
    said
}

#[test]
fn nothing_comes_or_goes_without_a_reason() {
    let mut seen = BTreeSet::new();
    for seed in 0..20 {
        let made = Made::of(seed);
        let text = made.text();
        let mut before = BTreeSet::new();
        for today in 0..DAYS {
            let now = said(&check(&text, &day(START, today), false));
            for change in now.symmetric_difference(&before) {
                let appears = now.contains(change);
                seen.insert((change.0, appears));
                assert!(
                    made.explains(change, today, appears),
                    "seed {seed}, {}: {change:?} {} in\n{text}",
                    day(START, today),
                    if appears { "appears" } else { "vanishes" }
                );
            }
            // What is written of later days is not known yet.
            if today % 10 == 0 {
                let known = made.text_until(today);
                let as_written = said(&check(&known, &day(START, today), false));
                assert_eq!(now, as_written, "seed {seed}:\n{text}");
            }
            before = now;
        }
    }
    // The journals made up are worth something: each rule came and went.
    assert_eq!(seen.len(), 2 * RULES.len(), "{seen:?}");
}

#[test]
fn comments_blank_lines_tags_and_the_order_of_directives_change_nothing() {
    for seed in 0..20 {
        let made = Made::of(seed);
        let mut r = Random::new(seed + 1000);
        let mut blocks: Vec<String> = made.sessions.iter().map(session_text).collect();
        for block in &mut blocks {
            let mut lines: Vec<String> = block.lines().map(str::to_string).collect();
            if r.chance(30) {
                lines[0].push_str(" #park");
            }
            for _ in 0..r.below(3) {
                let at = r.range(1, lines.len());
                let line = r.pick(&["", "; a word", "  ; another"]);
                lines.insert(at, line.to_string());
            }
            *block = lines.join("\n") + "\n";
        }
        for directive in &made.directives {
            let at = r.below(blocks.len() + 1);
            blocks.insert(at, format!("{directive}\n"));
        }
        let (plain, other) = (made.text(), blocks.concat());
        for today in (0..DAYS).step_by(5) {
            let told = |text: &str| {
                let mut found = check(text, &day(START, today), false);
                found.retain(|finding| RULES.contains(&finding.rule));
                let mut words: Vec<String> = found
                    .iter()
                    .map(|f| format!("{} {} {} {:?}", f.rule, f.message, f.help, f.data))
                    .collect();
                words.sort();
                words
            };
            assert_eq!(told(&plain), told(&other), "seed {seed}:\n{plain}\n{other}");
        }
    }
}
