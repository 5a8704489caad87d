//! File events, boiled down to "the content is another one now".
//!
//! Events say where to look and never what happened: each path they name is read again and
//! compared, so an event too many costs a reading, and none can lead to a wrong site. What is
//! special about them was found by trying, and `tests/serve.rs` holds it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use crate::pipeline;
use crate::source::{Sources, is_ignored};

/// One save is a burst of events; it is over when there is none for so long.
const QUIET: Duration = Duration::from_millis(15);
/// The same where the last word on each file was that it is written and closed, or renamed to its
/// name: there is nothing to wait for but other files of the same save.
const QUIET_AND_CLOSED: Duration = Duration::from_millis(3);
/// A burst that doesn't end is cut, so that somebody sees something.
const LONGEST_BURST: Duration = Duration::from_millis(500);
/// A new folder may get files before it is watched, and no event tells of them: it is read once
/// more after so long.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// How long to wait with a file that can't be read: it may be half replaced.
const RETRY: Duration = Duration::from_millis(50);
const RETRIES: usize = 10;
/// How often to look where the system can't tell.
const POLL: Duration = Duration::from_millis(400);
/// More changed paths than this are read as the folder they are in.
const MANY: usize = 32;

/// Why [`Watch::wait`] came back.
pub(super) enum Change {
    /// The content isn't what it was.
    Content,
    /// Nothing, for as long as was asked.
    None,
    /// A file can't be read, and hasn't been for a while.
    Unreadable(io::Error),
    /// There will be no more events.
    End,
}

/// The content of a framework, kept up to date.
pub(super) struct Watch {
    root: PathBuf,
    folders: Vec<String>,
    sources: Sources,
    events: Receiver<notify::Result<Event>>,
    watcher: Box<dyn Watcher + Send>,
    /// Paths below the root that are to be read again.
    dirty: BTreeSet<String>,
    /// Those of them that may be half written, or about to come back.
    unfinished: BTreeSet<String>,
    /// New folders, and when to read them once more.
    second_looks: Vec<(Instant, String)>,
    /// Whether the last reading failed; the next event then reads everything.
    is_behind: bool,
}

impl Watch {
    /// Watches, then reads: what changes in between is read twice, and nothing is missed.
    pub(super) fn start(root: &Path) -> io::Result<Watch> {
        let (sender, events) = channel();
        let folders = pipeline::folders(&Sources::read(root, &["book.toml"])?);
        let watcher = watcher(root, &folders, &sender)?;
        let sources = read(root, &folders)?;
        let root = root.to_owned();
        Ok(Watch {
            root,
            folders,
            sources,
            events,
            watcher,
            dirty: BTreeSet::new(),
            unfinished: BTreeSet::new(),
            second_looks: Vec::new(),
            is_behind: false,
        })
    }

    /// The content as it is now.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Sleeps until the content differs from before, at most for so long.
    pub(super) fn wait(&mut self, at_most: Option<Duration>) -> Change {
        let end = at_most.map(|time| Instant::now() + time);
        loop {
            if self.burst(end).is_err() {
                return Change::End;
            }
            if self.dirty.is_empty() && !self.is_behind {
                if end.is_some_and(|end| end <= Instant::now()) {
                    return Change::None;
                }
                continue;
            }
            match self.refresh() {
                Ok(true) => return Change::Content,
                Ok(false) => {}
                Err(error) => return Change::Unreadable(error),
            }
        }
    }

    /// Sleeps until something happens, and on until it is over; wakes at `end` anyway.
    fn burst(&mut self, end: Option<Instant>) -> Result<(), RecvTimeoutError> {
        let wake = self.second_looks.iter().map(|(at, _)| *at).chain(end).min();
        let first = match wake {
            Some(at) => self.events.recv_timeout(at.saturating_duration_since(Instant::now())),
            None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match first {
            Ok(event) => self.note(event),
            Err(RecvTimeoutError::Timeout) => {
                let now = Instant::now();
                let due = self.second_looks.extract_if(.., |(at, _)| *at <= now);
                self.dirty.extend(due.map(|(_, path)| path));
                return Ok(());
            }
            Err(end) => return Err(end),
        }
        let started = Instant::now();
        // Events that mean nothing to us start no burst, or they could hold up a save.
        while !self.dirty.is_empty() && started.elapsed() < LONGEST_BURST {
            let is_closed = self.unfinished.is_empty();
            match self.events.recv_timeout(if is_closed { QUIET_AND_CLOSED } else { QUIET }) {
                Ok(event) => self.note(event),
                Err(_) => break,
            }
        }
        self.unfinished.clear();
        Ok(())
    }

    /// Remembers what an event names.
    fn note(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            self.rescan();
            return;
        };
        if event.need_rescan() {
            self.rescan();
        }
        // Our own reading is an event too; without this the first build would be followed by
        // builds without end.
        let is_reading = matches!(event.kind, EventKind::Access(kind)
            if kind != AccessKind::Close(AccessMode::Write));
        if is_reading {
            return;
        }
        for path in &event.paths {
            if *path == self.root {
                self.rescan();
            } else if let Some(path) = self.relevant(path) {
                self.note_path(path, event.kind);
            }
        }
    }

