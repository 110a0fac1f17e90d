//! What a journal means, in the compact form that the examples of grammar.md stand beside.

use strength::date::Date;
use strength::finding::{Finding, Fix};
use strength::model::{
    Amount, Difficulty, EntryKind, Event, EventKind, Exercise, Extra, Journal, Load, LoadKind,
    Pain, RuleValue, Session, Set, Side, Unit,
};
use strength::text::{Lines, Place, Sources};

/// Everything that was read, one line for each thing, then the findings with their fixes.
pub fn meaning(journal: &Journal, findings: &[Finding]) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    if let Some(name) = &journal.athlete {
        line(format!("athlete \"{name}\""));
    }
    for exercise in journal.exercises.iter().filter(|e| e.declared.is_some()) {
        line(format!("exercise {}", exercise_meaning(exercise)));
    }
    for routine in &journal.routines {
        let names: Vec<&str> = routine
            .exercises
            .iter()
            .map(|id| journal.exercise(*id).name.as_str())
            .collect();
        line(format!("routine {}: {}", routine.name, names.join(", ")));
    }
    for setting in &journal.settings {
        let value = match &setting.value {
            RuleValue::Off => "off".to_string(),
            RuleValue::Severity(severity) => severity.word().to_string(),
            RuleValue::Key(key, value) => format!("{key} = {value}"),
        };
        line(format!("rule {} {value}", setting.rule));
    }
    for allow in &journal.allows {
        let exercise = allow
            .exercise
            .map(|id| format!(" for {}", journal.exercise(id).name));
        let until = allow.until.map(|date| format!(" until {date}"));
        line(format!(
            "allow {}{}{}",
            allow.rule,
            exercise.unwrap_or_default(),
            until.unwrap_or_default()
        ));
    }
    for event in &journal.events {
        line(event_meaning(journal, event));
    }
    for session in &journal.sessions {
        line(session_meaning(journal, session));
        for entry in journal.entries_of(session) {
            line(format!("  {}", entry_meaning(journal, &entry)));
        }
    }
    for finding in findings {
        for text in finding_meaning(&journal.sources, finding) {
            line(text);
        }
    }
    out
}

fn exercise_meaning(exercise: &Exercise) -> String {
    let mut parts = vec![exercise.name.clone()];
    let mut list = |word: &str, items: &[String], between: &str| {
        if !items.is_empty() {
            parts.push(format!("{word} {}", items.join(between)));
        }
    };
    list("also", &exercise.also, ", ");
    list(
        "sides",
        &exercise
            .sides
            .map(|s| format!("{s:?}").to_lowercase())
            .into_iter()
            .collect::<Vec<_>>(),
        "",
    );
    list(
        "measure",
        &exercise
            .measure
            .map(|m| format!("{m:?}").to_lowercase())
            .into_iter()
            .collect::<Vec<_>>(),
        "",
    );
    let target = exercise.target.map(|target| {
        if target.low == target.high {
            format!("{}x{}", target.sets, amount(target.low))
        } else {
            format!(
                "{}x{}-{}",
                target.sets,
                amount(target.low),
                amount(target.high)
            )
        }
    });
    list("target", &target.into_iter().collect::<Vec<_>>(), "");
    list(
        "rest",
        &exercise.rest.map(seconds).into_iter().collect::<Vec<_>>(),
        "",
    );
    list("muscles", &exercise.muscles, ", ");
    list("assists", &exercise.assists, ", ");
    let ladder = exercise.levels.get(..exercise.ladder).unwrap_or(&[]);
    list("levels", ladder, " < ");
    list("cues", &exercise.cues, ", ");
    let increment = exercise.increment.map(|load| kilograms(load.grams));
    list("increment", &increment.into_iter().collect::<Vec<_>>(), "");
    for (key, value, _) in &exercise.numbers {
        parts.push(format!("{key} {value}"));
    }
    parts.join("; ")
}

