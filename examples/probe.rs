fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let sources = rungs::source::Sources::read(&root, &["book.toml", "content", "themes"]).unwrap();
    let mut d = rungs::diagnostic::Diagnostics::default();
    let f = rungs::pipeline::framework(&sources, &mut d);
    eprintln!("{}{}", rungs::diagnostic::text(&sources, &d, false), rungs::diagnostic::summary(&d));
    if let Some(f) = f {
        for r in &f.roles { println!("{} {:?} comps {}", r.id, r.levels.iter().map(|l| (l.id.as_str(), l.cells.iter().map(|c| c.expectations.len()).sum::<usize>())).collect::<Vec<_>>(), r.competencies.len()); }
    }
}
