//! A message between threads as browsers copy it cheaply: one list of numbers, one of
//! texts, and some bytes. Writer and reader take the fields in the same order.

use std::fmt;

use crate::wording::numbers::format_short;

/// An encoded message. The first number tells which message it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packet {
    pub numbers: Vec<f64>,
    pub texts: Vec<String>,
    pub bytes: Option<Vec<u8>>,
}

/// Why a packet is not the message that was expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DecodeError {
    /// No message has this number.
    UnknownTag(f64),
    MissingNumber,
    MissingText,
    /// A number is not whole, or too large for its field.
    OutOfRange(f64),
    /// Fields are left after the last one.
    TooLong,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTag(tag) => {
                write!(f, "no message has the number {}", format_short(*tag, 3))
            }
            Self::MissingNumber => f.write_str("a number is missing"),
            Self::MissingText => f.write_str("a text is missing"),
            Self::OutOfRange(number) => {
                let number = format_short(*number, 3);
                write!(f, "{number} is out of its field's range")
            }
            Self::TooLong => f.write_str("there are more fields than the message has"),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Packet {
    /// A packet with its tag alone.
    pub(super) fn new(tag: u32) -> Self {
        Self {
            numbers: vec![f64::from(tag)],
            ..Self::default()
        }
    }

    pub(super) fn number(mut self, number: f64) -> Self {
        self.numbers.push(number);
        self
    }

    /// A whole number below 2⁵³, above which doubles skip some.
    pub(super) fn whole(self, number: u64) -> Self {
        self.number(number as f64)
    }

    pub(super) fn flag(self, flag: bool) -> Self {
        self.whole(flag.into())
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.texts.push(text.to_owned());
        self
    }

    /// Whether there is a value, and then the value.
    pub(super) fn optional<T>(self, value: Option<T>, write: impl FnOnce(Self, T) -> Self) -> Self {
        let packet = self.flag(value.is_some());
        match value {
            Some(value) => write(packet, value),
            None => packet,
        }
    }
}

/// Takes a packet's fields in the order in which they were written.
pub(super) struct Reader {
    numbers: std::vec::IntoIter<f64>,
    texts: std::vec::IntoIter<String>,
    bytes: Option<Vec<u8>>,
}

impl Reader {
    pub(super) fn new(packet: Packet) -> Self {
        Self {
            numbers: packet.numbers.into_iter(),
            texts: packet.texts.into_iter(),
            bytes: packet.bytes,
        }
    }

    pub(super) fn number(&mut self) -> Result<f64, DecodeError> {
        self.numbers.next().ok_or(DecodeError::MissingNumber)
    }

    pub(super) fn whole<T: TryFrom<u64>>(&mut self) -> Result<T, DecodeError> {
        /// Up to here every whole double is exactly one integer.
        const EXACT: f64 = (1_u64 << 53) as f64;
        let number = self.number()?;
        if libm::trunc(number) != number || !(0.0..=EXACT).contains(&number) {
            return Err(DecodeError::OutOfRange(number));
        }
        T::try_from(number as u64).map_err(|_| DecodeError::OutOfRange(number))
    }

    pub(super) fn flag(&mut self) -> Result<bool, DecodeError> {
        match self.whole::<u8>()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(DecodeError::OutOfRange(other.into())),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, DecodeError> {
        self.texts.next().ok_or(DecodeError::MissingText)
    }

    pub(super) fn bytes(&mut self) -> Option<Vec<u8>> {
        self.bytes.take()
    }

    pub(super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.flag()? {
            read(self).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Nothing may be left.
    pub(super) fn finish<T>(self, message: T) -> Result<T, DecodeError> {
        let is_empty = self.numbers.len() == 0 && self.texts.len() == 0 && self.bytes.is_none();
        if is_empty {
            Ok(message)
        } else {
            Err(DecodeError::TooLong)
        }
    }
}
