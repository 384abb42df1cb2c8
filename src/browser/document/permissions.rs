//! What the browser lets this page do.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{PermissionState, PermissionStatus};

use super::page;
use playground_core::experiment::url::ParsedUrl;
use playground_core::run::unreachable::LoopbackPermission;

/// Whether this page may connect to this computer; `None` for a page that came from this
/// computer, which needs no permission, and where the browser has none to give.
pub async fn loopback() -> Option<LoopbackPermission> {
    if ParsedUrl::new(&page::folder()).is_loopback() {
        return None;
    }
    let permissions = page::window()?.navigator().permissions().ok()?;
    let name = Object::new();
    Reflect::set(&name, &"name".into(), &"loopback-network".into()).ok()?;
    let status = JsFuture::from(permissions.query(&name).ok()?).await.ok()?;
    Some(match status.dyn_into::<PermissionStatus>().ok()?.state() {
        PermissionState::Granted => LoopbackPermission::Granted,
        PermissionState::Denied => LoopbackPermission::Denied,
        PermissionState::Prompt => LoopbackPermission::Prompt,
        _ => return None,
    })
}
