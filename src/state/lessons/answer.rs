//! The answer to the open lesson, once its experiment has run.

use leptos::prelude::*;

use crate::browser::document::environment::cores;
use crate::state::lessons::lessons_state::{LessonsState, Stage};
use playground_core::lessons::answer::{AnswerRow, answer_rows, measured, verdict};
use playground_core::lessons::question::Verdict;
use playground_core::session::comparison::Comparison;
use playground_core::session::lesson_stage::observed;
use playground_core::timeline::curve::CurvePoint;

impl LessonsState {
    /// What was predicted and measured, up to the last step that has run.
    pub fn rows(self) -> Vec<AnswerRow> {
        let Stage::Answered(step) = self.stage.get() else {
            return Vec::new();
        };
        let rows = self.with_lesson(|lesson| {
            let read = |all: &Comparison| answer_rows(lesson, step, &observed(all), cores().max(1));
            self.store.live.peek(read)
        });
        rows.flatten().unwrap_or_default()
    }

    /// The measured and predicted time of each limit, of lanes that went as planned.
    pub fn curve(self) -> Vec<CurvePoint> {
        let points = self.store.live.watch(|all| {
            let lanes = all.lanes.iter();
            let points = lanes.filter_map(|lane| {
                Some(CurvePoint {
                    limit: lane.limit,
                    time: lane.run.makespan()?,
                    predicted: lane.ideal_in_force()?,
                })
            });
            points.collect()
        });
        points.unwrap_or_default()
    }

    /// The verdict on the guess; `None` before the answer.
    pub fn verdict(self) -> Option<Verdict> {
        let Stage::Answered(step) = self.stage.get() else {
            return None;
        };
        let guess = self.guess.get();
        let verdict = self.with_lesson(|lesson| {
            let judge =
                |all: &Comparison| verdict(lesson, step, &observed(all), cores().max(1), guess);
            self.store.live.peek(judge)
        });
        verdict.flatten().flatten()
    }

    /// The measured value that answers the question, in ms or as a number.
    pub fn measured(self) -> Option<f64> {
        let Stage::Answered(_) = self.stage.get() else {
            return None;
        };
        let measured = self.with_lesson(|lesson| {
            let read = |all: &Comparison| measured(&lesson.question, &observed(all));
            self.store.live.peek(read)
        });
        measured.flatten().flatten()
    }
}
