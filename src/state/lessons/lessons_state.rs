//! The lesson that is open: its guess, its steps, and the answer once what it asks for
//! has run. Loaded with the part of the page that shows it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document::urls::BrowserUrls;
use crate::state::commands;
use crate::state::memory;
use crate::state::run::run_error::notify_error;
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::form::draft::Draft;
use playground_core::lessons::catalogue;
use playground_core::lessons::lesson::Lesson;
use playground_core::lessons::measure::Measure;
use playground_core::lessons::question::{Guess, Guesses};
use playground_core::session::comparison::Comparison;
pub use playground_core::session::lesson_stage::Stage;
use playground_core::units::{LaneIndex, Span, TimePoint};

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenLesson {
    Nothing,
    /// The list of lessons; a link may have named one that there is not.
    Contents {
        unknown: Option<String>,
    },
    /// The lesson at this place.
    Lesson(usize),
}

/// A handle like the store's: of signals that live as long as the part does.
#[derive(Clone, Copy)]
pub struct LessonsState {
    pub store: Store,
    lessons: StoredValue<Vec<Lesson>>,
    pub shown: Memo<OpenLesson>,
    pub guess: RwSignal<Option<Guess>>,
    pub stage: Memo<Stage>,
    /// Which step runs, where it is not the first.
    pub further_step: Memo<Option<usize>>,
    /// The names of the lessons that were seen to their end, on this visit or before it.
    pub done: RwSignal<Vec<String>>,
    /// The user's own settings, while a lesson's are in the fields.
    before: StoredValue<Option<Draft>>,
}

impl LessonsState {
    pub fn new(store: Store) -> Self {
        // A test reads every document, so that none is missing here.
        let lessons = catalogue::lessons(&BrowserUrls::new()).unwrap_or_default();
        let lessons = StoredValue::new(lessons);
        let shown = Memo::new(move |_| match store.lesson.get() {
            None => OpenLesson::Nothing,
            Some(name) if name.is_empty() => OpenLesson::Contents { unknown: None },
            Some(name) => lessons.with_value(|all| {
                let place = all.iter().position(|lesson| lesson.id == name);
                let unknown = Some(name);
                place.map_or(OpenLesson::Contents { unknown }, OpenLesson::Lesson)
            }),
        });
        let stage = Memo::new(move |_| {
            let OpenLesson::Lesson(place) = shown.get() else {
                return Stage::Asking;
            };
            lessons.with_value(|all| {
                let lesson = all.get(place);
                lesson.map_or(Stage::Asking, |lesson| stage(store, lesson))
            })
        });
        let further_step = Memo::new(move |_| {
            let OpenLesson::Lesson(place) = shown.get() else {
                return None;
            };
            let step = store.reading.with(|read| {
                let lesson_of = |all: &Vec<Lesson>| all.get(place)?.step_of(read.as_ref().ok()?);
                lessons.with_value(lesson_of)
            });
            step.filter(|step| *step > 0 && stage.get() == Stage::Running)
        });
        let classroom = Self {
            store,
            lessons,
            shown,
            guess: RwSignal::new(None),
            stage,
            further_step,
            done: RwSignal::new(memory::recall_lessons_done()),
            before: StoredValue::new(None),
        };
        Effect::new(move |_| classroom.set_up(&shown.get()));
        Effect::new(move |_| classroom.put_away());
        Effect::new(move |_| classroom.mark_done());
        classroom
    }

    /// Puts the lesson's first step into the fields; when lessons are closed, what was
    /// there before.
    fn set_up(self, shown: &OpenLesson) {
        self.guess.set(None);
        self.mark_guess();
        match shown {
            OpenLesson::Lesson(_) => {
                match self.before.with_value(Option::is_none) {
                    true => {
                        let before = self.store.draft.get_untracked();
                        self.before.set_value(Some(before));
                    }
                    // What was said was of the lesson before.
                    false => self.store.notice.set(None),
                }
                self.restore();
            }
            OpenLesson::Contents { .. } => {}
            OpenLesson::Nothing => {
                if let Some(before) = self.before.try_update_value(Option::take).flatten() {
                    self.store.draft.set(before);
                    self.store.notice.set(None);
                    commands::show_plan(self.store);
                }
            }
        }
    }

    /// What another lesson has left on the page, once it has ended.
    fn put_away(self) {
        let is_left = self.stage.get() == Stage::Asking
            && matches!(self.shown.get(), OpenLesson::Lesson(_))
            && !self.store.live.is_empty();
        if is_left {
            commands::show_plan(self.store);
        }
    }

    /// Marks the lesson as done, once its last step has its answer.
    fn mark_done(self) {
        let Stage::Answered(step) = self.stage.get() else {
            return;
        };
        let done = self.with_lesson(|lesson| {
            let is_last = step + 1 == lesson.steps.len();
            is_last.then(|| lesson.id.clone())
        });
        let Some(id) = done.flatten() else {
            return;
        };
        if !self.done.with_untracked(|done| done.contains(&id)) {
            self.done.update(|done| done.push(id));
            self.done
                .with_untracked(|done| memory::remember_lessons_done(done));
        }
    }

