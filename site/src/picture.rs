//! The pictures that other sites show beside a link, and the icons of the installed app: PNG from SVG, with the fonts in
//! this folder, so that every machine makes the same.

use crate::{
    dist::{Problem, Result},
    html::escape,
    lanes::Lanes,
    outage::Outage,
};
use outage_explorer::draw::metrics::{Weight, width};
use outage_sim::Signal;
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// Width and height of a picture for previews, in pixels.
pub(crate) const SIZE: (u32, u32) = (1200, 630);

const REGULAR: &[u8] = include_bytes!("../fonts/inter-latin-400.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/inter-latin-600.ttf");
const ICON: &str = include_str!("../../static/icon.svg");

const STYLE: &str = "<style>text { font-family: Inter; fill: #1c2127 } .lane { font-size: 19px } \
    .hour { font-size: 17px; fill: #5d6770 } .brand { font-size: 26px; font-family: 'Inter SemiBold' } \
    .title { font-family: 'Inter SemiBold'; letter-spacing: -1.5px } .line { font-size: 25px; fill: #3f4951 }</style>";

/// Margin on all sides, in pixels.
const MARGIN: f64 = 64.0;

/// The picture of one outage.
pub(crate) fn outage(outage: &Outage) -> Result<Vec<u8>> {
    let lanes = Lanes { left: MARGIN, strips: 312.0, right: 1200.0 - MARGIN, top: 286.0, pitch: 31.0, font: 19.0 };
    let chosen = Lanes::chosen(&outage.scenario, &outage.recording, 8);
    let drawn = lanes.draw(&outage.scenario, &outage.recording, &chosen);
    let told = format!("Simulated from its mechanism: {} documented facts reproduced", outage.score());
    card(&outage.scenario.about.title, &told, &drawn)
}

/// The picture of the whole: the first service to fail, of each outage.
pub(crate) fn all(outages: &[Outage]) -> Result<Vec<u8>> {
    let lanes = Lanes { left: MARGIN, strips: 312.0, right: 1200.0 - MARGIN, top: 300.0, pitch: 76.0, font: 19.0 };
    let mut svg = String::new();
    for (row, outage) in outages.iter().enumerate() {
        let y = lanes.top + lanes.pitch * row as f64;
        let errors = outage.recording.series(outage.scenario.root(), Signal::Error);
        lanes.lane(&mut svg, &outage.scenario.about.short, errors, y);
    }
    card("What would have saved us?", "Real cloud outages, simulated from their mechanisms, in your browser", &svg)
}

/// An icon of the installed app, `size` pixels wide and high.
pub(crate) fn icon(size: u32) -> Result<Vec<u8>> {
    png(ICON, size, size)
}

fn card(title: &str, line: &str, drawn: &str) -> Result<Vec<u8>> {
    let room = 1200.0 - 2.0 * MARGIN;
    // The widths are those of a slightly narrower family.
    let size = (room / (width(title, 1.0, Weight::Bold) * 1.05)).min(60.0);
    let (title, line) = (escape(title), escape(line));
    let icon = ICON.replacen("<svg ", "<svg x=\"64\" y=\"52\" width=\"48\" height=\"48\" ", 1);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\">{STYLE}\
         <rect width=\"1200\" height=\"630\" fill=\"#f7f6f2\"/>{icon}\
         <text x=\"128\" y=\"85\" class=\"brand\">Outage Explorer</text>\
         <text x=\"{MARGIN}\" y=\"186\" class=\"title\" font-size=\"{size:.1}\">{title}</text>\
         <text x=\"{MARGIN}\" y=\"236\" class=\"line\">{line}</text>{drawn}</svg>"
    );
    png(&svg, SIZE.0, SIZE.1)
}

/// Draws an SVG into a PNG of a size in pixels.
fn png(svg: &str, wide: u32, high: u32) -> Result<Vec<u8>> {
    let failed = |what: String| Problem(format!("drawing a picture: {what}"));
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(REGULAR)));
    fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(BOLD)));
    let options =
        usvg::Options { font_family: "Inter".to_owned(), fontdb: Arc::new(fonts), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let mut pixels = tiny_skia::Pixmap::new(wide, high).ok_or_else(|| failed("no room for it".to_owned()))?;
    let scale = (wide as f32 / tree.size().width()).min(high as f32 / tree.size().height());
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}
