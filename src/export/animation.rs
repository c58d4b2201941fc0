//! A short loop as an animated picture: the moments that it shows, and the frames packed into one PNG file.
//!
//! The frames are drawn by [`super::figure`] as SVG; only a browser turns them into pixels, which come back here.

use super::Subject;
use png::{BitDepth, BlendOp, ColorType, Compression, DisposeOp, Encoder, EncodingError, Filter};

/// Frames in a loop, unless somebody asks for another number.
pub const FRAMES: usize = 30;

/// Most frames of a loop.
const MOST: usize = 240;

/// Milliseconds for which a frame is shown, and the last one.
const DELAY: (u16, u16) = (180, 1500);

/// Most pixels of a frame.
const MOST_PIXELS: usize = 16_000_000;

/// The moments of a loop in minutes since the trigger: of the stretch that the link repeats, else from just before the
/// trigger until everything has recovered.
#[must_use]
pub fn moments(subject: &Subject, frames: usize) -> Vec<f64> {
    let (from, until) = subject.state.cue.repeat.unwrap_or_else(|| stretch(subject));
    let frames = frames.clamp(2, MOST);
    let step = (until - from) / (frames - 1) as f64;
    (0..frames).map(|frame| (from + step * frame as f64).round()).collect()
}

fn stretch(subject: &Subject) -> (f64, f64) {
    let state = &subject.state;
    let (start, end) = state.recording.span();
    let lanes = (0..state.scenario.components.len()).filter(|&index| state.scenario.components[index].lane);
    let summaries: Vec<_> = lanes.map(|index| state.recording.summary(index)).collect();
    let first = summaries.iter().filter_map(|it| it.first_error).fold(f64::INFINITY, f64::min);
    if first > end {
        return (start, end);
    }
    let over = summaries.iter().filter(|it| it.first_error.is_some()).map(|it| it.recovered.unwrap_or(end));
    let last = over.fold(first, f64::max);
    let margin = ((last - first) * 0.04).max(5.0);
    ((first.min(0.0) - margin).max(start), (last + margin).min(end))
}

/// Packs frames into one animated PNG file, that repeats for ever. Of each frame but the first only what has changed is
/// kept.
pub struct Animation {
    size: (u32, u32),
    frames: usize,
    added: usize,
    writer: png::Writer<Shared>,
    shared: Shared,
    before: Vec<u8>,
}

impl Animation {
    /// An empty file for a number of frames, each `width` × `height` pixels.
    ///
    /// # Errors
    /// A size without a pixel or with too many, or no frames.
    pub fn new(width: u32, height: u32, frames: usize) -> Result<Self, EncodingError> {
        if width as usize * height as usize > MOST_PIXELS || !(1..=MOST).contains(&frames) {
            return Err(EncodingError::LimitsExceeded);
        }
        let shared = Shared::default();
        let mut encoder = Encoder::new(shared.clone(), width, height);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Balanced);
        encoder.set_filter(Filter::Paeth);
        encoder.set_animated(frames as u32, 0)?;
        encoder.set_frame_delay(DELAY.0, 1000)?;
        encoder.set_blend_op(BlendOp::Source)?;
        encoder.set_dispose_op(DisposeOp::None)?;
        let writer = encoder.write_header()?;
        Ok(Self { size: (width, height), frames, added: 0, writer, shared, before: Vec::new() })
    }

    /// Adds a frame: opaque pixels, red, green, blue and alpha of each, row by row.
    ///
    /// # Errors
    /// A frame of another size, or one too many.
    pub fn add(&mut self, pixels: &[u8]) -> Result<(), EncodingError> {
        let wanted = self.size.0 as usize * self.size.1 as usize * 4;
        if pixels.len() != wanted || self.added == self.frames {
            return Err(EncodingError::LimitsExceeded);
        }
        let mut new = pixels.to_vec();
        if self.added > 0 {
            // What stays the same is left transparent, and lets the frame before show through.
            for (pixel, before) in new.chunks_exact_mut(4).zip(self.before.chunks_exact(4)) {
                if pixel == before {
                    pixel.fill(0);
                }
            }
            self.writer.set_blend_op(BlendOp::Over)?;
            self.writer.set_filter(Filter::NoFilter);
        }
        self.added += 1;
        if self.added == self.frames {
            self.writer.set_frame_delay(DELAY.1, 1000)?;
        }
        self.writer.write_image_data(&new)?;
        self.before = pixels.to_vec();
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// When frames are missing.
    pub fn finish(self) -> Result<Vec<u8>, EncodingError> {
        if self.added < self.frames {
            return Err(EncodingError::LimitsExceeded);
        }
        self.writer.finish()?;
        Ok(self.shared.0.take())
    }
}

/// Bytes that the writer appends to and that are taken out at the end.
#[derive(Debug, Clone, Default)]
struct Shared(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl std::io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(shade: u8) -> Vec<u8> {
        let mut pixels = [10, 20, 30, 255].repeat(20 * 10);
        pixels[..4].copy_from_slice(&[shade, shade, shade, 255]);
        pixels
    }

    #[test]
    fn frames_come_back_as_they_went_in() {
        let mut animation = Animation::new(20, 10, 3).expect("a small picture");
        for shade in [0, 100, 200] {
            animation.add(&frame(shade)).expect("a frame");
        }
        assert!(animation.add(&frame(1)).is_err(), "one too many");
        let bytes = animation.finish().expect("all frames are there");
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a picture");
        let info = reader.info();
        assert_eq!(info.animation_control.map(|it| (it.num_frames, it.num_plays)), Some((3, 0)));
        let mut shown = vec![0; 20 * 10 * 4];
        for shade in [0, 100, 200] {
            let mut next = vec![0; 20 * 10 * 4];
            reader.next_frame(&mut next).expect("a frame");
            for (pixel, new) in shown.chunks_exact_mut(4).zip(next.chunks_exact(4)) {
                if new[3] == 255 {
                    pixel.copy_from_slice(new);
                }
            }
            assert_eq!(shown, frame(shade));
        }
    }

    #[test]
    fn odd_frames_are_refused() {
        assert!(Animation::new(0, 10, 3).is_err());
        assert!(Animation::new(1 << 15, 1 << 15, 3).is_err());
        assert!(Animation::new(9, 9, 0).is_err());
        let mut animation = Animation::new(20, 10, 3).expect("a small picture");
        assert!(animation.add(&[0; 7]).is_err());
        assert!(animation.finish().is_err(), "frames are missing");
    }

    #[test]
    fn a_loop_covers_the_trouble_or_what_the_link_says() {
        let told = moments(&Subject::open("#/kinesis-2020", ""), FRAMES);
        assert_eq!(told.len(), FRAMES);
        assert!(told[0] <= 0.0 && told[FRAMES - 1] > 1_100.0 && told.is_sorted(), "{told:?}");
        let looped = moments(&Subject::open("#/kinesis-2020?loop=05:15..09:39", ""), 5);
        assert_eq!((looped[0], looped[4]), (151.0, 415.0));
    }
}
