//! Times the stages.
use std::time::Instant;
fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).expect("dir"));
    let t = Instant::now();
    let sources =
        rungs::source::Sources::read(&root, &["book.toml", "content", "themes"]).expect("read");
    eprintln!("read {:?}", t.elapsed());
    let mut d = rungs::diagnostic::Diagnostics::default();
    let t = Instant::now();
    let docs = rungs::parse::documents(&sources, "content", &mut Default::default(), &mut d);
    eprintln!("parse {:?}", t.elapsed());
    let t = Instant::now();
    let f = rungs::model::assemble(docs, &mut Default::default(), &mut d).expect("framework");
    eprintln!("assemble {:?} {}", t.elapsed(), rungs::diagnostic::summary(&d));
    let rss = || {
        std::fs::read_to_string("/proc/self/status")
            .unwrap_or_default()
            .lines()
            .filter(|l| l.starts_with("VmRSS") || l.starts_with("VmHWM"))
            .map(|l| l.replace('\t', " "))
            .collect::<Vec<_>>()
            .join("; ")
    };
    eprintln!("{}", rss());
    let t = Instant::now();
    rungs::check::run(&f, &sources, &mut d);
    eprintln!("check {:?} {}", t.elapsed(), rungs::diagnostic::summary(&d));
    let t = Instant::now();
    let n: usize = f
        .roles
        .iter()
        .map(|r| {
            rungs::derive::Matches::new(r)
                .up
                .iter()
                .flat_map(|m| &m.rows)
                .map(|r| r.pairs.len())
                .sum::<usize>()
        })
        .sum();
    eprintln!("match {:?} on one core, {n} pairs", t.elapsed());
    eprintln!("{}", rss());
}
