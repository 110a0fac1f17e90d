//! `pain` and `pain-watch` on real text.

use super::{after, day, of, only, says, spoken, weekly};
use crate::support::{check, check_carets};
use strength::finding::{Datum, Finding, Severity};

const START: &str = "2026-01-05";
const TEST: &str = "One-leg bridge [close]  test L 20 R 20";
const PAIN: &[&str] = &["pain", "pain-watch"];

#[test]
fn pain_of_six_is_a_warning_and_less_is_advice() {
    for (pain, rule) in [
        (1, "pain-watch"),
        (5, "pain-watch"),
        (6, "pain"),
        (10, "pain"),
    ] {
        let line = format!("One-leg bridge  3x12  pain knee {pain}");
        assert_eq!(spoken(&[TEST, &line]), [rule], "{pain}");
    }
    assert_eq!(
        spoken(&[TEST, "One-leg bridge  3x12  pain knee 0"]),
        [] as [&str; 0]
    );
    let finding = after("pain", &[TEST, "Bridge on chair  3x12  pain left hip 6"]);
    assert_eq!(
        finding.message,
        "One-leg bridge: you noted pain 6/10 in the left hip on 12 January; this program cannot \
         judge pain, please talk to a doctor or physiotherapist before the next session"
    );
    assert_eq!(
        finding.help,
        "nothing is planned for it until then; when it is gone, write it with the day: \
         `2026-01-13 pain L hip 0`"
    );
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  3x12  pain L knee 3
  Toe taps [close]        3x12  pain 7
                                ^^^^^^ pain
  Plank                   3x40s pain back 2
                                ^^^^^^^^^^^ pain-watch
2026-01-12
  One-leg bridge          3x12  pain L knee 5, R knee 1
                                ^^^^^^^^^^^^^ pain-watch
",
        "2026-01-12",
        PAIN,
    );
}

#[test]
fn mild_pain_says_what_to_write_the_morning_after() {
    let mild = after(
        "pain-watch",
        &[TEST, "One-leg bridge  3x12  pain right knee 2"],
    );
    assert_eq!(
        mild.message,
        "One-leg bridge: you noted pain 2/10 in the right knee on 12 January; nothing is made \
         harder while pain is noted, and if it stays or grows, see a doctor or physiotherapist"
    );
    assert_eq!(mild.help, "keep the reps and the level");
    assert_eq!(
        mild.data,
        [
            ("side", Datum::Text("right".to_string())),
            ("place", Datum::Text("knee".to_string())),
            ("level", Datum::Int(2)),
        ]
    );
    let more = after(
        "pain-watch",
        &[TEST, "One-leg bridge  3x12  pain right knee 4"],
    );
    assert_eq!(
        more.help,
        "keep the reps and the level, and note whether it is gone the morning after: \
         `2026-01-13 pain R knee 0`, or how strong it is"
    );
    // It ends with a session without pain, or by an allow; an event says since when it is gone.
    let journal = weekly(START, &[TEST, "One-leg bridge  3x12  pain right knee 4"]);
    let told = |more: &str| says("pain-watch", &format!("{journal}{more}\n"), "2026-01-20");
    assert!(told(""));
    assert!(told("2026-01-13 pain L knee 0"));
    let since = |more: &str| {
        let journal = format!("{journal}{more}\n");
        only("pain-watch", &journal, "2026-01-20")
    };
    let gone = since("2026-01-13 pain R knee 0");
    assert_eq!(
        gone.message,
        "One-leg bridge: you noted pain 4/10 in the right knee on 12 January, gone since 13 \
         January; no exercise of that session is made harder before a session without it, and if \
         it comes back, see a doctor or physiotherapist"
    );
    assert_eq!(gone.help, "keep the reps and the level");
    // It was not gone the morning after: `next` plans half, so the same is said here.
    let late = since("2026-01-13 pain R knee 2\n2026-01-15 pain R knee 0");
    assert_eq!(late.help, "begin with half the reps, and add no level");
    let again = since("2026-01-13 pain R knee 0\n2026-01-15 pain R knee 2");
    assert!(!again.message.contains("gone"), "{}", again.message);
    assert!(!told("2026-01-19\n  One-leg bridge  3x12"));
    assert!(!told("allow pain-watch for One-leg bridge"));
}

#[test]
fn pain_that_rises_or_stays_over_night() {
    let knee = |pain: u8| format!("One-leg bridge [close]  3x12  pain left knee {pain}");
    let lines = [knee(1), knee(2), knee(3)];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let finding = after("pain", &lines);
    assert!(
        finding.message.starts_with(
            "One-leg bridge: you noted pain 3/10 in the left knee on 19 January, after 1 and 2 in \
             the two sessions before; "
        ),
        "{}",
        finding.message
    );
    assert_eq!(finding.related.len(), 2);
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  3x12  pain left knee 2
2026-01-06 pain L knee 1
                ^^^^^^^^ pain
",
        "2026-01-06",
        PAIN,
    );
}

#[test]
fn a_warning_sign_stands_on_its_note() {
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  3x12  \"knee swollen\"
                                 ^^^^^^^^^^^^ pain
  Toe taps [close]        3x12  \"no swelling\"
",
        "2026-01-06",
        PAIN,
    );
    let swollen = after(
        "pain",
        &[TEST, "One-leg bridge  3x12  \"knee swollen, felt a pop\""],
    );
    assert!(
        swollen
            .message
            .contains("you noted \"swollen\" on 12 January; ")
            && swollen.message.ends_with(
                "please talk to a doctor or physiotherapist promptly, before the next session"
            ),
        "{}",
        swollen.message
    );
    let chest = after(
        "pain",
        &[TEST, "One-leg bridge  3x12  \"fever, chest pain\""],
    );
    assert!(
        chest.message.ends_with(
            "if it is there now, call the emergency services; see a doctor before the next session"
        ),
        "{}",
        chest.message
    );
}

