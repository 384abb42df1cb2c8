//! Files are the page's, text is the field's, and nothing leaves the page.

use crate::rows::assert_rows;
use playground_core::session::file_drag::{Drag, DragHandler};

#[test]
fn files_are_opened_and_text_goes_into_fields() {
    let rows = [
        ("a file", true, false, false, DragHandler::Page),
        ("a file over a field", true, true, false, DragHandler::Page),
        ("text over a field", false, true, false, DragHandler::Other),
        ("a link", false, false, false, DragHandler::Nothing),
        ("a file, taken", true, true, true, DragHandler::Other),
        ("text, taken", false, false, true, DragHandler::Other),
    ];
    assert_rows(
        rows.map(|(name, has_files, is_over_field, is_taken, expected)| {
            let drag = Drag {
                has_files,
                is_over_field,
                is_taken,
            };
            (name, drag.handler(), expected)
        }),
    );
}
