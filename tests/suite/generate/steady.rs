//! The journals of the benches.

use super::{MONDAY, Random, date, weekday};
use std::fmt::Write;

/// The programs for which [`steady`] writes the same sessions.
#[derive(Clone, Copy, PartialEq)]
pub enum Dialect {
    /// This one.
    Strength,
    /// ledger and hledger: a transaction a session, a posting an exercise.
    Ledger,
    /// beancount, the same.
    Beancount,
    /// klog: a record a session, an entry an exercise.
    Klog,
}

/// The journal of the benches: six lines and about 176 bytes a session, steady honest training,
/// one session every `gap` days up to the day before [`MONDAY`]. `bad` of a thousand lines are
/// damaged in one of the ways in which people slip.
pub fn steady(dialect: Dialect, sessions: usize, gap: i64, bad: usize) -> String {
    let mut r = Random::new(sessions as u64);
    let mut out = String::with_capacity(sessions * 180 + 400);
    if dialect == Dialect::Beancount {
        for account in [
            "Body:SitStand",
            "Body:ToeTaps",
            "Body:Bridge",
            "Body:HeelRaise",
            "Done:Steady",
        ] {
            let kind = if account == "Done:Steady" {
                "Equity"
            } else {
                "Assets"
            };
            let _ = writeln!(out, "0001-01-01 open {kind}:{account}");
        }
    }
    let slips = [
        "  Toe taps             50 4x12                   ok\n",
        "  Toe taps             20 20 2o                  ok\n",
        "  Toe taps                                       ok\n",
        "  Toe taps             20 20 \"so it ended       ok\n",
    ];
    for session in 0..sessions {
        let day = MONDAY - 1 - (sessions - 1 - session) as i64 * gap;
        let (when, minutes) = (date(day), 30 + r.below(15));
        let failed = r.chance(6);
        let (taps, bridge, raise) = (18 + 2 * r.below(2), 12 + r.below(2), 12 + r.below(2));
        let rating = r.pick(&["ok", "ok", "hard"]);
        let lines = match dialect {
            Dialect::Strength => {
                let _ = writeln!(out, "{when} {} {minutes}min", weekday(day));
                let last = if failed { "11!pelvis-drop" } else { "13" };
                [
                    format!("  One-leg sit-stand    L 13 13 {last}  R 3x13   {rating}"),
                    format!("  Toe taps             {taps} 18 18   ok"),
                    format!("  One-leg bridge       3x{bridge}      ok"),
                    format!("  One-leg heel raise   3x{raise}       {rating}"),
                ]
            }
            Dialect::Ledger => {
                let _ = writeln!(out, "{when} * {minutes}min");
                [
                    format!(
                        "    Body:One-leg sit-stand    {} REP  ; {rating}",
                        78 - 2 * usize::from(failed)
                    ),
                    format!("    Body:Toe taps             {} REP  ; ok", taps + 36),
                    format!("    Body:One-leg bridge       {} REP  ; ok", 6 * bridge),
                    "    Done:Steady".to_string(),
                ]
            }
            Dialect::Beancount => {
                let _ = writeln!(out, "{when} * \"{minutes}min\"");
                [
                    format!(
                        "    Assets:Body:SitStand      {} REP  ; {rating}",
                        78 - 2 * usize::from(failed)
                    ),
                    format!("    Assets:Body:ToeTaps       {} REP  ; ok", taps + 36),
                    format!("    Assets:Body:Bridge        {} REP  ; ok", 6 * bridge),
                    "    Equity:Done:Steady".to_string(),
                ]
            }
            Dialect::Klog => {
                let _ = writeln!(out, "{when}");
                [
                    format!("    {minutes}m One-leg sit-stand L 13 13 13 R 3x13 {rating}"),
                    format!("    5m Toe taps {taps} 18 18 ok #home"),
                    format!("    6m One-leg bridge 3x{bridge} ok #home"),
                    format!("    7m One-leg heel raise 3x{raise} {rating}"),
                ]
            }
        };
        for line in &lines {
            if r.below(1000) < bad && dialect == Dialect::Strength {
                out.push_str(r.pick(&slips));
            } else {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.push('\n');
    }
    out
}
