//! What takes more than one line to know: names, levels, units, events, order, settings.

use crate::support::{check, check_carets, findings};
use strength::date::Date;
use strength::finding::Finding;
use strength::model::cut::Cutting;
use strength::model::lower::{read, read_in};
use strength::model::{Amount, Entry, EventKind, Journal, LoadKind, Sides, Unit};
use strength::text::Sources;

const TODAY: &str = "2026-02-16";

fn journal(text: &str) -> Journal {
    read(Sources::single("journal", text)).0
}

/// The errors alone, as lines.
fn errors(text: &str) -> Vec<String> {
    let mut all = findings(text, TODAY);
    all.retain(|line| line.contains(" error["));
    all
}

/// The findings of one rule.
fn of(text: &str, rule: &str) -> Vec<Finding> {
    let mut all = check(text, TODAY, false);
    all.retain(|finding| finding.rule == rule);
    all
}

/// The text after a fix.
fn fixed(text: &str, finding: &Finding, fix: usize) -> String {
    let mut text = text.to_string();
    let mut edits = finding.fixes[fix].edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
    for edit in edits {
        let span = edit.place.span;
        text.replace_range(span.start as usize..span.end as usize, &edit.text);
    }
    text
}

/// An entry of the first session.
fn entry(journal: &Journal, number: usize) -> Entry<'_> {
    let mut entries = journal.entries_of(journal.sessions.get(0).expect("a session"));
    entries.nth(number).expect("such an entry")
}

/// Of every entry in order of time: exercise, level, whether reps are per side.
fn entries(journal: &Journal) -> Vec<(String, Option<String>, bool)> {
    let entries = journal
        .sessions
        .iter()
        .flat_map(|session| journal.entries_of(session));
    entries
        .map(|entry| {
            let level = journal.level_name(entry.exercise, entry.level);
            let name = journal.exercise(entry.exercise).name.clone();
            (name, level.map(str::to_string), entry.each)
        })
        .collect()
}

#[test]
fn names_are_one_however_they_are_written() {
    let journal = journal(
        "2026-01-05\n  heel raise 15\n  ONE LEG HEEL-RAISE 15\n  Zercher-march 5\n  zercher march 5\n",
    );
    let names: Vec<_> = entries(&journal)
        .into_iter()
        .map(|(name, ..)| name)
        .collect();
    assert_eq!(
        names,
        [
            "One-leg heel raise",
            "One-leg heel raise",
            "Zercher-march",
            "Zercher-march"
        ]
    );
    let march = journal
        .exercises
        .iter()
        .find(|e| e.name == "Zercher-march")
        .unwrap();
    assert_eq!(
        (march.used, march.built_in, march.declared),
        (2, false, None)
    );
}

#[test]
fn declared_properties_add_or_replace() {
    let text = "\
exercise One-leg sit-stand
  also   pistol to chair
  level  kitchen chair
  level  normal chair
  cues   wobble
  target 2x12
2026-01-05
  Pistol to chair [normal chair] 12
exercise Box pistol
  sides each
  floor 4
";
    assert_eq!(errors(text), [] as [&str; 0]);
    let journal = journal(text);
    let exercise = journal.exercise(entry(&journal, 0).exercise);
    assert_eq!(exercise.name, "One-leg sit-stand");
    assert_eq!(exercise.levels, ["kitchen chair", "normal chair"]);
    assert!(exercise.cues.iter().any(|cue| cue == "pelvis-drop"));
    assert!(exercise.cues.iter().any(|cue| cue == "wobble"));
    assert!(exercise.also.iter().any(|also| also == "sit-stand"));
    assert_eq!(
        exercise.target.map(|target| (target.sets, target.high)),
        Some((2, Amount::Reps(12)))
    );
    assert_eq!(exercise.sides, Some(Sides::Each));
    let box_pistol = journal
        .exercises
        .iter()
        .find(|e| e.name == "Box pistol")
        .unwrap();
    assert_eq!(
        (box_pistol.number("floor"), box_pistol.number("test-margin")),
        (4, 4)
    );
}

