//! Parameters: the numbers and choices a kind of component or dependency understands.
//!
//! Each kind declares its parameters once, with [`params!`]: the declaration is the typed struct the equations use,
//! the schema that scenario files are checked against, and the reference text, all in one place.

/// What one parameter of a kind is called, means and accepts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParameterSpec {
    /// Name in the scenario file, such as `thread-limit`.
    pub id: &'static str,
    /// What it means, with its unit.
    pub about: &'static str,
    /// What values it accepts.
    pub shape: Shape,
}

/// The values a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A number from `min` to `max`.
    Number {
        /// Smallest accepted value.
        min: f64,
        /// Largest accepted value.
        max: f64,
        /// The neutral value that holds when a scenario does not mention the parameter; `None` when it must.
        neutral: Option<f64>,
    },
    /// One of several words. The value is held as the index of the word.
    Choice {
        /// The accepted words; the first one holds when a scenario does not mention the parameter.
        words: &'static [&'static str],
    },
}

impl Shape {
    /// The value that holds when a scenario does not mention the parameter.
    #[must_use]
    pub fn neutral(&self) -> Option<f64> {
        match self {
            Self::Number { neutral, .. } => *neutral,
            Self::Choice { .. } => Some(0.0),
        }
    }
}

/// A required number from `min` to `max`.
pub(crate) const fn number(min: f64, max: f64) -> Shape {
    Shape::Number { min, max, neutral: None }
}

/// A number with a neutral value: a part of the mechanism that is absent unless a scenario or an action brings it in.
pub(crate) const fn optional(min: f64, max: f64, neutral: f64) -> Shape {
    Shape::Number { min, max, neutral: Some(neutral) }
}

/// One of several words.
pub(crate) const fn choice(words: &'static [&'static str]) -> Shape {
    Shape::Choice { words }
}

/// A typed set of parameters with its schema; implemented by [`params!`].
pub(crate) trait Params: Sized {
    /// The schema, in the order of the fields.
    const SPECS: &'static [ParameterSpec];
    /// Builds the set from values in the order of [`Params::SPECS`].
    fn from_values(values: &[f64]) -> Self;
    /// The field at an index of [`Params::SPECS`].
    fn slot(&mut self, index: usize) -> &mut f64;
}

/// Declares a typed set of parameters together with its schema.
macro_rules! params {
    ($(#[$meta:meta])* pub(crate) struct $name:ident {
        $( $(#[doc = $doc:literal])+ $field:ident: $id:literal = $shape:expr, )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub(crate) struct $name { $( $(#[doc = $doc])+ pub(crate) $field: f64, )* }

        impl $crate::parameter::Params for $name {
            const SPECS: &'static [$crate::parameter::ParameterSpec] = &[ $(
                $crate::parameter::ParameterSpec { id: $id, about: concat!($($doc),+), shape: $shape },
            )* ];

            fn from_values(values: &[f64]) -> Self {
                let mut values = values.iter().copied();
                Self { $( $field: values.next().unwrap_or_default(), )* }
            }

            fn slot(&mut self, index: usize) -> &mut f64 {
                let slots = [ $( &mut self.$field, )* ];
                slots.into_iter().nth(index).expect("the index comes from SPECS")
            }
        }
    };
}
pub(crate) use params;

#[cfg(test)]
mod tests {
    use super::*;

    params! {
        /// A sample.
        pub(crate) struct Sample {
            /// A size.
            size: "size" = number(1.0, 9.0),
            /// A mode.
            mode: "mode" = choice(&["calm", "busy"]),
        }
    }

    #[test]
    fn slots_follow_the_schema() {
        let mut sample = Sample::from_values(&[4.0, 1.0]);
        for (index, spec) in Sample::SPECS.iter().enumerate() {
            *sample.slot(index) += 1.0;
            assert!(!spec.about.is_empty());
        }
        assert_eq!((sample.size, sample.mode), (5.0, 2.0));
    }
}
