//! How fast the release build is, beside what the disk can do at all.
//!
//! Measured as `research` did for other generators: whole processes, into fresh folders, rounds
//! interleaved with `cp -r` of the same output; nothing is deleted between timings, because a disk
//! that deletes is slow for a while. Nothing of this is a test: a busy machine proves nothing.

mod framework;
mod measure;
mod served;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tools::{binary, build_release, root};
use measure::{Cost, median};
pub use measure::{folder_size, run_measured};

/// Roles of the three sizes that other generators were measured at: 106, 2,506 and 25,006 pages.
const ROLES: [usize; 3] = [7, 167, 1667];

/// Measures and prints a table.
pub fn run(options: &[&str]) -> Result<(), String> {
    let mut roles = ROLES.to_vec();
    let mut rounds = 5;
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let value = options.next().ok_or_else(|| format!("{option} needs a value"))?;
        let numbers = value.split(',').map(|one| one.parse::<usize>());
        let numbers = numbers.collect::<Result<Vec<_>, _>>();
        let numbers = numbers.map_err(|error| format!("{option} {value}: {error}"))?;
        match *option {
            "--roles" => roles = numbers,
            "--rounds" => rounds = numbers[0],
            other => return Err(format!("no option is called {other}")),
        }
    }
    build_release()?;
    let mut table = Vec::new();
    for roles in roles {
        table.push(scale(roles, rounds).map_err(|error| format!("{roles} roles: {error}"))?);
    }
    println!("{}", table[0].header());
    for row in &table {
        println!("{row}");
    }
    Ok(())
}

/// Roles of 10,080 and 120,060 behaviours.
const SEARCHED: [&str; 2] = ["56", "667"];

/// Builds frameworks and prints how large the index of each is, and how fast Chromium answers.
pub fn search(roles: &[&str]) -> Result<(), String> {
    let chromium = crate::browser::prepare()?;
    build_release()?;
    for roles in if roles.is_empty() { &SEARCHED[..] } else { roles } {
        let folder = root().join("target/bench-search").join(roles);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| format!("{roles}: {error}"))?;
        }
        let (source, site) = (folder.join("source"), folder.join("site"));
        synthetic(roles, &source.to_string_lossy())?;
        let mut build = Command::new(binary("release", "rungs"));
        build.arg("build").arg(&source).arg("--out").arg(&site);
        let mut node = Command::new("node");
        node.arg("search-bench.mjs").arg(&site).current_dir(root().join("tests/browser"));
        node.env("CHROMIUM", &chromium);
        for command in [&mut build, &mut node] {
            if !command.status().is_ok_and(|status| status.success()) {
                return Err(format!("{roles} roles: {command:?} failed"));
            }
        }
    }
    Ok(())
}

/// Writes the framework that is measured, to look at it or to measure something else.
pub fn synthetic(roles: &str, folder: &str) -> Result<(), String> {
    let roles = roles.parse().map_err(|error| format!("{roles}: {error}"))?;
    framework::write(Path::new(folder), roles).map_err(|error| format!("{folder}: {error}"))
}

/// What one size of framework costs.
struct Row {
    pages: usize,
    megabytes: f64,
    build: Vec<Cost>,
    again: Cost,
    copy: Vec<Cost>,
    served: served::Served,
}

fn scale(roles: usize, rounds: usize) -> std::io::Result<Row> {
    let folder = root().join("target/bench").join(roles.to_string());
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let source = folder.join("source");
    framework::write(&source, roles)?;
    let rungs = binary("release", "rungs");
    let build = |out: &Path| {
        let mut command = Command::new(&rungs);
        command.arg("build").arg(&source).arg("--out").arg(out);
        run_measured(&mut command)
    };
    let mut row = Row {
        pages: 0,
        megabytes: 0.0,
        build: Vec::new(),
        again: Cost::default(),
        copy: Vec::new(),
        served: served::Served::default(),
    };
    // The first round warms the disk's memory and isn't counted.
    for round in 0..=rounds {
        let out = folder.join(format!("out-{round}"));
        let built = build(&out)?;
        let mut copy = Command::new("cp");
        copy.arg("-r").arg(&out).arg(folder.join(format!("copy-{round}")));
        let copied = run_measured(&mut copy)?;
        if round > 0 {
            row.build.push(built);
            row.copy.push(copied);
        }
    }
    row.again = build(&folder.join("out-0"))?;
    (row.pages, row.megabytes) = folder_size(&folder.join("out-0"));
    row.served = served::measure(&rungs, &source, roles, rounds)?;
    fs::remove_dir_all(&folder)?;
    Ok(row)
}

impl Row {
    fn header(&self) -> &'static str {
        "| pages | MB | build s, median (min-max) | CPU s | peak MiB | cp -r s, median (min) | x cp -r | \
         again s | serve: first page s | edit to served ms, median (min-max) | MiB |\n\
         |---|---|---|---|---|---|---|---|---|---|---|"
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let walls = |costs: &[Cost]| -> Vec<f64> { costs.iter().map(|cost| cost.wall).collect() };
        let (build, copy) = (walls(&self.build), walls(&self.copy));
        let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        // Each build beside the copy of its own round: the machine's speed drifts.
        let ratios: Vec<f64> = build.iter().zip(&copy).map(|(build, copy)| build / copy).collect();
        let cpu: Vec<f64> = self.build.iter().map(|cost| cost.cpu).collect();
        let peak: Vec<f64> = self.build.iter().map(|cost| cost.peak_mib).collect();
        write!(
            f,
            "| {} | {:.1} | {:.3} ({:.3}-{:.3}) | {:.2} | {:.0} | {:.3} ({:.3}) | {:.2} | {:.3} | \
             {:.2} | {:.0} ({:.0}-{:.0}) | {:.0} |",
            self.pages,
            self.megabytes,
            median(&build),
            least(&build),
            most(&build),
            median(&cpu),
            most(&peak),
            median(&copy),
            least(&copy),
            median(&ratios),
            self.again.wall,
            self.served.first_page,
            median(&self.served.edits) * 1e3,
            least(&self.served.edits) * 1e3,
            most(&self.served.edits) * 1e3,
            self.served.peak_mib,
        )
    }
}