#[test]
fn one_name_for_two_exercises() {
    let text = "\
exercise Zercher march
  also marching
exercise Zercher carry
  also marching, toe taps
exercise Pistol
  level low
  level Low
2026-01-05
  marching 5
unit kg
unit lb
unit kg
";
    assert_eq!(
        errors(text),
        [
            "4:8: error[duplicate-name]: `marching` is already another name of Zercher march",
            "4:18: error[duplicate-name]: `toe taps` is the name of an exercise that is built in",
            "7:9: error[duplicate-name]: the level `Low` stands twice in this exercise",
            "11:1: error[duplicate-name]: the unit is lb here and kg elsewhere",
        ]
    );
    assert_eq!(entries(&journal(text))[0].0, "Zercher march");
    assert_eq!(journal(text).unit, Some(Unit::Kg));
}

#[test]
fn levels_are_inherited_in_order_of_time() {
    let text = "\
2026-01-19
  Sit-stand 15
2026-01-05
  Sit-stand 15
2026-01-12
  Sit-stand [cushion] 15
  Sit-stand 15
  Toe taps 20
2026-01-20 planned
  Sit-stand [normal chair] 15
2026-01-26
  Sit-stand 15
";
    let levels: Vec<_> = entries(&journal(text))
        .into_iter()
        .map(|(_, level, _)| level)
        .collect();
    let cushion = Some("cushion".to_string());
    assert_eq!(
        levels,
        [
            None,
            cushion.clone(),
            cushion.clone(),
            None,
            cushion.clone(),
            Some("normal chair".to_string()),
            cushion
        ]
    );
}

#[test]
fn unknown_levels_only_where_there_is_a_ladder() {
    let text = "\
2026-01-05
  Sit-stand [cushon]   L 15 R 15
             ^^^^^^ unknown-level
  Sit-stand [ Normal-Chair ]   L 15 R 15
  Sit-stand: [sofa]    L 15 R 15
              ^^^^ unknown-level
  Zercher march [sofa] 15
2026-01-32
  Sit-stand [stool]    15
             ^^^^^ unknown-level
";
    check_carets(text, TODAY, &["unknown-level"]);
    let plain: String = text
        .lines()
        .filter(|l| !l.contains('^'))
        .map(|l| format!("{l}\n"))
        .collect();
    let found = of(&plain, "unknown-level");
    assert!(fixed(&plain, &found[0], 0).contains("Sit-stand [cushion]"));
    assert!(found.iter().all(|finding| !finding.unread));
    let journal = journal(&plain);
    assert_eq!(
        journal
            .entries_of(journal.sessions.get(0).expect("a session"))
            .len(),
        4
    );
    assert_eq!(entries(&journal)[0].1.as_deref(), Some("cushon"));
    assert_eq!(entries(&journal)[1].1.as_deref(), Some("normal chair"));
    // Without a date it is checked, and nothing else.
    assert_eq!(journal.sessions.len(), 1);
}

#[test]
fn sides_of_the_exercise_make_reps_per_side() {
    let text = "\
2026-01-05
  Sit-stand 3x12
  Sit-stand L 12 R 12
  Sit-stand done
  Toe taps 3x20
  Zercher march 3x12 each
";
    let each: Vec<_> = entries(&journal(text))
        .into_iter()
        .map(|(_, _, each)| each)
        .collect();
    assert_eq!(each, [true, false, true, false, true]);
}

#[test]
fn units_and_their_absence() {
    let text =
        "2026-01-05\n  Squat 5@100 5@100 3@110\n  Squat 5 5 @100\n2026-01-06 bodyweight 80lb\n";
    let found = of(text, "missing-unit");
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message,
        "this load has no unit, and neither have 3 other loads"
    );
    let pounds = fixed(text, &found[0], 1);
    assert!(pounds.starts_with("unit lb\n2026"));
    let journal = journal(&pounds);
    assert_eq!(of(&pounds, "missing-unit").len(), 0);
    let set = journal.sets_of(&entry(&journal, 1))[0];
    let load = journal.load(&set).unwrap();
    assert_eq!(
        (load.grams, load.kind, load.unit),
        (45_359, LoadKind::Absolute, Unit::Lb)
    );
    assert_eq!(journal.events[0].kind, EventKind::Bodyweight(36_287));

    let (kept, findings) = read(Sources::single("journal", text));
    let sets = kept.sets_of(&entry(&kept, 0));
    assert_eq!((sets.len(), kept.load(&sets[0])), (3, None));
    assert_eq!(strength::unread_lines(&kept.sources, &findings), 0);
}

