//! A build that is killed leaves the whole old site or the whole new one.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use support::Project;

const ROLES: usize = 12;

/// Every moment of a build is hit in time: the delays run over its length, in uneven steps.
#[test]
fn a_kill_at_any_time_leaves_a_whole_site() {
    let project = Project::generated(ROLES, "old");
    let build = |out: &str| assert!(project.rungs(&["build", "--out", out]).status.success());
    build("old");
    let started = Instant::now();
    build("site");
    let length = started.elapsed();
    project.mark(ROLES, "new");
    build("new");
    let (old, new) = (project.files("old"), project.files("new"));
    assert_ne!(old, new);

    let (mut kept, mut replaced) = (0, 0);
    for attempt in 0..40_u32 {
        let mark = if attempt % 2 == 0 { "new" } else { "old" };
        project.mark(ROLES, mark);
        let mut command = project.command(&["build", "--out", "site"]);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(length * (attempt * 37 % 61) / 50);
        child.kill().unwrap();
        child.wait().unwrap();
        match project.files("site") {
            site if site == old => kept += u32::from(mark == "new"),
            site if site == new => replaced += u32::from(mark == "new"),
            site => panic!("attempt {attempt}: {} files, neither old nor new", site.len()),
        }
    }
    // Whatever the last kill left beside the site goes with the next build.
    project.mark(ROLES, "new");
    build("site");
    assert_eq!(project.files("site"), new);
    let mut beside: Vec<_> = fs::read_dir(project.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    beside.sort();
    assert_eq!(beside, ["book.toml", "content", "new", "old", "site"]);
    // On a machine so busy that every kill came too early or too late, this says little.
    eprintln!("{kept} kills left the old site, {replaced} the new one");
}

#[test]
fn equal_sources_give_equal_folders_wherever_they_lie() {
    let (one, other) = (Project::sample(), Project::sample());
    assert!(one.rungs(&["build"]).status.success());
    thread::sleep(Duration::from_millis(20));
    let elsewhere = other.command(&["build", "--out", "deep/down/out", "."]).output().unwrap();
    assert!(elsewhere.status.success(), "{elsewhere:?}");
    assert_eq!(one.files("site"), other.files("deep/down/out"));
}

/// By the tool that whoever reviews a site has, not by our own.
#[cfg(target_os = "linux")]
#[test]
fn the_sums_are_what_sha256sum_reads() {
    let project = Project::sample();
    assert!(project.rungs(&["build"]).status.success());
    let site = project.root().join("site");
    let check = || {
        let mut command = std::process::Command::new("sha256sum");
        command.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(&site);
        command.output().unwrap()
    };
    let output = check();
    assert!(output.status.success(), "{output:?}");
    let sums = fs::read_to_string(site.join("SHA256SUMS")).unwrap();
    // All but the mark and the list itself.
    assert_eq!(sums.lines().count(), project.files("site").len() - 2);
    fs::write(site.join("index.html"), "changed").unwrap();
    let output = check();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "index.html: FAILED\n");
}

#[test]
fn content_with_errors_leaves_the_old_site() {
    let project = Project::sample();
    assert!(project.rungs(&["build"]).status.success());
    let before = project.files("site");
    project.edit("content/roles/software-engineer/role.toml", "track = \"ic\"", "track = \"no\"");
    let output = project.rungs(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(project.files("site"), before);
}
