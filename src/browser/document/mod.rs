//! The window and its document: reading and changing them, files, storage, keys and the
//! pointer. It imports `errors` alone.

pub mod crash_screen;
pub mod documents;
pub mod environment;
pub mod file_drop;
pub mod files;
pub mod keys;
pub mod page;
pub mod permissions;
pub mod pointer;
pub mod storage;
pub mod urls;