#[test]
fn events_that_nobody_declares() {
    let text = "\
activity Pilates
2026-01-05 pilates 45min hard
2026-01-06 gym
           ^^^ unknown-event
  Squat 5@100kg
2026-01-07 rnu 8km
           ^^^ unknown-event
2026-01-08..2026-01-09 run
                       ^^^ unknown-event
2026-01-10..2026-01-11
^^^^^^^^^^^^^^^^^^^^^^ unknown-event
2026-01-12..2026-01-18 away
2026-01-19 off-season
";
    check_carets(text, TODAY, &["unknown-event", "orphan-line"]);
    let plain: String = text
        .lines()
        .filter(|l| !l.contains('^'))
        .map(|l| format!("{l}\n"))
        .collect();
    let found = of(&plain, "unknown-event");
    assert!(found[0].help.contains("`activity gym`") && found[0].help.contains("`#gym`"));
    assert!(fixed(&plain, &found[0], 0).contains("2026-01-06 #gym\n"));
    assert!(found[1].help.contains("`run`"));
    assert_eq!(
        found.iter().map(|f| f.unread).collect::<Vec<_>>(),
        [false, true, true, true]
    );
    let journal = journal(&plain);
    let dates: Vec<_> = journal
        .sessions
        .iter()
        .map(|session| session.date.to_string())
        .collect();
    assert_eq!(dates, ["2026-01-06"]);
    let kinds: Vec<_> = journal
        .events
        .iter()
        .map(|e| e.from.unwrap().to_string())
        .collect();
    assert_eq!(kinds, ["2026-01-05", "2026-01-12", "2026-01-19"]);
    assert!(journal.events[2].open && !journal.events[1].open);
    assert!(matches!(&journal.events[0].kind,
        EventKind::Activity { word, duration: Some(2_700_000), .. } if word == "pilates"));
}

#[test]
fn a_date_without_a_year_begins_its_block() {
    for (date, help) in [
        ("2/5", "as in `2026-02-05` or `2026-05-02`"),
        ("02.05 Thu", "as in `2026-02-05` or `2026-05-02`"),
        ("13/2 35min", "as in `2026-02-13`"),
        ("5/5", "as in `2026-05-05`"),
    ] {
        let text = format!("2026-02-02\n  Squat 3x5\n{date}\n  Squat 3x6\n");
        assert_eq!(errors(&text).len(), 1, "{date}");
        let found = of(&text, "invalid-date");
        assert_eq!(found[0].message, "this date has no year");
        assert!(found[0].help.ends_with(help), "{}", found[0].help);
        // What was done then is not taken for the session above.
        let journal = journal(&text);
        let sessions = journal.sessions.iter();
        let entries = sessions.map(|session| journal.entries_of(session).len());
        assert_eq!(entries.collect::<Vec<_>>(), [1]);
    }
    // Neither is a day.
    let text = "2026-02-02\n  Squat 3x5\n15/13\n";
    assert!(of(text, "invalid-date").is_empty());
}

#[test]
fn a_mark_left_over_from_a_conflict_ends_no_session() {
    let text = "\
2026-02-02
  Squat 3x5
=======
^^^^^^^ merge-conflict
  Squat 3x6
>>>>>>> phone
^^^^^^^^^^^^^ merge-conflict
  Squat 3x7
";
    check_carets(text, TODAY, &["merge-conflict", "unknown-directive"]);
    let lines = text.lines().filter(|line| !line.starts_with('^'));
    let plain: String = lines.map(|line| format!("{line}\n")).collect();
    assert_eq!(entries(&journal(&plain)).len(), 3);
    let found = of(&plain, "merge-conflict");
    assert!(fixed(&plain, &found[0], 0).contains("3x5\n\n  Squat 3x6\n>>>"));
}

#[test]
fn a_note_over_two_lines_is_two_notes() {
    let text = "\
2026-02-02
  Squat 3x5 “shaking
            ^ unterminated-note
  at the end”
            ^ unterminated-note
  and tired\" hard
           ^ unterminated-note
  Dip\"deep\" 3x5
     ^^^^^^ expected-sets
";
    check_carets(text, TODAY, &["unterminated-note", "expected-sets"]);
    let lines = text.lines().filter(|line| !line.contains('^'));
    let plain: String = lines.map(|line| format!("{line}\n")).collect();
    let found = of(&plain, "unterminated-note");
    assert!(fixed(&plain, &found[1], 0).contains("\n  \"at the end\"\n"));
    assert!(found[1].fixes[0].safe && found[2].fixes.is_empty());
}

