//! Pixels of the root's members: every server a cell of a grid, coloured by its state.

use crate::draw::palette::Palette;

/// Most cells in a grid; a larger fleet is drawn with cells that stand for several servers.
pub const MOST_CELLS: usize = 5200;

/// Least distance from one cell to the next in css pixels; a grid too small for that has fewer cells.
const LEAST_PITCH: f64 = 2.9;

/// Fewest rows between two aisles.
const ROWS_PER_AISLE: usize = 12;

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
    /// Rows between two aisles, and the height of an aisle in device pixels: they take up what is left of the height.
    aisles: (usize, usize),
}

/// Neighbouring cells in the same state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The state.
    pub state: u8,
    /// Distance of the first cell from the left edge, in device pixels.
    pub x: usize,
    /// Distance from the top edge, in device pixels.
    pub y: usize,
    /// How many cells.
    pub cells: usize,
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
        let (across, down) = pitch(width, height, wanted);
        let columns = fitting(width, across, gap(across)).max(1);
        let left = (width + gap(across)).saturating_sub(columns * across) / 2;
        let cells = wanted.min(columns * fitting(height, down, gap(across)));
        let rows = cells.div_ceil(columns).max(1);
        let spare = (height + gap(across)).saturating_sub(rows * down);
        let count = (rows / ROWS_PER_AISLE).max(1);
        let aisles = (rows.div_ceil(count + 1), (spare / count).min(down * 2));
        Self { width, height, servers, members: scatter(cells, members), columns, pitch: (across, down), left, aisles }
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

    /// The grid as runs of neighbouring cells in the same state, in device pixels, for pictures that are not made of
    /// pixels: `states` of the members, and how many `servers` there are now.
    #[must_use]
    pub fn runs(&self, states: &[u8], servers: f64) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        if states.is_empty() {
            return runs;
        }
        for (row, members) in self.members[..self.present(servers)].chunks(self.columns).enumerate() {
            let y = row * self.pitch.1 + row / self.aisles.0 * self.aisles.1;
            let mut x = self.left;
            for members in members.chunk_by(|a, b| self.state(states, *a) == self.state(states, *b)) {
                runs.push(Run { state: self.state(states, members[0]), x, y, cells: members.len() });
                x += members.len() * self.pitch.0;
            }
        }
        runs
    }

    /// Width and height of a cell, and the gap to the next one, in device pixels.
    #[must_use]
    pub fn cell(&self) -> (usize, usize, usize) {
        let gap = gap(self.pitch.0);
        (self.pitch.0 - gap, self.pitch.1 - gap, gap)
    }

    /// How many cells stand for servers that are there.
    fn present(&self, servers: f64) -> usize {
        ((servers / self.servers * self.cells() as f64).round() as usize).min(self.cells())
    }

    fn state(&self, states: &[u8], member: u16) -> u8 {
        states[usize::from(member).min(states.len() - 1)]
    }

    /// Paints the grid into `pixels` (red, green, blue, alpha; resized as needed): `states` of the members, and how
    /// many `servers` there are now; the places of servers that are not there stay empty.
    pub fn paint(&self, states: &[u8], servers: f64, palette: &Palette, pixels: &mut Vec<u8>) {
        pixels.clear();
        pixels.resize(self.width * self.height * 4, 0);
        let present = self.present(servers);
        if states.is_empty() || self.width == 0 {
            return;
        }
        let colours: [[u8; 4]; 256] = std::array::from_fn(|state| palette.member(state as u8).rgba());
        let (across, down) = self.pitch;
        let (wide, high) = (across - gap(across), down - gap(across));
        // Gaps that are large beside their cells are tinted, or the picture would look pale.
        let between = if across < 5 { 70 } else { 0 };
        let mut line = vec![0; self.width * 4];
        for (row, members) in self.members[..present].chunks(self.columns).enumerate() {
            line.fill(0);
            for (column, &member) in members.iter().enumerate() {
                let state = self.state(states, member);
                let from = self.left + column * across;
                let [red, green, blue, _] = colours[usize::from(state)];
                for (offset, pixel) in line[from * 4..].chunks_exact_mut(4).take(across).enumerate() {
                    pixel.copy_from_slice(&[red, green, blue, if offset < wide { 255 } else { between }]);
                }
            }
            let top = (row * down + row / self.aisles.0 * self.aisles.1) * self.width * 4;
            for (offset, target) in pixels[top..].chunks_exact_mut(self.width * 4).take(down).enumerate() {
                if offset == high {
                    line.chunks_exact_mut(4).for_each(|pixel| pixel[3] = pixel[3].min(between));
                }
                target.copy_from_slice(&line);
            }
        }
    }
}

/// Distances from one cell to the next, across and down, with which all cells fit and fill most of the room. They are
/// whole, so that all cells look the same, and about equal.
fn pitch(width: usize, height: usize, cells: usize) -> (usize, usize) {
    let even = (width as f64 * height as f64 / cells as f64).sqrt();
    let mut best = (1, 1);
    let mut most = 0.0;
    for across in ((even * 0.7) as usize).max(1)..=(even * 1.3).ceil() as usize {
        let columns = fitting(width, across, gap(across));
        if columns == 0 {
            break;
        }
        let rows = cells.div_ceil(columns);
        let down = (height + gap(across)) / rows;
        let shape = down as f64 / across as f64;
        let filled = (columns * across * rows * down) as f64 * (1.0 - 0.3 * (shape - 1.0).abs());
        if down > gap(across) && filled > most {
            (best, most) = ((across, down), filled);
        }
    }
    let (across, down) = best;
    // A few cells do not have to fill a large room.
    (across, down.min(across * 2))
}

/// How many cells fit into a length: the last one needs no gap behind it.
fn fitting(length: usize, pitch: usize, gap: usize) -> usize {
    (length + gap) / pitch
}

/// Space between two cells in device pixels.
fn gap(pitch: usize) -> usize {
    if pitch < 2 { 0 } else { (pitch * 2 / 9).clamp(1, 6) }
}

/// For each cell a member: in order, but scattered over the cells nearby.
fn scatter(cells: usize, members: usize) -> Vec<u16> {
    let members = members.clamp(1, usize::from(u16::MAX) + 1);
    let reach = (cells as f64 / 7.0).max(1.0);
    let mut random = 0x2545_f491_u32;
    let mut share = || {
        // xorshift32: the same scatter everywhere.
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        f64::from(random) / f64::from(u32::MAX)
    };
    // Most cells stay near their place in the order, a few are far off it.
    let places: Vec<f64> = (0..cells).map(|cell| cell as f64 + reach * (share() - share()) * share()).collect();
    let mut shown = vec![0; cells];
    for (rank, cell) in outage_sim::order(&places).into_iter().enumerate() {
        shown[cell] = (rank * members / cells) as u16;
    }
    shown
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
            (412, 460, 2.0, 5020.0, 5020),
            (412, 460, 2.0, 1e6, MOST_CELLS),
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
