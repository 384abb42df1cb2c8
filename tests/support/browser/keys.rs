//! Pressing keys on the page, named as the browser's own key events name them.

use super::page::Page;
use super::wait::WAIT_TIMEOUT;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::json;

impl Page {
    /// Presses a key on whatever has the keyboard: `"Space"`, `"Escape"`, `"ArrowLeft"`, `"?"`,
    /// `"Shift+Tab"`, `"Control+a"`.
    pub async fn press(&self, combination: &str) {
        let keys = parse(combination);
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let actions = down
            .chain(up)
            .fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client()
            .perform_actions(actions)
            .await
            .unwrap_or_else(|error| panic!("pressing {combination}: {error}"));
    }

    /// Presses a key that types `key` at the place `code` of the keyboard, as with another layout
    /// or with Caps Lock, and holds it for this many further events.
    pub async fn hold(&self, key: &str, code: &str, repeats: usize) {
        self.key_down(key, code, false).await;
        self.hold_on(key, code, repeats).await;
    }

    async fn hold_on(&self, key: &str, code: &str, repeats: usize) {
        for _ in 0..repeats {
            self.key_down(key, code, true).await;
        }
        let up = json!({"type": "keyUp", "key": key, "code": code});
        self.devtools("Input.dispatchKeyEvent", up).await;
    }

    /// Presses a key, waits until the expression is truthy, and holds the key for a second longer.
    pub async fn hold_until(&self, key: &str, code: &str, expression: &str) {
        self.key_down(key, code, false).await;
        self.until(expression, WAIT_TIMEOUT).await;
        self.hold_on(key, code, 30).await;
    }

    async fn key_down(&self, key: &str, code: &str, is_repeat: bool) {
        // A key without a text, such as Escape, types nothing.
        let text = match key {
            "Enter" => "\r",
            _ if key.chars().count() == 1 => key,
            _ => "",
        };
        let down = json!({
            "type": if text.is_empty() { "rawKeyDown" } else { "keyDown" },
            "key": key,
            "code": code,
            "text": text,
            "autoRepeat": is_repeat,
        });
        self.devtools("Input.dispatchKeyEvent", down).await;
    }

    /// Presses the same key several times.
    pub async fn press_times(&self, combination: &str, times: usize) {
        for _ in 0..times {
            self.press(combination).await;
        }
    }
}

/// The keys of a combination, modifiers first. A lone `+` is the plus key.
fn parse(combination: &str) -> Vec<char> {
    let (modifiers, key) = match combination.strip_suffix('+') {
        Some(modifiers) => (modifiers.trim_end_matches('+'), "+"),
        None => combination.rsplit_once('+').unwrap_or(("", combination)),
    };
    let modifiers = modifiers.split('+').filter(|modifier| !modifier.is_empty());
    modifiers.chain([key]).map(code).collect()
}

fn code(name: &str) -> char {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return character;
    }
    match name {
        // WebDriver has a code of its own for the space bar, which makes no space in Chromium.
        "Space" => ' ',
        "Escape" => Key::Escape.into(),
        "Tab" => Key::Tab.into(),
        "Enter" => Key::Enter.into(),
        "Backspace" => Key::Backspace.into(),
        "Delete" => Key::Delete.into(),
        "Home" => Key::Home.into(),
        "End" => Key::End.into(),
        "PageUp" => Key::PageUp.into(),
        "PageDown" => Key::PageDown.into(),
        "ArrowLeft" => Key::Left.into(),
        "ArrowRight" => Key::Right.into(),
        "ArrowUp" => Key::Up.into(),
        "ArrowDown" => Key::Down.into(),
        "Shift" => Key::Shift.into(),
        "Control" => Key::Control.into(),
        "Alt" => Key::Alt.into(),
        "Meta" => Key::Meta.into(),
        _ => panic!("no key is called {name:?}"),
    }
}