#[test]
fn exercises_below_an_event_are_a_session_of_that_day() {
    let text = "\
2026-01-05 run 8km \"tempo\"
  \"windy\"
  Squat 5@100kg
  Toe taps 20
2026-01-06
  Toe taps 20
";
    let found = of(text, "orphan-line");
    assert_eq!(found.len(), 1);
    let mended = fixed(text, &found[0], 0);
    assert!(mended.contains("\"windy\"\n2026-01-05\n  Squat"));
    assert_eq!(errors(&mended), [] as [&str; 0]);
    for text in [text, &mended] {
        let journal = journal(text);
        assert_eq!(journal.sessions.len(), 2);
        assert_eq!(
            journal
                .entries_of(journal.sessions.get(0).expect("a session"))
                .len(),
            2
        );
        assert_eq!(journal.sessions.get(0).expect("a session").extra, 0);
        assert_eq!(journal.extra(journal.events[0].extra).notes.len(), 2);
    }
}

#[test]
fn races_pain_goals_and_what_they_carry() {
    let text = "\
goal 1 per week
2026-01-05 race \"Egmond half\" 21.1km prep 10 weeks #trail \"windy\"
2026-01-06 pain left calf 3 \"after stairs\"
2026-01-07 goal 1-2 per week
";
    assert_eq!(errors(text), [] as [&str; 0]);
    let journal = journal(text);
    let [undated, race, pain, goal] = &journal.events[..] else {
        panic!("four events")
    };
    assert_eq!((undated.from, undated.to), (None, None));
    let EventKind::Race {
        name,
        distance,
        prep_weeks,
        ..
    } = &race.kind
    else {
        panic!("a race")
    };
    assert_eq!(name.as_deref(), Some("Egmond half"));
    assert_eq!((*distance, *prep_weeks), (Some(21_100_000), 10));
    let details = journal.extra(race.extra);
    assert_eq!((details.tags.len(), details.notes.len()), (1, 1));
    assert_eq!(journal.sources.text(details.notes[0]), "windy");
    let EventKind::Pain(noted) = &pain.kind else {
        panic!("pain")
    };
    assert_eq!((noted.body.as_deref(), noted.level), (Some("calf"), 3));
    assert!(journal.extra(pain.extra).pain.is_empty());
    assert_eq!(
        goal.kind,
        EventKind::Goal {
            required: 1,
            aim: Some(2)
        }
    );
}

#[test]
fn a_test_has_no_form_failures() {
    let journal = journal("2026-01-05\n  Toe taps test 20!neck\n  Toe taps 20!neck\n");
    let sets = |number: usize| journal.sets_of(&entry(&journal, number))[0];
    assert_eq!(
        (sets(0).failed, journal.cue(&sets(0))),
        (false, Some("neck"))
    );
    assert_eq!(
        (sets(1).failed, journal.cue(&sets(1))),
        (true, Some("neck"))
    );
}

#[test]
fn sessions_are_in_order_of_time() {
    let text = "2026-01-12 18:00\n  Toe taps 1\n2026-01-12 07:30\n  Toe taps 2\n2026-01-05\n  Toe taps 3\n";
    let journal = journal(text);
    let reps: Vec<_> = journal
        .sessions
        .iter()
        .flat_map(|session| journal.entries_of(session).take(1))
        .map(|entry| journal.sets_of(&entry)[0].amount)
        .collect();
    assert_eq!(reps, [Amount::Reps(3), Amount::Reps(2), Amount::Reps(1)]);
}

#[test]
fn rules_and_allows_name_what_exists() {
    let text = "\
rule implausibel off
     ^^^^^^^^^^^ unknown-directive
rule weight-first off
     ^^^^^^^^^^^^ unknown-directive
rule implausible speed 3
                 ^^^^^ unknown-directive
allow weight-first
      ^^^^^^^^^^^^ unknown-directive
allow implausible for Tow tapz
                      ^^^^^^^^ unknown-directive
exercise Pistol
  flor 5
  ^^^^ unknown-directive
  floor 500
        ^^^ invalid-number
2026-01-05
  Toe taps 877777 allow implausble
                        ^^^^^^^^^^ unknown-word
";
    check_carets(
        text,
        TODAY,
        &["unknown-directive", "invalid-number", "unknown-word"],
    );
}

