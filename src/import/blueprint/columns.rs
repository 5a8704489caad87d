//! Which column of a table says what.

use crate::import::document::{Text, plain, text, tidy};

/// The place of each key's column.
pub(super) struct Columns {
    places: Vec<Option<usize>>,
}

/// Finds the columns by words at their heads, the first that has one; a table without a head, or with
/// none that is known, has them in their order.
pub(super) fn columns(head: &[Text], rows: &[Vec<Text>], keys: &[&[&str]]) -> Columns {
    let heads: Vec<String> = head.iter().map(|cell| plain(cell).to_lowercase()).collect();
    let mut places: Vec<Option<usize>> = Vec::new();
    for words in keys {
        let is_free = |at: &usize| !places.contains(&Some(*at));
        let fits = |at: &usize| words.iter().any(|word| heads[*at].contains(word));
        let found = (0..heads.len()).filter(is_free).find(fits);
        places.push(found);
    }
    if places.iter().flatten().count() < 2 {
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        places = (0..keys.len()).map(|at| (at < width).then_some(at)).collect();
    }
    Columns { places }
}

/// What a cell that isn't there says.
static NOTHING: Text = Text::new();

impl Columns {
    /// What a row says of a key.
    pub(super) fn cell<'r>(&self, row: &'r [Text], key: usize) -> &'r Text {
        let place = self.places.get(key).copied().flatten();
        place.and_then(|at| row.get(at)).unwrap_or(&NOTHING)
    }

    /// The cells of a row for which there is no key, each behind the name of the row and what stands
    /// at the head of its column.
    pub(super) fn others(&self, head: &[Text], row: &[Text]) -> Vec<Text> {
        let name = plain(self.cell(row, 0));
        let cells = row.iter().enumerate();
        let others =
            cells.filter(|(at, cell)| !self.places.contains(&Some(*at)) && !cell.is_empty());
        others
            .map(|(at, cell)| {
                let head = head.get(at).map(|head| plain(head)).unwrap_or_default();
                let before = if head.is_empty() { name.clone() } else { format!("{name}, {head}") };
                let mut text = text(format!("{before}: "));
                text.extend(cell.iter().cloned());
                tidy(text)
            })
            .collect()
    }
}