fn event_meaning(journal: &Journal, event: &Event) -> String {
    let mut out = match (event.from, event.to) {
        (None, _) => "always".to_string(),
        (Some(from), _) if event.open => format!("{from}.."),
        (Some(from), Some(to)) if to != from => format!("{from}..{to}"),
        (Some(from), _) => from.to_string(),
    };
    let mut push = |text: String| {
        out.push(' ');
        out.push_str(&text);
    };
    match &event.kind {
        EventKind::Away => push("away".into()),
        EventKind::Ill => push("ill".into()),
        EventKind::Injured => push("injured".into()),
        EventKind::Break => push("break".into()),
        EventKind::RacePrep => push("race-prep".into()),
        EventKind::OffSeason => push("off-season".into()),
        EventKind::Activity {
            word,
            distance,
            duration,
            difficulty,
        } => {
            push(word.clone());
            distance.iter().for_each(|d| push(metres(*d)));
            duration.iter().for_each(|d| push(seconds(*d)));
            difficulty
                .iter()
                .for_each(|d| push(difficulty_word(*d).into()));
        }
        EventKind::Race {
            name,
            distance,
            duration,
            prep_weeks,
        } => {
            push("race".into());
            name.iter().for_each(|name| push(format!("\"{name}\"")));
            distance.iter().for_each(|d| push(metres(*d)));
            duration.iter().for_each(|d| push(seconds(*d)));
            push(format!("prep {prep_weeks}"));
        }
        EventKind::Pain(pain) => push(pain_meaning(pain)),
        EventKind::Bodyweight(grams) => push(format!("bodyweight {}", kilograms(*grams))),
        EventKind::Goal { required, aim } => {
            push(format!("goal {required}"));
            aim.iter().for_each(|aim| push(format!("aim {aim}")));
        }
    }
    out + &extra_meaning(journal, journal.extra(event.extra))
}

fn session_meaning(journal: &Journal, session: &Session) -> String {
    let mut out = session.date.to_string();
    if let Some(time) = session.time() {
        out.push_str(&format!(" {:02}:{:02}", time / 60, time % 60));
    }
    if let Some(duration) = session.duration() {
        out.push_str(&format!(" {}", seconds(duration)));
    }
    if let Some(rpe) = journal.extra(session.extra).rpe {
        out.push_str(&format!(" rpe {}", halves(rpe)));
    }
    if session.planned {
        out.push_str(" planned");
    }
    let extra = Extra {
        rpe: None,
        ..journal.extra(session.extra).clone()
    };
    out + &extra_meaning(journal, &extra)
}

fn entry_meaning(journal: &Journal, entry: &strength::model::Entry) -> String {
    let mut out = String::new();
    if entry.superset {
        out.push_str("+ ");
    }
    out.push_str(&journal.exercise(entry.exercise).name);
    if let Some(level) = journal.level_name(entry.exercise, entry.level) {
        out.push_str(&format!(" [{level}]"));
    }
    out.push(':');
    match entry.kind {
        EntryKind::Work => {}
        EntryKind::Test => out.push_str(" test"),
        EntryKind::Skipped => out.push_str(" skipped"),
        EntryKind::Done => out.push_str(" done"),
    }
    for set in journal.sets_of(entry) {
        for _ in 0..set.count {
            out.push(' ');
            out.push_str(&set_meaning(journal, set));
        }
    }
    if entry.each {
        out.push_str(" each");
    }
    if let Some(difficulty) = entry.difficulty {
        out.push_str(&format!(" {}", difficulty_word(difficulty)));
    }
    out + &extra_meaning(journal, journal.extra(entry.extra))
}

fn set_meaning(journal: &Journal, set: &Set) -> String {
    let side = match set.side {
        Some(Side::Left) => "L",
        Some(Side::Right) => "R",
        None => "",
    };
    let form = if set.failed { "!" } else { "" };
    let cue = journal.cue(set).unwrap_or("");
    let load = journal.load(set).map(load_meaning).unwrap_or_default();
    let text = format!("{side}{}{form}{cue}{load}", amount(set.amount));
    if set.warmup {
        format!("({text})")
    } else {
        text
    }
}

fn load_meaning(load: &Load) -> String {
    let sign = match load.kind {
        LoadKind::Absolute => "@",
        LoadKind::Added => "+",
        LoadKind::Assisted => "-",
    };
    let implements = if load.implements == 1 {
        String::new()
    } else {
        format!("{}x", load.implements)
    };
    let written = if load.unit == Unit::Lb { "(lb)" } else { "" };
    format!("{sign}{implements}{}{written}", kilograms(load.grams))
}

