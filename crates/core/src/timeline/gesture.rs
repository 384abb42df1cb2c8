//! Pointer gestures on a plot: press, drag and pinch.

use super::{Point, Px};

/// A pointer that moves at most this many pixels before it is lifted counts as a press:
/// hands are not steady.
const SLOP: f64 = 5.0;

/// What to do after a pointer event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GestureAction {
    Nothing,
    /// Select what is at this point.
    Press(Point),
    /// Pan by this distance to the right and down.
    Pan(Px, Px),
    /// Zoom in by this factor around a point, and pan as well.
    Pinch {
        factor: f64,
        at: Point,
        across: Px,
        down: Px,
    },
}

/// The pointers that are down, and their positions.
#[derive(Clone, Debug, Default)]
pub struct Gesture {
    down: Vec<(i32, Point)>,
    /// Where the first pointer came down, while the gesture may still be a press.
    pressed: Option<Point>,
}

impl Gesture {
    /// A pointer came down.
    pub fn press(&mut self, pointer: i32, at: Point) {
        self.down.retain(|(other, _)| *other != pointer);
        self.pressed = self.down.is_empty().then_some(at);
        self.down.push((pointer, at));
    }

    /// A pointer has moved; one that is not down does nothing.
    pub fn drag(&mut self, pointer: i32, to: Point) -> GestureAction {
        let Some(position) = self.down.iter().position(|(other, _)| *other == pointer) else {
            return GestureAction::Nothing;
        };
        if self
            .pressed
            .is_some_and(|pressed| pressed.distance(to) <= SLOP)
        {
            return GestureAction::Nothing;
        }
        self.pressed = None;
        let other = self.down.iter().find(|(other, _)| *other != pointer);
        let other = other.map(|(_, at)| *at);
        let Some((_, at)) = self.down.get_mut(position) else {
            return GestureAction::Nothing;
        };
        let from = std::mem::replace(at, to);
        match other {
            None => GestureAction::Pan(Px(to.x.0 - from.x.0), Px(to.y.0 - from.y.0)),
            Some(other) => {
                let (before, after) = (from.middle(other), to.middle(other));
                GestureAction::Pinch {
                    factor: to.distance(other).max(1.0) / from.distance(other).max(1.0),
                    at: after,
                    across: Px(after.x.0 - before.x.0),
                    down: Px(after.y.0 - before.y.0),
                }
            }
        }
    }

    /// A pointer was lifted.
    pub fn lift(&mut self, pointer: i32) -> GestureAction {
        let was_down = self.down.len();
        self.down.retain(|(other, _)| *other != pointer);
        match self.pressed.take() {
            Some(at) if was_down > self.down.len() => GestureAction::Press(at),
            _ => GestureAction::Nothing,
        }
    }

    /// The browser has taken over a pointer, for example to scroll the page.
    pub fn lose(&mut self, pointer: i32) {
        self.down.retain(|(other, _)| *other != pointer);
        self.pressed = None;
    }
}
