//! The next session: lines for the journal with the reasons as comments, or JSON.

use super::json::{Day, write_value};
use super::pretty::wrap;
use super::sanitize;
use super::style::Styles;
use crate::analysis::plan::{Line, Plan};
use crate::analysis::status::{Status, joined};
use crate::date::Date;
use crate::model::calendar::Progress;
use crate::model::{Amount, LoadKind, quantity};
use owo_colors::OwoColorize;
use serde::Serialize;
use std::io::{self, Write};

/// How a plan is to be shown.
pub struct Shown {
    /// Colours.
    pub styles: Styles,
    /// Columns.
    pub width: usize,
    /// With the state of the week.
    pub summary: bool,
    /// With every condition of the table.
    pub clauses: bool,
}

/// Columns from which on a comment is not filled any more.
const WIDEST: usize = 100;

/// Writes the plan in the language of the journal: a planned session, and everything else as
/// comments, so that the whole can be pasted.
pub fn pretty(out: &mut dyn Write, plan: &Plan, shown: &Shown) -> io::Result<()> {
    if shown.summary {
        comment(out, shown, "", &week(plan))?;
        if let Some(after) = &plan.day.after {
            comment(out, shown, "", after)?;
        }
        if plan.first && plan.lines.iter().any(|line| line.test) {
            comment(
                out,
                shown,
                "",
                "the first session is a test: after a warm-up do one set of each exercise, and \
                 count how many you can do until form is lost",
            )?;
        }
        writeln!(out)?;
    }
    let heads = plan.lines.iter().filter_map(|line| line.entry.as_deref());
    let wide = heads
        .clone()
        .filter_map(|entry| Some(sanitize::width(&sanitize::line(entry.split_once("   ")?.0))))
        .max()
        .unwrap_or(0);
    if heads.count() > 0 {
        let header = format!("{} planned", plan.day.date);
        writeln!(out, "{}", header.style(shown.styles.strong))?;
    }
    for (number, line) in plan.lines.iter().enumerate() {
        if line.status == Status::Pain {
            pain(out, plan, number, line, shown)?;
            continue;
        }
        if let Some(entry) = &line.entry {
            let entry = aligned(entry, wide);
            writeln!(out, "  {}", entry.style(shown.styles.strong))?;
        }
        for text in texts(line) {
            comment(out, shown, "    ", &text)?;
        }
        if shown.clauses {
            clauses(out, line, shown)?;
        }
    }
    Ok(())
}

