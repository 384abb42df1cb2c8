//! What each key does: with which layout and lock, where the focus is, and while it is held.

use crate::rows::assert_rows;
use playground_core::session::keys::{
    Key, KeyPress, KeyTarget, LessonCommand, PageCommand, TimelineCommand,
};

const TARGETS: [KeyTarget; 7] = [
    KeyTarget::Page,
    KeyTarget::Button,
    KeyTarget::Scrolled,
    KeyTarget::Slider,
    KeyTarget::Switch,
    KeyTarget::List,
    KeyTarget::Text,
];

fn press(key: Key, target: KeyTarget) -> KeyPress {
    KeyPress {
        key,
        target,
        is_repeat: false,
    }
}

fn held(key: Key, target: KeyTarget) -> KeyPress {
    KeyPress {
        is_repeat: true,
        ..press(key, target)
    }
}

#[test]
fn a_key_means_the_same_with_every_layout_and_lock() {
    let shift = true;
    let rows = [
        ("American L", "l", "KeyL", false, 'l'),
        ("with Caps Lock", "L", "KeyL", false, 'l'),
        ("with Shift", "L", "KeyL", shift, 'l'),
        ("Dvorak L", "l", "KeyP", false, 'l'),
        ("Dvorak N, at the place of L", "n", "KeyL", false, 'n'),
        (
            "French M, at the place of a sign",
            "m",
            "Semicolon",
            false,
            'm',
        ),
        ("Russian", "д", "KeyL", false, 'l'),
        ("Russian with Caps Lock", "Д", "KeyL", false, 'l'),
        ("Greek", "λ", "KeyL", false, 'l'),
        ("Hebrew", "ך", "KeyL", false, 'l'),
        ("Korean", "ㅣ", "KeyL", false, 'l'),
        ("Turkish G, a Latin letter", "ğ", "KeyE", false, 'ğ'),
        ("Swedish", "ö", "Semicolon", false, 'ö'),
        ("American 1", "1", "Digit1", false, '1'),
        ("French 1", "&", "Digit1", false, '1'),
        ("French 1 with Shift", "1", "Digit1", shift, '1'),
        ("French 2", "é", "Digit2", false, '2'),
        ("French 0", "à", "Digit0", false, '0'),
        ("French 6 types a minus", "-", "Digit6", false, '-'),
        ("American 1 with Shift", "!", "Digit1", shift, '!'),
        ("Persian 3", "۳", "Digit3", false, '3'),
        ("American ?", "?", "Slash", shift, '?'),
        ("German ?", "?", "Minus", shift, '?'),
        ("Russian ?", "?", "Digit7", shift, '?'),
        ("Arabic ?", "؟", "Slash", shift, '?'),
        ("Thai -", "ข", "Minus", false, '-'),
        ("Thai =", "ช", "Equal", false, '='),
        ("German ß is no minus", "ß", "Minus", false, 'ß'),
        ("numeric keypad", "+", "NumpadAdd", false, '+'),
        ("Space", " ", "Space", false, ' '),
        ("no place is known", "д", "", false, 'д'),
        ("a place without its name", "д", "Key", false, 'д'),
    ];
    assert_rows(rows.map(|(name, key, code, is_shift, expected)| {
        let key = Key::new(key, code, is_shift);
        (name, key, Key::Character(expected))
    }));
    let named = [
        ("Enter", Key::Enter),
        ("Escape", Key::Escape),
        ("ArrowLeft", Key::Left),
        ("ArrowRight", Key::Right),
        ("ArrowUp", Key::Up),
        ("ArrowDown", Key::Down),
        ("Dead", Key::Other),
        ("Process", Key::Other),
        ("CapsLock", Key::Other),
        ("", Key::Other),
    ];
    assert_rows(named.map(|(name, expected)| (name, Key::new(name, "KeyL", false), expected)));
}

#[test]
fn a_target_is_what_it_does_with_keys() {
    let rows = [
        ("BODY", "", KeyTarget::Page),
        ("H2", "", KeyTarget::Page),
        ("CANVAS", "", KeyTarget::Page),
        ("BUTTON", "submit", KeyTarget::Button),
        ("SUMMARY", "", KeyTarget::Button),
        ("A", "", KeyTarget::Button),
        ("INPUT", "file", KeyTarget::Button),
        ("INPUT", "range", KeyTarget::Slider),
        ("INPUT", "checkbox", KeyTarget::Switch),
        ("INPUT", "radio", KeyTarget::Switch),
        ("SELECT", "", KeyTarget::List),
        ("INPUT", "", KeyTarget::Text),
        ("INPUT", "text", KeyTarget::Text),
        ("INPUT", "number", KeyTarget::Text),
        ("INPUT", "search", KeyTarget::Text),
        ("TEXTAREA", "", KeyTarget::Text),
    ];
    assert_rows(rows.map(|(tag, input_type, expected)| {
        let name = format!("{tag} {input_type}");
        (name, KeyTarget::new(tag, input_type), expected)
    }));
}

/// The targets at which a press does something, and what that is.
fn at<C: Copy>(key: Key, command: impl Fn(KeyPress) -> Option<C>) -> Vec<(KeyTarget, Option<C>)> {
    let all = TARGETS.map(|target| (target, command(press(key, target))));
    all.into_iter().filter(|(_, does)| does.is_some()).collect()
}

/// The same command at each of these.
fn each<C: Copy>(command: C, targets: &[KeyTarget]) -> Vec<(KeyTarget, Option<C>)> {
    let with = |target: &KeyTarget| (*target, Some(command));
    targets.iter().map(with).collect()
}

