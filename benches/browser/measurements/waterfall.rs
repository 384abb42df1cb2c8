//! From a recorded run in memory to its waterfall on screen: our page against PerfCascade, taking
//! turns in one tab and one origin.

use playground_core::wording::numbers::group_digits;
use serde_json::{Value, json};

use super::figures::Figures;
use super::recorded_run::RecordedRun;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

struct Case {
    requests: u32,
    rounds: usize,
    aim: Aim,
}

#[derive(Clone, Copy)]
enum Aim {
    /// At most this share of PerfCascade's time, both beyond the two frames that are
    /// waited for: of a thousand requests those alone may be more than the share.
    Share(f64),
    /// At most this many ms. PerfCascade is not asked: of that many requests it makes
    /// about two million elements, and is at it for minutes.
    Ms(f64),
}

const CASES: [Case; 3] = [
    Case {
        requests: 1_000,
        rounds: 5,
        aim: Aim::Share(0.05),
    },
    Case {
        requests: 10_000,
        rounds: 3,
        aim: Aim::Share(0.01),
    },
    Case {
        requests: 50_000,
        rounds: 3,
        aim: Aim::Ms(100.0),
    },
];

/// Where a run's documents lie beside the page.
struct Documents {
    report: String,
    har: String,
    succeeded: String,
}

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let is_ours_ready = can_show_reports(visit, sheet).await;
    let nothing = show_nothing(visit).await;
    let what = "nothing shown: two frames";
    sheet.add(what, nothing.median(), nothing.to_string(), Target::None);
    for case in CASES {
        measure_case(visit, sheet, &case, &nothing, is_ours_ready).await;
    }
    sheet.remark(
        "PerfCascade is measured at 1,000 and 10,000 requests only: at 50,000 it would take \
         minutes."
            .to_owned(),
    );
    visit.open().await;
}

/// What no page can fall below, however little it has to draw.
async fn show_nothing(visit: &Visit) -> Figures {
    let mut times = Vec::new();
    for _ in 0..5 {
        let ms = visit.page.evaluate("drawing.showNothing()").await;
        times.extend(ms.as_f64());
    }
    Figures::new(times)
}

async fn measure_case(
    visit: &Visit,
    sheet: &mut Sheet,
    case: &Case,
    nothing: &Figures,
    is_ours_ready: bool,
) {
    let Case {
        requests,
        rounds,
        aim,
    } = *case;
    let documents = write_documents(visit, requests);
    let has_peer = matches!(aim, Aim::Share(_));
    let [mut ours, mut reading, mut theirs] = [const { Vec::new() }; 3];
    let mut nodes = 0;
    for round in 0..rounds {
        visit.note_fixed_work(sheet).await;
        // Ours, theirs, theirs, ours, …: a machine that slows down slows both.
        for turn in [round, round + 1] {
            if turn % 2 == 0 && is_ours_ready {
                let shown = show_ours(visit, &documents).await;
                ours.push(number(&shown, "shownMs"));
                reading.push(number(&shown, "readMs"));
            } else if turn % 2 == 1 && has_peer {
                let shown = show_theirs(visit, &documents, requests).await;
                theirs.push(number(&shown, "shownMs"));
                nodes = shown["nodes"].as_u64().unwrap_or_default();
            }
        }
    }
    let count = group_digits(u64::from(requests));
    if !theirs.is_empty() {
        let figures = Figures::new(theirs.iter().copied());
        let what = format!("{count} requests shown: PerfCascade");
        let measured = format!("{figures}, {nodes} elements");
        sheet.add(&what, figures.median(), measured, Target::None);
    }
    if ours.is_empty() {
        return;
    }
    let reading = Figures::new(reading);
    let what = format!("{count} requests: the report read");
    sheet.add(&what, reading.median(), reading.to_string(), Target::None);
    let figures = Figures::new(ours);
    let what = format!("{count} requests shown: the page");
    let target = match aim {
        Aim::Ms(bound) => Target::AtMost(bound),
        Aim::Share(_) => Target::None,
    };
    sheet.add(&what, figures.median(), figures.to_string(), target);
    if let Aim::Share(share) = aim {
        let (ours, theirs) = (figures.median(), Figures::new(theirs).median());
        let ratio = ours / theirs;
        let beyond = (ours - nothing.median()) / (theirs - nothing.median());
        let what = format!("{count} requests shown: the page over PerfCascade");
        let measured = format!("{beyond:.4} beyond two frames each ({ratio:.4} with them)");
        sheet.add_ratio(&what, beyond, measured, Target::AtMost(share));
    }
}

/// Whether this build of the page can show a report; if not, the sheet says so.
pub async fn can_show_reports(visit: &Visit, sheet: &mut Sheet) -> bool {
    visit.open().await;
    let can = visit.page.evaluate("drawing.canShowReports()").await == true;
    if !can {
        sheet.remark("This build of the page has no readReport and showReport.".to_owned());
    }
    can
}

/// Has a fresh page show the recorded run of this many requests.
pub async fn show_recorded(visit: &Visit, requests: u32) {
    show_ours(visit, &write_documents(visit, requests)).await;
}

fn write_documents(visit: &Visit, requests: u32) -> Documents {
    let run = RecordedRun::new(requests);
    let documents = Documents {
        report: format!("recorded_{requests}.json"),
        har: format!("recorded_{requests}.har"),
        succeeded: group_digits(u64::from(run.succeeded())),
    };
    visit.put(&documents.report, &run.report().to_string());
    visit.put(&documents.har, &run.har().to_string());
    documents
}

async fn show_ours(visit: &Visit, documents: &Documents) -> Value {
    visit.open().await;
    let shown = call(visit, "drawing.showReport", &documents.report).await;
    let counts = shown["counts"].as_str().unwrap_or_default();
    assert!(counts.contains(&documents.succeeded), "it shows: {shown}");
    assert_ne!(shown["drawn"], 0, "nothing is drawn");
    shown
}

async fn show_theirs(visit: &Visit, documents: &Documents, requests: u32) -> Value {
    visit.open_perf_cascade().await;
    let shown = call(visit, "drawing.showHar", &documents.har).await;
    assert_eq!(shown["rows"], requests, "{shown}");
    shown
}

async fn call(visit: &Visit, function: &str, document: &str) -> Value {
    let script = format!(
        "const [name, done] = arguments; {function}(name).then(done, error => done(String(error)));"
    );
    visit
        .page
        .execute_async(&script, vec![json!(document)])
        .await
}

fn number(result: &Value, field: &str) -> f64 {
    let number = result[field].as_f64();
    number.unwrap_or_else(|| panic!("no {field} in what the page measured: {result}"))
}
