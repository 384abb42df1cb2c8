//! The height of the pictures, dragged, stepped and remembered.

use playground_core::session::keys::Key;
use playground_core::session::stage_height::StageHeight;
use playground_core::timeline::Px;

#[test]
fn the_edge_is_dragged_within_its_range() {
    let usual = StageHeight::default();
    for (by, window, right) in [
        (0.0, 800.0, 56.0),
        (80.0, 800.0, 66.0),
        (-80.0, 800.0, 46.0),
        (9_999.0, 800.0, 90.0),
        (-9_999.0, 800.0, 20.0),
        // A window without a height divides nothing by zero.
        (10.0, 0.0, 90.0),
        (f64::NAN, 800.0, 56.0),
    ] {
        let dragged = usual.dragged(Px(by), Px(window)).percent();
        assert!(
            (dragged - right).abs() < 1e-9,
            "{by} of {window}: {dragged}"
        );
    }
}

#[test]
fn arrow_keys_step_and_enter_resets() {
    let usual = StageHeight::default();
    for (key, right) in [
        (Key::Down, Some(60.0)),
        (Key::Up, Some(52.0)),
        (Key::Enter, Some(56.0)),
        (Key::Left, None),
        (Key::Escape, None),
        (Key::Character(' '), None),
    ] {
        assert_eq!(
            usual.pressed(key).map(StageHeight::percent),
            right,
            "{key:?}"
        );
    }
    assert_eq!(StageHeight::MAX.pressed(Key::Down), Some(StageHeight::MAX));
    assert_eq!(StageHeight::MIN.pressed(Key::Up), Some(StageHeight::MIN));
    assert_eq!(StageHeight::MAX.pressed(Key::Enter), Some(usual));
}

#[test]
fn what_was_remembered_is_checked() {
    for (text, right) in [
        ("56", Some(56.0)),
        ("1000", Some(90.0)),
        ("0", Some(20.0)),
        ("33.5", None),
        ("-3", None),
        ("99999999999", None),
        ("NaN", None),
        ("", None),
        ("tall", None),
    ] {
        let read = StageHeight::read(text).map(StageHeight::percent);
        assert_eq!(read, right, "{text}");
    }
}

#[test]
fn a_height_is_remembered_in_whole_percent() {
    let dragged = StageHeight::default().dragged(Px(13.0), Px(1_000.0));
    assert_eq!(dragged.remembered(), "57");
    let read = StageHeight::read(&dragged.remembered());
    assert_eq!(read.map(StageHeight::percent), Some(57.0));
}
