//! Prints the steady journal of the benches: `generate DIALECT SESSIONS [GAP_DAYS] [BAD_PER_MILLE]`.
//!
//! The dialect is `strength`, `ledger` (hledger reads it too), `beancount` or `klog`. `corpus DIR
//! COUNT` writes that many generated journals into a folder instead, as seeds for the fuzzer;
//! `deep SETS` prints one exercise with so many sets, `wide EXERCISES` so many exercises with a few,
//! `varied SESSIONS` training whose numbers vary from set to set.

#![expect(
    clippy::disallowed_methods,
    reason = "it writes the seeds of the fuzzer, which are no one's journal"
)]

#[path = "../tests/suite/generate/mod.rs"]
mod generate;

use generate::Dialect;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: usize| {
        arguments
            .get(at)
            .map_or(Ok(default), |text| text.parse::<usize>())
    };
    let dialect = match arguments.first().map(String::as_str) {
        Some("strength") => Dialect::Strength,
        Some("ledger") => Dialect::Ledger,
        Some("beancount") => Dialect::Beancount,
        Some("klog") => Dialect::Klog,
        Some("corpus") => {
            let folder = arguments.get(1).ok_or("name a folder")?;
            std::fs::create_dir_all(folder)?;
            for seed in 0..number(2, 200)? as u64 {
                let text = if seed % 2 == 0 {
                    generate::dressed(seed).into_bytes()
                } else {
                    generate::bytes(seed)
                };
                std::fs::write(format!("{folder}/seed-{seed}"), text)?;
            }
            return Ok(());
        }
        Some("deep") => {
            print!("{}", generate::deep(number(1, 100_000)?));
            return Ok(());
        }
        Some("varied") => {
            print!("{}", generate::varied(number(1, 20_000)?));
            return Ok(());
        }
        Some("wide") => {
            print!("{}", generate::wide(number(1, 5_000)?));
            return Ok(());
        }
        _ => return Err("name a dialect: strength, ledger, beancount or klog".into()),
    };
    let text = generate::steady(
        dialect,
        number(1, 1_000)?,
        number(2, 1)? as i64,
        number(3, 0)?,
    );
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
