//! The page's one store, which is `Copy`: a handle to signals that live as long as the page.

use leptos::prelude::*;

use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use crate::state::live_comparison::LiveComparison;
use crate::state::memory;
use crate::state::run::permission::Permission;
use playground_core::experiment::Experiment;
use playground_core::form::draft::{Draft, DraftErrors};
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::figures::LaneFigures;
use playground_core::session::forecast::forecast;
use playground_core::session::lesson_stage::PageActivity;
use playground_core::session::plot::Pointed;
use playground_core::session::question::Question;
use playground_core::session::stage_height::StageHeight;
use playground_core::session::theme::Theme;
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};
use playground_engine::control::LaneControl;
use playground_engine::ports::Clock;

/// What the page is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activity {
    #[default]
    Idle,
    /// Waiting for the source to respond.
    Connecting,
    Running(LaneIndex),
}

impl Activity {
    /// The activity without the lane.
    pub const fn of_page(self) -> PageActivity {
        match self {
            Self::Idle => PageActivity::Idle,
            Self::Connecting => PageActivity::Connecting,
            Self::Running(_) => PageActivity::Running,
        }
    }
}

/// A message to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Whether something failed, as opposed to information.
    pub is_problem: bool,
}

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Store {
    pub draft: RwSignal<Draft>,
    /// The experiment in the fields, or what is wrong with them.
    pub reading: Memo<Result<Experiment, DraftErrors>>,
    /// The expected time of each lane, where something is planned.
    pub forecast: Memo<Vec<Option<Span>>>,
    /// Each lane's figures, about ten times a second; none before the first run.
    pub figures: Memo<Vec<LaneFigures>>,
    pub activity: RwSignal<Activity>,
    /// The comparison that runs or has run.
    pub live: LiveComparison,
    pub selected: RwSignal<Option<RequestIndex>>,
    /// What is under the pointer, in any lane.
    pub pointed: RwSignal<Option<Pointed>>,
    pub axis: RwSignal<AxisMode>,
    pub theme: RwSignal<Theme>,
    pub system_is_dark: RwSignal<bool>,
    /// Whether the dark colours are used, which follows from the two.
    pub is_dark: Signal<bool>,
    /// Changes when the style sheet's colours do, so that canvases are drawn again.
    pub colours: RwSignal<u32>,
    pub single_keys: RwSignal<bool>,
    /// Whether runs are written into the browser's own profiler.
    pub debug_mode: RwSignal<bool>,
    pub help_is_open: RwSignal<bool>,
    pub notice: RwSignal<Option<Notice>>,
    /// The text that a screen reader says next.
    pub announcement: RwSignal<String>,
    /// The name in links of the open lesson; empty for the list of lessons.
    pub lesson: RwSignal<Option<String>>,
    /// Whether the settings are visible beside a lesson.
    pub shows_settings: RwSignal<bool>,
    /// Whether the settings are unfolded.
    pub settings_are_open: RwSignal<bool>,
    /// How high each lane's picture is.
    pub stage_height: RwSignal<StageHeight>,
    /// 1 once the later parts of the page are there.
    pub parts_are_loaded: RwSignal<u32>,
    /// The lane that a lesson asks about, and its guessed end.
    pub guessed: RwSignal<Option<(LaneIndex, TimePoint)>>,
    /// What the page asks before it sends to third-party servers.
    pub question: RwSignal<Option<Question>>,
    pub permission: StoredValue<Permission, LocalStorage>,
    /// Stops the wait for a source.
    pub connecting: StoredValue<LaneControl, LocalStorage>,
}

impl Store {
    /// The store with this experiment in the fields, and a message if there is one. The rest is as
    /// it is remembered from the last visit.
    pub fn new(experiment: &Experiment, message: Option<String>) -> Self {
        let draft = RwSignal::new(Draft::new(experiment));
        let reading = Memo::new(move |_| draft.with(Draft::read));
        let theme = RwSignal::new(memory::recall_theme());
        let lesson = RwSignal::new(None);
        let live = LiveComparison::new();
        let system_is_dark = RwSignal::new(page::system_is_dark());
        Self {
            draft,
            reading,
            forecast: Memo::new(move |_| {
                // A lesson asks the user to guess the time, so it is hidden.
                let is_guessed = lesson.with(|open: &Option<String>| {
                    open.as_ref().is_some_and(|name| !name.is_empty())
                });
                if is_guessed {
                    return Vec::new();
                }
                reading.with(|read| read.as_ref().map(forecast).unwrap_or_default())
            }),
            figures: Memo::new(move |_| {
                live.watch(|all| LaneFigures::all_lanes(all, BrowserClock.now()))
                    .unwrap_or_default()
            }),
            activity: RwSignal::new(Activity::Idle),
            live,
            selected: RwSignal::new(None),
            pointed: RwSignal::new(None),
            colours: RwSignal::new(0),
            axis: RwSignal::new(AxisMode::default()),
            theme,
            system_is_dark,
            is_dark: Signal::derive(move || theme.get().is_dark(system_is_dark.get())),
            single_keys: RwSignal::new(memory::recall_single_keys()),
            debug_mode: RwSignal::new(memory::recall_debug_mode()),
            help_is_open: RwSignal::new(false),
            notice: RwSignal::new(message.map(|text| Notice {
                text,
                is_problem: false,
            })),
            announcement: RwSignal::new(String::new()),
            lesson,
            shows_settings: RwSignal::new(false),
            settings_are_open: RwSignal::new(false),
            stage_height: RwSignal::new(memory::recall_stage_height()),
            parts_are_loaded: RwSignal::new(0),
            guessed: RwSignal::new(None),
            question: RwSignal::new(None),
            permission: StoredValue::new_local(Permission::default()),
            connecting: StoredValue::new_local(LaneControl::new()),
        }
    }

    /// Has all canvases drawn again, after their colours or pixels have changed.
    pub fn redraw(&self) {
        self.colours.update(|count| *count = count.wrapping_add(1));
    }

    /// Reads a lane's figures now and whenever they change.
    pub fn with_lane<T>(&self, lane: LaneIndex, read: impl FnOnce(&LaneFigures) -> T) -> Option<T> {
        self.figures.with(|all| all.get(lane.0).map(read))
    }

    /// Whether something runs, read without following it.
    pub fn is_busy_now(&self) -> bool {
        self.activity.get_untracked() != Activity::Idle
    }

    /// Whether something runs.
    pub fn is_busy(&self) -> bool {
        self.activity.get() != Activity::Idle
    }

    /// Whether something runs that may freeze the page, so that the pulse is shown.
    pub fn has_pulse(&self) -> bool {
        self.is_busy() && self.live.peek(Comparison::may_freeze).unwrap_or(false)
    }

    /// Whether a lesson's settings, and not the user's own, are in the fields.
    pub fn is_teaching(&self) -> bool {
        self.lesson
            .with_untracked(|open| open.as_ref().is_some_and(|name| !name.is_empty()))
    }

    /// Shows a message to the user.
    pub fn notify(&self, text: String, is_problem: bool) {
        self.notice.set(Some(Notice { text, is_problem }));
    }
}
