//! The Yew components of the page.
