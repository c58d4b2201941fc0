//! Outage Explorer: real cloud outages, simulated from their mechanisms, in the browser.
//!
//! The pure modules know only `std` and `outage_sim`, and are tested natively: [`state`] (what is open and what somebody
//! changed), [`address`] (the link that holds it), [`playback`] (the cursor over a recording), [`shelf`] (the plans that are here), [`frame`] (what the screen
//! shows at one moment), [`paint`] (the outcomes along a slider), [`session`] (questions that are answered before anybody watches), [`words`] (numbers as text), [`draw`] (pictures),
//! [`notebook`] (runs that were kept, and what two of them differ in) and [`embed`] (what a frame and the page around it say to each other).
//! [`components`] turn them into a page, and [`browser`] alone talks to the browser.

pub mod address;
#[cfg(feature = "page")]
pub mod beside;
#[cfg(feature = "page")]
pub mod browser;
#[cfg(feature = "page")]
pub mod components;
pub mod draw;
pub mod embed;
#[cfg(feature = "export")]
pub mod export;
pub mod frame;
pub mod notebook;
mod order;
pub mod paint;
pub mod playback;
pub mod session;
pub mod shelf;
pub mod state;
pub mod words;
