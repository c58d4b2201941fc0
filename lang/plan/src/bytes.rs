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

/// The bytes that are still to be read.
#[derive(Debug)]
pub struct Input<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Input<'b> {
    /// All of some bytes.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Whether all of them are read.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Takes some bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn take(&mut self, count: usize) -> Result<&'b [u8], Unreadable> {
        let end = self.at.checked_add(count).ok_or(Unreadable::End)?;
        let taken = self.bytes.get(self.at..end).ok_or(Unreadable::End)?;
        self.at = end;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Unreadable> {
        self.take(1)?.first().copied().ok_or(Unreadable::End)
    }

    /// Says that what was read last has no meaning there.
    ///
    /// # Errors
    /// Always.
    pub fn meaningless<T>(&self) -> Result<T, Unreadable> {
        Err(Unreadable::Meaning(self.at))
    }
}

/// What can be written and read again.
pub trait Wire: Sized {
    /// Writes it behind what is there.
    fn write(&self, out: &mut Vec<u8>);

    /// Reads it.
    ///
    /// # Errors
    /// When the bytes are not those of one.
    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable>;
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

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let mut value = 0;
        for place in 0..9 {
            let byte = input.byte()?;
            value |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        input.meaningless()
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),*) => { $(
        impl Wire for $number {
            fn write(&self, out: &mut Vec<u8>) {
                u64::from(*self).write(out);
            }

            fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
                let number = u64::read(input)?;
                <$number>::try_from(number).or_else(|_| input.meaningless())
            }
        }
    )* };
}
smaller_numbers!(u8, u16, u32);

impl Wire for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => input.meaningless(),
        }
    }
}

impl Wire for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let bytes = input.take(8)?.try_into().map_err(|_| Unreadable::End)?;
        Ok(Self::from_le_bytes(bytes))
    }
}

impl Wire for String {
    fn write(&self, out: &mut Vec<u8>) {
        (self.len() as u64).write(out);
        out.extend(self.as_bytes());
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let length = u32::read(input)?;
        let bytes = input.take(length as usize)?;
        Self::from_utf8(bytes.to_vec()).or_else(|_| input.meaningless())
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        (self.len() as u64).write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        // No room is made for a length that the bytes only claim.
        let length = u32::read(input)?;
        (0..length).map(|_| T::read(input)).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(it) = self {
            it.write(out);
        }
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(None),
            1 => T::read(input).map(Some),
            _ => input.meaningless(),
        }
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        Ok((A::read(input)?, B::read(input)?))
    }
}

impl<T: Wire + Copy + Default, const N: usize> Wire for [T; N] {
    fn write(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let mut items = [T::default(); N];
        for item in &mut items {
            *item = T::read(input)?;
        }
        Ok(items)
    }
}