#[test]
fn rules_are_switched_and_errors_are_not() {
    let slip = "2026-01-05\n  Toe taps 877777\n";
    let severity = |line: &str| {
        let found = of(&format!("{line}\n{slip}"), "implausible");
        found.first().map(|finding| finding.severity.word())
    };
    assert_eq!(severity("; nothing"), Some("warning"));
    assert_eq!(severity("rule implausible off"), None);
    assert_eq!(severity("rule implausible note"), Some("advice"));
    assert_eq!(severity("rule implausible error"), Some("error"));
    // Two that differ are `duplicate-name`, and the first holds.
    assert_eq!(
        severity("rule implausible error\nrule implausible off"),
        Some("error")
    );
    assert_eq!(severity("allow implausible"), None);
    assert_eq!(
        severity("allow implausible for toe tap until 2026-02-16 \"why\""),
        None
    );
    assert_eq!(
        severity("allow implausible until 2026-02-15"),
        Some("warning")
    );
    assert_eq!(severity("allow implausible for Squat"), Some("warning"));
    assert_eq!(severity("rule implausible error\nallow implausible"), None);
    let wrong = "allow expected-sets\n2026-01-05\n  Toe taps 8,,8 allow expected-sets\n";
    assert_eq!(of(wrong, "expected-sets").len(), 1);
}

#[test]
fn unread_lines_are_counted_once() {
    let text = "2026-01-05\n  Toe taps 8,,8\n  Squat 3x5\n  50 squats\n2026-01-32\n  Toe taps 8\n";
    let (journal, findings) = read(Sources::single("journal", text));
    assert_eq!(strength::unread_lines(&journal.sources, &findings), 3);
}

#[test]
fn byte_order_mark_stays_first() {
    let text = "\u{feff}2026-01-05\n  Squat 5@100\n";
    let found = of(text, "missing-unit");
    assert!(fixed(text, &found[0], 0).starts_with("\u{feff}unit kg\n2026"));
}

/// Everything of a journal that does not depend on how it was cut.
fn meaning(text: &str, cutting: Cutting) -> String {
    let (journal, reading) = read_in(Sources::single("journal", text), cutting);
    let sessions: Vec<_> = journal
        .sessions
        .iter()
        .map(|session| {
            let entries: Vec<_> = journal
                .entries_of(session)
                .map(|entry| {
                    let sets: Vec<_> = journal
                        .sets_of(&entry)
                        .iter()
                        .map(|set| {
                            (
                                set.amount,
                                set.count,
                                set.side,
                                set.failed,
                                set.warmup,
                                set.within,
                                journal.load(set),
                                journal.cue(set),
                            )
                        })
                        .collect();
                    let details = format!("{:?}", journal.extra(entry.extra));
                    (
                        &journal.exercise(entry.exercise).name,
                        entry.level,
                        entry.each,
                        entry.kind,
                        entry.difficulty,
                        entry.span,
                        sets,
                        details,
                    )
                })
                .collect();
            let details = format!("{:?}", journal.extra(session.extra));
            (
                session.date,
                session.place(),
                session.planned,
                entries,
                details,
            )
        })
        .collect();
    let events: Vec<_> = journal
        .events
        .iter()
        .map(|event| {
            let details = format!("{:?}", journal.extra(event.extra));
            (
                event.from,
                event.to,
                event.open,
                event.place,
                &event.kind,
                details,
            )
        })
        .collect();
    let today = Date::parse_iso(TODAY).unwrap();
    let found = strength::analysis::run(&journal, today, true, reading);
    format!(
        "{sessions:#?}{events:#?}{found:#?}{:#?}{:#?}{:#?}{:#?}",
        journal.exercises, journal.routines, journal.written, journal.allows
    )
}

/// A journal of which git left the second third in conflict with itself.
fn in_conflict(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let third = lines.len() / 3;
    let [above, side, below] = [0, third, 2 * third].map(|from| lines[from..].join("\n"));
    let side = side.strip_suffix(&below).unwrap_or(&side);
    let above = above
        .strip_suffix(&format!("{side}{below}"))
        .unwrap_or(&above);
    format!("{above}\n<<<<<<< ours\n{side}\n=======\n{side}\n>>>>>>> theirs\n{below}\n")
}

