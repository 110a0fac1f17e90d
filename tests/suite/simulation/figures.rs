//! The figures by which the rules were chosen, to be measured anew.

use super::model::{BEFORE, Plan, drift, steady, step};
use strength::finding::{Datum, Finding, Severity};

/// In how many of the journals of a plan something is said, by weeks.
pub struct Figure {
    /// What is counted.
    pub what: String,
    /// The athlete.
    pub plan: Plan,
    /// What is looked for on the Sunday of a week.
    pub sign: fn(&[Finding]) -> bool,
    /// Weeks before the counting begins.
    pub from: usize,
    /// Only journals without the sign in the week before that.
    pub fresh: bool,
    /// Weeks of counting, and the share of journals that had the sign by then in the simulation by
    /// which the rule was chosen.
    pub shares: Vec<(usize, f64)>,
    /// The test suite looks at it too, with fewer journals.
    pub guarded: bool,
}

impl Figure {
    fn new(
        what: &str,
        plan: Plan,
        sign: fn(&[Finding]) -> bool,
        shares: &[(usize, f64)],
    ) -> Figure {
        Figure {
            what: what.to_string(),
            plan,
            sign,
            from: 0,
            fresh: false,
            shares: shares.to_vec(),
            guarded: false,
        }
    }

    fn after(self, from: usize) -> Figure {
        Figure { from, ..self }
    }

    fn guarded(self) -> Figure {
        Figure {
            guarded: true,
            ..self
        }
    }
}

fn says(findings: &[Finding], rule: &str) -> bool {
    findings.iter().any(|finding| finding.rule == rule)
}

fn form(findings: &[Finding]) -> bool {
    says(findings, "form-failure")
}

fn form_held(findings: &[Finding]) -> bool {
    !form(findings)
}

fn rising(findings: &[Finding]) -> bool {
    let word = ("word", Datum::Text("rising".to_string()));
    let mut of_form = findings.iter().filter(|f| f.rule == "form-failure");
    of_form.any(|finding| finding.data.contains(&word))
}

fn ready(findings: &[Finding]) -> bool {
    says(findings, "ready")
}

fn asymmetry(findings: &[Finding]) -> bool {
    says(findings, "asymmetry")
}

fn asymmetry_holds(findings: &[Finding]) -> bool {
    let mut found = findings.iter().filter(|f| f.rule == "asymmetry");
    found.any(|finding| finding.severity == Severity::Warning)
}

/// All of them.
pub fn figures() -> Vec<Figure> {
    let mut all = form_failures();
    all.extend(changes());
    all.extend(readiness());
    all.extend(sides());
    all
}

fn form_failures() -> Vec<Figure> {
    let ten = || Plan::new(steady(0.1, 52));
    let year = |a, b, c, d| [(6, a), (12, b), (26, c), (52, d)];
    let shared = |rate, between| Plan {
        between,
        ..Plan::new(steady(rate, 52))
    };
    let four = |rate| Plan {
        exercises: &[
            "One-leg sit-stand [cushion]",
            "One-leg bridge [close]",
            "One-leg heel raise [one leg]",
            "Bulgarian split squat",
        ],
        ..Plan::new(steady(rate, 52))
    };
    let steadily = |rate| Plan::new(steady(rate, 26));
    vec![
        Figure::new(
            "`form-failure` at steady 10 %, 1 a week, 6 sets",
            ten(),
            form,
            &year(0.007, 0.016, 0.045, 0.093),
        )
        .guarded(),
        Figure::new(
            "the same, 2 a week",
            ten().twice_a_week(),
            form,
            &year(0.013, 0.026, 0.058, 0.108),
        ),
        Figure::new(
            "the same, 1 a week, 3 sets",
            ten().three_sets(),
            form,
            &year(0.001, 0.007, 0.019, 0.039),
        ),
        Figure::new(
            "the same, four exercises of 6 sets",
            four(0.1),
            form,
            &year(0.022, 0.057, 0.136, 0.259),
        ),
        Figure::new("the same at 5 %", four(0.05), form, &[(52, 0.011)]),
        Figure::new(
            "steady 5 %, 1 a week, 6 sets",
            shared(0.05, 0.3),
            form,
            &[(52, 0.004)],
        ),
        Figure::new(
            "steady 10 %, no variance between sessions",
            shared(0.1, 0.0),
            form,
            &[(52, 0.003)],
        ),
        Figure::new(
            "steady 10 %, 60 % of it between sessions",
            shared(0.1, 0.6),
            form,
            &[(26, 0.165), (52, 0.306)],
        ),
        Figure::new(
            "steady 5 %, 60 % of it between sessions",
            shared(0.05, 0.6),
            form,
            &[(52, 0.047)],
        ),
        Figure::new(
            "steady 20 %, which is too much",
            steadily(0.2),
            form,
            &[(26, 0.58)],
        ),
        Figure::new(
            "steady 30 %, which is too much",
            steadily(0.3),
            form,
            &[(26, 0.98)],
        )
        .guarded(),
        Figure::new(
            "the word rising at steady 5 %",
            steadily(0.05),
            rising,
            &[(26, 0.0)],
        ),
        Figure::new(
            "the word rising at steady 10 %",
            steadily(0.1),
            rising,
            &[(26, 0.014)],
        ),
        Figure::new(
            "the word rising at steady 20 %",
            steadily(0.2),
            rising,
            &[(26, 0.15)],
        ),
        Figure::new(
            "the word rising at steady 30 %",
            steadily(0.3),
            rising,
            &[(26, 0.21)],
        ),
    ]
}

