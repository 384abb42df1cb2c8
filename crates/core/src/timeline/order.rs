//! Which requests are shown as rows, and in which order.

use std::collections::BinaryHeap;

use crate::form::search_term::{SearchTerm, contains_ignoring_case};
use crate::run::Run;
use crate::run::outcome::OutcomeKind;
use crate::run::request::RequestRecord;
use crate::units::{InOrder, RequestIndex, TimePoint};

/// The key that rows are sorted by. Among equals, the lower index is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    #[default]
    Index,
    /// The first dispatch; requests never dispatched are last.
    Start,
    /// From dispatch to end of the last attempt, the longest first; requests that have not
    /// ended, or ended before they were dispatched, are last.
    Duration,
    /// Failures by kind, then cancelled requests, then successes; requests without an
    /// outcome are last.
    Outcome,
}

/// Which outcomes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutcomeFilter {
    /// Also requests without an outcome.
    #[default]
    All,
    Failures,
    One(OutcomeKind),
}

/// Which requests are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub outcome: OutcomeFilter,
    /// The search text. Up to six digits match a request's index or status; anything else
    /// matches a part of its outcome's title or of its address, ignoring case.
    pub text: String,
}

/// The requests shown, from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOrder {
    requests: u32,
    /// `None` if each request's row is its index: the usual order needs no memory, however
    /// many requests there are.
    listed: Option<Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    rows: Vec<RequestIndex>,
    /// By request; [`HIDDEN`] for one that is not shown.
    row_of: Vec<u32>,
}

const HIDDEN: u32 = u32::MAX;

impl RowOrder {
    /// All requests, by index.
    pub const fn natural(requests: u32) -> Self {
        Self {
            requests,
            listed: None,
        }
    }

    /// The rows of a run, sorted and filtered. `text_of` gives a request's address, which
    /// the filter searches too.
    pub fn new(
        run: &Run,
        sort: SortKey,
        filter: &Filter,
        text_of: &dyn Fn(RequestIndex) -> String,
    ) -> Self {
        let requests = run.requests().len() as u32;
        let typed = SearchTerm::new(&filter.text);
        if sort == SortKey::Index
            && filter.outcome == OutcomeFilter::All
            && typed == SearchTerm::Nothing
        {
            return Self::natural(requests);
        }
        let shown = (0..requests).filter_map(|index| {
            let index = RequestIndex(index);
            let record = run.request(index)?;
            let is_shown =
                filter.outcome.holds(record) && matches_search(typed, index, record, text_of);
            is_shown.then(|| (InOrder(TimePoint::from_ms(sort.key(record))), index))
        });
        // The code of a heap sort is a tenth of the standard sort's, and it is fast enough.
        let sorted = BinaryHeap::from_iter(shown).into_sorted_vec();
        let mut row_of = vec![HIDDEN; requests as usize];
        for (row, (_, index)) in (0..).zip(&sorted) {
            if let Some(entry) = row_of.get_mut(index.as_usize()) {
                *entry = row;
            }
        }
        let rows: Vec<_> = sorted.into_iter().map(|(_, index)| index).collect();
        Self {
            requests,
            listed: Some(Listed { rows, row_of }).filter(|listed| !listed.is_natural(requests)),
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        let listed = self.listed.as_ref().map(|listed| listed.rows.len() as u32);
        listed.unwrap_or(self.requests)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn request_at(&self, row: u32) -> Option<RequestIndex> {
        match &self.listed {
            Some(listed) => listed.rows.get(row as usize).copied(),
            None => (row < self.requests).then_some(RequestIndex(row)),
        }
    }

    /// `None` for a request that is not shown.
    pub fn row_of(&self, index: RequestIndex) -> Option<u32> {
        let row = match &self.listed {
            Some(listed) => listed.row_of.get(index.as_usize()).copied(),
            None => (index.0 < self.requests).then_some(index.0),
        };
        row.filter(|&row| row != HIDDEN)
    }

    /// Whether all requests are shown, each in the row of its index.
    pub const fn is_natural(&self) -> bool {
        self.listed.is_none()
    }
}

impl Listed {
    fn is_natural(&self, requests: u32) -> bool {
        self.rows.len() == requests as usize
            && (0..).zip(&self.rows).all(|(row, index)| index.0 == row)
    }
}

impl SortKey {
    pub const ALL: [Self; 4] = [Self::Index, Self::Start, Self::Duration, Self::Outcome];

    /// The sort key; the lowest is first.
    fn key(self, record: &RequestRecord) -> f64 {
        let key = match self {
            // The index decides, as among all equals.
            Self::Index => Some(0.0),
            Self::Start => record.first_dispatch().map(TimePoint::ms),
            Self::Duration => {
                let ended = record.outcome().and(record.attempt.duration());
                ended.map(|duration| -duration.ms())
            }
            Self::Outcome => record.outcome().map(|outcome| rank(outcome.kind())),
        };
        key.unwrap_or(f64::INFINITY)
    }
}

/// The rank of an outcome: failures first, in the order of [`OutcomeKind`].
fn rank(kind: OutcomeKind) -> f64 {
    let last = OutcomeKind::ALL.len() as f64;
    match kind {
        OutcomeKind::Succeeded => last + 1.0,
        OutcomeKind::Cancelled => last,
        failure => f64::from(failure as u8),
    }
}

impl OutcomeFilter {
    fn holds(self, record: &RequestRecord) -> bool {
        let kind = record.outcome().map(|outcome| outcome.kind());
        match self {
            Self::All => true,
            Self::Failures => kind.is_some_and(OutcomeKind::is_failure),
            Self::One(wanted) => kind == Some(wanted),
        }
    }
}

/// Whether a request matches the search text.
fn matches_search(
    typed: SearchTerm<'_>,
    index: RequestIndex,
    record: &RequestRecord,
    text_of: &dyn Fn(RequestIndex) -> String,
) -> bool {
    match typed {
        SearchTerm::Nothing => true,
        SearchTerm::Number(number) => {
            index.0 == number || record.attempt.status.map(u32::from) == Some(number)
        }
        SearchTerm::Text(words) => {
            let title = record.outcome().map(|outcome| outcome.title());
            title.is_some_and(|title| contains_ignoring_case(&title, words))
                || contains_ignoring_case(&text_of(index), words)
        }
    }
}
