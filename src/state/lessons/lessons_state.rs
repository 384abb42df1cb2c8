//! The state of the open lesson: its stage and the guess. Loaded with the part of the page that
//! shows lessons.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document::urls::BrowserUrls;
use crate::state::commands;
use crate::state::memory;
use crate::state::run::run_error::notify_error;
use crate::state::store::Store;
use playground_core::form::draft::Draft;
use playground_core::lessons::catalogue;
use playground_core::lessons::lesson::Lesson;
use playground_core::lessons::question::{Guess, Question};
use playground_core::session::comparison::Comparison;
use playground_core::session::lesson_guess::{self, guessed_end};
pub use playground_core::session::lesson_stage::Stage;
pub use playground_core::session::open_lesson::OpenLesson;
use playground_core::session::open_lesson::{is_done, next_experiment};

/// The state of lessons: a handle to signals that live as long as the part of the page does.
#[derive(Clone, Copy)]
pub struct LessonsState {
    pub store: Store,
    lessons: StoredValue<Vec<Lesson>>,
    pub shown: Memo<OpenLesson>,
    pub guess: RwSignal<Option<Guess>>,
    pub stage: Memo<Stage>,
    /// The step that runs, if it is not the first.
    pub further_step: Memo<Option<usize>>,
    /// The names of the lessons that are done, on this visit or an earlier one.
    pub done: RwSignal<Vec<String>>,
    /// The user's own settings while a lesson's are in the fields.
    before: StoredValue<Option<Draft>>,
}

impl LessonsState {
    pub fn new(store: Store) -> Self {
        // The lessons are part of the program, and a test reads every one.
        let lessons = catalogue::lessons(&BrowserUrls::new()).unwrap_or_default();
        let lessons = StoredValue::new(lessons);
        let shown = Memo::new(move |_| {
            let name = store.lesson.get();
            lessons.with_value(|all| OpenLesson::new(name.as_deref(), all))
        });
        let stage = Memo::new(move |_| {
            let shown = shown.get();
            lessons.with_value(|all| {
                let lesson = shown.lesson(all);
                lesson.map_or(Stage::Asking, |lesson| stage(store, lesson))
            })
        });
        let further_step = Memo::new(move |_| {
            let shown = shown.get();
            let step = store.reading.with(|read| {
                let step_in = |all: &Vec<Lesson>| shown.lesson(all)?.step_of(read.as_ref().ok()?);
                lessons.with_value(step_in)
            });
            step.filter(|step| *step > 0 && stage.get() == Stage::Running)
        });
        let state = Self {
            store,
            lessons,
            shown,
            guess: RwSignal::new(None),
            stage,
            further_step,
            done: RwSignal::new(memory::recall_lessons_done()),
            before: StoredValue::new(None),
        };
        Effect::new(move |_| state.set_up(&shown.get()));
        Effect::new(move |_| state.clear_other_run());
        Effect::new(move |_| state.mark_done());
        state
    }

    /// Puts the lesson's first step into the fields; when lessons are closed, the settings from
    /// before.
    fn set_up(self, shown: &OpenLesson) {
        self.guess.set(None);
        self.mark_guess();
        match shown {
            OpenLesson::Lesson(_) => {
                if self.before.with_value(Option::is_none) {
                    let before = self.store.draft.get_untracked();
                    self.before.set_value(Some(before));
                } else {
                    // The notice was about the previous lesson.
                    self.store.notice.set(None);
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

    /// Clears the run of another lesson, once it has ended.
    fn clear_other_run(self) {
        let is_other = self.stage.get() == Stage::Asking
            && matches!(self.shown.get(), OpenLesson::Lesson(_))
            && !self.store.live.is_empty();
        if is_other {
            commands::show_plan(self.store);
        }
    }

    /// Marks the lesson as done, once its last step is answered.
    fn mark_done(self) {
        let stage = self.stage.get();
        let done = self.with_lesson(|lesson| is_done(lesson, stage).then(|| lesson.id.clone()));
        let Some(id) = done.flatten() else {
            return;
        };
        if !self.done.with_untracked(|done| done.contains(&id)) {
            self.done.update(|done| done.push(id));
            self.done
                .with_untracked(|done| memory::remember_lessons_done(done));
        }
    }

    /// Removes all marks, as before another class.
    pub fn clear_progress(self) {
        self.done.set(Vec::new());
        memory::remember_lessons_done(&[]);
    }

    /// All lessons, in teaching order.
    pub fn with_all<T>(self, read: impl FnOnce(&[Lesson]) -> T) -> T {
        self.lessons.with_value(|all| read(all))
    }

    /// The lesson that is open.
    pub fn with_lesson<T>(self, read: impl FnOnce(&Lesson) -> T) -> Option<T> {
        let shown = self.shown.get();
        self.with_all(|all| shown.lesson(all).map(read))
    }

    /// Opens the lesson `by` positions after the open one; does nothing beyond either end, and
    /// while something runs.
    pub fn go(self, by: isize) {
        if self.store.is_busy_now() {
            return;
        }
        let shown = self.shown.get_untracked();
        let id = self.with_all(|all| shown.neighbour(by, all).map(|lesson| lesson.id.clone()));
        if let Some(id) = id {
            self.store.lesson.set(Some(id));
        }
    }

    /// Puts the settings of the first step into the fields, and clears the last run.
    pub fn restore(self) {
        if let Some(experiment) = untrack(|| self.with_lesson(|lesson| lesson.experiment(0))) {
            self.store
                .draft
                .update(|draft| *draft = draft.with(&experiment));
            commands::show_plan(self.store);
        }
    }

    /// Runs the experiment in the fields, from its first lane on.
    pub fn run(self) {
        commands::run(self.store);
    }

    /// Puts the next step into the fields, and runs the lanes it adds beside those that have run.
    pub fn go_on(self) {
        let stage = self.stage.get_untracked();
        let next = untrack(|| self.with_lesson(|lesson| next_experiment(lesson, stage)));
        let Some(experiment) = next.flatten() else {
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

    /// Clears the guess and the answer.
    pub fn again(self) {
        self.guess.set(None);
        self.mark_guess();
        self.restore();
    }

    /// Sets the guess.
    pub fn take_guess(self, guess: Guess) {
        self.guess.set(Some(guess));
        self.mark_guess();
    }

    /// Moves a guess of time by a number of steps; returns whether the open question asks for one.
    pub fn nudge(self, steps: f64) -> bool {
        if self.stage.get_untracked() != Stage::Asking {
            return false;
        }
        self.guess_with(|question, guess| lesson_guess::nudged(question, guess, steps))
    }

    /// Guesses the choice at an index; returns whether the open question has it.
    pub fn choose(self, index: usize) -> bool {
        self.guess_with(|question, _| lesson_guess::choice(question, index))
    }

    fn guess_with(self, new: impl FnOnce(&Question, Option<Guess>) -> Option<Guess>) -> bool {
        let before = self.guess.get_untracked();
        let guess = untrack(|| self.with_lesson(|lesson| new(&lesson.question, before)));
        if let Some(guess) = guess.flatten() {
            self.take_guess(guess);
            true
        } else {
            false
        }
    }

    /// Marks the guessed end in the lane that the question is about.
    fn mark_guess(self) {
        let guess = self.guess.get_untracked();
        let end = |lesson: &Lesson| guessed_end(&lesson.question, guess);
        let guessed = untrack(|| self.with_lesson(end));
        self.store.guessed.set(guessed.flatten());
    }
}

/// The stage of a lesson, from the fields and the comparison on the page.
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
