//! A static host for the built page: a folder on a free port of this machine, under whatever
//! sub-path a real host would use; it can go offline, come back, and be given a new build.

use super::site_host::{Running, Shared, listen, run};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// One request the site was asked, in the order of the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedRequest {
    pub method: String,
    /// As asked, sub-path included, query left out.
    pub path: String,
    pub status: u16,
}

/// What a site's server does with every request, once it is in trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteFault {
    /// It accepts, and never answers, as a suspended process does.
    NeverAnswers,
    /// It sends a part of the answer, and then nothing more.
    StopsInTheMiddle,
    /// It answers with this status and some other page.
    Status(u16),
}

/// A served folder; dropped, it stops.
pub struct StaticSite {
    address: SocketAddr,
    shared: Arc<Shared>,
    running: Option<Running>,
}

/// What a site is served with; see [`StaticSite::options`].
pub struct StaticSiteOptions {
    folder: PathBuf,
    base_path: String,
    fallback_to_index: bool,
    headers: HeaderMap,
}

impl StaticSite {
    /// Serves `folder` under `base_path`, such as `/` or `/fetch-playground/`.
    pub fn serve(folder: impl Into<PathBuf>, base_path: &str) -> Self {
        Self::options(folder).base_path(base_path).serve()
    }

    pub fn options(folder: impl Into<PathBuf>) -> StaticSiteOptions {
        let mut headers = HeaderMap::new();
        // Two builds of one second have one modification date: ask again instead of trusting it.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        StaticSiteOptions {
            folder: folder.into(),
            base_path: "/".into(),
            fallback_to_index: false,
            headers,
        }
    }

    /// The page's address, sub-path included, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.shared.base_path)
    }

    /// The address of something below the sub-path: `site.url_of("lab/stats")`.
    pub fn url_of(&self, below: &str) -> String {
        self.url() + below.trim_start_matches('/')
    }

    /// Goes offline: the port is closed and so is every open connection.
    pub fn stop(&mut self) {
        if let Some(Running { stop, thread }) = self.running.take() {
            let _ = stop.send(());
            let _ = thread.join();
        }
    }

    /// Comes back on the same port after [`Self::stop`].
    pub fn start_again(&mut self) {
        if self.running.is_none() {
            self.running = Some(run(listen(self.address), Arc::clone(&self.shared)));
        }
    }

    /// From now on serves another folder, as a host does after a new build was put there.
    pub fn replace_folder(&self, folder: impl Into<PathBuf>) {
        *self.shared.folder.lock().unwrap() = folder.into();
    }

    /// From now on has this fault; `None`: it works again, also for who waits for an answer.
    pub fn set_fault(&self, fault: Option<SiteFault>) {
        self.shared.fault.send_replace(fault);
    }

    /// Everything asked since the start or the last [`Self::forget_requests`].
    pub fn requests(&self) -> Vec<ServedRequest> {
        self.shared.served.lock().unwrap().clone()
    }

    /// How often `below` (relative to the sub-path; `""` is the page) was asked for.
    pub fn count_of(&self, below: &str) -> usize {
        let path = format!("{}{}", self.shared.base_path, below.trim_start_matches('/'));
        self.requests()
            .iter()
            .filter(|request| request.path == path)
            .count()
    }

    /// The paths that were asked for and are not there.
    pub fn missing(&self) -> Vec<String> {
        let not_found = |request: &ServedRequest| request.status == StatusCode::NOT_FOUND.as_u16();
        self.requests()
            .into_iter()
            .filter(not_found)
            .map(|request| request.path)
            .collect()
    }

    pub fn forget_requests(&self) {
        self.shared.served.lock().unwrap().clear();
    }
}

impl Drop for StaticSite {
    fn drop(&mut self) {
        self.stop();
    }
}

impl StaticSiteOptions {
    pub fn base_path(mut self, base_path: &str) -> Self {
        let inner = base_path.trim_matches('/');
        self.base_path = if inner.is_empty() {
            "/".into()
        } else {
            format!("/{inner}/")
        };
        self
    }

    /// Answers 200 and the page for whatever is missing, as a development server does.
    pub fn fallback_to_index(mut self) -> Self {
        self.fallback_to_index = true;
        self
    }

    /// Sends a header with every answer, such as a host's `cache-control` or a security policy.
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
        self
    }

    pub fn serve(self) -> StaticSite {
        let Self {
            folder,
            base_path,
            fallback_to_index,
            headers,
        } = self;
        assert!(
            folder.is_dir(),
            "nothing to serve: {} is no folder (was the page built?)",
            folder.display()
        );
        let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let (folder, served) = (Mutex::new(folder), Mutex::default());
        let (fault, _) = watch::channel(None);
        let shared = Arc::new(Shared {
            folder,
            base_path,
            fallback_to_index,
            headers,
            fault,
            served,
        });
        let running = Some(run(listener, Arc::clone(&shared)));
        StaticSite {
            address,
            shared,
            running,
        }
    }
}
