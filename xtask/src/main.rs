//! The chores of this repository: `cargo xtask test`, `cargo xtask bench`, `cargo xtask corpora`,
//! `cargo xtask screenshots`, `cargo xtask theme-docs`.

mod bench;
mod browser;
mod corpora;
mod test;
mod theme_docs;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask test                   everything that a change must pass
       cargo xtask bench [--roles N,N …] [--rounds N]
                                          how fast the release build is
       cargo xtask bench-search [ROLES …] how fast the search answers in a browser
       cargo xtask synthetic ROLES DIR    the framework that is measured
       cargo xtask corpora                what becomes of each framework in ../shared, moved in
       cargo xtask screenshots            every kind of page, into target/screenshots
       cargo xtask theme-docs             what themes can rely on, into themes/README.md
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["test"] => Ok(test::run()),
        ["bench", ref options @ ..] => bench::run(options).map(|()| true),
        ["bench-search", ref roles @ ..] => bench::search(roles).map(|()| true),
        ["synthetic", roles, folder] => bench::synthetic(roles, folder).map(|()| true),
        ["corpora"] => corpora::run(),
        ["theme-docs"] => theme_docs::write().map(|()| true),
        ["screenshots"] => browser::screenshots(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprint!("{message}");
            if !message.ends_with('\n') {
                eprintln!();
            }
            ExitCode::from(2)
        }
    }
}
