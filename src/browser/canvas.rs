//! Canvases: sized in device pixels, painted with pixels or with simple marks.

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::NodeRef;

/// A canvas with its context.
#[derive(Debug, Clone)]
pub struct Surface {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Surface {
    /// The canvas of a node, once it is on the page.
    #[must_use]
    pub fn of(node: &NodeRef) -> Option<Self> {
        let canvas = node.cast::<HtmlCanvasElement>()?;
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        Some(Self { canvas, context })
    }

    /// Gives the canvas a size in device pixels; the same size leaves it as it is.
    pub fn resize(&self, width: u32, height: u32) {
        if self.canvas.width() != width {
            self.canvas.set_width(width);
        }
        if self.canvas.height() != height {
            self.canvas.set_height(height);
        }
    }

    /// Clears everything.
    pub fn clear(&self) {
        self.context.clear_rect(0.0, 0.0, f64::from(self.canvas.width()), f64::from(self.canvas.height()));
    }

    /// Clears rows of device pixels from `top` on.
    pub fn clear_rows(&self, top: u32, height: u32) {
        self.context.clear_rect(0.0, f64::from(top), f64::from(self.canvas.width()), f64::from(height));
    }

    /// Replaces everything by pixels: red, green, blue, alpha, row by row.
    pub fn paint(&self, pixels: &[u8], width: u32, height: u32) {
        if pixels.len() != width as usize * height as usize * 4 || width == 0 || height == 0 {
            return;
        }
        self.resize(width, height);
        self.paint_at(pixels, width, height, 0);
    }

    /// Replaces rows from `top` on by pixels, and leaves the others and the size as they are.
    pub fn paint_at(&self, pixels: &[u8], width: u32, height: u32, top: u32) {
        if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height) {
            // The image has the size of its data.
            let _ = self.context.put_image_data(&image, 0.0, f64::from(top));
        }
    }

    /// Clears everything and gives a brush whose unit is a CSS pixel.
    #[must_use]
    pub fn brush(&self, ratio: f64) -> Brush<'_> {
        let context = &self.context;
        // Finite numbers are never refused.
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.clear();
        let _ = context.scale(ratio, ratio);
        Brush { context }
    }
}

/// Collects marks of one kind and draws them at once.
#[derive(Debug)]
pub struct Brush<'a> {
    context: &'a CanvasRenderingContext2d,
}

impl Brush<'_> {
    /// Filled dots at these centres.
    pub fn dots(&self, centres: impl Iterator<Item = (f64, f64)>, radius: f64, colour: &str) {
        self.context.begin_path();
        for (x, y) in centres {
            self.context.move_to(x + radius, y);
            // A radius is never negative here.
            let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        }
        self.context.set_fill_style_str(colour);
        self.context.fill();
    }

    /// Rings at these centres, filled with another colour.
    pub fn rings(&self, centres: impl Iterator<Item = (f64, f64)>, radius: f64, colour: &str, fill: &str) {
        self.context.begin_path();
        for (x, y) in centres {
            self.context.move_to(x + radius, y);
            let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        }
        self.context.set_fill_style_str(fill);
        self.context.fill();
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(1.6);
        self.context.stroke();
    }

    /// Takes away what is in a rectangle.
    pub fn erase(&self, x: f64, y: f64, width: f64, height: f64) {
        self.context.clear_rect(x, y, width, height);
    }

    /// Crosses at these centres, reaching `arm` pixels to each side.
    pub fn crosses(&self, centres: impl Iterator<Item = (f64, f64)>, arm: f64, colour: &str) {
        self.context.begin_path();
        for (x, y) in centres {
            self.context.move_to(x - arm, y - arm);
            self.context.line_to(x + arm, y + arm);
            self.context.move_to(x + arm, y - arm);
            self.context.line_to(x - arm, y + arm);
        }
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(1.7);
        self.context.stroke();
    }
}
