//! PING frames of HTTP/2 (RFC 9113, 6.7), which a client acknowledges when it reads them. hyper
//! does not offer them.

/// A frame's head: its length, type, flags and stream.
const HEAD_LENGTH: usize = 9;
const PAYLOAD_LENGTH: usize = 8;
pub const PING_LENGTH: usize = HEAD_LENGTH + PAYLOAD_LENGTH;
/// What a client sends before its first frame (RFC 9113, 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const TYPE: u8 = 6;
const IS_ACKNOWLEDGEMENT: u8 = 1;

/// A ping with this number.
pub fn ping(number: u64) -> [u8; PING_LENGTH] {
    let mut frame = [0; PING_LENGTH];
    frame[2] = PAYLOAD_LENGTH as u8;
    frame[3] = TYPE;
    frame[HEAD_LENGTH..].copy_from_slice(&number.to_be_bytes());
    frame
}

/// Finds the acknowledgements of pings in what a client sends.
#[derive(Debug)]
pub struct Acknowledgements {
    /// The bytes of the preface or of a frame that are left to pass by.
    skipped: usize,
    /// The beginning of the current frame, as much of it as is there.
    frame: Vec<u8>,
}

impl Default for Acknowledgements {
    fn default() -> Self {
        Self {
            skipped: PREFACE.len(),
            frame: Vec::with_capacity(PING_LENGTH),
        }
    }
}

impl Acknowledgements {
    /// The number of the last ping that is acknowledged in these bytes, which follow those of
    /// the last call.
    pub fn last_in(&mut self, mut bytes: &[u8]) -> Option<u64> {
        let mut last = None;
        loop {
            let passed = self.skipped.min(bytes.len());
            self.skipped -= passed;
            bytes = &bytes[passed..];
            let wanted = if self.is_acknowledgement() {
                PING_LENGTH
            } else {
                HEAD_LENGTH
            };
            let taken = (wanted - self.frame.len()).min(bytes.len());
            self.frame.extend_from_slice(&bytes[..taken]);
            bytes = &bytes[taken..];
            match (self.frame.len(), self.is_acknowledgement()) {
                (PING_LENGTH, _) => {
                    let payload = self.frame[HEAD_LENGTH..].try_into();
                    last = payload.map(u64::from_be_bytes).ok().or(last);
                    self.frame.clear();
                }
                (HEAD_LENGTH, false) => {
                    self.skipped = self.payload_length();
                    self.frame.clear();
                }
                (HEAD_LENGTH, true) if !bytes.is_empty() => {}
                _ => return last,
            }
        }
    }

    fn payload_length(&self) -> usize {
        let bytes = self.frame.iter().take(3);
        bytes.fold(0, |length, &byte| length << 8 | usize::from(byte))
    }

    /// Whether the current frame is known to be one.
    fn is_acknowledgement(&self) -> bool {
        self.frame.len() >= HEAD_LENGTH
            && self.payload_length() == PAYLOAD_LENGTH
            && self.frame[3] == TYPE
            && self.frame[4] & IS_ACKNOWLEDGEMENT != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of this type with this payload.
    fn frame(kind: u8, flags: u8, payload: &[u8]) -> Vec<u8> {
        let [.., high, middle, low] = (payload.len() as u32).to_be_bytes();
        let head = [high, middle, low, kind, flags, 0, 0, 0, 0];
        [&head[..], payload].concat()
    }

    fn acknowledgement(number: u64) -> Vec<u8> {
        frame(TYPE, IS_ACKNOWLEDGEMENT, &number.to_be_bytes())
    }

    #[test]
    fn a_ping_is_as_the_standard_writes_it() {
        let expected = [0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2];
        assert_eq!(ping(258), expected);
    }

    #[test]
    fn acknowledgements_are_found_wherever_the_bytes_are_divided() {
        let looks_like_one = frame(0, 1, &acknowledgement(99));
        let parts = [
            PREFACE.to_vec(),
            frame(4, 0, &[0; 12]),
            acknowledgement(1),
            // A ping of the client's own, a large frame, an empty one.
            frame(TYPE, 0, &[7; 8]),
            looks_like_one,
            frame(0, 0, &[6; 70_000]),
            frame(4, IS_ACKNOWLEDGEMENT, &[]),
            acknowledgement(2),
            acknowledgement(300),
            frame(8, 0, &[0; 4]),
        ];
        let bytes = parts.concat();
        for size in [1, 2, 7, 8, 9, 10, 16, 17, 18, 1_000, bytes.len()] {
            let mut read = Acknowledgements::default();
            let found: Vec<_> = bytes
                .chunks(size)
                .filter_map(|piece| read.last_in(piece))
                .collect();
            let expected: &[u64] = if size == bytes.len() {
                &[300]
            } else if size == 1_000 {
                &[1, 300]
            } else {
                &[1, 2, 300]
            };
            assert_eq!(found, expected, "in pieces of {size} bytes");
        }
    }
}
