//! Notices when an element has another size on screen.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches an element's size for as long as it lives.
pub struct SizeWatch {
    changed: Rc<Cell<bool>>,
    /// `None` where the browser has no such observer: then the size is read each time.
    observer: Option<ResizeObserver>,
    _listener: Closure<dyn Fn()>,
}

impl SizeWatch {
    pub fn new(element: &Element, on_change: impl Fn() + 'static) -> Self {
        let changed = Rc::new(Cell::new(true));
        let noticed = Rc::clone(&changed);
        let listener = Closure::<dyn Fn()>::new(move || {
            noticed.set(true);
            on_change();
        });
        let observer = ResizeObserver::new(listener.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self {
            changed,
            observer,
            _listener: listener,
        }
    }

    /// Whether the size may have changed since the last call.
    pub fn has_changed(&self) -> bool {
        self.changed.replace(false) || self.observer.is_none()
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
