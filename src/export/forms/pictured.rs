//! For places that show no figure: a picture that leads to the page.

use super::{Figure, Form};
use crate::address::Document;
use crate::export::markdown::plain;
use crate::export::text;

impl Figure {
    /// The picture and a line, in Markdown that needs no HTML.
    pub(super) fn markdown(&self) -> Form {
        let (link, title) = (self.through(), plain(self.title()));
        let hint = "For places that show no figures, such as README files, wikis and issues: a picture that leads to the \
                    simulation.";
        let (picture, alt, hint) = if self.has_picture() {
            let picture = format!("{}pictures/{}.png", self.folder, self.state().scenario.id);
            (picture, format!("Which services failed when: {title}, simulated"), hint.to_owned())
        } else {
            let file = format!("{}.svg", self.subject.stem());
            let hint = format!("{hint} Save the picture beside the article: Export, The figure, SVG gives {file}.");
            (file, plain(&text::alt(&self.subject)), hint)
        };
        // The page's picture is of the whole day, the one beside the article of a moment.
        let moment = if self.has_picture() {
            String::new()
        } else {
            plain(&format!("{}; here at {}", self.changed(), self.moment()))
        };
        let text = format!("[![{alt}]({picture})]({link})\n\n[{title}]({link}), simulated from its mechanism{moment}.");
        Form { name: "Markdown and README", hint, text }
    }

    /// Whether the page has a picture of this day: it has those of the built-in ones as they happened.
    fn has_picture(&self) -> bool {
        let state = self.state();
        matches!(state.document, Document::BuiltIn(_)) && state.inputs.is_as_it_happened()
    }
}
