//! What the terminal sees. Colours reach only a terminal, and `NO_COLOR` is respected: `anstream`
//! takes them out elsewhere.

use std::io::{self, Write as _};

use clap::builder::styling::{AnsiColor, Style};

use crate::diagnostic::{self, Diagnostics};
use crate::source::Sources;

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// Prints a result. A reader who has seen enough and closes the pipe is no failure.
pub(super) fn result(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Prints a message. If nobody can read it, nobody can be told so either.
pub(super) fn message(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints what went wrong, and what to do.
pub(super) fn error(text: &str, help: Option<&str>) {
    let help = help.map(|help| format!("{HELP}help{HELP:#}: {help}\n")).unwrap_or_default();
    message(&format!("{ERROR}error{ERROR:#}: {text}\n{help}"));
}

/// Prints what is no error, and may be wrong all the same.
pub(super) fn warning(text: &str) {
    message(&format!("{WARNING}warning{WARNING:#}: {text}\n"));
}

/// Prints what is wrong with the content: what matters of it, `check` tells the rest.
pub(super) fn diagnostics(sources: &Sources, diagnostics: &Diagnostics) {
    let (shown, left_out) = diagnostics.worst();
    message(&diagnostic::text(sources, &shown, true));
    if left_out > 0 {
        message(&format!("{left_out} more: `rungs check` tells all\n\n"));
    }
}

/// `12.3 KB`, `4.5 MB`.
#[cfg(feature = "single-file")]
pub(super) fn size(bytes: usize) -> String {
    let tenths = |unit: usize| (bytes * 10).div_ceil(unit);
    let (tenths, unit) = match bytes {
        0..1_000_000 => (tenths(1_000), "KB"),
        _ => (tenths(1_000_000), "MB"),
    };
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// `1 page`, `2 pages`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
