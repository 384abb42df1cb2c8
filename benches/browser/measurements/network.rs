//! The lab server by both protocols: the page against hand-written JavaScript on each, and the one
//! protocol against the other.

use super::against_peer::{Turns, take_turns};
use super::documents::{Contest, Load};
use super::lab_server::LabServer;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const LOAD: Load = Load {
    requests: 300,
    latency_ms: 100,
    limit: 100,
};

pub async fn measure(visit: &Visit, sheet: &mut Sheet, pairs: usize) {
    // One for each protocol: the runs by hand have the same ids on both.
    let servers = [LabServer::start(), LabServer::start()];
    let http1 = protocol(visit, sheet, pairs, "HTTP/1.1", servers[0].http1()).await;
    let http2 = protocol(visit, sheet, pairs, "HTTP/2", servers[1].http2()).await;
    let times = http1.ours().median() / http2.ours().median();
    let by_hand = http1.theirs().median() / http2.theirs().median();
    let measured = format!("{times:.2} (by hand {by_hand:.2})");
    let what = "HTTP/2 is faster than HTTP/1.1, times";
    sheet.add_ratio(what, times, measured, Target::AtLeast(5.0));
}

async fn protocol(
    visit: &Visit,
    sheet: &mut Sheet,
    pairs: usize,
    title: &str,
    origin: String,
) -> Turns {
    let contest = Contest {
        load: LOAD,
        origin: Some(origin),
    };
    let turns = take_turns(visit, sheet, &contest, pairs).await;
    let ours = turns.ours();
    let what = format!("300 × 100 ms, limit 100, {title}: the page");
    sheet.add(&what, ours.median(), ours.to_string(), Target::None);
    turns.add_ratio(sheet, &format!("the page over by hand, {title}"));
    turns
}
