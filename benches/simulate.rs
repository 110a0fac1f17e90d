//! Prints how often the rules are right and wrong on simulated journals: `simulate [JOURNALS [WORDS]]`,
//! with words only the rows that have them.
//!
//! `expected` are the figures of another simulation of the same law, by which the rules were chosen.

#[path = "../tests/suite/generate/mod.rs"]
mod generate;
#[path = "../tests/suite/simulation/mod.rs"]
mod simulation;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let journals = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let words = arguments.next().unwrap_or_default();
    println!("| what | by week | expected | measured |\n|---|---|---|---|");
    let rows = simulation::figures().into_iter();
    for figure in rows.filter(|figure| figure.what.contains(&words)) {
        let list = |numbers: Vec<f64>| {
            let each = numbers.iter().map(|share| format!("{share:.3}"));
            each.collect::<Vec<_>>().join(" ")
        };
        let weeks = figure.shares.iter().map(|(week, _)| week.to_string());
        let expected = figure.shares.iter().map(|(_, share)| *share).collect();
        println!(
            "| {} | {} | {} | {} |",
            figure.what,
            weeks.collect::<Vec<_>>().join(" "),
            list(expected),
            list(figure.measure(journals))
        );
    }
    Ok(())
}
