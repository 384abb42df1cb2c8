//! The requests of one run, whatever sends them.

use std::rc::Rc;

use super::responses::Responses;
use super::target::Target;
use super::update::Update;
use crate::browser::document::page;
use crate::browser::errors::JsFailure;
use crate::browser::timing::computing::Pace;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::url::ParsedUrl;
use playground_core::lab::address::LabKey;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, RunId, Span};

/// What each transport needs to send the requests of a run.
#[derive(Clone, Debug)]
pub struct LaneRequests {
    pub target: Target,
    pub run: RunId,
    pub plan: Rc<Plan>,
    /// Where responses are kept to be looked at.
    pub responses: Rc<Responses>,
    /// How fast this machine computes, where something is to be computed.
    pub pace: Option<Pace>,
}

impl LaneRequests {
    pub const fn key(&self, request: RequestIndex, attempt: AttemptNumber) -> LabKey {
        LabKey {
            run: self.run,
            request,
            attempt,
        }
    }

    /// The address that is fetched for an attempt.
    pub fn url(&self, key: LabKey) -> String {
        self.target.fetched(key, &self.plan)
    }

    /// How much is computed after each success.
    pub fn units(&self) -> u32 {
        let workload = self.plan.workload();
        if workload.computes() {
            self.units_for(Span::from_whole_ms(workload.compute_ms))
        } else {
            0
        }
    }

    /// How much this machine computes in a span of time.
    pub fn units_for(&self, span: Span) -> u32 {
        self.pace.map_or(0, |pace| pace.units(span.ms()))
    }

    /// What is updated after each success.
    pub fn update(&self) -> Option<Update> {
        let workload = self.plan.workload();
        let lab = self.target.lab().filter(|_| workload.updates())?;
        Some(Update {
            lab: lab.clone(),
            run: self.run,
            length_ms: workload.compute_ms,
        })
    }

    /// What a failure to fetch may mean.
    pub fn cause_of(&self, failure: &JsFailure, key: LabKey) -> NetworkCause {
        match failure {
            JsFailure::Type | JsFailure::Aborted => match &self.target {
                // This machine can be reached without a network.
                _ if page::is_offline()
                    && !ParsedUrl::new(&self.target.url(key, &self.plan)).is_loopback() =>
                {
                    NetworkCause::Offline
                }
                // It lets every page read its responses.
                Target::Lab(_) => NetworkCause::Unreachable,
                _ => NetworkCause::NetworkOrCors,
            },
            JsFailure::QuotaExceeded | JsFailure::Forbidden | JsFailure::Other(_) => {
                NetworkCause::Refused
            }
        }
    }
}
