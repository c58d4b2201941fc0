//! Small collections by number, in ascending order: lists, because they hold a few changes that somebody made, and a tree
//! would bring kilobytes of code into the page for each type.

/// Things by their number.
#[derive(Debug, Clone, PartialEq)]
pub struct ByNumber<T>(Vec<(usize, T)>);

impl<T> Default for ByNumber<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByNumber<T> {
    fn place(&self, number: usize) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(&number))
    }

    /// The thing with a number.
    #[must_use]
    pub fn get(&self, number: &usize) -> Option<&T> {
        self.place(*number).ok().map(|place| &self.0[place].1)
    }

    /// Whether there is a thing with a number.
    #[must_use]
    pub fn contains_key(&self, number: &usize) -> bool {
        self.place(*number).is_ok()
    }

    /// Puts a thing in, instead of the one with the same number.
    pub fn insert(&mut self, number: usize, thing: T) {
        match self.place(number) {
            Ok(place) => self.0[place].1 = thing,
            Err(place) => self.0.insert(place, (number, thing)),
        }
    }

    /// Takes a thing out.
    pub fn remove(&mut self, number: &usize) -> Option<T> {
        self.place(*number).ok().map(|place| self.0.remove(place).1)
    }

    /// Keeps only some.
    pub fn retain(&mut self, mut keep: impl FnMut(&usize, &T) -> bool) {
        self.0.retain(|(number, thing)| keep(number, thing));
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&usize, &T)> {
        self.0.iter().map(|(number, thing)| (number, thing))
    }

    /// Their numbers.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &usize> {
        self.0.iter().map(|(number, _)| number)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Extend<(usize, T)> for ByNumber<T> {
    fn extend<I: IntoIterator<Item = (usize, T)>>(&mut self, things: I) {
        things.into_iter().for_each(|(number, thing)| self.insert(number, thing));
    }
}

impl<T> FromIterator<(usize, T)> for ByNumber<T> {
    fn from_iter<I: IntoIterator<Item = (usize, T)>>(things: I) -> Self {
        let mut all = Self::default();
        all.extend(things);
        all
    }
}

impl<T, const N: usize> From<[(usize, T); N]> for ByNumber<T> {
    fn from(things: [(usize, T); N]) -> Self {
        things.into_iter().collect()
    }
}

impl<T> IntoIterator for ByNumber<T> {
    type Item = (usize, T);
    type IntoIter = std::vec::IntoIter<(usize, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Numbers, each once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers(ByNumber<()>);

impl Numbers {
    /// Whether a number is among them.
    #[must_use]
    pub fn contains(&self, number: &usize) -> bool {
        self.0.contains_key(number)
    }

    /// Puts a number in.
    pub fn insert(&mut self, number: usize) {
        self.0.insert(number, ());
    }

    /// Takes a number out.
    pub fn remove(&mut self, number: &usize) {
        self.0.remove(number);
    }

    /// Keeps only some.
    pub fn retain(&mut self, mut keep: impl FnMut(&usize) -> bool) {
        self.0.retain(|number, ()| keep(number));
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &usize> {
        self.0.keys()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<usize> for Numbers {
    fn extend<I: IntoIterator<Item = usize>>(&mut self, numbers: I) {
        numbers.into_iter().for_each(|number| self.insert(number));
    }
}

impl FromIterator<usize> for Numbers {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut all = Self::default();
        all.extend(numbers);
        all
    }
}

impl<const N: usize> From<[usize; N]> for Numbers {
    fn from(numbers: [usize; N]) -> Self {
        numbers.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{ByNumber, Numbers};

    #[test]
    fn things_stand_in_the_order_of_their_numbers_each_once() {
        let mut things = ByNumber::from([(7, 'c'), (2, 'a'), (7, 'd'), (3, 'b')]);
        assert_eq!(
            things.iter().map(|(number, thing)| (*number, *thing)).collect::<Vec<_>>(),
            [(2, 'a'), (3, 'b'), (7, 'd')]
        );
        assert_eq!(things.get(&3), Some(&'b'));
        assert_eq!((things.remove(&3), things.remove(&3)), (Some('b'), None));
        things.retain(|number, _| *number > 2);
        assert_eq!((things.len(), things.contains_key(&2)), (1, false));
        assert_eq!(things, ByNumber::from([(7, 'd')]));
    }

    #[test]
    fn numbers_are_in_once() {
        let mut numbers = Numbers::from([5, 1, 5]);
        numbers.extend([3]);
        numbers.remove(&1);
        assert_eq!(numbers.iter().copied().collect::<Vec<_>>(), [3, 5]);
        assert!(numbers.contains(&3) && !numbers.contains(&1));
    }
}
