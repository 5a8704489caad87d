//! The server, over the wire: what it answers, what it refuses, and that after any burst of edits
//! it serves what a cold build writes.
#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::Project;

/// Longer than any machine should need.
const PATIENCE: Duration = Duration::from_secs(20);

/// `rungs serve`, running.
struct Server {
    child: Child,
    port: u16,
}

/// An answer.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(project: &Project) -> Server {
        Server::start_in(project, ".")
    }

    fn start_in(project: &Project, folder: &str) -> Server {
        Server::start_for(project, folder, "panel")
    }

    fn start_for(project: &Project, folder: &str, edition: &str) -> Server {
        let args = ["serve", folder, "--port", "0", "--edition", edition];
        let mut command = project.command(&args);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("serving http://127.0.0.1:").unwrap();
        let port = url.trim_end_matches('/').parse().unwrap();
        Server { child, port }
    }

    fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    /// Asks for a page until it is as it should be.
    fn wait_for(&self, path: &str, is_it: impl Fn(&Answer) -> bool) -> Answer {
        let started = Instant::now();
        loop {
            let answer = self.get(path);
            if is_it(&answer) {
                return answer;
            }
            let late = started.elapsed() > PATIENCE;
            assert!(!late, "still {} at {path}:\n{}", answer.status, answer.body);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The version that is served: another one after each rebuild.
    fn version(&self) -> String {
        let page = self.get("/").body;
        let start = page.find("/.rungs/reload.js?").unwrap() + "/.rungs/reload.js?".len();
        page[start..].split('"').next().unwrap().to_owned()
    }

    /// Waits until this server serves what a cold build writes now.
    fn settles_like_a_build(&self, project: &Project) {
        let output = project.rungs(&["build", "--out", "cold", "--site-url", "/"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for (path, bytes) in project.files("cold") {
            if path != ".rungs" && path != rungs::emit::SUMS {
                let cold = String::from_utf8_lossy(&bytes).into_owned();
                let is_text = !cold.contains('\u{fffd}');
                if is_text {
                    self.wait_for(&format!("/{path}"), |page| clean(&page.body) == clean(&cold));
                }
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page without the script that the server added to it, and without its policy, which has to
/// let that script through: `src/serve/inject.rs` has the tests of that.
fn clean(page: &str) -> String {
    let without = |page: &str, start: &str, end: &str| match page.split_once(start) {
        Some((before, rest)) => format!("{before}{}", rest.split_once(end).unwrap().1),
        None => page.to_owned(),
    };
    let page = without(page, "<script src=\"/.rungs/reload.js?", "</script>\n");
    without(&page, "<meta http-equiv=\"Content-Security-Policy\"", ">")
}

#[test]
fn only_the_site_is_answered_and_only_to_this_machine() {
    let project = Project::sample();
    project.write("content/pages/secret.txt", "an asset");
    let server = Server::start(&project);
    let page = server.get("/");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.head.contains("cache-control: no-store"), "{}", page.head);
    assert_eq!(server.get("/index.html?query").body, page.body);
    assert_eq!(server.get("/%69ndex.html").body, page.body);
    for path in ["/nothing.html", "/book.toml", "/../book.toml", "/%2e%2e/book.toml", "/%ff"] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 404 | 400), "{path}: {}", answer.status);
        assert!(!answer.body.contains("[book]"), "{path}");
    }
    let deep = server.get("/roles/nobody/ic9.html").body;
    assert!(deep.contains("href=\"/index.html\""), "its links lead home: {deep}");
    let port = server.port;
    let ask = |method: &str, host: &str| {
        server.ask(&format!("{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    };
    assert_eq!(ask("GET", &format!("localhost:{port}")).status, 200);
    assert_eq!(ask("GET", &format!("rebound.example:{port}")).status, 403);
    assert_eq!(ask("GET", "localhost:1").status, 403);
    assert_eq!(ask("POST", &format!("localhost:{port}")).status, 405);
    let head = ask("HEAD", &format!("localhost:{port}"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn the_site_is_the_one_that_a_build_writes() {
    let project = Project::sample();
    let server = Server::start(&project);
    assert!(server.get("/").body.contains("/.rungs/reload.js"));
    assert!(!project.path("site").exists(), "serving writes nothing");
    server.settles_like_a_build(&project);
}

#[test]
fn errors_are_shown_in_the_page_until_they_are_mended() {
    let project = Project::sample();
    let server = Server::start(&project);
    let role = "content/roles/software-engineer/role.toml";
    project.edit(role, "track = \"ic\"", "track = \"<i>c\"");
    let broken = server.wait_for("/roles/software-engineer/ic2.html", |page| page.status == 500);
    assert!(broken.body.contains(&format!("{role}:4:9")), "{}", broken.body);
    assert!(broken.body.contains("&lt;i&gt;c") && !broken.body.contains("<i>"), "{}", broken.body);
    assert!(broken.body.contains("/.rungs/reload.js"), "it reloads itself");
    assert!(broken.head.contains("content-security-policy: default-src 'none'"));
    assert_eq!(server.get("/.rungs/error.css").status, 200);
    project.edit(role, "track = \"<i>c\"", "track = \"ic\"");
    server.wait_for("/", |page| page.status == 200);
}

#[test]
fn an_edition_is_followed_and_a_page_that_tells_too_much_is_not_shown() {
    let project = Project::sample();
    let server = Server::start_for(&project, ".", "public");
    let level = "content/roles/software-engineer/ic2.md";
    let page = "/roles/software-engineer/ic2.html";
    let text = project.read(level);
    let line = text.lines().find(|line| line.starts_with("- ") && line.contains(" {#")).unwrap();
    let words = line.trim_start_matches("- ").split(" {#").next().unwrap().to_owned();
    assert!(server.get(page).body.contains(&words), "{words}");
    let marked = line.replace('}', " audience=internal}");
    project.edit(level, line, &marked);
    server.wait_for(page, |page| page.status == 200 && !page.body.contains(&words));
    // A theme that quotes the line: on the page with it, and on no other.
    let template = format!(
        "{{% extends \"default/404.html\" %}}{{% block main %}}<h1>{words}</h1>{{% endblock main %}}"
    );
    project.write("themes/default/templates/404.html", &template);
    let broken = server.wait_for("/404.html", |page| page.status == 500);
    assert!(broken.body.contains("leak") && broken.body.contains(level), "{}", broken.body);
    assert_eq!(server.get(page).status, 200);
    project.edit(level, &marked, line);
    server.wait_for("/404.html", |page| page.status == 200 && page.body.contains(&words));
}

#[test]
fn an_edition_that_is_not_there_is_told_until_it_is_declared() {
    let project = Project::sample();
    let server = Server::start_for(&project, ".", "agency");
    let broken = server.get("/");
    assert_eq!(broken.status, 500);
    assert!(broken.body.contains("there is no edition"), "{}", broken.body);
    let book = project.read("book.toml") + "\n[edition.agency]\naudiences = [\"public\"]\n";
    project.write("book.toml", &book);
    server.wait_for("/", |page| page.status == 200);
}

#[test]
fn a_framework_that_is_broken_from_the_start_is_served_once_it_is_mended() {
    let project = Project::sample();
    let book = project.read("book.toml");
    project.write("book.toml", "[book\n");
    let server = Server::start(&project);
    assert_eq!(server.get("/").status, 500);
    project.write("book.toml", &book);
    server.wait_for("/", |page| page.status == 200);
    server.settles_like_a_build(&project);
}

#[test]
fn the_browser_is_told_of_every_version() {
    let project = Project::sample();
    let server = Server::start(&project);
    let first = server.version();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = format!("GET /.rungs/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    stream.write_all(request.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = || {
        let line = lines.by_ref().map(Result::unwrap).find(|line| line.starts_with("data: "));
        line.unwrap()["data: ".len()..].to_owned()
    };
    assert_eq!(next(), first);
    project.edit("content/framework.toml", "name = \"Craft\"", "name = \"Skill\"");
    assert_ne!(next(), first);
}

/// What the editors of this world do when they save, and what surrounds it.
#[test]
fn every_way_to_save_is_noticed() {
    let project = Project::sample();
    let server = Server::start(&project);
    let level = "content/roles/software-engineer/ic2.md";
    let noticed = |what: &str, save: &dyn Fn(&str)| {
        let before = server.version();
        let text = project.read(level).replace("\n## Scope", &format!("\n{what}.\n\n## Scope"));
        save(&text);
        let started = Instant::now();
        while server.version() == before {
            assert!(started.elapsed() < PATIENCE, "{what} wasn't noticed");
            thread::sleep(Duration::from_millis(5));
        }
        server.settles_like_a_build(&project);
    };
    let file = project.path(level);
    noticed("Written in place", &|text| fs::write(&file, text).unwrap());
    noticed("Renamed over", &|text| {
        fs::write(project.path("content/new.tmp~"), text).unwrap();
        fs::rename(project.path("content/new.tmp~"), &file).unwrap();
    });
    noticed("Saved by Vim", &|text| {
        fs::write(file.with_file_name("4913"), "").unwrap();
        fs::remove_file(file.with_file_name("4913")).unwrap();
        fs::rename(&file, file.with_file_name("ic2.md~")).unwrap();
        fs::write(&file, text).unwrap();
        fs::remove_file(file.with_file_name("ic2.md~")).unwrap();
    });
    noticed("Removed and written", &|text| {
        fs::remove_file(&file).unwrap();
        thread::sleep(Duration::from_millis(60));
        fs::write(&file, text).unwrap();
    });
    noticed("With its folder", &|text| {
        let folder = project.path("content/roles/software-engineer");
        fs::rename(&folder, project.path("aside")).unwrap();
        thread::sleep(Duration::from_millis(60));
        fs::rename(project.path("aside"), &folder).unwrap();
        fs::write(&file, text).unwrap();
    });
    noticed("With all content", &|text| {
        fs::rename(project.path("content"), project.path("aside")).unwrap();
        thread::sleep(Duration::from_millis(60));
        fs::rename(project.path("aside"), project.path("content")).unwrap();
        thread::sleep(Duration::from_millis(60));
        fs::write(&file, text).unwrap();
    });
}

/// `rm -r`, `git clone`: another folder of the same name, and no watch of the old one holds.
#[test]
fn a_framework_that_is_replaced_as_a_whole_is_followed() {
    let place = Project::empty();
    assert!(place.rungs(&["init", "careers"]).status.success());
    let server = Server::start_in(&place, "careers");
    for round in ["first", "second"] {
        fs::rename(place.path("careers"), place.path(round)).unwrap();
        thread::sleep(Duration::from_millis(40));
        assert!(place.rungs(&["init", "careers"]).status.success());
        let name = format!("name = \"Craft, {round}\"");
        place.edit("careers/content/framework.toml", "name = \"Craft\"", &name);
        let shown = format!("Craft, {round}");
        server.wait_for("/roles/software-engineer.html", |page| page.body.contains(&shown));
    }
}

#[test]
fn what_changes_nothing_rebuilds_nothing() {
    let project = Project::sample();
    let server = Server::start(&project);
    // Events of the start may still be on their way.
    thread::sleep(Duration::from_millis(400));
    let before = server.version();
    let level = "content/roles/software-engineer/ic2.md";
    project.write(level, &project.read(level));
    project.write("content/roles/software-engineer/ic2.md~", "backup");
    project.write("content/roles/software-engineer/.ic2.md.swp", "swap");
    project.write("content/roles/software-engineer/4913", "");
    project.write("notes.txt", "beside");
    assert!(project.rungs(&["build"]).status.success());
    assert!(project.rungs(&["check"]).status.success());
    thread::sleep(Duration::from_millis(600));
    assert_eq!(server.version(), before);
}

#[test]
fn new_folders_are_read_with_all_that_is_in_them() {
    let project = Project::generated(2, "good");
    let server = Server::start(&project);
    // Folder and files in one breath: the files have no events of their own.
    let framework = project.read("content/framework.toml");
    for role in ["late", "later"] {
        project.write(
            &format!("content/roles/{role}/role.toml"),
            "title = \"Late\"\nfamily = \"f\"\ntrack = \"ic\"\nlevels = [\"ic1\"]\n",
        );
        let text = "## Craft\n\n- Comes late. {#comes-late}\n";
        project.write(&format!("content/roles/{role}/ic1.md"), text);
    }
    project.write("content/pages/deep/down/page.md", "+++\ntitle = \"Deep\"\n+++\n\nDown.\n");
    project.write("content/framework.toml", &framework);
    server.settles_like_a_build(&project);
    fs::remove_dir_all(project.path("content/roles/late")).unwrap();
    server.settles_like_a_build(&project);
}

/// A checkout of another branch, more or less: much changes at once, again and again.
#[test]
fn after_a_burst_the_last_save_is_served() {
    let roles = 60;
    let project = Project::generated(roles, "first");
    let server = Server::start(&project);
    for round in 0..5 {
        project.mark(roles, &format!("round {round}"));
        thread::sleep(Duration::from_millis(7 * round));
    }
    for role in [3, 14, 15] {
        fs::remove_dir_all(project.path(&format!("content/roles/role-{role}"))).unwrap();
    }
    server.settles_like_a_build(&project);
}

#[test]
fn a_content_folder_of_another_name_is_followed() {
    let project = Project::sample();
    let server = Server::start(&project);
    fs::rename(project.path("content"), project.path("careers")).unwrap();
    server.wait_for("/", |page| page.status == 500);
    let book = project.read("book.toml").replace("[book]", "[book]\nsrc = \"careers\"");
    project.write("book.toml", &book);
    server.wait_for("/", |page| page.status == 200);
    let before = server.version();
    project.edit("careers/framework.toml", "name = \"Craft\"", "name = \"Skill\"");
    let started = Instant::now();
    while server.version() == before && started.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    server.settles_like_a_build(&project);
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_it_and_that_is_no_failure() {
    let project = Project::sample();
    let mut server = Server::start(&project);
    // A page that listens must not keep the server alive.
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let request = format!("GET /.rungs/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    stream.write_all(request.as_bytes()).unwrap();
    let id = server.child.id().to_string();
    let kill = std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(kill.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let project = Project::sample();
    let server = Server::start(&project);
    let output = project.rungs(&["serve", "--port", &server.port.to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&format!("error: port {} is taken", server.port)), "{told}");
}
