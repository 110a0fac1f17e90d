# Everything that is done with this project, by name.

# What is checked before a change is taken in.
ci:
    .ci/run

# The tests alone.
test:
    cargo test

# Writes what the program says now into the expected outputs; read the difference before you commit it.
bless:
    BLESS=1 cargo test
    git diff --stat

# Measures functions, whole processes, and instructions per byte: benches/README.md.
bench:
    cargo build --release
    cargo build --release --example generate
    benches/instructions
    benches/processes
    cargo bench

# Measures how often the rules are right and wrong where the truth is known: benches/README.md.
simulate journals="2000" words="":
    cargo run --release --example simulate {{ journals }} "{{ words }}"

# Lets the fuzzer look for a journal that the program cannot bear, for so many seconds.
fuzz seconds="1200":
    cargo +nightly fuzz run check -- -max_total_time={{ seconds }}
