//! The site on this machine while somebody writes: wait, read what changed, run the flow, publish.
//!
//! Knows nothing of what a page means. The site is the very one that a build writes, and answers
//! from memory; what only an editor needs is added on the way out (`inject.rs`).

mod error_page;
mod http;
mod inject;
mod published;
mod watch;

use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use crate::check::Overrides;
use crate::diagnostic::{self, Diagnostics};
use crate::pipeline::{self, Advice, Memory};
use crate::source::Sources;
use published::{Published, State};
use watch::{Change, Watch};

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port; the first free one from 3000 on if it is left out, any free one if it is 0.
    pub port: Option<u16>,
    /// Whether to open a browser.
    pub open: bool,
    /// The name of the edition.
    pub edition: String,
}

/// Why nothing is served.
#[derive(Debug)]
pub enum ServeError {
    /// Another program listens there.
    PortTaken(u16),
    /// The machine failed.
    Io(io::Error),
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> ServeError {
        ServeError::Io(error)
    }
}

const FIRST_PORT: u16 = 3000;
const LAST_PORT: u16 = 3099;

/// Serves the framework in `root` until Ctrl-C. Prints the address on standard output as soon as
/// the site is there.
///
/// # Errors
/// If it can't start. Once it serves, it carries on: what goes wrong then is shown in the page.
pub fn run(root: &Path, options: &Options) -> Result<(), ServeError> {
    let listener = listen(options.port)?;
    let port = listener.local_addr()?.port();
    let root = root.canonicalize()?;
    let publisher = Sender::new(Arc::new(Published::starting()));
    let subscriber = publisher.subscribe();

    let mut watch = Watch::start(&root)?;
    let mut workshop = Workshop {
        edition: options.edition.clone(),
        publisher,
        memory: Memory::keeping(),
        advice: None,
        told: String::new(),
    };
    workshop.publish(&mut watch, false);

    thread::Builder::new().name("rebuild".into()).spawn(move || workshop.work(watch))?;
    http::serve(listener, subscriber, || announce(port, options.open))?;
    Ok(())
}

/// Tells where the site is.
fn announce(port: u16, open: bool) {
    let url = format!("http://127.0.0.1:{port}/");
    // Whoever closed the pipe doesn't want to know.
    let _ = writeln!(io::stdout(), "serving {url}").and_then(|()| io::stdout().flush());
    if open && let Err(error) = open::that_detached(&url) {
        say(&format!("no browser could be opened: {error}\n"));
    }
}

/// Listens on loopback: nobody else's machine can reach it.
fn listen(port: Option<u16>) -> Result<TcpListener, ServeError> {
    let bind = |port: u16| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let is_taken = |error: &io::Error| error.kind() == io::ErrorKind::AddrInUse;
    if let Some(port) = port {
        return bind(port).map_err(|error| match is_taken(&error) {
            true => ServeError::PortTaken(port),
            false => error.into(),
        });
    }
    for port in FIRST_PORT..LAST_PORT {
        match bind(port) {
            Err(error) if is_taken(&error) => {}
            bound => return Ok(bound?),
        }
    }
    Ok(bind(LAST_PORT)?)
}

/// Makes sites, one after the other.
struct Workshop {
    edition: String,
    publisher: Sender<Arc<Published>>,
    memory: Memory,
    /// What is to be looked for as soon as nobody saves, and the warnings that came with the site.
    advice: Option<(Advice, Diagnostics)>,
    /// What the terminal was told of the content.
    told: String,
}

/// Warnings wait so long for the next save: to look for them takes longer than to make a site, and
/// whoever is still writing waits for the page.
const BEFORE_ADVICE: Duration = Duration::from_millis(300);

impl Workshop {
    fn work(mut self, mut watch: Watch) {
        loop {
            match watch.wait(self.advice.is_some().then_some(BEFORE_ADVICE)) {
                Change::Content => self.publish(&mut watch, true),
                Change::Unreadable(error) => {
                    say(&format!("{error}\n"));
                    self.send(State::Unreadable(error.to_string()));
                }
                Change::None => self.advise(watch.sources()),
                Change::End => return,
            }
        }
    }

    /// Runs the flow and publishes what comes out, be it a site or what is wrong.
    fn publish(&mut self, watch: &mut Watch, is_again: bool) {
        let started = Instant::now();
        let sources = watch.sources().clone();
        let mut problems = Diagnostics::default();
        // Where it is served now, wherever it will be published.
        let site_url = Some("/".to_owned());
        let edition = pipeline::edition(&sources, &self.edition, &mut problems);
        // Without one nothing is shown: least of all what is for others.
        let edition = edition.unwrap_or_default();
        let options = pipeline::Options { edition, site_url, overrides: Overrides::default() };
        let (site, advice) =
            pipeline::site_and_advice(&sources, &options, &mut self.memory, &mut problems);
        let Some(site) = site else {
            // Who has to mend something wants to see all of it.
            if let Some(advice) = advice {
                advice.give(&mut problems);
            }
            self.advice = None;
            self.send(State::Broken { sources: sources.clone(), problems: problems.clone() });
            self.tell(&sources, &problems);
            let found = diagnostic::summary(&problems);
            say(&format!("no site in {:.3} s ({found})\n", started.elapsed().as_secs_f64()));
            return;
        };
        self.send(State::Site { site: site.into(), sources });
        self.advice = advice.map(|advice| (advice, problems));
        let what = if is_again { "rebuilt" } else { "built" };
        say(&format!("{what} in {:.3} s\n", started.elapsed().as_secs_f64()));
    }

    /// Tells of warnings and notes.
    fn advise(&mut self, sources: &Sources) {
        let Some((advice, mut problems)) = self.advice.take() else { return };
        advice.give(&mut problems);
        if self.tell(sources, &problems) {
            let found = diagnostic::summary(&problems);
            let found = if found.is_empty() { "nothing to warn of".to_owned() } else { found };
            say(&format!("{found}\n"));
        }
    }

    /// Prints problems. What stands since the last save needn't scroll by again: says whether it
    /// was new.
    fn tell(&mut self, sources: &Sources, problems: &Diagnostics) -> bool {
        let (shown, left_out) = problems.worst();
        let mut text = diagnostic::text(sources, &shown, true);
        if left_out > 0 {
            text += &format!("{left_out} more: `rungs check` tells all\n\n");
        }
        let is_new = self.told != text;
        if is_new {
            say(&text);
            self.told = text;
        }
        is_new
    }

    fn send(&self, state: State) {
        let next = Arc::new(self.publisher.borrow().next(state));
        // What was served goes away here, not while those who ask for pages wait.
        drop(self.publisher.send_replace(next));
    }
}

/// Prints a message; nobody listening is no reason to stop.
fn say(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