#[test]
fn the_keys_of_the_page_leave_each_control_its_own() {
    let all_but_text = &TARGETS[..6];
    let no_typing = &TARGETS[..5];
    let rows = [
        (Key::Escape, PageCommand::Stop, all_but_text),
        (Key::Character(' '), PageCommand::Run, &[KeyTarget::Page]),
        (Key::Character('?'), PageCommand::OpenHelp, no_typing),
        (Key::Character('l'), PageCommand::ToggleLessons, no_typing),
        (Key::Character('x'), PageCommand::Run, &[]),
        (Key::Enter, PageCommand::Run, &[]),
        (Key::Other, PageCommand::Run, &[]),
    ];
    assert_rows(rows.map(|(key, command, targets)| {
        let is = at(key, KeyPress::page_command);
        (format!("{key:?}"), is, each(command, targets))
    }));
}

#[test]
fn the_keys_of_the_timeline_leave_each_control_its_own() {
    let no_typing = &TARGETS[..5];
    let page_and_button = &TARGETS[..2];
    let page = &TARGETS[..1];
    let rows = [
        (Key::Character('+'), TimelineCommand::ZoomIn, no_typing),
        (Key::Character('='), TimelineCommand::ZoomIn, no_typing),
        (Key::Character('-'), TimelineCommand::ZoomOut, no_typing),
        (Key::Character('0'), TimelineCommand::ShowAll, no_typing),
        (Key::Character('s'), TimelineCommand::SwitchRows, no_typing),
        (Key::Left, TimelineCommand::PanLeft, page),
        (Key::Right, TimelineCommand::PanRight, page),
        (Key::Up, TimelineCommand::SelectAbove, page_and_button),
        (Key::Down, TimelineCommand::SelectBelow, page_and_button),
        (Key::Character('1'), TimelineCommand::ShowAll, &[]),
    ];
    assert_rows(rows.map(|(key, command, targets)| {
        let is = at(key, KeyPress::timeline_command);
        (format!("{key:?}"), is, each(command, targets))
    }));
}

#[test]
fn the_keys_of_a_lesson_leave_each_control_its_own() {
    use KeyTarget::{Button, Page, Slider, Switch};
    let controls = &[Page, Button, Slider, Switch];
    let rows = [
        (Key::Character('f'), LessonCommand::Fix, &controls[..]),
        (Key::Character('n'), LessonCommand::Next, controls),
        (Key::Character('p'), LessonCommand::Previous, controls),
        (Key::Character('1'), LessonCommand::Choose(0), controls),
        (Key::Character('4'), LessonCommand::Choose(3), controls),
        (Key::Character('0'), LessonCommand::Fix, &[]),
        (Key::Character('x'), LessonCommand::Fix, &[]),
        (Key::Left, LessonCommand::Nudge(-1), &[Page]),
        (Key::Right, LessonCommand::Nudge(1), &[Page]),
        (Key::Up, LessonCommand::Fix, &[]),
    ];
    assert_rows(rows.map(|(key, command, targets)| {
        let is = at(key, KeyPress::lesson_command);
        (format!("{key:?}"), is, each(command, targets))
    }));
    let runs = TARGETS.map(|target| press(Key::Character(' '), target).runs_guess());
    assert_eq!(runs, TARGETS.map(|target| controls[2..].contains(&target)));
    assert!(!press(Key::Enter, Slider).runs_guess(), "a form's own key");
}

#[test]
fn a_held_key_acts_once_unless_it_moves() {
    let page = KeyTarget::Page;
    for key in [' ', '?', 'l']
        .map(Key::Character)
        .into_iter()
        .chain([Key::Escape])
    {
        let command = held(key, page).page_command();
        assert_eq!(command, Some(PageCommand::Held), "{key:?}");
    }
    for key in ['f', 'n', 'p', '1'].map(Key::Character) {
        let command = held(key, page).lesson_command();
        assert_eq!(command, Some(LessonCommand::Held), "{key:?}");
    }
    for key in [Key::Left, Key::Right] {
        let (first, next) = (press(key, page), held(key, page));
        assert_eq!(next.lesson_command(), first.lesson_command(), "{key:?}");
        assert_eq!(next.timeline_command(), first.timeline_command());
    }
    for key in [Key::Up, Key::Down, Key::Character('+'), Key::Character('-')] {
        let (first, next) = (press(key, page), held(key, page));
        assert_eq!(next.timeline_command(), first.timeline_command(), "{key:?}");
    }
    // A held key must not switch again.
    assert_eq!(held(Key::Character('s'), page).timeline_command(), None);
    // What the page leaves to the browser stays there.
    assert_eq!(held(Key::Character('x'), page).page_command(), None);
    assert_eq!(held(Key::Escape, KeyTarget::Text).page_command(), None);
}

#[test]
fn a_held_key_presses_no_control_again() {
    use KeyTarget::{Button, Slider, Switch};
    for key in [Key::Enter, Key::Character(' ')] {
        let repeats = TARGETS.map(|target| held(key, target).repeats_activation());
        let expected = TARGETS.map(|target| matches!(target, Button | Slider | Switch));
        assert_eq!(repeats, expected, "{key:?}: text and scrolling repeat");
        let first = TARGETS.map(|target| press(key, target).repeats_activation());
        assert_eq!(first, [false; 7], "{key:?}");
    }
    assert!(!held(Key::Down, Slider).repeats_activation());
}
