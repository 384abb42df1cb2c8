//! What a key press does, whatever the keyboard's layout and locks are.

/// A key press that is not the browser's own: without Ctrl, Alt or Meta.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    pub key: Key,
    pub target: KeyTarget,
    /// The key is held, and this is not its first event.
    pub is_repeat: bool,
}

/// The keys that have a meaning here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Enter,
    Escape,
    Left,
    Right,
    Up,
    Down,
    /// A lower-case letter, a digit, a space or a sign.
    Character(char),
    Other,
}

impl Key {
    /// `key` and `code` as in a `KeyboardEvent`: what the key types, and where it is.
    pub fn new(key: &str, code: &str, is_shift: bool) -> Self {
        let mut characters = key.chars();
        if let (Some(typed), None) = (characters.next(), characters.next()) {
            return Self::Character(character(typed, code, is_shift));
        }
        match key {
            "Enter" => Self::Enter,
            "Escape" => Self::Escape,
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            _ => Self::Other,
        }
    }
}

/// The character that a key stands for. What it types comes first, so that letters are where
/// the layout has them. A layout without it, such as the Russian one for letters or the French one
/// for digits, has it where the American one does.
fn character(typed: char, code: &str, is_shift: bool) -> char {
    let typed = typed.to_ascii_lowercase();
    if typed.is_ascii_alphanumeric() || matches!(typed, ' ' | '+' | '=' | '-' | '?') {
        return typed;
    }
    let digit = code.strip_prefix("Digit").filter(|_| !is_shift);
    // Up to here, Latin letters and signs.
    let american = match code {
        _ if typed < '\u{250}' => None,
        "Minus" => Some("-"),
        "Equal" => Some("="),
        "Slash" if is_shift => Some("?"),
        _ => code.strip_prefix("Key"),
    };
    let meant = digit.or(american).and_then(|name| name.chars().next());
    meant.map_or(typed, |meant| meant.to_ascii_lowercase())
}

/// What has the focus, by what it does with keys itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTarget {
    /// Nothing: the page may handle any key.
    Page,
    /// Pressed by Space and Enter.
    Button,
    /// A part that scrolls by the arrows and Space.
    Scrolled,
    /// Moved by the arrows.
    Slider,
    /// A checkbox or radio button: changed by Space and the arrows.
    Switch,
    /// A list to choose from, which searches for what is typed.
    List,
    /// A field for text.
    Text,
}

impl KeyTarget {
    /// The target with this tag name, in capitals, and this `type` if it is an `<input>`.
    pub fn new(tag: &str, input_type: &str) -> Self {
        match (tag, input_type) {
            ("INPUT", "range") => Self::Slider,
            ("INPUT", "checkbox" | "radio") => Self::Switch,
            ("INPUT", "file") | ("BUTTON" | "SUMMARY" | "A", _) => Self::Button,
            ("INPUT" | "TEXTAREA", _) => Self::Text,
            ("SELECT", _) => Self::List,
            _ => Self::Page,
        }
    }
}

/// A command of the page's own keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageCommand {
    Run,
    Stop,
    OpenHelp,
    ToggleLessons,
    /// The key is still down since it acted: nothing more, not even by the browser.
    Held,
}

/// A command of the keys of the timeline. Who holds such a key moves on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineCommand {
    ZoomIn,
    ZoomOut,
    ShowAll,
    PanLeft,
    PanRight,
    SelectAbove,
    SelectBelow,
    /// Draws by slot, or by request again.
    SwitchRows,
}

/// A command of the keys of an open lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonCommand {
    Fix,
    Next,
    Previous,
    /// Moves the guess by this many steps, again while the key is held.
    Nudge(i8),
    /// Guesses the choice at this index.
    Choose(usize),
    /// As [`PageCommand::Held`].
    Held,
}

impl KeyPress {
    /// What the press does on every page.
    pub fn page_command(self) -> Option<PageCommand> {
        let command = match (self.key, self.target) {
            (_, KeyTarget::Text) => return None,
            (Key::Escape, _) => PageCommand::Stop,
            (Key::Character(' '), KeyTarget::Page) => PageCommand::Run,
            (Key::Character(_), KeyTarget::List) => return None,
            (Key::Character('?'), _) => PageCommand::OpenHelp,
            (Key::Character('l'), _) => PageCommand::ToggleLessons,
            _ => return None,
        };
        Some(if self.is_repeat {
            PageCommand::Held
        } else {
            command
        })
    }

    /// What the press does while a run is shown.
    pub fn timeline_command(self) -> Option<TimelineCommand> {
        Some(match (self.key, self.target) {
            (_, KeyTarget::Text | KeyTarget::List) => return None,
            (Key::Character('+' | '='), _) => TimelineCommand::ZoomIn,
            (Key::Character('-'), _) => TimelineCommand::ZoomOut,
            (Key::Character('0'), _) => TimelineCommand::ShowAll,
            // A held key must not switch again.
            (Key::Character('s'), _) if !self.is_repeat => TimelineCommand::SwitchRows,
            (Key::Left, KeyTarget::Page) => TimelineCommand::PanLeft,
            (Key::Right, KeyTarget::Page) => TimelineCommand::PanRight,
            (Key::Up, KeyTarget::Page | KeyTarget::Button) => TimelineCommand::SelectAbove,
            (Key::Down, KeyTarget::Page | KeyTarget::Button) => TimelineCommand::SelectBelow,
            _ => return None,
        })
    }

    /// What the press does while a lesson is open.
    pub fn lesson_command(self) -> Option<LessonCommand> {
        let command = match (self.key, self.target) {
            (_, KeyTarget::Text | KeyTarget::List | KeyTarget::Scrolled) => return None,
            (Key::Left, KeyTarget::Page) => return Some(LessonCommand::Nudge(-1)),
            (Key::Right, KeyTarget::Page) => return Some(LessonCommand::Nudge(1)),
            (Key::Character('f'), _) => LessonCommand::Fix,
            (Key::Character('n'), _) => LessonCommand::Next,
            (Key::Character('p'), _) => LessonCommand::Previous,
            (Key::Character(digit), _) => {
                let number = digit.to_digit(10)?;
                LessonCommand::Choose(number.checked_sub(1)? as usize)
            }
            _ => return None,
        };
        Some(if self.is_repeat {
            LessonCommand::Held
        } else {
            command
        })
    }

    /// Whether the press runs the lesson, in a field of its guess, which has no other use for
    /// Space.
    pub const fn runs_guess(self) -> bool {
        matches!(self.key, Key::Character(' '))
            && matches!(self.target, KeyTarget::Slider | KeyTarget::Switch)
    }

    /// Whether the browser would press a control again although the key is only held, as the
    /// button of a dialog that the same key has opened.
    pub const fn repeats_activation(self) -> bool {
        self.is_repeat
            && matches!(self.key, Key::Enter | Key::Character(' '))
            && matches!(
                self.target,
                KeyTarget::Button | KeyTarget::Slider | KeyTarget::Switch
            )
    }
}
