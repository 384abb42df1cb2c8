//! Zooming into 50,000 requests and moving about in them: the time from frame to frame, beside that
//! of a page without input.

use serde_json::{Value, json};

use super::frames::{ONE_FRAME_MS, add};
use super::sheet::{Sheet, Target};
use super::visit::Visit;
use super::waterfall::{can_show_reports, show_recorded};

const ROUNDS: usize = 3;
const REQUESTS: u32 = 50_000;
/// One event for each.
const FRAMES: u32 = 120;

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    if !can_show_reports(visit, sheet).await {
        return;
    }
    let [mut idle, mut zooms, mut drags] = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        show_recorded(visit, REQUESTS).await;
        idle.push(gesture(visit, "idle").await);
        // Moving comes second: there is nowhere to move to before.
        zooms.push(gesture(visit, "zoom").await);
        drags.push(gesture(visit, "drag").await);
    }
    for (what, rounds) in [("zoomed", &zooms), ("dragged", &drags)] {
        let what = format!("50,000 requests {what}");
        // What does not answer is smooth, and no success.
        let has_moved = rounds.iter().all(|round| round["moved"] == true);
        if !has_moved {
            sheet.remark(format!("{what}: in this build of the page nothing moved."));
        }
        let bound = match has_moved {
            true => Target::AtMost(ONE_FRAME_MS),
            false => Target::None,
        };
        add(sheet, &what, rounds, &idle, bound);
    }
    visit.open().await;
}

async fn gesture(visit: &Visit, kind: &str) -> Value {
    let script = "const [kind, count, done] = arguments;
        drawing.gesture(kind, count).then(done, error => done(String(error)));";
    let arguments = vec![json!(kind), json!(FRAMES)];
    visit.page.execute_async(script, arguments).await
}
