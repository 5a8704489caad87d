//! How much changes, drawn: a block for each line.

use serde::Serialize;

use crate::derive::Size;

/// A block for each line, in reading order: a shape and a shade for each kind, so that it is told
/// without colour. Units are pixels where it isn't scaled.
#[derive(Debug, Serialize)]
pub struct Strip {
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// One for each kind there is.
    pub marks: Vec<StripMark>,
}

/// All blocks of a kind.
#[derive(Debug, Serialize)]
pub struct StripMark {
    /// `new`, `reworded`, `same` or `gone`, of levels beside each other `from`, `reworded`, `both` or
    /// `to`; and `frame`, around blocks that aren't full.
    pub kind: &'static str,
    /// An SVG path, to be filled and stroked.
    pub d: String,
}

/// How many blocks stand in a row.
const LONGEST: usize = 24;
const BLOCK: usize = 9;
const HALF: usize = 4;
const PLACE: usize = 11;

impl Strip {
    /// What changes from a level to one above it.
    pub(super) fn new(size: Size) -> Strip {
        let Size { same, reworded, new, gone } = size;
        Strip::of([("new", new), ("reworded", reworded), ("same", same), ("gone", gone)])
    }

    /// What two levels share that stand beside each other.
    pub(super) fn beside(size: Size) -> Strip {
        let Size { same, reworded, new, gone } = size;
        Strip::of([("from", gone), ("reworded", reworded), ("both", same), ("to", new)])
    }

    fn of(kinds: [(&'static str, usize); 4]) -> Strip {
        let (mut marks, mut before) = (Vec::new(), 0);
        for (kind, count) in kinds.into_iter().filter(|(_, count)| *count > 0) {
            let all = |kind| (before..before + count).map(|place| block(kind, place)).collect();
            if matches!(kind, "reworded" | "from" | "to") {
                marks.push(StripMark { kind: "frame", d: all("frame") });
            }
            marks.push(StripMark { kind, d: all(kind) });
            before += count;
        }
        let rows = before.div_ceil(LONGEST).max(1);
        Strip { width: before.clamp(1, LONGEST) * PLACE, height: rows * PLACE, marks }
    }
}

/// Full, half below a diagonal, hollow, or a cross; the left and the right half for two levels
/// beside each other.
fn block(kind: &str, place: usize) -> String {
    let (x, y) = (place % LONGEST * PLACE + 1, place / LONGEST * PLACE + 1);
    match kind {
        "reworded" => format!("M{x} {y}v{BLOCK}h{BLOCK}z"),
        "from" => format!("M{x} {y}h{HALF}v{BLOCK}h-{HALF}z"),
        "to" => format!("M{} {y}h{HALF}v{BLOCK}h-{HALF}z", x + BLOCK - HALF),
        "gone" => {
            let (x, y, arm) = (x + 1, y + 1, BLOCK - 2);
            format!("M{x} {y}l{arm} {arm}m0 -{arm}l-{arm} {arm}")
        }
        _ => format!("M{x} {y}h{BLOCK}v{BLOCK}h-{BLOCK}z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_block() {
        let strip = Strip::new(Size { same: 3, reworded: 2, new: 20, gone: 1 });
        let blocks = strip.marks.iter().map(|mark| (mark.kind, mark.d.matches('M').count()));
        let all = [("new", 20), ("frame", 2), ("reworded", 2), ("same", 3), ("gone", 1)];
        assert_eq!(blocks.collect::<Vec<_>>(), all);
        assert_eq!((strip.width, strip.height), (24 * PLACE, 2 * PLACE));
    }
}
