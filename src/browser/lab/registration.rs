//! Starts the built-in lab: registers its service worker and waits until it answers for
//! this page.

use std::fmt;

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache,
};

use super::client::{Lab, LabSilence, post};
use crate::browser::document::page;
use crate::browser::errors::JsFailure;
use crate::browser::timing::clock::BrowserClock;
use playground_core::lab::message::ServiceWorkerMessage;
use playground_core::units::Span;
use playground_engine::ports::Clock;

const SCRIPT: &str = "service_worker.js";
/// How long the worker may take from registration to control.
const CONTROL_TIMEOUT: Span = Span::from_whole_ms(10_000);
const POLL: Span = Span::from_whole_ms(25);

/// Why there is no built-in lab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabProblem {
    /// The page came by plain http from another machine.
    InsecureContext,
    /// The browser has no service workers here.
    Unsupported,
    /// The browser refused to install the worker.
    Registration(JsFailure),
    /// The worker is there, but does not answer for this page.
    NotControlling,
    /// The worker is active, and the browser sends requests past it.
    Bypassed,
    /// Something else answered in the lab's place.
    Silence(LabSilence),
}

impl fmt::Display for LabProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InsecureContext => f.write_str(
                "The built-in lab needs a secure page: this one came by plain http from another \
                 machine, and browsers give such pages no service worker. Open it by https or \
                 from localhost.",
            ),
            Self::Unsupported => f.write_str(
                "The built-in lab needs a service worker, and this browser has none here. \
                 Private windows of Firefox are like that: open the page in an ordinary window.",
            ),
            Self::Registration(failure) => write!(
                f,
                "The browser did not install the built-in lab's service worker ({}). Reload the \
                 page; if that does not help, allow this site to store data.",
                name_of(failure)
            ),
            Self::NotControlling => f.write_str(
                "The built-in lab is installed, but does not answer for this page: a hard reload \
                 goes past it. Reload the page in the ordinary way.",
            ),
            Self::Bypassed => f.write_str(
                "The browser sends this page's requests past its service worker, which is the \
                 built-in lab. In the developer tools, under Application → Service workers, \
                 clear the check box “Bypass for network”, and run again.",
            ),
            Self::Silence(LabSilence::NoAnswer) => f.write_str(
                "The built-in lab was asked whether it is there, and nothing answered. Reload \
                 the page.",
            ),
            Self::Silence(LabSilence::NotTheLab { status }) => write!(
                f,
                "The web server answered in the built-in lab's place (status {status}, without \
                 the header Fetch-Playground-Lab), so its service worker is gone. Reload the page.",
            ),
        }
    }
}

fn name_of(failure: &JsFailure) -> &str {
    match failure {
        JsFailure::Aborted => "the installation was interrupted",
        JsFailure::QuotaExceeded => "the storage is full",
        JsFailure::Forbidden => {
            "its script was not served as one, or the browser's settings forbid it"
        }
        JsFailure::Type => "its script could not be loaded",
        JsFailure::Other(description) => description,
    }
}

/// Registers the worker if need be, and waits until the lab answers.
///
/// # Errors
/// There is no lab; the problem says why and what to do.
pub async fn connect() -> Result<Lab, LabProblem> {
    let workers = container().ok_or_else(|| {
        if page::is_secure() {
            LabProblem::Unsupported
        } else {
            LabProblem::InsecureContext
        }
    })?;
    let registration = register(&workers).await.map_err(LabProblem::Registration)?;
    await_control(&workers, &registration).await?;
    let lab = Lab::new(&page::folder(), workers.clone());
    match lab.ping().await {
        Ok(_) => Ok(lab),
        Err(LabSilence::NotTheLab { .. }) if is_controlled(&workers) => Err(LabProblem::Bypassed),
        Err(silence) => Err(LabProblem::Silence(silence)),
    }
}

/// Whether a worker should answer for this page: one that is gone stays its controller, but
/// is not active any more.
fn is_controlled(workers: &ServiceWorkerContainer) -> bool {
    let controller = workers.controller();
    controller.is_some_and(|worker| worker.state() == ServiceWorkerState::Activated)
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = page::window()?.navigator();
    let container = Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    container.dyn_into().ok()
}

async fn register(
    workers: &ServiceWorkerContainer,
) -> Result<ServiceWorkerRegistration, JsFailure> {
    let options = RegistrationOptions::new();
    options.set_scope("./");
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let registration = JsFuture::from(workers.register_with_options(SCRIPT, &options)).await?;
    Ok(registration.unchecked_into())
}

/// The first visit is under control as soon as the worker claims its pages. A
/// hard reload leaves an active worker and an uncontrolled page: it asks.
async fn await_control(
    workers: &ServiceWorkerContainer,
    registration: &ServiceWorkerRegistration,
) -> Result<(), LabProblem> {
    let started = BrowserClock.now();
    while workers.controller().is_none() {
        if BrowserClock.now() - started > CONTROL_TIMEOUT {
            return Err(LabProblem::NotControlling);
        }
        if let Some(active) = registration.active() {
            // If it does not take the message, the wait ends in an error.
            post(&active, ServiceWorkerMessage::Claim);
        }
        BrowserClock.sleep(POLL).await;
    }
    Ok(())
}

/// Has the service worker, where there is one, keep all files of the page for offline use,
/// also those that were loaded before it controlled the page. A newer worker that replaces
/// it is asked as well.
pub fn keep_all() {
    let Some(workers) = container() else {
        return;
    };
    ask_to_keep(&workers);
    let asked = workers.clone();
    let listener = Closure::<dyn Fn()>::new(move || ask_to_keep(&asked));
    workers.set_oncontrollerchange(Some(listener.as_ref().unchecked_ref()));
    // It listens for as long as the page lives.
    listener.forget();
}

fn ask_to_keep(workers: &ServiceWorkerContainer) {
    if let Some(worker) = workers.controller() {
        // If it does not take the message, the next one asks again.
        post(&worker, ServiceWorkerMessage::Keep);
    }
}