#[test]
fn the_result_depends_neither_on_chunks_nor_on_threads() {
    for seed in 0..60 {
        let text = match seed % 3 {
            0 => crate::generate::journal(seed),
            1 => crate::generate::mutated(seed, 6),
            _ => in_conflict(&crate::generate::journal(seed)),
        };
        let whole = Cutting {
            chunk: usize::MAX,
            share: usize::MAX,
            threads: Some(1),
        };
        let expected = meaning(&text, whole);
        for (chunk, share, threads) in [(1, 1, 1), (1, 1, 3), (100, 300, 4), (64, 64, 40)] {
            let found = meaning(
                &text,
                Cutting {
                    chunk,
                    share,
                    threads: Some(threads),
                },
            );
            assert!(
                found == expected,
                "seed {seed}, chunks of {chunk}, {threads} threads:\n{text}"
            );
        }
    }
}

#[test]
fn equal_lines_are_read_as_if_each_stood_alone() {
    for seed in 0..60 {
        let once = crate::generate::journal(seed);
        let text = format!("{once}\n{}", once.replace("2026-", "2025-"));
        // Comments of the same length say nothing, and make lines equal or each its own.
        let with_comments = |number: &dyn Fn(usize) -> usize| -> String {
            let lines = text.lines().enumerate();
            lines
                .map(
                    |(index, line)| match line.starts_with(' ') && !line.contains(';') {
                        true => format!("{line} ;{:05}\n", number(index)),
                        false => format!("{line}\n"),
                    },
                )
                .collect()
        };
        let equal = meaning(&with_comments(&|_| 0), Cutting::default());
        let different = meaning(&with_comments(&|index| index), Cutting::default());
        assert!(equal == different, "seed {seed}:\n{text}");
    }
}

/// What contradicts itself is told with both places; what is said twice alike is not.
#[test]
fn contradicting_directives_are_told_and_the_first_holds() {
    let text = "\
athlete \"A\"
athlete \"B\"
athlete \"A\"
rule ready off
rule ready warning
exercise Step-up
  sides each
  sides Both
  measure reps
  measure time
  rest 90s
  rest 2min
  rest 1m30s
  increment 2.5kg
  increment 5kg
  muscles a, b
  muscles a
  floor 5
  floor 6
exercise stepups
  target 3x12
  level low
  level high
exercise Step-up
  target 3x12
  level low
";
    assert_eq!(
        errors(text),
        [
            "2:1: error[duplicate-name]: the athlete is told twice, in different ways",
            "5:1: error[duplicate-name]: how ready is reported is told twice, in different ways",
            "8:3: error[duplicate-name]: `sides` of Step-up is told twice, in different ways",
            "10:3: error[duplicate-name]: `measure` of Step-up is told twice, in different ways",
            "12:3: error[duplicate-name]: `rest` of Step-up is told twice, in different ways",
            "15:3: error[duplicate-name]: `increment` of Step-up is told twice, in different ways",
            "17:3: error[duplicate-name]: `muscles` of Step-up is told twice, in different ways",
            "19:3: error[duplicate-name]: `floor` of Step-up is told twice, in different ways",
            "26:9: error[duplicate-name]: the levels of Step-up are told twice, in different ways",
        ]
    );
    let told = of(text, "duplicate-name");
    let first = told[0].related[0].place.span.of(text);
    assert_eq!(first, "athlete \"A\"");
    let kept = journal(text);
    assert_eq!(kept.athlete.as_deref(), Some("A"));
    let step_up = kept.exercises.iter().find(|e| e.name == "Step-up");
    let step_up = step_up.expect("it is declared");
    assert_eq!((step_up.rest, step_up.ladder), (Some(90_000), 2));
}

#[test]
fn places_of_rules_keys_and_levels_are_those_that_were_read() {
    check_carets(
        "\
rule ready read 3
           ^^^^ unknown-directive
rule ready sessions sessions
                    ^^^^^^^^ invalid-number
allow tap for Toe taps
      ^^^ unknown-directive
exercise Step-up
  level low
2026-02-02
  Step-up [ LO ] 3x8 \"[lo]\"
            ^^ unknown-level
",
        TODAY,
        &["invalid-number", "unknown-level", "unknown-directive"],
    );
}

#[test]
fn a_damaged_line_is_told_as_often_as_it_stands_there() {
    for entry in ["Dip 3x8 ; a\u{1}b", "Caf\u{e9} squat 3x8 ; \u{85}"] {
        let sessions = (1..=28).map(|day| format!("2026-02-{day:02}\n  {entry}\n"));
        let text: String = sessions.collect();
        assert_eq!(of(&text, "invalid-encoding").len(), 28, "{entry:?}");
    }
}
