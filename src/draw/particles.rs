//! Requests as particles on the curves of the cascade, as a pure function of the time on the wall.
//!
//! Every edge has slots that depart at a steady pace. Which of them carry a request, which of those fail and which are
//! retries follows from the traffic through evenly spread thresholds, so that a change of the traffic changes few
//! particles, and those softly.

use crate::draw::curve::Curve;

/// What travels along one edge.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Traffic {
    /// Requests, relative to a normal day.
    pub load: f64,
    /// Share of them that fail, 0 to 1.
    pub error: f64,
    /// Share of them that are retries, 0 to 1.
    pub retry_share: f64,
}

/// What a particle is; each kind has a mark of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A request on its way: a dot.
    Request,
    /// A request that has failed: a cross.
    Failed,
    /// A request that is tried again: a ring.
    Retry,
}

/// One particle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Particle {
    /// Distance from the left edge in css pixels.
    pub x: f64,
    /// Distance from the top edge in css pixels.
    pub y: f64,
    /// What it is.
    pub kind: Kind,
    /// How strongly it is drawn, 0 to 1: particles fade in and out.
    pub opacity: f64,
}

/// Radius of a dot or ring, and half the width of a cross, in css pixels.
pub const RADIUS: f64 = 2.6;

/// Speed of a particle in css pixels per second.
const SPEED: f64 = 46.0;

/// Particles that depart per second when every slot is used.
const SLOTS: f64 = 4.0;

/// Particles per second at a normal load.
const NORMAL: f64 = 1.5;

/// Particles per second of the slightest load.
const SLIGHTEST: f64 = 0.45;

/// Seconds that a cross stays where the request failed.
const LINGER: f64 = 0.7;

/// Shares of the way between which requests fail: nearer to the callee than to the caller.
const FAILS: (f64, f64) = (0.42, 0.88);

/// Adds the particles of one edge at a time to `particles`. `seconds` is the time on the wall, `edge` any number that
/// tells the edge from others. The same arguments give the same particles.
pub fn particles(curve: &Curve, edge: usize, traffic: Traffic, seconds: f64, particles: &mut Vec<Particle>) {
    let travel = curve.length() / SPEED;
    if !(seconds.is_finite() && travel > 0.0) {
        return;
    }
    let busy = rate(traffic.load) / SLOTS;
    // Edges start at different times, so that they do not march in step.
    let clock = seconds * SLOTS + radical_inverse(edge as u64 + 1, 2) * 64.0 + 1e6;
    let newest = clock.floor();
    for age in 0..=((travel + LINGER) * SLOTS) as u64 {
        let slot = newest - age as f64;
        let number = slot as u64;
        let presence = softly(busy, radical_inverse(number, 2), 0.04);
        if presence <= 0.0 {
            continue;
        }
        let way = (clock - slot) / SLOTS / travel;
        // Without this shift the slots that are used would always fail in the same order.
        let failing = softly(traffic.error, fraction(radical_inverse(number, 3) + 0.37 * edge as f64), 0.03);
        let retry = fraction(radical_inverse(number, 5) + 0.61 * edge as f64) < traffic.retry_share;
        let whole = if retry { Kind::Retry } else { Kind::Request };
        let fails_at = FAILS.0 + (FAILS.1 - FAILS.0) * radical_inverse(number, 7);
        if failing >= 0.5 {
            let since = (way - fails_at) * travel;
            if since < 0.0 {
                add(particles, curve, way, whole, presence * ends(way));
            } else if since < LINGER {
                let fade = 1.0 - (since / LINGER).powi(2);
                add(particles, curve, fails_at, Kind::Failed, presence * fade * (2.0 * failing - 1.0));
            }
        } else if way <= 1.0 {
            add(particles, curve, way, whole, presence * ends(way));
        }
    }
}

/// Particles that stand still, for people who asked for less motion: three marks on each edge, as many of them crosses
/// as requests fail.
pub fn stills(curve: &Curve, traffic: Traffic, particles: &mut Vec<Particle>) {
    if rate(traffic.load) <= 0.0 || curve.length() <= 0.0 {
        return;
    }
    let failed = match traffic.error {
        error if error.is_nan() || error < 0.01 => 0,
        error if error < 0.5 => 1,
        error if error < 0.9 => 2,
        _ => 3,
    };
    // From the callee backwards: failures happen there.
    for (index, way) in [0.76, 0.48, 0.2].into_iter().enumerate() {
        let kind = match index {
            index if index < failed => Kind::Failed,
            2 if traffic.retry_share >= 0.05 => Kind::Retry,
            _ => Kind::Request,
        };
        add(particles, curve, way, kind, 1.0);
    }
}

/// The width of the line of an edge in css pixels: the more requests get through, the wider.
#[must_use]
pub fn line_width(traffic: Traffic) -> f64 {
    let through = traffic.load * (1.0 - traffic.error);
    1.5 + if through > 0.0 { 2.5 * through.min(1.6) } else { 0.0 }
}

