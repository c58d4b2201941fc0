//! The cascade: who depends on whom, what fails, and how the failure spreads.

use super::cards::{Cards, Props as Shown};
use super::desk::{use_desk, use_look};
use super::lines::Lines;
use super::particles::Particles;
use super::root_card::root_card;
use super::same::Same;
use crate::browser::{Size, use_size};
use crate::draw::Rect;
use crate::draw::layout::{Layout, Margins, layout};
use crate::frame::Frame;
use crate::state::{Blind, State};
use yew::{Html, Properties, component, html, use_memo, use_node_ref};

/// Properties of [`Cascade`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
}

/// Room around the cards, in pixels at the usual size of text.
const MARGINS: Margins = Margins { top: 6.0, bottom: 8.0 };

/// The cascade.
#[component]
pub(super) fn Cascade(props: &Props) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let node = use_node_ref();
    let size = use_size(node.clone());
    let Props { model, frame } = props;
    let picture = Same(use_memo((Same::of(&model.scenario), size), |(scenario, size)| {
        let (width, height) = (size.width / size.text, size.height / size.text);
        layout(scenario, width, height, MARGINS)
    }));
    let shown = Shown {
        scenario: Same::of(&model.scenario),
        selected: model.view.selected,
        picture: picture.clone(),
        frame: frame.clone(),
    };
    let known = size.width > 0.0;
    // A list is as high as it needs to be; a cascade as high as the screen allows.
    let height = if known && !picture.wide { format!("height:{};", rem(picture.height)) } else { String::new() };
    // Paper is as wide as it is: there the picture is made smaller.
    let style = format!("{height}--w:{:.0};--h:{:.0}", picture.width, picture.height);
    let class = if picture.wide { "picture" } else { "picture list" };
    html! {
        <>
        <div ref={node} {class} {style}>
            if known {
                <div class="picture-inner">
                    <Lines ..shown.clone() />
                    // What goes from part to part, operators do not see.
                    if model.view.blind != Some(Blind::Operators) {
                        <Particles picture={picture.clone()} model={model.clone()} {size} />
                    }
                    { root_card(model, &picture, frame, size, &desk, &look) }
                    <Cards ..shown />
                </div>
            }
        </div>
            <p class="legend" aria-hidden="true">
                <span><i class="mark mark-request"></i>{ "request" }</span>
                <span><i class="mark mark-failed"></i>{ "failed" }</span>
                <span><i class="mark mark-retry"></i>{ "tried again" }</span>
                <span><i class="mark mark-width"></i>{ "width: traffic" }</span>
                <span><i class="mark mark-dash"></i>{ "dashes: calls fail" }</span>
                <span><i class="mark mark-bar"></i>{ "% and bar: share of requests that fail" }</span>
            </p>
        </>
    }
}

/// A length in pixels at the usual size of text, as one that grows with the reader's text.
pub(super) fn rem(pixels: f64) -> String {
    format!("{:.4}rem", pixels / 16.0)
}

/// Where a rectangle of the picture is, as a style.
pub(super) fn place(rect: Rect) -> String {
    format!("left:{};top:{};width:{};height:{}", rem(rect.x), rem(rect.y), rem(rect.width), rem(rect.height))
}

/// Size of the picture in device pixels, and how many of them its units are.
pub(super) fn device(picture: &Layout, size: Size) -> (u32, u32, f64) {
    let scale = size.ratio * size.text;
    ((picture.width * scale).round() as u32, (picture.height * scale).round() as u32, scale)
}
