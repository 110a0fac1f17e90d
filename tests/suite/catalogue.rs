//! The catalogue: for each diagnostic a journal that provokes it and all that is said about it, and
//! the same for the samples. `BLESS=1 cargo test catalogue` writes the files anew.

use crate::program::World;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The days for which each sample is checked.
const SAMPLES: [(&str, &[&str]); 5] = [
    ("every-mistake.strength", &["2026-02-09"]),
    ("first-weeks.strength", &["2026-02-25"]),
    ("lifter.strength", &["2026-03-06"]),
    ("two-athletes", &["2026-01-31"]),
    ("year.strength", &["2025-05-01", "2026-01-04", "2026-03-09"]),
];

/// Compares a file with what it is to hold, or writes it.
fn golden(path: &Path, expected: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, expected).expect("it can be written");
        return;
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    if found != expected {
        let differs = found
            .lines()
            .zip(expected.lines())
            .position(|(a, b)| a != b);
        let line = differs.unwrap_or_else(|| found.lines().count().min(expected.lines().count()));
        wrong.push(format!(
            "{} line {}:\n  is     {:?}\n  should {:?}",
            path.strip_prefix(ROOT).unwrap_or(path).display(),
            line + 1,
            found.lines().nth(line),
            expected.lines().nth(line),
        ));
    }
}

fn agree(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{}\n`BLESS=1 cargo test catalogue` writes these files anew: read the difference",
        wrong.join("\n")
    );
}

fn fenced(kind: &str, text: &str) -> String {
    format!("```{kind}\n{}\n```\n", text.trim_end_matches('\n'))
}

#[test]
fn every_diagnostic_has_its_page() {
    let folder = Path::new(ROOT).join("tests/catalogue");
    let mut wrong = Vec::new();
    let mut expected = BTreeSet::new();
    for card in strength::cards() {
        expected.insert(PathBuf::from(format!("{}.md", card.name)));
        let world = World::new().file(strength::EXAMPLE_NAME, card.example);
        let run = |strict: bool, format: &str| {
            let mut args = vec!["check", strength::EXAMPLE_NAME, "--today", card.today];
            args.extend(["--format", format]);
            args.extend(strict.then_some("--strict"));
            world.run(&args).out
        };
        let says = |out: &str| out.contains(&format!("[{}]", card.name));
        let strict = !says(&run(false, "short"));
        if !says(&run(strict, "short")) {
            wrong.push(format!("the example of {} does not provoke it", card.name));
        }
        let page = format!(
            "# {}\n\n{}: {}.\n\n{}\n`strength check{} --today {}`:\n\n{}\n{}\n{}",
            card.name,
            card.severity.word(),
            card.summary,
            fenced("strength", card.example),
            if strict { " --strict" } else { "" },
            card.today,
            fenced("text", &run(strict, "pretty")),
            fenced("text", &run(strict, "short")),
            fenced("json", &run(strict, "json")),
        );
        golden(&folder.join(format!("{}.md", card.name)), &page, &mut wrong);
    }
    let names = std::fs::read_dir(&folder).expect("the catalogue is there");
    for name in names {
        let name = PathBuf::from(name.expect("a name").file_name());
        if !expected.contains(&name) {
            wrong.push(format!(
                "tests/catalogue/{} is of no diagnostic",
                name.display()
            ));
        }
    }
    agree(&wrong);
}

/// Samples whose next session is planned, and on which days.
const PLANS: &[(&str, &[&str])] = &[
    (
        "year.strength",
        &["2025-05-01", "2025-08-18", "2026-01-04", "2026-03-09"],
    ),
    ("lifter.strength", &["2026-03-06"]),
    ("first-weeks.strength", &["2026-02-25"]),
];

#[test]
fn every_sample_says_what_it_said_before_catalogue() {
    let mut wrong = Vec::new();
    let mut told = BTreeSet::new();
    for (name, days) in SAMPLES {
        told.insert(name.to_string());
        for day in days {
            let world = World::at(&Path::new(ROOT).join("samples"));
            let run = world.run(&["check", name, "--today", day, "--max", "none"]);
            assert_eq!(run.err, "", "{name}");
            let file = format!("tests/data/samples/{name}.{day}.txt");
            golden(&Path::new(ROOT).join(file), &run.out, &mut wrong);
        }
    }
    for (name, days) in PLANS {
        for day in *days {
            let world = World::at(&Path::new(ROOT).join("samples"));
            let run = world.run(&["next", name, "--today", day]);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
            let file = format!("tests/data/samples/{name}.{day}.next.txt");
            golden(&Path::new(ROOT).join(file), &run.out, &mut wrong);
        }
    }
    let samples = std::fs::read_dir(Path::new(ROOT).join("samples")).expect("the samples");
    for sample in samples {
        let name = sample
            .expect("a name")
            .file_name()
            .to_string_lossy()
            .into_owned();
        if !told.contains(&name) {
            wrong.push(format!("samples/{name} has no golden output"));
        }
    }
    agree(&wrong);
}
