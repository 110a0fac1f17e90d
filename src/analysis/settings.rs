//! What `rule` and `allow` directives name: rules, keys and values that exist, and no errors.

use super::{Context, RULES};
use crate::finding::{Card, Finding, Severity};
use crate::model::{ERROR_CARDS, RuleSetting, RuleValue};
use crate::nearest::nearest;
use crate::text::Place;

/// Why a rule takes no numbers, or not others than it has.
fn fixed(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "pain" | "pain-watch" => "the limits of pain cannot be set: this program cannot judge pain",
        "too-fast" => "one level at a time and a test after a change of level cannot be set",
        "retest" => "the test after a change of level cannot be set",
        _ => return None,
    })
}

/// Tells of everything that `rule` and `allow` name and that is not there.
pub fn check(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    for setting in &journal.settings {
        findings.extend(check_setting(setting));
    }
    for allow in &journal.allows {
        findings.extend(check_silenced(&allow.rule, allow.rule_place, "allow"));
    }
    for extra in &journal.extras {
        for allow in &extra.allows {
            let at = allow.place;
            findings.extend(check_silenced(&allow.rule, at, "allow").map(|mut finding| {
                // At the end of a line it is a word of that line.
                finding.rule = "unknown-word";
                finding
            }));
        }
    }
}

fn check_setting(setting: &RuleSetting) -> Option<Finding> {
    let place = setting.rule_place;
    let (key, value) = match &setting.value {
        RuleValue::Off | RuleValue::Severity(Severity::Advice) => {
            return check_silenced(&setting.rule, place, "off");
        }
        RuleValue::Severity(_) => return check_silenced(&setting.rule, place, "rule"),
        RuleValue::Key(key, value) => (key.as_str(), value.as_str()),
    };
    let Some(rule) = super::rule(&setting.rule) else {
        return check_silenced(&setting.rule, place, "rule");
    };
    let card = &rule.card;
    let Some(known) = card.settings.iter().find(|known| known.key == key) else {
        return Some(unknown_key(card, key, setting.key_place));
    };
    if known.accepts.takes(value) {
        return None;
    }
    // Where nothing is written there is no place of it.
    let at = match setting.value_place.span.is_empty() {
        true => setting.key_place,
        false => setting.value_place,
    };
    Some(
        Finding::error(
            "invalid-number",
            at,
            format!("`{key}` of {} is {}", card.name, known.accepts.describe()),
        )
        .label("not one of these values")
        .help(match known.accepts.takes(known.default) {
            true => format!(
                "{}; write for example `rule {} {key} {}`, which is what holds without the line",
                known.meaning, card.name, known.default
            ),
            false => format!(
                "{}; without the line it is {}",
                known.meaning, known.default
            ),
        })
        .kept(),
    )
}

fn unknown_key(card: &Card, key: &str, at: Place) -> Finding {
    let severities = ["off", "note", "warning", "error"];
    let keys: Vec<_> = card.settings.iter().map(|setting| setting.key).collect();
    let finding = Finding::error(
        "unknown-directive",
        at,
        format!("`{key}` cannot be set for {}", card.name),
    )
    .label("not a known word")
    .kept();
    let near = nearest(key, keys.iter().copied().chain(severities));
    if let Some(reason) = fixed(card.name).filter(|_| near.is_none() || keys.is_empty()) {
        return finding.help(reason);
    }
    match near {
        Some(near) => finding.help(format!("the nearest word is `{near}`")).fix(
            format!("write `{near}`"),
            false,
            at,
            near,
        ),
        None if keys.is_empty() => finding.help("write `off`, `note`, `warning` or `error`"),
        None => finding.help(format!(
            "write `off`, `note`, `warning` or `error`, or one of {} with a value",
            keys.join(", ")
        )),
    }
}

/// A rule that is to be silenced must exist and must not be an error.
fn check_silenced(name: &str, at: Place, word: &str) -> Option<Finding> {
    if ERROR_CARDS.iter().any(|card| card.name == name) {
        return Some(
            Finding::error(
                "unknown-directive",
                at,
                format!("`{name}` is an error, and errors cannot be silenced"),
            )
            .label("an error")
            .help("correct what it reports, and remove this")
            .kept(),
        );
    }
    if let Some(rule) = super::rule(name) {
        return (word != "rule" && !rule.card.may_be_silenced()).then(|| {
            Finding::error("unknown-directive", at, "pain cannot be allowed away")
                .label("never silenced")
                .help("write how the pain is now: `pain PLACE 0` when it is gone")
                .kept()
        });
    }
    let names = RULES.iter().map(|rule| rule.card.name);
    let finding = Finding::error(
        "unknown-directive",
        at,
        format!("there is no rule `{name}`"),
    )
    .label("not a known rule")
    .kept();
    Some(match nearest(name, names) {
        Some(near) => finding.help(format!("the nearest rule is `{near}`")).fix(
            format!("write `{near}`"),
            false,
            at,
            near,
        ),
        None => finding.help("`strength rules` lists all rules"),
    })
}
