use super::super::super::html::Html;
use super::super::super::markdown::Form;
use super::super::super::pen::Pen;
use super::{Item, Items};
use crate::parse::Text;
use crate::source::FileId;

/// What writes the texts of one blueprint.
pub(super) struct Ink<'p, 's> {
    pub(super) pen: &'p Pen<'s>,
    pub(super) file: FileId,
}

impl Ink<'_, '_> {
    pub(super) fn text(&self, text: &Text) -> Html {
        self.pen.text(self.file, text)
    }

    pub(super) fn maybe(&self, text: Option<&Text>) -> Html {
        text.map(|text| self.text(text)).unwrap_or_default()
    }

    pub(super) fn all(&self, texts: &[Text]) -> Vec<Html> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    pub(super) fn blocks(&self, text: Option<&Text>) -> Html {
        let write = |text: &Text| self.pen.write(self.file, text.get_ref(), Form::Blocks(3));
        text.map(write).unwrap_or_default()
    }

    pub(super) fn item(&self, name: Option<&String>, text: &Text) -> Item {
        Item { name: name.cloned(), html: self.text(text), ..Item::default() }
    }

    /// Things that there are, with their labels.
    pub(super) fn listed<'t>(
        &self,
        lists: impl IntoIterator<Item = (&'t str, &'t [Text])>,
    ) -> Vec<Items> {
        let lists = lists.into_iter().filter(|(_, texts)| !texts.is_empty());
        let items = |(label, texts): (&str, &[Text])| Items {
            label: label.to_owned(),
            html: Html::default(),
            items: self.all(texts),
        };
        lists.map(items).collect()
    }
}
