//! Rebuilds when a theme file is added: `include_dir!` notices edits, but not new files.

fn main() {
    println!("cargo::rerun-if-changed=themes");
}
