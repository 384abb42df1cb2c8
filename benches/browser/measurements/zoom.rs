//! Zooming into 50,000 requests and moving about in them, by request and by slot: the time from frame
//! to frame, beside that of a page without input.

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
    let mut idle = Vec::new();
    let mut by_request = Gestures::default();
    let mut by_slot = Gestures::default();
    for _ in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        show_recorded(visit, REQUESTS).await;
        choose_rows(visit, "By request").await;
        idle.push(gesture(visit, "idle").await);
        by_request.measure(visit).await;
        show_recorded(visit, REQUESTS).await;
        choose_rows(visit, "By slot").await;
        by_slot.measure(visit).await;
        // The page remembers it.
        choose_rows(visit, "By request").await;
    }
    let measured = [
        ("zoomed", &by_request.zooms),
        ("dragged", &by_request.drags),
        ("zoomed by slot", &by_slot.zooms),
        ("dragged by slot", &by_slot.drags),
    ];
    for (what, rounds) in measured {
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

/// What was measured of each gesture, round by round.
#[derive(Default)]
struct Gestures {
    zooms: Vec<Value>,
    drags: Vec<Value>,
}

impl Gestures {
    async fn measure(&mut self, visit: &Visit) {
        // Moving comes second: there is nowhere to move to before.
        self.zooms.push(gesture(visit, "zoom").await);
        self.drags.push(gesture(visit, "drag").await);
    }
}

/// Has the waterfall drawn with these rows.
async fn choose_rows(visit: &Visit, label: &str) {
    let script = "const [label, done] = arguments;
        const labels = [...document.querySelectorAll('.timeline-bar .rows label')];
        labels.find(each => each.textContent.trim() === label).click();
        requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
    visit.page.execute_async(script, vec![json!(label)]).await;
}

async fn gesture(visit: &Visit, kind: &str) -> Value {
    let script = "const [kind, count, done] = arguments;
        drawing.gesture(kind, count).then(done, error => done(String(error)));";
    let arguments = vec![json!(kind), json!(FRAMES)];
    visit.page.execute_async(script, arguments).await
}
