//! A source in a document.

use std::sync::Arc;

use serde_json::Value;

use crate::documents::document_error::DocumentError;
use crate::documents::json::{Fields, object};
use crate::experiment::origin::is_origin;
use crate::experiment::source::{Source, SourceKind};
use crate::experiment::url::UrlParser;
use crate::experiment::url_list::UrlList;

pub(super) fn source_to_json(source: &Source) -> Value {
    let mut fields = vec![("kind", source.kind().name().into())];
    match source {
        Source::BuiltInLab => {}
        Source::LabServer { origin } => fields.push(("origin", origin.as_str().into())),
        Source::Urls(list) => fields.push(("urls", list.lines().to_vec().into())),
    }
    object(fields)
}

/// Reads the source of an object; an absent one is `None`.
pub(super) fn read_source(
    parent: &mut Fields,
    urls: &dyn UrlParser,
) -> Result<Option<Source>, DocumentError> {
    let Some(value) = parent.optional("source") else {
        return Ok(None);
    };
    let mut fields = Fields::new(&parent.path_of("source"), value)?;
    let source = match fields.required_named("kind")? {
        SourceKind::Lab => Source::BuiltInLab,
        SourceKind::Server => Source::LabServer {
            origin: read_origin(&mut fields)?,
        },
        SourceKind::Urls => Source::Urls(Arc::new(UrlList::read(read_urls(&mut fields)?, urls))),
    };
    fields.finish()?;
    Ok(Some(source))
}

fn read_origin(fields: &mut Fields) -> Result<String, DocumentError> {
    let origin = fields.required_text("origin")?;
    if is_origin(&origin) {
        return Ok(origin);
    }
    let expected = "an http or https origin, as in http://127.0.0.1:8090";
    Err(fields.refuse("origin", &origin.into(), expected))
}

fn read_urls(fields: &mut Fields) -> Result<Vec<String>, DocumentError> {
    let value = fields.required("urls")?;
    let urls: Option<Vec<_>> = value.as_array().and_then(|urls| {
        urls.iter()
            .map(|url| url.as_str().map(str::to_owned))
            .collect()
    });
    urls.ok_or_else(|| fields.refuse("urls", &value, "a list of texts"))
}
