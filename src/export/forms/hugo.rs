//! For Hugo: the file of a shortcode, and the line in the article that calls it.

use super::Figure;
use super::escape::{attribute, text};
use std::fmt::Write;

impl Figure {
    /// The line in the article. Everything that is chosen stands in the link.
    pub(super) fn hugo_line(&self) -> String {
        let mut line = format!("{{{{< outage link=\"{}\" height=\"{}\"", self.full, self.how.height);
        if let Some(model) = &self.model {
            let _ = write!(line, " model=\"{model}\"");
        }
        if self.how.click {
            line.push_str(" load=\"click\"");
        }
        let _ = write!(line, " title=\"{}\" >}}}}", text(&format!("{}{}", self.title(), self.changed())));
        line
    }

    /// The file. What an article says becomes an attribute or a text by Hugo's own rules.
    pub(super) fn hugo_file(&self) -> String {
        // Each article keeps to its own version or to none, all with the same script.
        let version = self.model.as_ref().map(|model| format!("v/{model}/"));
        let root = version.and_then(|version| self.folder.strip_suffix(&*version)).unwrap_or(&self.folder);
        format!(
            "{script}\n\
             <outage-explorer link=\"{{{{ .Get \"link\" }}}}\" height=\"{{{{ .Get \"height\" }}}}\"\n  \
             {{{{- with .Get \"model\" }}}} model=\"{{{{ . }}}}\"{{{{ end }}}}\n  \
             {{{{- with .Get \"load\" }}}} load=\"{{{{ . }}}}\"{{{{ end }}}}>\n  \
             <p><a href=\"{root}{{{{ with .Get \"model\" }}}}v/{{{{ . }}}}/{{{{ end }}}}{{{{ .Get \"link\" | safeURL }}}}\">\
             {{{{ .Get \"title\" | htmlUnescape }}}}</a>, simulated from its mechanism.</p>\n</outage-explorer>",
            script = self.script(),
            root = attribute(root),
        )
    }
}
