//! A link as a picture that phones read.

use crate::browser::{self, Order, picture_address, use_dialog};
use crate::components::icons;
use yew::{
    AttrValue, Callback, Html, Properties, classes, component, html, use_effect_with, use_mut_ref, use_state_eq,
};

/// Properties of [`Qr`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What comes behind the address of the page, with its `#`.
    pub(super) link: String,
    /// What the picture is, for those who do not see it.
    pub(super) label: AttrValue,
    /// How it looks.
    pub(super) class: &'static str,
    /// What is said below the picture, once there is one.
    #[prop_or_default]
    pub(super) note: &'static str,
    /// What can be done where the link is too long for one.
    #[prop_or_default]
    pub(super) instead: &'static str,
}

/// Longest address, in bytes, whose picture a phone reads from a screen across a table.
const LONGEST: usize = 2_300;

/// The picture, as soon as it is drawn; a sentence where there can be none.
#[component]
pub(super) fn Qr(props: &Props) -> Html {
    let Props { link, label, class, note, instead } = props;
    let drawn = use_state_eq(|| None::<Result<String, &'static str>>);
    let too_long = "It is too long for a picture that phones can scan.";
    {
        let drawn = drawn.clone();
        // Of two links the picture of the older one may come later.
        let newest = use_mut_ref(String::new);
        use_effect_with(link.clone(), move |link| {
            newest.replace(link.clone());
            if !browser::is_on_the_web() && browser::home().is_none() {
                return drawn
                    .set(Some(Err("This page is a file, which phones cannot open: there is no picture to scan.")));
            }
            if browser::link_to(link).len() > LONGEST {
                return drawn.set(Some(Err(too_long)));
            }
            let order = Order { kind: "qr", link: link.clone(), theme: "light" };
            let of = link.clone();
            browser::export(
                order,
                |_| (),
                move |outcome| {
                    if *newest.borrow() != of {
                        return;
                    }
                    drawn.set(Some(match outcome {
                        Ok(svg) if svg.is_empty() => Err(too_long),
                        Ok(svg) => Ok(picture_address(&svg)),
                        Err(_) => Err("The picture could not be drawn. Try again when you are online."),
                    }));
                },
            );
        });
    }
    match &*drawn {
        Some(Ok(address)) => html! {
            <>
                <img class={classes!(*class, (link.len() > DENSE).then_some("dense"))} alt={label} src={address.clone()} />
                if !note.is_empty() { <p class="note">{ *note }</p> }
            </>
        },
        Some(Err(why)) => html! {
            <p class="note">{ *why }if *why == too_long && !instead.is_empty() { { " " }{ *instead } }</p>
        },
        None => html! {},
    }
}

/// Links of more characters have pictures whose points are small.
const DENSE: usize = 500;

/// Properties of [`ForPhones`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct PhonesProps {
    /// The link to the session, with its `#`.
    pub(super) link: String,
    /// The title of the session.
    pub(super) title: String,
}

/// The link of the session as large as the screen, for the last row.
#[component]
pub(super) fn ForPhones(PhonesProps { link, title }: &PhonesProps) -> Html {
    let is_open = use_state_eq(|| false);
    let close = {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(false))
    };
    let node = use_dialog((*is_open).then_some(()), close.clone());
    let open = {
        let is_open = is_open.setter();
        Callback::from(move |_| is_open.set(true))
    };
    let shut = close.reform(|_| ());
    let address = browser::link_to(link);
    html! {
        <>
            <p class="session-phones"><button type="button" class="button" onclick={open}>{ "Show the link for phones" }</button></p>
            <dialog ref={node} class="phones" aria-labelledby="phones-title">
                if *is_open {
                    <div class="phones-head">
                        <h2 id="phones-title">{ format!("{title}: open it on your phone") }</h2>
                        <button type="button" class="quiet" aria-label="Close" onclick={shut}>{ icons::close() }</button>
                    </div>
                    <Qr link={link.clone()} label="QR code of the link to this session" class="qr-large"
                        instead="Send the link by chat, or the session as a file." />
                    <p class="num phones-link">{ if address.len() < 200 { address } else { String::new() } }</p>
                }
            </dialog>
        </>
    }
}