fn changes() -> Vec<Figure> {
    let drifting = || Plan::new(drift(14));
    let stepping = || Plan::new(step(10));
    let steps = |a, b, c, d| [(2, a), (4, b), (6, c), (10, d)];
    let rates = [drift(14), steady(0.05, 4)].concat();
    let mended = Figure::new(
        "no longer said after a drift to 40 % that fell back to 5 %",
        Plan::new(rates),
        form_held,
        &[(3, 0.9)],
    );
    let mut all: Vec<Figure> = [
        Figure::new(
            "drift from 10 to 40 % over 8 weeks, 1 a week, 6 sets",
            drifting(),
            form,
            &[(8, 0.43), (14, 0.93)],
        )
        .guarded(),
        Figure::new(
            "the same, the word rising",
            drifting(),
            rising,
            &[(8, 0.34), (14, 0.81)],
        ),
        Figure::new(
            "the same, 2 a week",
            drifting().twice_a_week(),
            form,
            &[(8, 0.79), (14, 1.0)],
        ),
        Figure::new(
            "the same, 1 a week, 3 sets",
            drifting().three_sets(),
            form,
            &[(8, 0.22), (14, 0.77)],
        ),
        Figure::new(
            "step from 10 to 40 %, 1 a week, 6 sets",
            stepping(),
            form,
            &steps(0.19, 0.5, 0.74, 0.94),
        ),
        Figure::new(
            "the same, 2 a week",
            stepping().twice_a_week(),
            form,
            &steps(0.47, 0.87, 0.97, 1.0),
        ),
    ]
    .map(|figure| figure.after(BEFORE))
    .into();
    all.push(Figure {
        fresh: true,
        ..mended.after(BEFORE + 14)
    });
    all
}

fn readiness() -> Vec<Figure> {
    let at_target = |rate, weeks, rating| Plan {
        planned: 15,
        rating,
        ..Plan::new(steady(rate, weeks))
    };
    let mut all = Vec::new();
    for (rate, two, three) in [
        (0.05, 0.61, 0.47),
        (0.1, 0.39, 0.24),
        (0.2, 0.15, 0.06),
        (0.3, 0.06, 0.015),
    ] {
        let what = |sessions| {
            let percent = 100.0 * rate;
            format!("`ready` by luck after {sessions} sessions at {percent:.0} %")
        };
        let unrated = at_target(rate, 3, "");
        all.push(Figure::new(&what("3 unrated"), unrated, ready, &[(3, three)]).guarded());
        let easy = at_target(rate, 2, "easy");
        all.push(Figure::new(&what("2 easy"), easy, ready, &[(2, two)]));
    }
    all
}

fn sides() -> Vec<Figure> {
    let mut all = Vec::new();
    for (rate, wrong, two, three) in [
        (0.1, 0.005, [0.52, 0.84], 0.76),
        (0.2, 0.06, [0.89, 0.995], 0.995),
        (0.3, 0.21, [0.98, 1.0], 1.0),
    ] {
        let plan = |planned, deficit| Plan {
            planned,
            deficit,
            ..Plan::new(steady(rate, 26))
        };
        let what = |text| format!("`asymmetry` at {:.0} %, {text}", 100.0 * rate);
        let two = [(12, two[0]), (26, two[1])];
        let figures = [
            Figure::new(
                &what("equal sides, 15 reps a set"),
                plan(15, 0.0),
                asymmetry,
                &[(26, wrong)],
            )
            .guarded(),
            Figure::new(
                &what("equal sides, 12 reps a set"),
                plan(12, 0.0),
                asymmetry,
                &[(26, wrong)],
            ),
            Figure::new(&what("2 reps less of 15"), plan(15, 2.0), asymmetry, &two).guarded(),
            Figure::new(
                &what("equal sides, as a warning"),
                plan(15, 0.0),
                asymmetry_holds,
                &[(26, 0.003)],
            ),
            Figure::new(
                &what("3 reps less of 15, as a warning"),
                plan(15, 3.0),
                asymmetry_holds,
                &[(26, three)],
            ),
        ];
        all.extend(figures);
    }
    all
}
