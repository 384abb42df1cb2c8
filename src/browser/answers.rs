//! What answers said beside their length: kept as the browser gave it, and read
//! only when somebody looks.

use std::cell::RefCell;

use js_sys::Uint8Array;
use web_sys::Headers;

use playground_core::session::response_detail::{MAX_RESPONSES, ResponseDetail};
use playground_core::units::RequestIndex;

/// So much of a body is kept.
pub const FIRST_BYTES: u32 = 512;
/// The headers that tell why an answer came as it did.
pub const HEADERS: [&str; 5] = [
    "content-type",
    "content-length",
    "retry-after",
    "server-timing",
    "server",
];

/// The answers of a lane; of each request, the last.
#[derive(Debug, Default)]
pub struct Answers(RefCell<Vec<Option<Answer>>>);

#[derive(Debug)]
struct Answer {
    headers: Headers,
    redirected_to: Option<String>,
    first_bytes: Option<Uint8Array>,
}

impl Answers {
    pub fn keep(&self, index: RequestIndex, headers: Headers, redirected_to: Option<String>) {
        self.keep_if_early(index, |place| {
            *place = Some(Answer {
                headers,
                redirected_to,
                first_bytes: None,
            });
        });
    }

    /// Keeps the beginning of the body's first piece.
    pub fn keep_bytes(&self, index: RequestIndex, piece: &Uint8Array) {
        self.keep_if_early(index, |place| {
            if let Some(answer) = place {
                answer.first_bytes = Some(piece.slice(0, FIRST_BYTES));
            }
        });
    }

    fn keep_if_early(&self, index: RequestIndex, keep: impl FnOnce(&mut Option<Answer>)) {
        if index.0 < MAX_RESPONSES {
            let mut all = self.0.borrow_mut();
            let place = index.as_usize();
            if all.len() <= place {
                all.resize_with(place + 1, || None);
            }
            all.get_mut(place).map(keep);
        }
    }

    /// `None` where nothing was answered, or nothing was kept.
    pub fn detail(&self, index: RequestIndex) -> Option<ResponseDetail> {
        let all = self.0.borrow();
        let Answer {
            headers,
            redirected_to,
            first_bytes,
        } = all.get(index.as_usize())?.as_ref()?;
        let read = |name: &'static str| Some((name, headers.get(name).ok().flatten()?));
        let bytes = first_bytes.as_ref().map(Uint8Array::to_vec);
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        Some(ResponseDetail {
            headers: HEADERS.into_iter().filter_map(read).collect(),
            redirected_to: redirected_to.clone(),
            // A character may have been cut in two.
            text: text.trim_end_matches('\u{fffd}').to_owned(),
        })
    }
}