    /// Takes all the marks away, as before another class.
    pub fn forget_done(self) {
        self.done.set(Vec::new());
        memory::remember_lessons_done(&[]);
    }

    /// All lessons, in teaching order.
    pub fn with_all<T>(self, read: impl FnOnce(&[Lesson]) -> T) -> T {
        self.lessons.with_value(|all| read(all))
    }

    /// The lesson that is open.
    pub fn with_lesson<T>(self, read: impl FnOnce(&Lesson) -> T) -> Option<T> {
        let OpenLesson::Lesson(place) = self.shown.get() else {
            return None;
        };
        self.with_all(|all| all.get(place).map(read))
    }

    /// Opens the lesson so many places further; at the ends, nothing happens, nor while anything
    /// runs.
    pub fn go(self, by: isize) {
        let OpenLesson::Lesson(place) = self.shown.get_untracked() else {
            return;
        };
        if self.store.is_busy_now() {
            return;
        }
        let next = place.checked_add_signed(by);
        let id = self.with_all(|all| next.and_then(|next| Some(all.get(next)?.id.clone())));
        if let Some(id) = id {
            self.store.lesson.set(Some(id));
        }
    }

    fn experiment(self, step: usize) -> Option<Experiment> {
        untrack(|| self.with_lesson(|lesson| lesson.experiment(step)))
    }

    /// Puts the settings of the first step back into the fields, and takes what has run
    /// from the page.
    pub fn restore(self) {
        if let Some(experiment) = self.experiment(0) {
            self.store
                .draft
                .update(|draft| *draft = draft.with(&experiment));
            commands::show_plan(self.store);
        }
    }

    /// Runs what is set up, from its first lane on.
    pub fn run(self) {
        commands::run(self.store);
    }

    /// Sets the next step up, and runs what it adds beside what has run.
    pub fn go_on(self) {
        let Stage::Answered(step) = self.stage.get_untracked() else {
            return;
        };
        let next = step + 1;
        let steps = untrack(|| self.with_lesson(|lesson| lesson.steps.len()));
        let Some(experiment) = self.experiment(next).filter(|_| Some(next) < steps) else {
            return;
        };
        let store = self.store;
        store.draft.update(|draft| *draft = draft.with(&experiment));
        spawn_local(async move {
            if let Err(reason) = commands::run_beside(store, experiment).await {
                notify_error(store, &reason);
            }
        });
    }

    /// Takes the guess back, and the answer from the page.
    pub fn again(self) {
        self.guess.set(None);
        self.mark_guess();
        self.restore();
    }

    pub fn take_guess(self, guess: Guess) {
        self.guess.set(Some(guess));
        self.mark_guess();
    }

    /// Moves a guess of time by so many twentieths of its axis; whether one was to be made.
    pub fn nudge(self, steps: f64) -> bool {
        const STEPS: f64 = 20.0;
        if self.stage.get_untracked() != Stage::Asking {
            return false;
        }
        let axis = untrack(|| {
            self.with_lesson(|lesson| match lesson.question.guesses {
                Guesses::Time { axis } => Some(axis),
                Guesses::Choice(_) => None,
            })
        });
        let Some(axis) = axis.flatten() else {
            return false;
        };
        let guessed = match self.guess.get_untracked() {
            Some(Guess::Time(span)) => span,
            _ => Span::ZERO,
        };
        let moved = guessed.ms() + axis.ms() * steps / STEPS;
        self.take_guess(Guess::Time(Span::from_ms(moved.clamp(0.0, axis.ms()))));
        true
    }

    /// Guesses the choice at this place, if that is what is asked for.
    pub fn choose(self, place: usize) -> bool {
        let has_it = |lesson: &Lesson| match &lesson.question.guesses {
            Guesses::Choice(choices) => place < choices.len(),
            Guesses::Time { .. } => false,
        };
        let has_it = untrack(|| self.with_lesson(has_it)).unwrap_or(false);
        if has_it {
            self.take_guess(Guess::Choice(place));
        }
        has_it
    }

    /// Lets the lane that is asked about show the time that was guessed for it.
    fn mark_guess(self) {
        let guessed = untrack(|| {
            self.with_lesson(|lesson| match self.guess.get() {
                Some(Guess::Time(span)) if lesson.question.measure == Measure::Makespan => {
                    Some((LaneIndex(lesson.question.lane), TimePoint::START + span))
                }
                _ => None,
            })
        });
        self.store.guessed.set(guessed.flatten());
    }
}

/// How far the lesson has come, by what is in the fields and on the page.
fn stage(store: Store, lesson: &Lesson) -> Stage {
    store.live.track_lanes();
    let activity = store.activity.get().of_page();
    store.reading.with(|read| {
        let set_up = read.as_ref().ok();
        let stage = |all: Option<&Comparison>| Stage::new(lesson, activity, set_up, all);
        store
            .live
            .peek(|all| stage(Some(all)))
            .unwrap_or_else(|| stage(None))
    })
}
