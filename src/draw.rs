//! Pictures, as pure functions: charts as SVG text, lanes and fleets as pixels, particles and the layout of the cascade
//! as numbers.
//!
//! Nothing here touches the browser. Charts take their colour from the text around them (`currentColor`), pixels from a
//! [`palette::Palette`]; text is measured by a table ([`metrics`]), so a picture is the same natively and in the page.

pub mod bars;
pub mod between;
pub mod chart;
pub mod curve;
pub mod fleet;
pub mod lanes;
pub mod layout;
pub mod metrics;
pub mod palette;
pub mod particles;
pub mod relief;
pub mod spread;
pub(crate) mod svg_backend;
pub mod time_axis;

pub use curve::{Curve, Point, Rect};
pub use palette::{Palette, Rgb, palette};
