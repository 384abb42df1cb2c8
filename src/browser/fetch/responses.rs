//! What responses contain beside their length: kept as the browser gave it, and read
//! only when a person looks at it.

use std::cell::RefCell;

use js_sys::Uint8Array;
use web_sys::Headers;

use crate::browser::http::headers::{KEPT_HEADERS, MAX_KEPT_BYTES};
use playground_core::session::response_detail::{MAX_RESPONSES, ResponseDetail};
use playground_core::units::RequestIndex;

/// The responses of a lane; of each request, the last.
#[derive(Debug, Default)]
pub struct Responses(RefCell<Vec<Option<KeptResponse>>>);

#[derive(Debug)]
struct KeptResponse {
    headers: Headers,
    redirected_to: Option<String>,
    first_bytes: Option<Uint8Array>,
}

impl Responses {
    pub fn keep(&self, index: RequestIndex, headers: Headers, redirected_to: Option<String>) {
        self.change_if_kept(index, |kept| {
            *kept = Some(KeptResponse {
                headers,
                redirected_to,
                first_bytes: None,
            });
        });
    }

    /// Keeps the beginning of the body's first piece.
    pub fn keep_bytes(&self, index: RequestIndex, piece: &Uint8Array) {
        self.change_if_kept(index, |kept| {
            if let Some(kept) = kept {
                kept.first_bytes = Some(piece.slice(0, MAX_KEPT_BYTES));
            }
        });
    }

    fn change_if_kept(&self, index: RequestIndex, change: impl FnOnce(&mut Option<KeptResponse>)) {
        if index.0 < MAX_RESPONSES {
            let mut all = self.0.borrow_mut();
            let place = index.as_usize();
            if all.len() <= place {
                all.resize_with(place + 1, || None);
            }
            all.get_mut(place).map(change);
        }
    }

    /// `None` where there was no response, or it was not kept.
    pub fn detail(&self, index: RequestIndex) -> Option<ResponseDetail> {
        let all = self.0.borrow();
        let KeptResponse {
            headers,
            redirected_to,
            first_bytes,
        } = all.get(index.as_usize())?.as_ref()?;
        let read = |name: &'static str| Some((name, headers.get(name).ok().flatten()?));
        let bytes = first_bytes.as_ref().map(Uint8Array::to_vec);
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        Some(ResponseDetail {
            headers: KEPT_HEADERS.into_iter().filter_map(read).collect(),
            redirected_to: redirected_to.clone(),
            // A character may have been cut in two.
            text: text.trim_end_matches('\u{fffd}').to_owned(),
        })
    }
}
