mod draft;
mod draft_computing;
mod draft_lanes;
mod draft_urls;