    fn note_path(&mut self, path: String, kind: EventKind) {
        let is_folder = self.root.join(&path).is_dir();
        let is_watched = self.folders.contains(&path);
        if is_watched && !matches!(kind, EventKind::Access(_)) && is_folder {
            // It may be another folder of that name, which nobody watches yet.
            self.arm();
        }
        if is_folder {
            self.second_looks.push((Instant::now() + SECOND_LOOK, path.clone()));
        }
        let is_finished = matches!(
            kind,
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To))
        );
        match is_finished && !is_folder {
            true => self.unfinished.remove(&path),
            false => self.unfinished.insert(path.clone()),
        };
        self.dirty.insert(path);
    }

    /// A path below the root with `/`, if the site could be made from it.
    fn relevant(&self, path: &Path) -> Option<String> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        if parts.is_empty() || parts.iter().any(|part| is_ignored(part)) {
            return None;
        }
        let path = parts.join("/");
        let is_in = |folder: &String| {
            path.strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.folders.iter().any(is_in).then_some(path)
    }

    /// The root itself was replaced, or events were lost: everything is to be read again.
    fn rescan(&mut self) {
        self.arm();
        self.dirty.extend(self.folders.iter().cloned());
        let again = Instant::now() + SECOND_LOOK;
        self.second_looks.extend(self.folders.iter().map(|folder| (again, folder.clone())));
    }

    fn arm(&mut self) {
        // A folder that isn't there is watched as soon as its parent tells of it.
        let _ = arm(&mut *self.watcher, &self.root, &self.folders);
    }

    /// Reads what is dirty. Says whether anything differs from before.
    fn refresh(&mut self) -> io::Result<bool> {
        for attempt in 0.. {
            match self.try_refresh() {
                Err(error) if attempt == RETRIES => {
                    self.is_behind = true;
                    return Err(error);
                }
                Err(_) => {
                    self.is_behind = true;
                    std::thread::sleep(RETRY);
                }
                done => return done,
            }
        }
        Ok(false)
    }

    fn try_refresh(&mut self) -> io::Result<bool> {
        let mut dirty = std::mem::take(&mut self.dirty);
        if self.is_behind {
            self.folders = pipeline::folders(&Sources::read(&self.root, &["book.toml"])?);
            self.sources = read(&self.root, &self.folders)?;
            self.is_behind = false;
            return Ok(true);
        }
        if dirty.len() > MANY {
            let top = |path: &String| {
                let in_it = |folder: &&String| path.starts_with(folder.as_str());
                self.folders.iter().find(in_it).cloned()
            };
            dirty = dirty.iter().filter_map(top).collect();
        }
        let mut differs = false;
        for path in &dirty {
            differs |= self.sources.refresh(&self.root, path)?;
        }
        if dirty.contains("book.toml") {
            let folders = pipeline::folders(&self.sources);
            if folders != self.folders {
                self.folders = folders;
                self.arm();
                self.sources = read(&self.root, &self.folders)?;
                differs = true;
            }
        }
        Ok(differs)
    }
}

fn read(root: &Path, folders: &[String]) -> io::Result<Sources> {
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    Sources::read(root, &folders)
}

/// The system's own events, or a look at everything now and then where there are none: each
/// folder takes a handle, and systems have only so many.
fn watcher(
    root: &Path,
    folders: &[String],
    events: &Sender<notify::Result<Event>>,
) -> io::Result<Box<dyn Watcher + Send>> {
    let native = notify::recommended_watcher(events.clone());
    if let Ok(mut native) = native
        && arm(&mut native, root, folders).is_ok()
    {
        return Ok(Box::new(native));
    }
    super::say("the system can't watch so many folders; looking at them now and then instead\n");
    let config = Config::default().with_poll_interval(POLL);
    let mut poll = PollWatcher::new(events.clone(), config).map_err(io::Error::other)?;
    arm(&mut poll, root, folders).map_err(io::Error::other)?;
    Ok(Box::new(poll))
}

/// Watches every folder that is there, anew if it was watched before: an earlier watch may be of
/// a folder that was removed since.
///
/// The root is watched without what is below it, which may be large (the output, `target`), and
/// its parent too, because a watch ends without a word when its folder is replaced.
fn arm(watcher: &mut dyn Watcher, root: &Path, folders: &[String]) -> notify::Result<()> {
    if let Some(parent) = root.parent() {
        let _ = watcher.unwatch(parent);
        let _ = watcher.watch(parent, RecursiveMode::NonRecursive);
    }
    let _ = watcher.unwatch(root);
    if root.is_dir() {
        watcher.watch(root, RecursiveMode::NonRecursive)?;
    }
    for folder in folders {
        let path = root.join(folder);
        let _ = watcher.unwatch(&path);
        if path.is_dir() {
            watcher.watch(&path, RecursiveMode::Recursive)?;
        }
        // `src = "docs/framework"`: nobody else would tell that the folder is back.
        let between = path.ancestors().skip(1).take_while(|one| *one != root);
        for one in between.filter(|one| one.is_dir()) {
            let _ = watcher.watch(one, RecursiveMode::NonRecursive);
        }
    }
    Ok(())
}
