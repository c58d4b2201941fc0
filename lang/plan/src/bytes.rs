//! The compact form: numbers as variable-length integers, floats as eight bytes, lists with their length.

/// Why bytes are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They end too soon.
    #[error("it ends too soon")]
    End,
    /// The byte with this number has no meaning in its place.
    #[error("byte {0} has no meaning there")]
    Meaning(usize),
}

/// The bytes that are still to be read. The first mistake among them is kept, and what is read after it is empty: so whoever
/// reads asks once, at the end, instead of at each of hundreds of places.
#[derive(Debug)]
pub struct Input<'b> {
    bytes: &'b [u8],
    at: usize,
    problem: Option<Unreadable>,
}

impl<'b> Input<'b> {
    /// All of some bytes.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, problem: None }
    }

    /// Whether all of them are read, without a mistake.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.problem.is_none() && self.at == self.bytes.len()
    }

    /// What was wrong first.
    #[must_use]
    pub fn problem(&self) -> Option<&Unreadable> {
        self.problem.as_ref()
    }

    /// Takes some bytes: none when there are fewer, which is a mistake.
    pub fn take(&mut self, count: usize) -> &'b [u8] {
        let end = self.at.checked_add(count).filter(|_| self.problem.is_none());
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        match taken {
            Some(_) => self.at += count,
            None => self.fail(Unreadable::End),
        }
        taken.unwrap_or_default()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    /// One of a few by its number; the first when there is none with that number.
    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let number = usize::from(self.byte());
        all.get(number).copied().unwrap_or_else(|| {
            self.refuse();
            all[0]
        })
    }

    /// Notes that what was read last has no meaning there.
    pub fn refuse(&mut self) {
        self.fail(Unreadable::Meaning(self.at));
    }

    fn fail(&mut self, problem: Unreadable) {
        self.problem.get_or_insert(problem);
    }
}

/// What can be written and read again.
pub trait Wire: Sized {
    /// Writes it behind what is there.
    fn write(&self, out: &mut Vec<u8>);

    /// Reads it: anything, and the input notes it, when the bytes are not those of one.
    fn read(input: &mut Input<'_>) -> Self;
}

impl Wire for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn read(input: &mut Input<'_>) -> Self {
        let mut value = 0;
        for place in 0..9 {
            let byte = input.byte();
            value |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return value;
            }
        }
        input.refuse();
        0
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),*) => { $(
        impl Wire for $number {
            fn write(&self, out: &mut Vec<u8>) {
                u64::from(*self).write(out);
            }

            fn read(input: &mut Input<'_>) -> Self {
                <$number>::try_from(u64::read(input)).unwrap_or_else(|_| {
                    input.refuse();
                    0
                })
            }
        }
    )* };
}
smaller_numbers!(u8, u16, u32);

impl Wire for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(input: &mut Input<'_>) -> Self {
        let byte = input.byte();
        if byte > 1 {
            input.refuse();
        }
        byte == 1
    }
}

impl Wire for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn read(input: &mut Input<'_>) -> Self {
        input.take(8).try_into().map_or(0.0, Self::from_le_bytes)
    }
}

impl Wire for String {
    fn write(&self, out: &mut Vec<u8>) {
        (self.len() as u64).write(out);
        out.extend(self.as_bytes());
    }

    fn read(input: &mut Input<'_>) -> Self {
        let length = u32::read(input);
        let bytes = input.take(length as usize);
        Self::from_utf8(bytes.to_vec()).unwrap_or_else(|_| {
            input.refuse();
            Self::new()
        })
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        (self.len() as u64).write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Input<'_>) -> Self {
        // No room is made for a length that the bytes only claim.
        let length = u32::read(input);
        let mut items = Self::new();
        while items.len() < length as usize && input.problem.is_none() {
            items.push(T::read(input));
        }
        items
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(it) = self {
            it.write(out);
        }
    }

    fn read(input: &mut Input<'_>) -> Self {
        bool::read(input).then(|| T::read(input))
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(input: &mut Input<'_>) -> Self {
        (A::read(input), B::read(input))
    }
}

impl<T: Wire + Copy + Default, const N: usize> Wire for [T; N] {
    fn write(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Input<'_>) -> Self {
        let mut items = [T::default(); N];
        for item in &mut items {
            *item = T::read(input);
        }
        items
    }
}
