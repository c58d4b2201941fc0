//! Keeps the run on the screen.

use super::book::Book;
use super::compare::Side;
use crate::browser::{self, typed};
use crate::components::both::Small;
use crate::components::desk::use_desk;
use crate::components::player::use_player;
use crate::components::same::Same;
use crate::notebook::{Kept, LONGEST_NAME, LONGEST_NOTE};
use crate::state::{Action, Notice, State};
use yew::{
    Callback, Html, InputEvent, Properties, SubmitEvent, component, html, use_effect_with, use_memo, use_state_eq,
};

/// Properties of [`Keep`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) model: Same<State>,
    pub(super) book: Book,
    /// Compares two runs.
    pub(super) compare: Callback<[Side; 2]>,
}

/// The run on the screen: the form that keeps it, or under what name it is kept.
#[component]
pub(super) fn Keep(props: &Props) -> Html {
    let (desk, player) = (use_desk(), use_player());
    let Props { model, book, compare } = props;
    {
        // A moment stands still.
        let player = player.clone();
        use_effect_with((), move |()| player.change(|playback| playback.pause()));
    }
    let minutes = player.playback().cursor;
    let this = use_memo((Same::of(&model.recording), minutes.to_bits()), |_| Kept::of(model, minutes));
    let name = use_state_eq(|| None::<String>);
    let note = use_state_eq(String::new);
    let kept =
        book.runs.as_ref().ok().and_then(|runs| runs.runs.iter().find(|kept| kept.is_run_of(&this.link)).cloned());
    let is_kept = kept.is_some();
    use_effect_with((), move |()| {
        if !is_kept {
            browser::go_to_soon("#keep-name");
        }
    });
    let oninput = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| name.set(typed(&event)))
    };
    let onnote = {
        let note = note.setter();
        Callback::from(move |event: InputEvent| note.set(browser::typed_lines(&event).unwrap_or_default()))
    };
    let onsubmit = {
        let (act, book, this, name, note) = (desk.act.clone(), book.clone(), this.clone(), name.clone(), note.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let kept = this.called(name.as_deref().unwrap_or_default(), &note);
            let mut outcome = Ok(());
            let told = format!("“{}” is kept.", kept.name);
            book.change(|runs| outcome = runs.keep(kept));
            act.emit(match outcome {
                Ok(()) => Action::Announce(told),
                Err(problem) => Action::Notify(Notice::new("Notebook", problem)),
            });
            name.set(None);
            note.set(String::new());
            browser::go_to_soon(".kept-run button");
        })
    };
    let with_day = (!model.inputs.is_as_it_happened()).then(|| {
        let compare = compare.clone();
        let onclick = Callback::from(move |_| compare.emit([Side::Now, Side::Day]));
        html! { <button type="button" class="button" {onclick}>{ "Compare with the day" }</button> }
    });
    let both = model.unforked.is_some().then(|| {
        let onclick = compare.reform(|_| [Side::Now, Side::Unforked]);
        html! { <button type="button" class="button" {onclick}>{ "Compare with no fork" }</button> }
    });
    html! {
        <form class="keep" {onsubmit} autocomplete="off">
            <div class="kept-picture"><Small scenario={Same::of(&model.scenario)} recording={Same::of(&model.recording)} /></div>
            if let Some(kept) = kept {
                <div class="keep-fields">
                    <p>{ "The run on the screen is kept as " }<b>{ format!("“{}”", kept.name) }</b>{ "." }</p>
                    <div class="keep-do">{ for with_day }{ for both }</div>
                </div>
            } else {
                <div class="keep-fields">
                    <label for="keep-name">{ "Keep the run on the screen as" }</label>
                    <input id="keep-name" type="text" maxlength={LONGEST_NAME.to_string()} placeholder={this.name.clone()}
                        value={name.as_ref().unwrap_or(&this.name).clone()} {oninput}
                        onfocus={|event: yew::FocusEvent| browser::select(&event)} />
                    <textarea rows="1" maxlength={LONGEST_NOTE.to_string()} aria-label="Note" placeholder="A note, if you like"
                        value={(*note).clone()} oninput={onnote} />
                    <div class="keep-do"><button type="submit" class="primary">{ "Keep this run" }</button>{ for with_day }{ for both }</div>
                </div>
            }
        </form>
    }
}
