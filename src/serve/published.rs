use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::diagnostic::Diagnostics;
use crate::render::Site;
use crate::source::Sources;

/// What is served, until the next save.
#[derive(Debug)]
pub(super) struct Published {
    /// Another one for every site and every start of the server: a page that was made of another
    /// version loads itself again.
    pub(super) version: String,
    /// The site, or why there is none.
    pub(super) state: State,
    start: u128,
    number: u64,
}

/// The site, or why there is none.
#[derive(Debug)]
pub(super) enum State {
    /// A site; the sources are there to show what a theme can't render.
    Site {
        /// The site.
        site: Arc<Site>,
        /// What it is made of.
        sources: Sources,
    },
    /// The content has errors.
    Broken {
        /// The content.
        sources: Sources,
        /// What is wrong with it.
        problems: Diagnostics,
    },
    /// A file can't be read.
    Unreadable(String),
}

impl Published {
    /// Before the first site.
    pub(super) fn starting() -> Published {
        let start = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let state = State::Unreadable("the site isn't built yet".to_owned());
        Published { version: format!("{start}-0"), state, start, number: 0 }
    }

    /// What comes after this.
    pub(super) fn next(&self, state: State) -> Published {
        let number = self.number + 1;
        let version = format!("{}-{number}", self.start);
        Published { version, state, start: self.start, number }
    }
}
