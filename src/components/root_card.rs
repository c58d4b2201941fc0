//! The card of the component that fails first: large, with its mechanism inside.

use super::cards::{class, error_bar, level_mark};
use super::cascade::{place, rem};
use super::desk::{Desk, Look};
use super::fleet::Members;
use super::same::Same;
use crate::browser::Size;
use crate::draw::Rect;
use crate::draw::layout::Layout;
use crate::draw::spread::Spread;
use crate::frame::{Frame, Meter, RootPicture, Strip, root_picture};
use crate::order::order_by;
use crate::state::{Action, State};
use outage_sim::Form;
use yew::{Callback, Html, html};

/// The card of the component that fails first.
pub(super) fn root_card(
    model: &Same<State>,
    picture: &Layout,
    frame: &Frame,
    size: Size,
    desk: &Desk,
    look: &Look,
) -> Html {
    let root = model.scenario.root();
    let (Some(card), Some(&rect)) = (frame.cards.get(root), picture.cards.get(root)) else {
        return html! { <div hidden=true></div> };
    };
    let id = model.scenario.components[root].id.clone();
    let inside = |part: Rect| place(Rect { x: part.x - rect.x, y: part.y - rect.y, ..part });
    let members = root_picture(&model.scenario, &model.recording, frame.minutes);
    let act = desk.act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::Select(root)));
    let selected = model.view.selected == root;
    let palette = look.palette();
    let error = error_bar(card.error, palette.ramp(card.error).hex());
    html! {
        <div class={format!("{} root", class(card, selected, look))} style={place(rect)} data-card={id}>
            <button type="button" class="root-cover" {onclick} aria-pressed={if selected { "true" } else { "false" }}
                aria-label={card.spoken.clone()}></button>
            <div class="root-heading" style={inside(picture.heading)}>
                <h3><span class="root-title">{ &card.title }</span>{ level_mark(card.level) }<span class="card-figure num">{ &card.headline }</span></h3>
                <p>{ members.as_ref().map_or(card.detail.clone(), |members| members.subtitle.clone()) }</p>
                { error }
            </div>
            if let Some(members) = &members {
                <div class="members" style={inside(picture.grid)}>
                    <Members model={model.clone()} area={(picture.grid.width, picture.grid.height)} {size} />
                    <p class="unseen">{ &members.spoken }</p>
                </div>
                <div class="root-captions" style={inside(picture.captions)}>
                    if !members.scale.is_empty() {
                        <p class="scale num" aria-hidden="true">{ for members.scale.iter().map(number) }</p>
                    }
                    { for members.meter.as_ref().map(meter) }
                    if members.form == Form::Bars {
                        <p class="bars-key" aria-hidden="true">
                            <span><i class="bar"></i>{ "shards" }</span>
                            <span><i class="line"></i>{ "message" }</span>
                            <span><i class="dashes"></i>{ "room" }</span>
                        </p>
                    }
                    { tallies(members, palette) }
                    if !members.strips.is_empty() {
                        <div class="trends">{ for members.strips.iter().map(strip) }</div>
                    }
                </div>
            } else {
                <p class="root-detail" style={format!("top:{}", rem(picture.grid.y - rect.y))}>
                    { if model.view.blind.is_some() { "Their charts do not show single members." } else { card.detail.as_str() } }</p>
            }
        </div>
    }
}

/// A quantity with its recent past.
fn strip(strip: &Strip) -> Html {
    let last = strip.points.len().max(2) - 1;
    // Whole numbers: those with decimals take milliseconds to write, in each frame.
    let point = |(index, point): (usize, &f64)| format!("{},{} ", index * 1000 / last, (190.0 - point * 180.0) as i32);
    let line: String = strip.points.iter().enumerate().map(point).collect();
    html! {
        <div key={strip.label.clone()} class="trend" aria-hidden="true">
            <p><span>{ &strip.label }</span><b class="num">{ &strip.value }</b></p>
            <svg viewBox="0 0 1000 200" preserveAspectRatio="none">
                <polygon points={format!("0,200 {line}1000,200")} />
                <polyline points={line} />
            </svg>
        </div>
    }
}

/// A quantity beside its limit.
fn meter(meter: &Meter) -> Html {
    let class = if meter.is_over() { "meter over" } else { "meter" };
    html! {
        <div {class}>
            <p><span>{ &meter.label }</span><b class="num">{ &meter.value_text }</b></p>
            <div class="meter-track" aria-hidden="true">
                <span class="meter-fill" style={format!("width:{:.2}%", meter.filled() * 100.0)}></span>
                <span class="meter-limit" style={format!("left:{:.2}%", meter.mark() * 100.0)}></span>
            </div>
            <p class="meter-foot num" style={format!("padding-left:{:.1}%", (meter.mark() * 100.0 - 50.0).max(0.0))}>
                { &meter.limit_text }
            </p>
        </div>
    }
}

/// A number of the scale below members that stand by what they need.
fn number((level, amount): &(f64, String)) -> Html {
    html! { <span style={format!("left:{:.1}%", Spread::place(*level) * 100.0)}>{ amount }</span> }
}

/// The states that members are in, with their colours.
fn tallies(members: &RootPicture<'_>, palette: &crate::draw::Palette) -> Html {
    let tally = |(state, tally): (usize, &crate::frame::Tally<'_>)| {
        let colour = palette.member(state as u8).hex();
        let shape =
            (members.form == Form::Bars).then_some(["", "short", "long", "wedge"].get(state)).flatten().copied();
        html! {
            <li key={tally.word}><i class={shape} style={format!("--mark:{colour}")} aria-hidden="true"></i>
                <b class="num">{ &tally.text }</b>{ " " }{ tally.word }</li>
        }
    };
    // Where members have marks, the short names come first, which share a line.
    let order = order_by(members.tallies.len(), |state| match members.form {
        Form::Bars => members.tallies[state].word.len() as f64,
        _ => -members.tallies[state].share,
    });
    let present =
        order.into_iter().map(|state| (state, &members.tallies[state])).filter(|(_, tally)| tally.share > 0.0);
    html! { <ul class="tallies">{ for present.map(tally) }</ul> }
}
