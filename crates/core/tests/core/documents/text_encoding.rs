//! Which encoding a file's text is read in.

use playground_core::documents::text_encoding::TextEncoding;

#[test]
fn a_byte_order_mark_tells_the_encoding_and_without_one_it_is_utf_8() {
    for (bytes, label) in [
        ([0xff, 0xfe], "utf-16le"),
        ([0xfe, 0xff], "utf-16be"),
        // The mark of UTF-8, a text, and files that are shorter.
        ([0xef, 0xbb], "utf-8"),
        (*b"ht", "utf-8"),
        ([0xff, 0], "utf-8"),
        ([0, 0], "utf-8"),
    ] {
        assert_eq!(TextEncoding::from_start(bytes).label(), label, "{bytes:?}");
    }
}
