//! The lesson that is open: its guess, its steps, and the answer once what it asks for
//! has run. Loaded with the part of the page that shows it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::commands::{self, say_why};
use super::comparison::Comparison;
use super::lane_state::LaneState;
pub use super::lesson_stage::Stage;
use super::lesson_stage::stage;
use super::store::Store;
use crate::browser::environment::cores;
use crate::browser::urls::BrowserUrls;
use crate::export::draft::Draft;
use crate::lessons::answer::{Row, rows};
use crate::lessons::catalogue;
use crate::lessons::lesson::Lesson;
use crate::lessons::measure::{Measure, Observed};
use crate::lessons::question::{Guess, Guesses, Verdict};
use crate::model::experiment::Experiment;
use crate::model::units::TimePoint;
use crate::timeline::curve::CurvePoint;

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
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
pub struct Classroom {
    pub store: Store,
    lessons: StoredValue<Vec<Lesson>>,
    pub shown: Memo<Shown>,
    pub guess: RwSignal<Option<Guess>>,
    pub stage: Memo<Stage>,
    /// The user's own settings, while a lesson's are in the fields.
    before: StoredValue<Option<Draft>>,
}

impl Classroom {
    pub fn new(store: Store) -> Self {
        // A test reads every document, so that none is missing here.
        let lessons = catalogue::lessons(&BrowserUrls::new()).unwrap_or_default();
        let lessons = StoredValue::new(lessons);
        let shown = Memo::new(move |_| match store.lesson.get() {
            None => Shown::Nothing,
            Some(name) if name.is_empty() => Shown::Contents { unknown: None },
            Some(name) => lessons.with_value(|all| {
                let place = all.iter().position(|lesson| lesson.id == name);
                let unknown = Some(name);
                place.map_or(Shown::Contents { unknown }, Shown::Lesson)
            }),
        });
        let stage = Memo::new(move |_| {
            let Shown::Lesson(place) = shown.get() else {
                return Stage::Asking;
            };
            lessons.with_value(|all| {
                let lesson = all.get(place);
                lesson.map_or(Stage::Asking, |lesson| stage(store, lesson))
            })
        });
        let classroom = Self {
            store,
            lessons,
            shown,
            guess: RwSignal::new(None),
            stage,
            before: StoredValue::new(None),
        };
        Effect::new(move |_| classroom.set_up(&shown.get()));
        classroom
    }

    /// Puts the lesson's first step into the fields; when lessons are closed, what was
    /// there before.
    fn set_up(self, shown: &Shown) {
        self.guess.set(None);
        self.mark_guess();
        match shown {
            Shown::Lesson(_) => {
                match self.before.with_value(Option::is_none) {
                    true => {
                        let before = self.store.draft.get_untracked();
                        self.before.set_value(Some(before));
                    }
                    // What was said was of the lesson before.
                    false => self.store.notice.set(None),
                }
                self.restore(0);
            }
            Shown::Contents { .. } => {}
            Shown::Nothing => {
                if let Some(before) = self.before.try_update_value(Option::take).flatten() {
                    self.store.draft.set(before);
                    self.store.notice.set(None);
                    commands::show_plan(self.store);
                }
            }
        }
    }

    /// All lessons, in teaching order.
    pub fn with_all<T>(self, read: impl FnOnce(&[Lesson]) -> T) -> T {
        self.lessons.with_value(|all| read(all))
    }

    /// The lesson that is open.
    pub fn with_lesson<T>(self, read: impl FnOnce(&Lesson) -> T) -> Option<T> {
        let Shown::Lesson(place) = self.shown.get() else {
            return None;
        };
        self.with_all(|all| all.get(place).map(read))
    }

    /// Opens the lesson so many places further; at the ends, nothing happens.
    pub fn go(self, by: isize) {
        let Shown::Lesson(place) = self.shown.get_untracked() else {
            return;
        };
        let next = place.checked_add_signed(by);
        let id = self.with_all(|all| next.and_then(|next| Some(all.get(next)?.id.clone())));
        if let Some(id) = id {
            self.store.lesson.set(Some(id));
        }
    }

    fn experiment(self, step: usize) -> Option<Experiment> {
        untrack(|| self.with_lesson(|lesson| lesson.experiment(step)))
    }

    /// Puts the settings of a step back into the fields, and takes what has run from the
    /// page.
    pub fn restore(self, step: usize) {
        if let Some(experiment) = self.experiment(step) {
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
                say_why(store, &reason);
            }
        });
    }

    /// Takes the guess back, and the answer from the page.
    pub fn again(self) {
        self.guess.set(None);
        self.mark_guess();
        self.restore(0);
    }

    pub fn take_guess(self, guess: Guess) {
        self.guess.set(Some(guess));
        self.mark_guess();
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
                    Some((lesson.question.lane, TimePoint::START + span))
                }
                _ => None,
            })
        });
        self.store.guessed.set(guessed.flatten());
    }

    /// What was foretold and measured, up to the step that has run last.
    pub fn rows(self) -> Vec<Row> {
        let Stage::Answered(step) = self.stage.get() else {
            return Vec::new();
        };
        let rows = self.with_lesson(|lesson| {
            let read = |all: &Comparison| rows(lesson, step, &observed(all), cores().max(1));
            self.store.look(read)
        });
        rows.flatten().unwrap_or_default()
    }

    /// How long each limit took, and was to take.
    pub fn curve(self) -> Vec<CurvePoint> {
        let points = self.store.watch(|all| {
            let lanes = all.lanes.iter();
            let points = lanes.filter_map(|lane| {
                Some(CurvePoint {
                    limit: lane.limit,
                    time: lane.run.makespan()?,
                    foretold: lane.plan.ideal?,
                })
            });
            points.collect()
        });
        points.unwrap_or_default()
    }

    /// What is said of the guess; `None` before the answer.
    pub fn verdict(self) -> Option<Verdict> {
        let measured = self.measured()?;
        self.with_lesson(|lesson| lesson.question.judge(self.guess.get(), measured))
    }

    /// What the question asks for, once it was measured: in ms, or a number.
    pub fn measured(self) -> Option<f64> {
        let Stage::Answered(_) = self.stage.get() else {
            return None;
        };
        let measured = self.with_lesson(|lesson| {
            let question = &lesson.question;
            self.store
                .look(|all| question.measure.of(&observed(all), question.lane))
        });
        measured.flatten().flatten()
    }
}

fn observed(all: &Comparison) -> Vec<Observed<'_>> {
    let updates = all.experiment.workload.updates();
    let observe = |lane| observe(lane, updates);
    all.lanes.iter().map(observe).collect()
}

fn observe(lane: &LaneState, updates: bool) -> Observed<'_> {
    let counted = lane.at_source.as_ref();
    Observed {
        run: &lane.run,
        counter: counted.filter(|_| updates).map(|stats| stats.counter),
        longest_freeze: lane.heartbeat.longest(),
        most_at_server: counted.map(|stats| stats.max_in_flight).or(lane.at_server),
    }
}
