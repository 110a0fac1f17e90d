//! Prints how often the rules are right and wrong on simulated journals: `simulate [JOURNALS]`.
//!
//! `expected` are the figures of another simulation of the same law, by which the rules were chosen.

#[path = "../tests/suite/generate/mod.rs"]
mod generate;
#[path = "../tests/suite/simulation/mod.rs"]
mod simulation;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let journals = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    println!("| what | by week | expected | measured |\n|---|---|---|---|");
    for figure in simulation::figures() {
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
