//! The foot of the lanes inside an article: that they are simulated, what their marks mean, and whether it is another run
//! than the author's.

use crate::components::handles::skips;
use crate::components::marks::diamond;
use crate::components::same::Same;
use crate::frame::Mark;
use crate::state::{Notice, State};
use yew::{Html, Properties, component, html};

/// Properties of [`Foot`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The documented times.
    pub(super) marks: Same<Vec<Mark>>,
    /// Whether the lanes are shown.
    pub(super) lanes: bool,
}

/// That it is simulated, and what the marks of the lanes mean. Who hears the page hears the lanes in other words, and
/// only the first of it. Where there is little room, only the beginnings are left.
#[component]
pub(super) fn Foot(props: &Props) -> Html {
    let Props { model, marks, lanes } = props;
    let has = |reproduced: bool| marks.iter().any(|mark| mark.reproduced == reproduced);
    let changed = match model.inputs.changes() {
        0 => None,
        1 => Some(" with 1 change".to_owned()),
        changes => Some(format!(" with {changes} changes")),
    };
    html! {
        <div class={if changed.is_some() { "embed-foot changed" } else { "embed-foot" }}>
            <p>{ "Simulated" }<span class="whence">{ " from the mechanism" }</span>{ changed.clone() }<span class="measured">{ ", not measured" }</span></p>
            if *lanes {
                <p class="keys-of-lanes" aria-hidden="true">
                    if changed.is_some() {
                        <span><i class="mark mark-thin"></i>{ "as it happened" }</span>
                    }
                    <span><i class="mark mark-hill"></i><span>{ "failing" }<span class="more-room numbers">{ ", 0 to 100 %" }</span></span></span>
                    <span class="more-room"><i class="mark mark-wait"></i>{ "slow or waiting" }</span>
                    if has(true) {
                        <span class="more-room">{ diamond(true, "legend-fact") }{ "documented" }</span>
                    }
                    if has(false) {
                        <span class="more-room">{ diamond(false, "legend-fact missed") }{ "documented, not in this run" }</span>
                    }
                    <span class="more-room"><i class="mark mark-handle"></i>{ "operator action" }</span>
                    if skips(model) {
                        <span class="more-room"><i class="mark mark-handle hollow"></i>{ "action, not in this run" }</span>
                    }
                </p>
            }
            // Not a banner: readers cannot do anything about it.
            { for model.notices.iter().filter(|notice| notice.place == Notice::VERSION).map(|notice| html! {
                <p key="version" class="version">{ &notice.text }</p>
            }) }
        </div>
    }
}
