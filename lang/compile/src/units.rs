//! Units: powers of time and of counted things. Time is in minutes within a model, whatever it is written in.

use crate::words::UNITS;

/// Most kinds of counted things in one model, and time.
const BASES: usize = 16;

/// What a value is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A bare number: takes the unit of what it is added to or compared with.
    Bare,
    /// Not known yet: of something earlier whose equation has not been read.
    Unknown,
    /// Yes or no.
    Truth,
    /// One of some words, by the number of their list.
    Words(u16),
    /// Powers of minutes and of counted things; all zero for a plain number or share.
    Of([i8; BASES]),
}

impl Unit {
    pub(crate) const PLAIN: Self = Self::Of([0; BASES]);
    pub(crate) const MINUTES: Self = Self::time(1);
    pub(crate) const PER_MINUTE: Self = Self::time(-1);

    const fn time(power: i8) -> Self {
        let mut powers = [0; BASES];
        powers[0] = power;
        Self::Of(powers)
    }

    /// The unit of a product (`power` 1) or quotient (`power` −1); `None` for what is no number.
    pub(crate) fn times(self, other: Self, power: i8) -> Option<Self> {
        match (self, other) {
            (Self::Truth | Self::Words(_), _) | (_, Self::Truth | Self::Words(_)) => None,
            (Self::Unknown, _) | (_, Self::Unknown) => Some(Self::Unknown),
            (Self::Bare, Self::Bare) => Some(Self::Bare),
            (left, right) => {
                let mut powers = left.powers();
                for (power_of, other) in powers.iter_mut().zip(right.powers()) {
                    *power_of = power_of.saturating_add(power.saturating_mul(other));
                }
                Some(Self::Of(powers))
            }
        }
    }

    fn powers(self) -> [i8; BASES] {
        if let Self::Of(powers) = self { powers } else { [0; BASES] }
    }

    /// The unit that both have; `None` when they differ.
    pub(crate) fn same(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Unknown, Self::Bare) | (Self::Bare, Self::Unknown) => Some(Self::Unknown),
            (Self::Unknown, unit) | (unit, Self::Unknown) => Some(unit),
            (Self::Bare, unit @ (Self::Of(_) | Self::Bare)) | (unit @ Self::Of(_), Self::Bare) => Some(unit),
            (left, right) => (left == right).then_some(left),
        }
    }

    /// Whether it is something for each minute.
    pub(crate) fn is_rate(self) -> bool {
        match self {
            Self::Bare | Self::Unknown => true,
            Self::Of(powers) => powers[0] == -1,
            Self::Truth | Self::Words(_) => false,
        }
    }

    /// What a value of it is once it has a name: a bare number is a plain one then.
    pub(crate) fn named(self) -> Self {
        if self == Self::Bare { Self::PLAIN } else { self }
    }
}

/// The counted things and lists of words of a model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Units {
    names: Vec<String>,
    words: Vec<Vec<String>>,
}

impl Units {
    /// A unit from its name, such as `min`, `servers`, `%` or `servers/h`, with what one of it is in minutes and counts.
    pub(crate) fn parse(&mut self, text: &str) -> Option<(f64, Unit)> {
        let (mut scale, mut powers) = (1.0, [0i8; BASES]);
        for (place, part) in text.trim().split('/').enumerate() {
            for word in part.split(['*', '·', ' ']) {
                let name = word.trim();
                let known = UNITS.iter().find(|unit| unit.names.contains(&name));
                let (factor, base) = match known {
                    Some(unit) => (unit.factor, unit.is_time.then_some(0)),
                    None if name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') => {
                        (1.0, Some(self.counted(name)?))
                    }
                    None => return None,
                };
                let power: i8 = if place == 0 { 1 } else { -1 };
                if let Some(base) = base {
                    powers[base] = powers[base].saturating_add(power);
                }
                scale = if place == 0 { scale * factor } else { scale / factor };
            }
        }
        Some((scale, Unit::Of(powers)))
    }

    /// The place of a counted thing: one server and two servers are the same.
    fn counted(&mut self, name: &str) -> Option<usize> {
        if name.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let single = match name.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => name.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(name).to_owned(),
        };
        let known = self.names.iter().position(|known| *known == single);
        let place = known.unwrap_or(self.names.len()) + 1;
        if place >= BASES {
            return None;
        }
        if known.is_none() {
            self.names.push(single);
        }
        Some(place)
    }

    /// The unit of what is one of some words.
    pub(crate) fn of_words(&mut self, words: &[String]) -> Unit {
        let known = self.words.iter().position(|known| known == words);
        let place = known.unwrap_or_else(|| {
            self.words.push(words.to_vec());
            self.words.len() - 1
        });
        Unit::Words(place as u16)
    }

    /// The words of such a unit.
    pub(crate) fn words(&self, unit: Unit) -> &[String] {
        match unit {
            Unit::Words(place) => self.words.get(usize::from(place)).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    /// The unit in words.
    pub(crate) fn show(&self, unit: Unit) -> String {
        let powers = match unit {
            Unit::Truth => return "yes or no".into(),
            Unit::Words(_) => return format!("one of {}", self.words(unit).join(", ")),
            Unit::Bare | Unit::Unknown => return "a plain number".into(),
            Unit::Of(powers) => powers,
        };
        let name = |base: usize| if base == 0 { "min" } else { self.names[base - 1].as_str() };
        let side = |sign: i8| -> Vec<String> {
            let part = |base: usize| match i16::from(powers[base]) * i16::from(sign) {
                power if power <= 0 => None,
                1 => Some(name(base).to_owned()),
                power => Some(format!("{}^{power}", name(base))),
            };
            (0..BASES).filter_map(part).collect()
        };
        let (above, below) = (side(1).join("·"), side(-1).join("/"));
        match (above.as_str(), below.as_str()) {
            ("", "") => "a plain number".into(),
            (above, "") => above.to_owned(),
            ("", below) => format!("1/{below}"),
            (above, below) => format!("{above}/{below}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_and_shown() {
        let mut units = Units::default();
        let (scale, rate) = units.parse("servers/h").unwrap_or((0.0, Unit::Bare));
        assert_eq!((scale, units.show(rate)), (1.0 / 60.0, "server/min".into()));
        assert_eq!(units.parse("server/min"), Some((1.0, rate)), "one or many");
        assert_eq!(units.parse("1/min"), Some((1.0, Unit::PER_MINUTE)));
        assert_eq!(units.parse("%"), Some((0.01, Unit::PLAIN)));
        assert_eq!(units.parse("entries"), units.parse("entry"));
        assert_eq!(units.parse("a+b"), None);
    }

    #[test]
    fn a_bare_number_takes_the_unit_of_its_neighbour() {
        assert_eq!(Unit::Bare.same(Unit::MINUTES), Some(Unit::MINUTES));
        assert_eq!(Unit::PLAIN.same(Unit::MINUTES), None);
        assert_eq!(Unit::Bare.same(Unit::Truth), None);
        assert_eq!(Unit::MINUTES.times(Unit::PER_MINUTE, 1), Some(Unit::PLAIN));
        assert_eq!(Unit::Truth.times(Unit::PLAIN, 1), None);
    }

    #[test]
    fn too_many_kinds_of_things_are_refused() {
        let mut units = Units::default();
        assert!((0..40).any(|number| units.parse(&format!("thing{number}x")).is_none()));
    }
}
