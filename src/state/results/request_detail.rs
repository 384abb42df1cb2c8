//! The detail of one request, with its kept response.

use crate::state::store::Store;
use playground_core::session::detail::RequestDetail;
use playground_core::units::{LaneIndex, RequestIndex};

/// The detail, read again whenever the figures change; `None` if there is no such request.
pub fn watch(store: Store, lane: LaneIndex, index: RequestIndex) -> Option<RequestDetail> {
    let handles = store.live.handles(lane);
    let response = handles.and_then(|handles| handles.responses.detail(index));
    store
        .live
        .watch(|all| RequestDetail::new(all, lane, index, response))
        .flatten()
}
