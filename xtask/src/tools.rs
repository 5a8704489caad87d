//! Programs that the chores run.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository's folder.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("xtask lies in the repository").to_owned()
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Makes the program as people have it.
pub fn build_release() -> Result<(), String> {
    let built = cargo().args(["build", "--quiet", "--release", "--package", "rungs"]).status();
    match built.is_ok_and(|status| status.success()) {
        true => Ok(()),
        false => Err("the release build failed".to_owned()),
    }
}

/// Where cargo puts binaries of a profile.
pub fn binary(profile: &str, name: &str) -> PathBuf {
    // We are one of them: `target/debug/xtask`.
    let own = env::current_exe().expect("this program lies somewhere");
    let target = own.ancestors().nth(2).expect("target/debug/xtask").to_owned();
    target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The first of some programs that is installed.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let files = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    files.into_iter().find(|file| file.is_file())
}

/// Installs Debian packages, if this is Debian and we may. Says whether it went well.
pub fn apt_install(packages: &[&str]) -> bool {
    if find(&["apt-get"]).is_none() {
        return false;
    }
    let quiet = |mut command: Command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let mut id = Command::new("id");
    let is_root = id.arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let apt = |args: &[&str]| {
        let mut command = Command::new(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-qq", "-y"]).args(args);
        quiet(command)
    };
    println!("installing {}", packages.join(", "));
    apt(&["update"]) && apt(&[&["install", "--no-install-recommends"], packages].concat())
}