#[test]
fn a_sign_in_the_note_of_a_session_is_one_finding_for_all_its_exercises() {
    let journal = "\
2026-01-05
  \"chest tightness on the stairs\"
  One-leg bridge [close]  3x12
  Toe taps [close]        3x12
  Plank                   3x40s  pain back 7
";
    let found = of("pain", journal, "2026-01-06");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("2:4: warning[pain]: you noted \"chest tightness\" on 5 January"));
    assert!(found[1].starts_with("5:34: warning[pain]: Plank: you noted pain 7/10"));
    // It ends for each exercise that is trained again, or when it is gone.
    let again = format!("{journal}2026-01-12\n  One-leg bridge  3x12\n  Toe taps  3x12\n");
    assert_eq!(of("pain", &again, "2026-01-13").len(), 2);
    let again = format!("{again}  Plank  3x40s\n");
    assert!(of("pain", &again, "2026-01-13").is_empty());
    let knee = journal.replace("chest tightness on the stairs", "left knee swollen");
    let gone = |place: &str| {
        let journal = format!("{knee}2026-01-07 pain {place} 0\n");
        of("pain", &journal, "2026-01-08").len()
    };
    assert_eq!(gone("hip"), 2);
    assert_eq!(gone("L knee"), 1);
}

#[test]
fn nothing_silences_pain() {
    let journal = weekly(START, &[TEST, "One-leg bridge  3x12  pain knee 7"]);
    let errors = |journal: &str| {
        let found = check(journal, &day(START, 8), false);
        assert!(
            found.iter().any(|finding| finding.rule == "pain"),
            "{found:#?}"
        );
        assert!(found.iter().all(|finding| finding.rule != "unused-allow"));
        let mut errors = found;
        errors.retain(|finding| finding.severity == Severity::Error);
        let said = |finding: Finding| format!("{}; {}", finding.message, finding.help);
        errors.into_iter().map(said).collect::<Vec<_>>()
    };
    let help = "write how the pain is now: `pain PLACE 0` when it is gone";
    for line in [
        "allow pain",
        "allow pain for One-leg bridge",
        "rule pain off",
        "rule pain note",
    ] {
        assert_eq!(
            errors(&format!("{line}\n{journal}")),
            [format!("pain cannot be allowed away; {help}")],
            "{line}"
        );
    }
    let by_line = journal.replace("knee 7", "knee 7 allow pain");
    assert_eq!(
        errors(&by_line),
        [format!("pain cannot be allowed away; {help}")]
    );
    assert_eq!(
        errors(&format!("rule pain level 8\n{journal}")),
        [
            "`level` cannot be set for pain; the limits of pain cannot be set: this program cannot \
             judge pain"
        ]
    );
    // To make it an error is not to silence it.
    let louder = format!("rule pain error\n{journal}");
    assert_eq!(
        only("pain", &louder, &day(START, 8)).severity,
        Severity::Error
    );
}

#[test]
fn leaving_an_exercise_out_is_no_sign_that_pain_is_gone() {
    let pain = "One-leg bridge [close]  3x12  pain knee 7";
    assert_eq!(spoken(&[pain, "One-leg bridge skipped"]), ["pain"]);
    assert_eq!(spoken(&[pain, "Plank 3x40s"]), ["pain"]);
    // Pain that is noted where it was left out counts.
    assert_eq!(
        spoken(&[TEST, "One-leg bridge skipped pain knee 7"]),
        ["pain"]
    );
    // And pain in an exercise that was only done.
    assert_eq!(spoken(&["One-leg bridge done pain knee 7"]), ["pain"]);
    assert_eq!(spoken(&["One-leg bridge done"]), [] as [&str; 0]);
}

#[test]
fn strong_pain_holds_the_whole_session_until_one_without_it() {
    let easy = "Toe taps  3x20  easy";
    let journal = |more: &str| {
        format!(
            "{}2026-01-19\n  {easy}\n  One-leg bridge [close]  3x12  pain L knee 5\n{more}",
            weekly(START, &["Toe taps [close]  test 24", easy])
        )
    };
    let held = |more: &str| says("hold", &journal(more), "2026-01-27");
    assert!(held(""));
    // That it is gone is no session.
    assert!(held("2026-01-20 pain L knee 0\n"));
    // Nor is a session with pain at that place, nor leaving the exercise out.
    assert!(held("2026-01-22\n  One-leg bridge  3x12  pain L knee 1\n"));
    assert!(held("2026-01-22\n  Toe taps  skipped\n"));
    let both = "2026-01-26\n  Toe taps  3x20  easy\n  One-leg bridge  3x12  pain L knee";
    assert!(held(&format!("{both} 2\n")));
    // Any session without it ends the hold.
    assert!(!held("2026-01-22\n  Plank  3x40s\n"));
    assert!(!held(&format!("{both} 0\n")));
}

#[test]
fn pain_names_the_status_and_others_are_not_said() {
    let easy = "One-leg bridge  3x15  easy";
    let hurts = "One-leg bridge  3x15  easy  pain knee 6";
    assert_eq!(spoken(&[TEST, easy, easy]), ["ready"]);
    assert_eq!(spoken(&[TEST, easy, hurts]), ["pain"]);
    let some = "One-leg bridge  3x15  easy  pain knee 3";
    assert_eq!(spoken(&[TEST, easy, some]), ["pain-watch", "hold"]);
}
