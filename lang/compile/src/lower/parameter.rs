//! Parameters, and what somebody sets them to.

use super::fixed::is_set;
use super::{Lower, Value, has_time};
use crate::file::{self, Amount, Component, KnobText, Quantity, Shown};
use crate::graph::Is;
use crate::problem::{Mistake, did_you_mean, meant, short};
use crate::units::Unit;
use outage_plan as plan;

impl Lower<'_> {
    pub(super) fn parameter(&mut self, definition: usize, number: u16, of_kind: usize) {
        let scope = self.names.definitions[definition].scope;
        let spec = &self.names.scopes[scope].kind.parameters[of_kind];
        let name = self.names.name_of(definition);
        let component = scope.checked_sub(1).and_then(|number| self.file.components.get(number));
        let set = component.and_then(|component| component.set.iter().find(|setting| setting.name == spec.name));
        // One that is there under a name that is nearly right is told there.
        let is_meant = |component: &Component| {
            let unknown = component.set.iter().map(|setting| setting.name.as_str());
            let of_kind = &self.names.scopes[scope].kind.parameters;
            let mut unknown = unknown.filter(|name| of_kind.iter().all(|known| known.name != *name));
            unknown.any(|name| !meant(name, "", [spec.name.as_str()]).is_empty())
        };
        if let (None, true, Some(component)) = (set, spec.is_required, component)
            && !is_meant(component)
        {
            let message = format!("`{}` has no `{}`", component.id, spec.name);
            let hint = format!("write {} = \"… {}\" among its parameters", spec.name, spec.usual.written);
            let place = self.names.place(scope);
            self.mistakes.push(Mistake::new(component.span, message).hint(hint).within(&place));
        }
        let given = set.map_or(&spec.usual, |setting| &setting.quantity);
        let unit = if spec.words.is_empty() { spec.usual.unit } else { self.units.of_words(&spec.words) };
        let value = match &given.amount {
            Amount::WorkedOut(expr) if given.written.is_empty() || given.unit == unit => {
                self.worked_out(definition, expr, unit)
            }
            _ => self.amount(given, unit, &spec.usual, &spec.words, &spec.name, &self.names.place(scope)),
        };
        // A component may write its value in another unit than the kind: it is shown as it is written there.
        let (scale, written) = match (&given.amount, given.unit == spec.usual.unit) {
            (Amount::Number(_) | Amount::WorkedOut(_), true) => (given.scale, &given.written),
            _ => (spec.usual.scale, &spec.usual.written),
        };
        let value = match self.options.instead.values.get(&name) {
            Some(instead) => value.map(|_| instead * scale),
            None => value,
        };
        // A slider of a value that is wrong is not looked at.
        let is_read = value.is_some();
        let value = value.unwrap_or(0.0);
        let is_free = self.options.free.as_ref().is_none_or(|free| free.contains(&name));
        let is_free = is_free || is_set(self.file, &name);
        let all = if spec.words.is_empty() { (-1e12, 1e12) } else { (0.0, spec.words.len() as f64 - 1.0) };
        let id = name.replace('_', "-");
        let own = set.map(|setting| &setting.shown);
        let said = |text: fn(&Shown) -> &String| {
            let own = own.map(text).filter(|text| !text.is_empty());
            own.unwrap_or_else(|| text(&spec.shown)).clone()
        };
        let (label, about) = (said(|shown| &shown.label), said(|shown| &shown.about));
        let was = own.map_or(&spec.shown.was, |own| &own.was).clone();
        let receipt = own.map_or(&spec.shown.receipt, |own| &own.receipt).clone();
        let mut parameter = plan::Parameter {
            label: if label.is_empty() { spec.name.replace('_', " ") } else { label },
            id,
            name,
            was,
            about,
            knob: None,
            receipt,
            component: self.cards[scope].0,
            register: 0,
            value: value / scale,
            scale,
            unit: written.clone(),
            range: spec.range.unwrap_or(all),
            words: spec.words.clone(),
        };
        let knob = own.and_then(|own| own.knob.as_ref()).or(spec.shown.knob.as_ref());
        if let Some(knob) = knob.filter(|_| is_read) {
            parameter.knob = self.knob(knob, &parameter, &self.names.place(scope));
        }
        let is_free = is_free || parameter.knob.is_some();
        if !is_free {
            parameter.range = (parameter.value, parameter.value);
        }
        self.model.parameters[usize::from(number)] = parameter;
        let graph = &mut self.model.graph;
        let id = if is_free { graph.leaf(Is::Parameter(number), 0) } else { graph.number(value / scale * scale) };
        self.values[definition] = Some(Value { id, unit });
    }

    /// A knob that goes with its parameter.
    fn knob(&mut self, knob: &file::Knob, parameter: &plan::Parameter, place: &str) -> Option<plan::Knob> {
        let name = &parameter.name;
        let told = |message: String, hint: String| Mistake::new(knob.span, message).hint(hint).within(place);
        let (lowest, highest) = parameter.range;
        match &knob.text {
            KnobText::Range([min, max, step]) if !parameter.is_choice() => {
                let (mut min, mut max) = (*min, *max);
                if !self.options.instead.values.is_empty() {
                    (min, max) = (min.min(parameter.value), max.max(parameter.value));
                }
                if !(lowest..=highest).contains(&min) || !(lowest..=highest).contains(&max) {
                    let message = format!("the slider of `{name}` reaches out of its range");
                    self.mistakes.push(told(message, format!("it is from {lowest} to {highest}")));
                } else if !(min <= parameter.value && parameter.value <= max && *step > 0.0 && min < max) {
                    let message = {
                        let value = format!("{} {}", parameter.value, parameter.unit);
                        format!("the slider of `{name}` has to span its value, which is {}", value.trim_end())
                    };
                    self.mistakes.push(told(message, "write knob = [smallest, largest, step]".to_owned()));
                } else {
                    return Some(plan::Knob::Range { min, max, step: *step });
                }
                None
            }
            KnobText::Range(_) => {
                let message = format!("`{name}` is a word, and its knob gives each word its text");
                let words: Vec<String> = parameter.words.iter().map(|word| format!("{word} = \"…\"")).collect();
                self.mistakes.push(told(message, format!("write knob = {{ {} }}", words.join(", "))));
                None
            }
            KnobText::Words(_) if !parameter.is_choice() => {
                let message = format!("`{name}` is a number, and its knob is a slider");
                self.mistakes.push(told(message, "write knob = [smallest, largest, step]".to_owned()));
                None
            }
            KnobText::Words(words) => {
                let mut offered = Vec::new();
                for (word, text) in words {
                    match parameter.word(word) {
                        Some(number) => offered.push((number as u16, text.clone())),
                        None => {
                            let near = did_you_mean(word, parameter.words.iter().map(String::as_str));
                            let hint = if near.is_empty() {
                                format!("it is one of {}", parameter.words.join(", "))
                            } else {
                                near
                            };
                            self.mistakes.push(told(format!("`{name}` has no word `{}`", short(word)), hint));
                        }
                    }
                }
                if words.len() < 2 {
                    let message = format!("the knob of `{name}` has fewer than two words");
                    self.mistakes.push(told(message, "give at least two of its words a text".to_owned()));
                }
                Some(plan::Knob::Words(offered))
            }
        }
    }

    /// A value that somebody writes for something of a unit, in minutes and counts; of words, the number of the word.
    pub(super) fn amount(
        &mut self,
        given: &Quantity,
        unit: Unit,
        usual: &Quantity,
        words: &[String],
        name: &str,
        place: &str,
    ) -> Option<f64> {
        let mistake = match &given.amount {
            Amount::WorkedOut(_) if given.written.is_empty() || given.unit == unit => {
                let mistake = Mistake::new(given.span, "only a parameter's own value is worked out from others");
                mistake.hint("write a number here")
            }
            Amount::Word(word) => {
                let found = words.iter().position(|known| known == word);
                if let Some(number) = found {
                    return Some(number as f64);
                }
                if words.is_empty() {
                    let is = self.units.show(unit);
                    let is = if unit == Unit::PLAIN { "a number".to_owned() } else { format!("a number in {is}") };
                    Mistake::new(given.span, format!("`{name}` is {is}, not a word"))
                } else {
                    let near = did_you_mean(word, words.iter().map(String::as_str));
                    let hint = if near.is_empty() { format!("it is one of {}", words.join(", ")) } else { near };
                    Mistake::new(given.span, format!("`{name}` cannot be `{word}`")).hint(hint)
                }
            }
            Amount::Number(number) if given.unit == unit => return Some(number * given.scale),
            // A number without a unit is in the unit of the kind, where that is a count or a share.
            Amount::Number(number) if given.written.is_empty() && unit.times(unit, -1).is_some() && !has_time(unit) => {
                return Some(number * usual.scale);
            }
            Amount::Number(_) | Amount::WorkedOut(_) => {
                let should = self.units.show(unit);
                if given.written.is_empty() && words.is_empty() {
                    let mistake = Mistake::new(given.span, format!("`{name}` needs a unit"));
                    let written = if usual.written.is_empty() { &should } else { &usual.written };
                    mistake.hint(format!("write such as {name} = \"{} {written}\"", given.number()))
                } else {
                    let is = self.units.show(given.unit);
                    Mistake::new(given.span, format!("`{name}` is in {should}, and this is in {is}"))
                }
            }
        };
        self.mistakes.push(mistake.within(place));
        None
    }
}
