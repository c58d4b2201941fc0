//! The requests that travel along the lines. They move while the page plays; for readers who asked for less motion
//! they stand still.

use super::cascade::device;
use super::desk::{Look, use_look};
use super::player::use_tick;
use super::same::Same;
use crate::browser::{Size, Surface};
use crate::draw::layout::Layout;
use crate::draw::particles::{Kind, Particle, RADIUS, Traffic, particles, stills};
use crate::frame::traffic;
use crate::state::State;
use yew::{Html, Properties, component, html, use_mut_ref, use_node_ref};

/// Properties of [`Particles`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Where everything stands.
    pub(super) picture: Same<Layout>,
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The size of the picture on the screen.
    pub(super) size: Size,
}

/// The colour of a request on its way; the style sheet's `--request`.
const REQUEST: &str = "#41525c";
const REQUEST_ON_DARK: &str = "#a3b4be";

/// What was drawn last, so that nothing is drawn twice.
#[derive(Debug, Default)]
struct Drawn {
    on: Option<(Same<Layout>, Size, Look)>,
    seconds: f64,
    traffic: Vec<Traffic>,
    particles: Vec<Particle>,
}

/// The requests that travel along the lines.
#[component]
pub(super) fn Particles(props: &Props) -> Html {
    let node = use_node_ref();
    let look = use_look();
    let canvas = node.clone();
    let drawn = use_mut_ref(Drawn::default);
    use_tick((props.clone(), look), move |(props, look), tick| {
        let Props { picture, model, size } = props;
        let drawn = &mut *drawn.borrow_mut();
        let traffic = traffic(&model.scenario, &model.recording, tick.minutes);
        let moved = !look.calm && drawn.seconds != tick.seconds;
        let on = Some((picture.clone(), *size, *look));
        if drawn.on == on && drawn.traffic == traffic && !moved {
            return;
        }
        (drawn.on, drawn.seconds, drawn.traffic) = (on, tick.seconds, traffic);
        drawn.particles.clear();
        for (index, (line, &traffic)) in picture.edges.iter().zip(&drawn.traffic).enumerate() {
            if look.calm {
                stills(&line.curve, traffic, &mut drawn.particles);
            } else {
                particles(&line.curve, index, traffic, tick.seconds, &mut drawn.particles);
            }
        }
        let Some(surface) = Surface::of(&canvas) else { return };
        let (width, height, scale) = device(picture, *size);
        surface.resize(width, height);
        let brush = surface.brush(scale);
        let palette = look.palette();
        let of = |kind| drawn.particles.iter().filter(move |particle| particle.kind == kind && particle.opacity > 0.35);
        let places = |kind| of(kind).map(|particle| (particle.x, particle.y));
        let request = if look.dark { REQUEST_ON_DARK } else { REQUEST };
        brush.dots(places(Kind::Request), RADIUS, request);
        brush.rings(places(Kind::Retry), RADIUS, request, &palette.card.hex());
        brush.crosses(places(Kind::Failed), RADIUS + 0.6, &palette.stops[4].hex());
        // It lies above the cards: below them, browsers would make a layer of each card.
        picture.cards.iter().for_each(|card| brush.erase(card.x, card.y, card.width, card.height));
    });
    html! { <canvas ref={node} class="particles" aria-hidden="true"></canvas> }
}
