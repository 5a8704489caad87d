use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use walkdir::WalkDir;

/// What a process cost, by the kernel's account.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of all processors.
    pub cpu: f64,
    /// The most memory it had at once.
    pub peak_mib: f64,
}

/// Runs a command to its end.
pub fn run_measured(command: &mut Command) -> io::Result<Cost> {
    let started = Instant::now();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (is_well, cpu, peak_mib) = wait(child)?;
    let wall = started.elapsed().as_secs_f64();
    match is_well {
        true => Ok(Cost { wall, cpu, peak_mib }),
        false => Err(io::Error::other(format!("{command:?} failed"))),
    }
}

#[cfg(unix)]
fn wait(mut child: std::process::Child) -> io::Result<(bool, f64, f64)> {
    use wait4::Wait4;
    let used = child.wait4()?;
    let cpu = used.rusage.utime + used.rusage.stime;
    // `wait4` gives bytes, whatever the system counts in.
    Ok((used.status.success(), cpu.as_secs_f64(), used.rusage.maxrss as f64 / 1_048_576.0))
}

#[cfg(not(unix))]
fn wait(mut child: std::process::Child) -> io::Result<(bool, f64, f64)> {
    Ok((child.wait()?.success(), f64::NAN, f64::NAN))
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// HTML files below a folder, and megabytes of all files.
pub fn folder_size(folder: &Path) -> (usize, f64) {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|one| one.file_type().is_file());
    files.fold((0, 0.0), |(pages, megabytes), file| {
        let is_page = file.path().extension().is_some_and(|end| end == "html");
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        (pages + usize::from(is_page), megabytes + length as f64 / 1e6)
    })
}
