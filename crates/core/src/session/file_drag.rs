//! Who handles what is dragged over the page.

/// What is dragged, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    pub has_files: bool,
    /// Over a field for text, into which the browser inserts text.
    pub is_over_field: bool,
    /// The element under the pointer has taken it already.
    pub is_taken: bool,
}

/// Who handles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DragHandler {
    /// The page opens the file.
    Page,
    /// The browser, or the element that has taken it.
    Other,
    /// Nothing happens, where the browser might leave the page and open a link.
    Nothing,
}

impl Drag {
    pub const fn handler(self) -> DragHandler {
        if self.is_taken {
            DragHandler::Other
        } else if self.has_files {
            DragHandler::Page
        } else if self.is_over_field {
            DragHandler::Other
        } else {
            DragHandler::Nothing
        }
    }
}