/// What is said of pain, once for all exercises of which the same is said.
fn pain(
    out: &mut dyn Write,
    plan: &Plan,
    number: usize,
    line: &Line,
    shown: &Shown,
) -> io::Result<()> {
    let same = |other: &&Line| other.status == line.status && other.because == line.because;
    if !plan.lines.iter().take(number).any(|other| same(&other)) {
        let names = plan
            .lines
            .iter()
            .filter(same)
            .map(|other| other.exercise.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        let text = format!("{names}: {}", line.because.join(" "));
        comment(out, shown, "  ", &text)?;
    }
    if shown.clauses {
        clauses(out, line, shown)?;
    }
    Ok(())
}

/// The name padded, so that the sets of all exercises stand below each other.
fn aligned(entry: &str, wide: usize) -> String {
    let entry = sanitize::line(entry);
    match entry.split_once("   ") {
        Some((head, rest)) => {
            let gap = wide.saturating_sub(sanitize::width(head)) + 3;
            format!("{head}{}{rest}", " ".repeat(gap))
        }
        None => entry.into_owned(),
    }
}

/// The comments below an exercise.
fn texts(line: &Line) -> Vec<String> {
    let mut reasons = Vec::new();
    reasons.extend((!line.because.is_empty()).then(|| {
        let because = line.because.iter().map(String::as_str);
        joined(because, ", ")
    }));
    reasons.extend(line.why.iter().cloned());
    let status = match line.status {
        Status::TooFast => "too fast: ",
        Status::BackOff => "back off: ",
        Status::Retest => "a test is due: ",
        Status::Hold => "hold: ",
        Status::Pain | Status::Ready | Status::Build => "",
        Status::Stalled => "no progress: ",
    };
    let mut text = format!("{status}{}", reasons.join("; "));
    if line.status == Status::Stalled {
        text.push_str(
            "; rest longer between the sets, add a second session a week, or take a tenth off and build up again",
        );
    }
    if let Some(rest) = line.rest.filter(|_| line.entry.is_some()) {
        text.push_str(&format!("; rest {}", quantity::time(rest)));
    }
    let mut texts = vec![text];
    if line.test {
        texts.push("`12` is an example: write what you did".to_string());
    }
    if let Some(instead) = &line.instead {
        texts.push(format!("without a test: `{instead}`"));
    }
    texts
}

fn clauses(out: &mut dyn Write, line: &Line, shown: &Shown) -> io::Result<()> {
    for clause in &line.clauses {
        let text = format!("{}: {}", clause.status.word(), clause.words());
        comment(out, shown, "    ", &text)?;
    }
    Ok(())
}

/// Writes a comment, filled.
fn comment(out: &mut dyn Write, shown: &Shown, indent: &str, text: &str) -> io::Result<()> {
    let text = sanitize::line(text);
    let width = shown.width.min(WIDEST).saturating_sub(indent.len() + 2);
    for line in wrap(&text, width) {
        let line = format!("; {line}");
        writeln!(out, "{indent}{}", line.style(shown.styles.dim))?;
    }
    Ok(())
}

/// `1 of 1 this week; next due by Sunday 15 March`.
fn week(plan: &Plan) -> String {
    let week = &plan.week;
    let counted = format!("{} of {} this week", week.done, week.required);
    let due = |today: Date| {
        week.due.map_or_else(String::new, |due| {
            format!(
                "; next due by {} {}",
                due.weekday().name(),
                due.words_near(today)
            )
        })
    };
    match week.state {
        Progress::Open | Progress::Met => format!("{counted}{}", due(plan.today)),
        Progress::Excused => format!("this week asks for no session{}", due(plan.today)),
        Progress::AtRisk { today_helps: true } => {
            format!("{counted}: today, or the week is lost")
        }
        Progress::AtRisk { today_helps: false } => {
            format!("{counted}: this week cannot be met any more")
        }
    }
}

#[derive(Serialize)]
struct PlanOut<'a> {
    version: u32,
    today: Day,
    date: Day,
    date_reason: Option<&'a str>,
    exercises: Vec<LineOut<'a>>,
    week: WeekOut,
}

#[derive(Serialize)]
struct LineOut<'a> {
    exercise: &'a str,
    level: Option<&'a str>,
    status: &'a str,
    reasons: Vec<&'a str>,
    sets: Option<u32>,
    reps: Option<u32>,
    side_reps: Option<u32>,
    load_grams: Option<i64>,
    entry: Option<&'a str>,
    next_level: Option<&'a str>,
    clauses: Vec<ClauseOut<'a>>,
}

#[derive(Serialize)]
struct ClauseOut<'a> {
    name: &'a str,
    met: Option<bool>,
    detail: &'a str,
}

#[derive(Serialize)]
struct WeekOut {
    monday: Day,
    required: u8,
    done: u8,
    state: &'static str,
}

/// Writes the plan as one JSON document.
pub fn json(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    let week = &plan.week;
    let document = PlanOut {
        version: 1,
        today: Day(plan.today),
        date: Day(plan.day.date),
        date_reason: plan.day.after.as_deref(),
        exercises: plan.lines.iter().map(line_out).collect(),
        week: WeekOut {
            monday: Day(week.monday),
            required: week.required,
            done: week.done,
            state: week.state.word(),
        },
    };
    write_value(out, &document)
}

fn line_out(line: &Line) -> LineOut<'_> {
    let reasons = line.because.iter().chain(&line.why);
    let work = line.work.as_ref();
    let ready = line.clauses.iter().filter(|c| c.status == Status::Ready);
    LineOut {
        exercise: &line.exercise,
        level: line.level.as_deref(),
        status: line.status.word(),
        reasons: reasons.map(String::as_str).collect(),
        sets: work.map(|work| work.sets),
        reps: work.and_then(|work| match work.amount {
            Amount::Reps(reps) => Some(reps),
            Amount::Time(_) | Amount::Distance(_) => None,
        }),
        side_reps: None,
        load_grams: work.and_then(|work| work.load).map(|load| {
            let grams = i64::try_from(load.total()).unwrap_or(i64::MAX);
            match load.kind {
                LoadKind::Absolute | LoadKind::Added => grams,
                LoadKind::Assisted => -grams,
            }
        }),
        entry: line.entry.as_deref(),
        next_level: line.next_level.as_deref(),
        clauses: ready
            .map(|clause| ClauseOut {
                name: clause.name,
                met: clause.met,
                detail: &clause.detail,
            })
            .collect(),
    }
}
