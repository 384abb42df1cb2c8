//! Which encoding a file's text is read in.

use playground_core::documents::text_encoding::TextEncoding;

#[test]
fn a_byte_order_mark_tells_the_encoding_and_without_one_it_is_utf_8() {
    for (bytes, label) in [
        (&[0xff, 0xfe, b'h', 0][..], "utf-16le"),
        (&[0xfe, 0xff, 0, b'h'], "utf-16be"),
        (&[0xff, 0xfe], "utf-16le"),
        (&[0xef, 0xbb, 0xbf, b'h'], "utf-8"),
        (b"http://", "utf-8"),
        (&[0xff], "utf-8"),
        (&[], "utf-8"),
    ] {
        assert_eq!(TextEncoding::from_start(bytes).label(), label, "{bytes:?}");
        let start = &bytes[..bytes.len().min(TextEncoding::MARK_BYTES as usize)];
        assert_eq!(TextEncoding::from_start(start).label(), label, "{bytes:?}");
    }
}