/// Particles per second: little traffic is boosted so that a live edge never looks dead, and much is capped so that a
/// busy one stays readable.
fn rate(load: f64) -> f64 {
    if load.is_nan() || load < 1e-4 {
        0.0
    } else if load <= 1.0 {
        SLIGHTEST + (NORMAL - SLIGHTEST) * load
    } else {
        (NORMAL + (load - 1.0) * 0.9).min(SLOTS)
    }
}

fn add(particles: &mut Vec<Particle>, curve: &Curve, way: f64, kind: Kind, opacity: f64) {
    if opacity > 0.02 {
        let point = curve.at(way);
        particles.push(Particle { x: point.x, y: point.y, kind, opacity: opacity.min(1.0) });
    }
}

/// Fades in after the caller and out before the callee.
fn ends(way: f64) -> f64 {
    (way / 0.06).min((1.0 - way) / 0.06).clamp(0.0, 1.0)
}

/// 1 where a level is above a threshold, 0 where it is below, in between within `width` around it; exact at 0 and 1.
fn softly(level: f64, threshold: f64, width: f64) -> f64 {
    let threshold = threshold * (1.0 - width);
    ((level - threshold) / width).clamp(0.0, 1.0)
}

/// The digits of a number in a base, mirrored behind the point: consecutive numbers spread evenly over 0 to 1.
fn radical_inverse(mut number: u64, base: u64) -> f64 {
    let (mut inverse, mut digit) = (0.0, 1.0 / base as f64);
    while number > 0 {
        inverse += (number % base) as f64 * digit;
        number /= base;
        digit /= base as f64;
    }
    inverse
}

fn fraction(number: f64) -> f64 {
    number - number.floor()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::curve::Point;

    fn curve(length: f64) -> Curve {
        let point = |share: f64| Point { x: 100.0 - length * share, y: 50.0 };
        Curve::new(vec![[point(0.0), point(0.4), point(0.6), point(1.0)]])
    }

    fn at(traffic: Traffic, seconds: f64) -> Vec<Particle> {
        let mut found = Vec::new();
        particles(&curve(60.0), 3, traffic, seconds, &mut found);
        found
    }

    /// Mean numbers of dots, crosses and rings over a minute.
    fn mean(traffic: Traffic) -> [f64; 3] {
        let mut counts = [0.0; 3];
        for tick in 0..600 {
            for particle in at(traffic, f64::from(tick) / 10.0) {
                counts[particle.kind as usize] += 1.0 / 600.0;
            }
        }
        counts
    }

    #[test]
    fn draw_particles_are_a_function_of_time() {
        let traffic = Traffic { load: 1.3, error: 0.4, retry_share: 0.2 };
        assert_eq!(at(traffic, 1234.5), at(traffic, 1234.5));
        assert!(at(traffic, f64::NAN).is_empty());
        assert!(at(Traffic { load: f64::NAN, ..traffic }, 1.0).is_empty());
        for load in [0.0, 1e-9, f64::INFINITY, -1.0] {
            for error in [-1.0, 0.0, 2.0, f64::NAN] {
                at(Traffic { load, error, retry_share: f64::NAN }, 7.0);
            }
        }
    }

    #[test]
    fn draw_particles_follow_the_traffic() {
        let [requests, failed, retries] = mean(Traffic { load: 1.0, error: 0.0, retry_share: 0.0 });
        assert!((1.5..2.5).contains(&requests) && failed == 0.0 && retries == 0.0, "{requests} {failed} {retries}");
        let [_, failed, _] = mean(Traffic { load: 1.0, error: 1.0, retry_share: 0.0 });
        assert!(failed > 0.8, "{failed}");
        let [requests, _, retries] = mean(Traffic { load: 2.0, error: 0.0, retry_share: 0.5 });
        assert!((retries / (requests + retries) - 0.5).abs() < 0.12, "{requests} {retries}");
        let [slight, ..] = mean(Traffic { load: 0.001, ..Traffic::default() });
        assert!(slight > 0.3, "a live edge looks dead: {slight}");
        assert_eq!(mean(Traffic::default()), [0.0; 3]);
    }

    #[test]
    fn draw_particles_move_smoothly_and_end_softly() {
        let traffic = Traffic { load: 1.0, error: 0.5, retry_share: 0.1 };
        let mut before = at(traffic, 100.0);
        for tick in 1..600 {
            let now = at(traffic, 100.0 + f64::from(tick) / 60.0);
            for particle in &now {
                let near = |other: &&Particle| (other.x - particle.x).abs() < 1.5;
                let known = before.iter().find(near).is_some();
                assert!(known || particle.opacity < 0.4, "a particle appeared at full strength: {particle:?}");
            }
            before = now;
        }
    }

    #[test]
    fn draw_stills_show_the_share_that_fails() {
        let crosses = |error: f64| {
            let mut found = Vec::new();
            stills(&curve(60.0), Traffic { load: 1.0, error, retry_share: 0.0 }, &mut found);
            assert_eq!(found.len(), 3);
            found.iter().filter(|particle| particle.kind == Kind::Failed).count()
        };
        assert_eq!([0.0, 0.2, 0.64, 0.96].map(crosses), [0, 1, 2, 3]);
    }
}
