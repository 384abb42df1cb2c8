pub mod engine;
pub mod export;
pub mod lab;
pub mod model;
pub mod timeline;
