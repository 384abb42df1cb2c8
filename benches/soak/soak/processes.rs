//! The memory of processes, as Linux tells it. Elsewhere it counts as 0.

use std::collections::HashMap;
use std::fs;

/// A page of memory, as Linux counts on all the machines that this runs on.
const PAGE_BYTES: f64 = 4_096.0;

/// What the renderers of the browsers have in memory that this process started.
pub fn renderers_bytes() -> f64 {
    let parents: HashMap<u32, u32> = all().filter_map(|id| Some((id, parent(id)?))).collect();
    let is_ours = |id: u32| {
        let mut ancestors = std::iter::successors(Some(id), |id| parents.get(id).copied());
        ancestors.any(|ancestor| ancestor == std::process::id())
    };
    let renderers = parents
        .keys()
        .filter(|id| is_renderer(**id) && is_ours(**id));
    renderers.map(|id| resident_bytes(&id.to_string())).sum()
}

/// What this process has in memory.
pub fn own_bytes() -> f64 {
    resident_bytes("self")
}

fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// The second number after the name, which is in parentheses and may contain anything.
fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

fn is_renderer(id: u32) -> bool {
    let command = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&command).contains("--type=renderer")
}

fn resident_bytes(id: &str) -> f64 {
    let pages = fs::read_to_string(format!("/proc/{id}/statm")).unwrap_or_default();
    let resident = pages.split_whitespace().nth(1);
    let resident: Option<f64> = resident.and_then(|pages| pages.parse().ok());
    resident.unwrap_or(0.0) * PAGE_BYTES
}
