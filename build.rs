//! How the program is linked: on Linux with glibc statically, where the C library is there for that
//! (`libc6-dev` brings it). A program that finds its libraries at every start takes half as long
//! again to start as one that has them, and this one starts more often than it works.
//!
//! `-C target-feature=+crt-static` would do the same, but it holds for everything that cargo builds,
//! and procedural macros cannot be static; with `--target` they are left out, but the program lies
//! elsewhere then. Only the linker knows which library stands behind a name, so it is told here.
//! Everywhere else the program is linked as usual.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script in the environment what it builds for and where to write; \
              what the linker has, only the linker knows"
)]

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

/// The libraries that the standard library asks for by name, and the archives that have them. Those of
/// the compiler and of C need each other.
const LIBRARIES: [(&str, &[&str]); 7] = [
    ("gcc_s", &["gcc_eh"]),
    ("util", &["util"]),
    ("rt", &["rt"]),
    ("pthread", &["pthread"]),
    ("m", &["m"]),
    ("dl", &["dl"]),
    ("c", &["c", "gcc", "gcc_eh"]),
];

/// What stands in flags that say how to link, or ask for what cannot be static.
const LINKING: [&str; 5] = [
    "link",
    "crt-static",
    "relocation-model",
    "prefer-dynamic",
    "sanitizer",
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let get = |key: &str| env::var(key).unwrap_or_default();
    if get("CARGO_CFG_TARGET_OS") != "linux" || get("CARGO_CFG_TARGET_ENV") != "gnu" {
        return Ok(());
    }
    if !can_be_static(&get) {
        return Ok(());
    }
    let folder = get("OUT_DIR");
    for (library, archives) in LIBRARIES {
        let archives: Vec<_> = archives.iter().map(|name| format!("lib{name}.a")).collect();
        let script = Path::new(&folder).join(format!("lib{library}.so"));
        fs::write(script, format!("GROUP({})\n", archives.join(" ")))?;
    }
    // What is static lies at a fixed place: addresses need not be filled in at the start.
    for argument in [&format!("-L{folder}"), "-static", "-no-pie"] {
        println!("cargo::rustc-link-arg-bins={argument}");
    }
    Ok(())
}

/// Whether the linker is the usual one, and has all archives. Who says how to link is not gainsaid.
fn can_be_static(get: &dyn Fn(&str) -> String) -> bool {
    let flags = get("CARGO_ENCODED_RUSTFLAGS");
    let linker = match get("RUSTC_LINKER") {
        linker if linker.is_empty() => "cc".to_string(),
        linker => linker,
    };
    let mut archives = LIBRARIES.iter().flat_map(|(_, archives)| *archives);
    get("TARGET") == get("HOST")
        && !LINKING.iter().any(|word| flags.contains(word))
        && archives.all(|archive| is_there(&linker, archive))
}

/// Whether the linker finds the archive: it answers with the name alone if it does not.
fn is_there(linker: &str, archive: &str) -> bool {
    let name = format!("lib{archive}.a");
    let asked = Command::new(linker)
        .arg(format!("-print-file-name={name}"))
        .output();
    asked.is_ok_and(|output| {
        let path = String::from_utf8_lossy(&output.stdout).trim().to_string();
        output.status.success() && path != name && Path::new(&path).is_file()
    })
}
