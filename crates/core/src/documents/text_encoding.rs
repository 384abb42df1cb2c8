//! How the text in a file is encoded.

/// The encoding of a text, as its byte-order mark tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl TextEncoding {
    /// The encoding of a file that begins with these bytes: UTF-16 only with a mark, as
    /// PowerShell writes it.
    pub const fn from_start(bytes: [u8; 2]) -> Self {
        match bytes {
            [0xff, 0xfe] => Self::Utf16Le,
            [0xfe, 0xff] => Self::Utf16Be,
            _ => Self::Utf8,
        }
    }

    /// Its label in the Encoding Standard (<https://encoding.spec.whatwg.org/#names-and-labels>).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
}
