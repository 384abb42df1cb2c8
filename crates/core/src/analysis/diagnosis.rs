//! Finding out afterwards why requests came to nothing: whom to ask again, and
//! what to conclude. Browsers say of a failed fetch neither that the server is
//! away nor that it forbids reading; asked in other ways, they give it away.

use crate::experiment::origin::origin_of;
use crate::run::outcome::NetworkCause;
use crate::units::RequestIndex;

/// So many addresses of one origin are asked again. Others are held to fail for
/// the same reason if those all do, and it is the server's.
const ASKED_OF_AN_ORIGIN: usize = 10;
/// So many are asked again in all.
const ASKED: usize = 50;

/// Requests that failed for an unknown cause, and the addresses to ask again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    failed: Vec<(RequestIndex, String)>,
    asked: Vec<String>,
}

impl Diagnosis {
    /// `failed`: each request with its address, as the URL standard writes it.
    pub fn about(failed: Vec<(RequestIndex, String)>) -> Self {
        let mut asked: Vec<String> = Vec::new();
        for (_, url) in &failed {
            let origin = origin_of(url);
            let of_origin = asked.iter().filter(|other| origin_of(other) == origin);
            let is_new = !asked.contains(url);
            if is_new && of_origin.count() < ASKED_OF_AN_ORIGIN && asked.len() < ASKED {
                asked.push(url.clone());
            }
        }
        Self { failed, asked }
    }

    /// The addresses to ask again, none twice.
    pub fn asked(&self) -> &[String] {
        &self.asked
    }

    /// What follows for each request. `causes`: what was found out, in the order of
    /// [`Diagnosis::asked`], as far as it was.
    pub fn diagnose(&self, causes: &[NetworkCause]) -> Vec<(RequestIndex, NetworkCause)> {
        let found = || self.asked.iter().zip(causes.iter().copied());
        let cause_of = |url: &String| {
            if let Some((_, cause)) = found().find(|(asked, _)| *asked == url) {
                return Some(cause);
            }
            let origin = origin_of(url);
            let of_origin = |asked: &&String| origin_of(asked) == origin;
            let mut causes = found().filter(|(asked, _)| of_origin(asked));
            let (_, first) = causes.next()?;
            let others = causes.fold(0, |same, (_, other)| same + usize::from(other == first));
            let all_agree = self.asked.iter().filter(of_origin).count() == others + 1;
            // The rest is true of one address, and says nothing of another.
            let is_of_server = matches!(
                first,
                NetworkCause::Unreachable | NetworkCause::ForbiddenByCors
            );
            (all_agree && is_of_server).then_some(first)
        };
        let known = self.failed.iter().filter_map(|(index, url)| {
            let cause = cause_of(url)?;
            (cause != NetworkCause::NetworkOrCors).then_some((*index, cause))
        });
        known.collect()
    }
}
