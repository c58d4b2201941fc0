//! Pixels of the root's members: every server a cell of a grid, coloured by its state.

use crate::draw::palette::Palette;

/// Most cells in a grid; a larger fleet is drawn with cells that stand for several servers.
pub const MOST_CELLS: usize = 5000;

/// Least distance from one cell to the next in css pixels; a grid too small for that has fewer cells.
const LEAST_PITCH: f64 = 2.9;

/// A grid of cells, laid out once for a size and a fleet; painted for every moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Fleet {
    width: usize,
    height: usize,
    servers: f64,
    /// For each cell the member that it shows.
    members: Vec<u16>,
    columns: usize,
    /// Distance from one cell to the next, across and down, in device pixels, the gap between them included.
    pitch: (usize, usize),
    /// Device pixels that are left free on the left.
    left: usize,
}

impl Fleet {
    /// A grid of `width` × `height` device pixels at a number of device pixels per css pixel, for the largest number
    /// of servers that the run reaches and a number of recorded members. Neighbouring members are scattered over
    /// neighbouring cells, so that a fleet looks like a fleet, and what goes through it in order looks like a wave.
    #[must_use]
    pub fn new(width: usize, height: usize, pixel_ratio: f64, servers: f64, members: usize) -> Self {
        let ratio = if pixel_ratio.is_finite() { pixel_ratio.clamp(0.5, 8.0) } else { 1.0 };
        let servers = if servers.is_finite() { servers.max(1.0) } else { 1.0 };
        let room = (width as f64 / (LEAST_PITCH * ratio)) * (height as f64 / (LEAST_PITCH * ratio));
        let wanted = servers.min(MOST_CELLS as f64).min(room.max(1.0)).round() as usize;
        // The largest whole pitch at which all cells fit: whole, so that all cells look the same.
        let mut pitch = (width as f64 * height as f64 / wanted as f64).sqrt().ceil().max(1.0) as usize;
        let fit = |pitch: usize| ((width + gap(pitch)) / pitch, (height + gap(pitch)) / pitch);
        while pitch > 1 && fit(pitch).0 * fit(pitch).1 < wanted {
            pitch -= 1;
        }
        let columns = fit(pitch).0.max(1);
        let left = (width + gap(pitch)).saturating_sub(columns * pitch) / 2;
        let cells = wanted.min(columns * fit(pitch).1);
        // What is left of the height makes cells a little taller.
        let rows = cells.div_ceil(columns).max(1);
        let down = ((height + gap(pitch)) / rows).clamp(pitch, (pitch * 3).div_ceil(2));
        Self { width, height, servers, members: scatter(cells, members), columns, pitch: (pitch, down), left }
    }

    /// Width and height in device pixels: of the image data, and of the canvas.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.members.len()
    }

    /// How many servers one cell stands for; 1 where every server has its own.
    #[must_use]
    pub fn servers_per_cell(&self) -> f64 {
        self.servers / self.cells().max(1) as f64
    }

    /// Paints the grid into `pixels` (red, green, blue, alpha; resized as needed): `states` of the members, and how
    /// many `servers` there are now; the places of servers that are not there stay empty.
    pub fn paint(&self, states: &[u8], servers: f64, palette: &Palette, pixels: &mut Vec<u8>) {
        pixels.clear();
        pixels.resize(self.width * self.height * 4, 0);
        let present = ((servers / self.servers * self.cells() as f64).round() as usize).min(self.cells());
        if states.is_empty() || self.width == 0 {
            return;
        }
        let colours: [[u8; 4]; 256] = std::array::from_fn(|state| palette.member(state as u8).rgba());
        let (across, down) = self.pitch;
        let (wide, high) = (across - gap(across), down - gap(across));
        let mut line = vec![0; self.width * 4];
        for (row, members) in self.members[..present].chunks(self.columns).enumerate() {
            line.fill(0);
            for (column, &member) in members.iter().enumerate() {
                let state = states[usize::from(member).min(states.len() - 1)];
                let from = self.left + column * across;
                for pixel in line[from * 4..][..wide * 4].chunks_exact_mut(4) {
                    pixel.copy_from_slice(&colours[usize::from(state)]);
                }
            }
            let top = row * down * self.width * 4;
            for target in pixels[top..][..high * self.width * 4].chunks_exact_mut(self.width * 4) {
                target.copy_from_slice(&line);
            }
        }
    }
}

/// Space between two cells in device pixels.
fn gap(pitch: usize) -> usize {
    if pitch < 2 { 0 } else { (pitch * 2 / 9).clamp(1, 6) }
}

/// For each cell a member: in order, but shuffled within windows of a few members' cells.
fn scatter(cells: usize, members: usize) -> Vec<u16> {
    let members = members.clamp(1, usize::from(u16::MAX) + 1);
    let mut order: Vec<u16> = (0..cells).map(|cell| (cell * members / cells) as u16).collect();
    let reach = (cells / 14).max(1);
    let mut random = 0x2545_f491_u32;
    for cell in 0..cells {
        // xorshift32: the same shuffle everywhere.
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        let other = cell + random as usize % reach;
        if other < cells {
            order.swap(cell, other);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::palette;

    #[test]
    fn draw_fleet_shows_every_member_about_equally_often() {
        for (cells, members) in [(4900, 256), (256, 256), (1000, 30), (5000, 256)] {
            let order = scatter(cells, members);
            let mut counts = vec![0; members];
            for member in order {
                counts[usize::from(member)] += 1;
            }
            let (least, most) = (counts.iter().min(), counts.iter().max());
            assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1), "{cells} {members}");
        }
    }

    #[test]
    fn draw_fleet_has_a_cell_for_every_server_up_to_the_cap() {
        for (width, height, ratio, servers, cells) in [
            (206, 230, 1.0, 4900.0, 4900),
            (412, 460, 2.0, 5020.0, 5000),
            (412, 460, 2.0, 1e6, 5000),
            (206, 230, 1.0, 7.0, 7),
            (206, 230, 1.0, f64::INFINITY, 1),
        ] {
            let fleet = Fleet::new(width, height, ratio, servers, 256);
            assert!(fleet.cells() >= cells * 95 / 100 && fleet.cells() <= cells, "{servers}: {}", fleet.cells());
            let mut pixels = Vec::new();
            fleet.paint(&[2; 256], servers, palette(false), &mut pixels);
            assert_eq!(pixels.len(), width * height * 4);
            let painted = pixels.chunks(4).filter(|pixel| pixel[3] == 255).count();
            assert!(painted * 5 > width * height * 2, "{servers}: {painted} of {}", width * height);
        }
    }

    #[test]
    fn draw_fleet_leaves_missing_servers_out() {
        let fleet = Fleet::new(200, 200, 1.0, 1000.0, 256);
        let painted = |servers: f64| {
            let mut pixels = Vec::new();
            fleet.paint(&[0; 256], servers, palette(true), &mut pixels);
            pixels.chunks(4).filter(|pixel| pixel[3] == 255).count()
        };
        assert_eq!(painted(0.0), 0);
        assert!(painted(500.0) * 2 > painted(1000.0) * 9 / 10 && painted(500.0) < painted(1000.0));
        assert_eq!(painted(f64::NAN), 0);
        for (width, height) in [(0, 0), (1, 1), (0, 5), (3, 900)] {
            let fleet = Fleet::new(width, height, f64::NAN, -3.0, 0);
            fleet.paint(&[9, 200], 10.0, palette(true), &mut Vec::new());
            fleet.paint(&[], 10.0, palette(true), &mut Vec::new());
        }
    }
}
