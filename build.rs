//! How the program is linked: on Linux the addresses that the loader has to fill in are listed in
//! the packed form (RELR, glibc 2.36), which takes 2 KiB instead of 94.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script about its target in the environment"
)]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |key: &str, value: &str| {
        std::env::var(format!("CARGO_CFG_TARGET_{key}")).is_ok_and(|found| found == value)
    };
    if target("OS", "linux") && target("ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
