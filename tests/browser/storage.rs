//! What the page remembers, and what happens when it may not.

use fetch_playground::browser::document::storage::{Item, read, write};
use fetch_playground::browser::errors::JsFailure;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{replace_storage, restore_storage};

#[wasm_bindgen_test]
fn a_written_value_is_read_again() {
    for text in ["", "{\"version\": 1}", "Ünïcödé 🦀 \u{0}\n", "null"] {
        write(Item::Experiment, text).expect("there is room");
        assert_eq!(read(Item::Experiment), Ok(Some(text.to_owned())));
    }
}

#[wasm_bindgen_test]
fn items_are_kept_apart() {
    write(Item::Theme, "dark").expect("there is room");
    write(Item::SingleKeys, "off").expect("there is room");
    write(Item::Experiment, "{}").expect("there is room");
    assert_eq!(read(Item::Theme), Ok(Some("dark".to_owned())));
    assert_eq!(read(Item::SingleKeys), Ok(Some("off".to_owned())));
}

#[wasm_bindgen_test]
fn a_full_storage_is_an_error_and_keeps_its_items() {
    write(Item::Experiment, "small").expect("there is room");
    let large = "x".repeat(20_000_000);
    assert_eq!(
        write(Item::Experiment, &large),
        Err(JsFailure::QuotaExceeded)
    );
    assert_eq!(read(Item::Experiment), Ok(Some("small".to_owned())));
}

#[wasm_bindgen_test]
fn a_forbidden_storage_is_an_error() {
    for how in ["forbidden", "missing"] {
        replace_storage(how);
        let (read, written) = (read(Item::Theme), write(Item::Theme, "light"));
        restore_storage();
        assert_eq!(read, Err(JsFailure::Forbidden), "{how}");
        assert_eq!(written, Err(JsFailure::Forbidden), "{how}");
    }
}
