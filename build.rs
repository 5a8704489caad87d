//! Rebuilds when an embedded file is added: `include_dir!` notices edits, but not new files.

fn main() {
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=src/cli/init");
}