fn extra_meaning(journal: &Journal, extra: &Extra) -> String {
    let mut parts = Vec::new();
    parts.extend(extra.rpe.map(|rpe| format!("rpe {}", halves(rpe))));
    parts.extend(extra.rir.map(|rir| format!("rir {}", halves(rir))));
    parts.extend(extra.rest.map(|rest| format!("rest {}", seconds(rest))));
    parts.extend(extra.pain.iter().map(pain_meaning));
    parts.extend(
        extra
            .sore
            .iter()
            .map(|sore| place_meaning("sore", sore.side, sore.body.as_deref())),
    );
    parts.extend(extra.tags.iter().map(|tag| format!("#{tag}")));
    parts.extend(
        extra
            .notes
            .iter()
            .map(|note| format!("\"{}\"", journal.sources.text(*note))),
    );
    parts.extend(
        extra
            .allows
            .iter()
            .map(|allow| format!("allow {}", allow.rule)),
    );
    parts.iter().map(|part| format!(" {part}")).collect()
}

fn pain_meaning(pain: &Pain) -> String {
    format!(
        "{} {}",
        place_meaning("pain", pain.side, pain.body.as_deref()),
        pain.level
    )
}

fn place_meaning(word: &str, side: Option<Side>, body: Option<&str>) -> String {
    let side = match side {
        Some(Side::Left) => " L",
        Some(Side::Right) => " R",
        None => "",
    };
    let body = body.map(|body| format!(" {body}")).unwrap_or_default();
    format!("{word}{side}{body}")
}

/// `error weight-first 2:10 |100kg 3x5|`, then one line for each line that a fix would change:
/// `fix` for a safe one, `or` for one of several readings.
fn finding_meaning(sources: &Sources, finding: &Finding) -> Vec<String> {
    let file = sources.files.get(usize::from(finding.place.file.0));
    let text = file.map_or("", |file| &file.text);
    let name = match finding.place.file.0 {
        0 => String::new(),
        _ => format!("{}:", file.map_or("", |file| file.name.as_str())),
    };
    let position = Lines::new(text).position(finding.place.span.start, text);
    let under = sources.text(finding.place).trim_end_matches(['\n', '\r']);
    let under = match under.split_once('\n') {
        Some((first, _)) => format!("{first}…"),
        None => under.to_string(),
    };
    let mut out = vec![format!(
        "{} {} {name}{}:{} |{}|",
        finding.severity.word(),
        finding.rule,
        position.line,
        position.column,
        under.trim_end_matches('\r')
    )];
    for fix in &finding.fixes {
        let word = if fix.safe { "fix" } else { "or " };
        let lines = changed_lines(text, finding.place, fix);
        if lines.is_empty() {
            out.push(format!("  {word} | (nothing)"));
        }
        for (index, line) in lines.iter().enumerate() {
            let word = if index == 0 { word } else { "   " };
            out.push(format!("  {word} |{line}"));
        }
    }
    out
}

/// The lines of the text that are new or different after the fix.
fn changed_lines(text: &str, place: Place, fix: &Fix) -> Vec<String> {
    let mut edits: Vec<_> = fix
        .edits
        .iter()
        .filter(|edit| edit.place.file == place.file)
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span.start));
    let mut after = text.to_string();
    for edit in edits {
        let span = edit.place.span;
        after.replace_range(span.start as usize..span.end as usize, &edit.text);
    }
    let before: Vec<&str> = text.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let same = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let rest = before.len().min(after.len()) - same;
    let same_end = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    after[same..after.len() - same_end]
        .iter()
        .map(|line| line.to_string())
        .collect()
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::Reps(reps) => reps.to_string(),
        Amount::Time(time) => seconds(time),
        Amount::Distance(distance) => metres(distance),
    }
}

fn thousandths(number: u32) -> String {
    let text = format!("{}.{:03}", number / 1000, number % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn kilograms(grams: u32) -> String {
    thousandths(grams) + "kg"
}

fn seconds(milliseconds: u32) -> String {
    thousandths(milliseconds) + "s"
}

fn metres(millimetres: u32) -> String {
    thousandths(millimetres) + "m"
}

fn halves(number: u8) -> String {
    format!("{}{}", number / 2, if number % 2 == 1 { ".5" } else { "" })
}

fn difficulty_word(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "easy",
        Difficulty::Ok => "ok",
        Difficulty::Hard => "hard",
    }
}

/// The last day of 2026, from which every example is read that does not say otherwise.
pub fn today() -> Date {
    Date::new(2026, 12, 31).expect("the calendar has it")
}
