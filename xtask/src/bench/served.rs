//! From a save until the server answers with the new text.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How the server does.
#[derive(Debug, Default)]
pub struct Served {
    /// Seconds from its start to the first page.
    pub first_page: f64,
    /// Seconds of each edit, from the save to the answer with the new text.
    pub edits: Vec<f64>,
    /// The most memory it had at once.
    pub peak_mib: f64,
}

/// How often the page is asked for.
const POLL: Duration = Duration::from_millis(1);

/// Longer than any edit should take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts a server, edits one role after the other, and asks for the page that shows it.
pub fn measure(rungs: &Path, source: &Path, roles: usize, rounds: usize) -> io::Result<Served> {
    let started = Instant::now();
    let mut command = Command::new(rungs);
    command.arg("serve").arg(source).args(["--port", "0"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut server = Server(child);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().expect("it is piped")).read_line(&mut line)?;
    let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap_or_default();
    let port: u16 = port.parse().map_err(io::Error::other)?;
    let mut served = Served::default();
    while !get(port, "/index.html")?.starts_with("HTTP/1.1 200") {
        late(started)?;
    }
    served.first_page = started.elapsed().as_secs_f64();
    // Events of the start may still be on their way.
    thread::sleep(Duration::from_millis(500));
    // The first edit isn't counted, as with the other generators.
    for round in 0..=rounds.max(5) {
        let role = (round * 7919) % roles;
        let file = source.join(format!("content/roles/role-{role}/l3.md"));
        let text = fs::read_to_string(&file)?;
        let mark = format!("zq{round}mark");
        let text = text.replacen("\n- ", &format!("\n- {mark} "), 1);
        let started = Instant::now();
        fs::write(&file, text)?;
        let page = format!("/roles/role-{role}/l3.html");
        while !get(port, &page)?.contains(&mark) {
            late(started)?;
        }
        if round > 0 {
            served.edits.push(started.elapsed().as_secs_f64());
        }
        thread::sleep(Duration::from_millis(100));
    }
    let status = fs::read_to_string(format!("/proc/{}/status", server.0.id())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<f64>().ok());
    served.peak_mib = peak.unwrap_or(f64::NAN) / 1024.0;
    Ok(served)
}

fn late(started: Instant) -> io::Result<()> {
    thread::sleep(POLL);
    match started.elapsed() < PATIENCE {
        true => Ok(()),
        false => Err(io::Error::other("the page never came")),
    }
}

fn get(port: u16, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let host = format!("Host: 127.0.0.1:{port}\r\nConnection: close");
    stream.write_all(format!("GET {path} HTTP/1.1\r\n{host}\r\n\r\n").as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Ends with us.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
