//! Requests that block their thread.

use web_sys::{XmlHttpRequest, XmlHttpRequestResponseType};

/// No usable response came; a blocking request does not say why.
pub struct NoResponse;

/// Sends a blocking `GET`, and returns it with its response.
///
/// # Errors
/// Most failures throw. Firefox throws nothing where a response broke off in its body: it gives a
/// status of 0 and no headers, as for a network error
/// (<https://xhr.spec.whatwg.org/#the-status-attribute>).
pub fn send_blocking(
    url: &str,
    response_type: XmlHttpRequestResponseType,
) -> Result<(XmlHttpRequest, u16), NoResponse> {
    let sent = XmlHttpRequest::new().and_then(|request| {
        request.open_with_async("GET", url, false)?;
        // A page may not choose it, a worker may.
        if response_type != XmlHttpRequestResponseType::None {
            request.set_response_type(response_type);
        }
        request.send()?;
        let status = request.status()?;
        Ok((request, status))
    });
    sent.ok()
        .filter(|(_, status)| *status != 0)
        .ok_or(NoResponse)
}
