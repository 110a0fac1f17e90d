//! Completions and manual pages: in step with the arguments.

use crate::program::World;

/// The words of a help text that are commands, or options.
fn words<'h>(help: &'h str, begin: &str) -> Vec<&'h str> {
    let lines = help.lines().map(str::trim_start);
    let words = lines.filter_map(|line| line.split(' ').find(|word| word.starts_with(begin)));
    let words = words.map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.len() > 2).collect()
}

/// The commands that `--help` lists.
fn commands(help: &str) -> Vec<&str> {
    let listed = help
        .split("Commands:\n")
        .nth(1)
        .expect("a list of commands");
    let lines = listed.lines().take_while(|line| !line.is_empty());
    lines
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

#[test]
fn every_command_and_option_is_completed_and_described() {
    let world = World::new();
    let help = world.run(&["--help"]).out;
    let commands = commands(&help);
    assert!(
        commands.contains(&"check") && commands.contains(&"man"),
        "{commands:?}"
    );
    let scripts: Vec<String> = ["bash", "zsh", "fish"]
        .iter()
        .map(|shell| world.run(&["completions", shell]).out)
        .collect();
    for command in commands {
        let help = world.run(&[command, "--help"]);
        assert_eq!(help.code, 0);
        let page = world.run(&["man", command]);
        assert_eq!(page.code, 0, "{command}: {}", page.err);
        assert!(page.out.contains(".SH SYNOPSIS"), "{}", page.out);
        for script in &scripts {
            assert!(script.contains(command), "{command} is not completed");
        }
        for option in words(&help.out, "--") {
            let escaped = option.replace('-', "\\-");
            assert!(
                page.out.contains(&escaped),
                "{option} is not in the page of {command}"
            );
            for script in &scripts {
                let name = option.trim_start_matches('-');
                assert!(
                    script.contains(name),
                    "{option} of {command} is not completed"
                );
            }
        }
    }
}

#[test]
fn bash_reads_its_script() {
    let script = World::new().run(&["completions", "bash"]).out;
    let world = World::new().file("completions.bash", &script);
    let path = world.folder.join("completions.bash");
    let bash = std::process::Command::new("bash")
        .arg("-n")
        .arg(path)
        .output();
    // A machine without bash needs no completions for it.
    if let Ok(output) = bash {
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn a_page_of_no_command_is_a_mistake_of_usage() {
    let run = World::new().run(&["man", "chek"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("there is no command `chek`"),
        "{}",
        run.err
    );
}
