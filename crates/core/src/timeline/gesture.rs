//! What pointers do over a plot: a press, a pull, a pinch.

use super::{Point, Px};

/// A pointer that moves no further than so many pixels before it is lifted has
/// pressed; hands are not that steady.
const SLOP: f64 = 5.0;

/// What a pointer's step asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GestureAction {
    Nothing,
    /// What is here is meant.
    Press(Point),
    /// What is shown moves along, so far to the right and down.
    Pull(Px, Px),
    /// So many times closer, at this point, and moves along as well.
    Pinch {
        factor: f64,
        at: Point,
        across: Px,
        down: Px,
    },
}

/// The pointers that are down, and where.
#[derive(Clone, Debug, Default)]
pub struct Gesture {
    down: Vec<(i32, Point)>,
    /// Where the first came down, as long as it may still be a press.
    pressed: Option<Point>,
}

impl Gesture {
    /// A pointer came down.
    pub fn press(&mut self, pointer: i32, at: Point) {
        self.down.retain(|(other, _)| *other != pointer);
        self.pressed = self.down.is_empty().then_some(at);
        self.down.push((pointer, at));
    }

    /// A pointer has moved; one that is not down asks for nothing.
    pub fn drag(&mut self, pointer: i32, to: Point) -> GestureAction {
        let Some(place) = self.down.iter().position(|(other, _)| *other == pointer) else {
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
        let Some((_, at)) = self.down.get_mut(place) else {
            return GestureAction::Nothing;
        };
        let from = std::mem::replace(at, to);
        match other {
            None => GestureAction::Pull(Px(to.x.0 - from.x.0), Px(to.y.0 - from.y.0)),
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

    /// The browser has taken a pointer for itself, as to scroll the page.
    pub fn lose(&mut self, pointer: i32) {
        self.down.retain(|(other, _)| *other != pointer);
        self.pressed = None;
    }
}
