//! The page against the same requests by hand, as a person runs it: in a browser to which no
//! automation protocol is attached. The page starts the runs itself and posts what it found.

mod contests;
mod findings;
mod host;

use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

use super::arguments::Arguments;
use super::browser::{TrustedServer, UnattendedEngine};
use super::figures::Figures;
use super::files::{read, write};
use super::peer;
use super::sheet::{Sheet, Target};
use super::visit::copy_of_dist;
use contests::{ARTICLE, Contest, LabServers, SHORT_HTTP1, SHORT_HTTP2};
use findings::{Finding, Message, Side};
use host::Host;

/// The longest time between two messages: a run and its start take less.
const SILENCE: Duration = Duration::from_secs(120);

/// How often faster than one by one the article's asynchronous program is.
const ARTICLES_SPEEDUP: f64 = 41.8;

/// The scripts, by their places beside the page.
const FILES: [(&str, &str); 8] = [
    ("turns.js", include_str!("turns.js")),
    ("page.js", include_str!("page.js")),
    ("workers.html", include_str!("workers.html")),
    ("workers.js", include_str!("workers.js")),
    ("client.html", CLIENT),
    ("plain/client.html", CLIENT),
    (
        "plain/service_worker.js",
        include_str!("plain_service_worker.js"),
    ),
    ("plain/hand_written.js", "import \"../hand_written.js\";"),
];
const CLIENT: &str = include_str!("client.html");

pub async fn measure(sheet: &mut Sheet, arguments: &Arguments) {
    let servers = LabServers::start();
    let mut contests = contests::all(&servers);
    contests.retain(|contest| arguments.wants_contest(contest.title));
    let contests: Arc<[Contest]> = contests.into();
    let folder = page_with_scripts();
    for engine in UnattendedEngine::ALL {
        if !arguments.wants_engine(engine) {
            continue;
        }
        if !engine.is_installed() {
            sheet.remark(format!("{} is not installed.", engine.name()));
            continue;
        }
        let host = Host::serve(folder.path(), Arc::clone(&contests), arguments.pairs).await;
        let found = measure_in(engine, host, &servers, &contests, sheet).await;
        Rates {
            engine,
            found: &found,
        }
        .add_to(sheet, &contests);
    }
}

/// A copy of the built page that loads the measuring script.
fn page_with_scripts() -> TempDir {
    let folder = copy_of_dist();
    peer::write_files(folder.path());
    std::fs::create_dir(folder.path().join("plain")).expect("a folder of one's own");
    for (name, text) in FILES {
        write(&folder.path().join(name), text);
    }
    let index = folder.path().join("index.html");
    let page = read(&index);
    let script = "<script type=\"module\" src=\"page.js\"></script></head>";
    let with_script = page.replacen("</head>", script, 1);
    assert_ne!(page, with_script, "the page has no head");
    write(&index, &with_script);
    folder
}

async fn measure_in(
    engine: UnattendedEngine,
    mut host: Host,
    servers: &LabServers,
    contests: &[Contest],
    sheet: &mut Sheet,
) -> Vec<Finding> {
    let (port, certificate) = servers.http2.certificate();
    let trusted = TrustedServer {
        port,
        certificate: &certificate,
    };
    let _browser = engine.open(&host.url, &[trusted]);
    let mut found = Vec::new();
    loop {
        let message = tokio::time::timeout(SILENCE, host.messages.recv()).await;
        let message = message.unwrap_or_else(|_| panic!("{engine:?} is silent"));
        match message.expect("the host is there") {
            Message::UserAgent(name) => eprintln!("  {name}"),
            Message::Found(finding) => {
                let contest = &contests[finding.contest];
                finding.check(contest);
                let (side, ms) = (finding.side, finding.makespan_ms);
                eprintln!("    {}: {side:?} {ms:.0} ms", contest.title);
                found.push(finding);
            }
            Message::FixedWorkMs(ms) => sheet.note_fixed_work(ms),
            Message::Failed(error) => panic!("{engine:?}: {error}"),
            Message::Done => return found,
        }
    }
}

/// What was found in an engine.
struct Rates<'found> {
    engine: UnattendedEngine,
    found: &'found [Finding],
}

impl Rates<'_> {
    fn add_to(&self, sheet: &mut Sheet, contests: &[Contest]) {
        for (index, contest) in contests.iter().enumerate() {
            self.add_contest(sheet, index, contest);
        }
        let at = |title| contests.iter().position(|contest| contest.title == title);
        if let (Some(http1), Some(http2)) = (at(SHORT_HTTP1), at(SHORT_HTTP2)) {
            let times = |side| self.median(http1, side) / self.median(http2, side);
            let (ours, theirs) = (times(Side::Ours), times(Side::Theirs));
            let measured = format!("{ours:.2} (by hand {theirs:.2})");
            let what = self.title("HTTP/2 is faster than HTTP/1.1, times");
            sheet.add_ratio(&what, ours, measured, self.goal(Target::AtLeast(5.0)));
        }
        if let Some(article) = at(ARTICLE) {
            let workload = contests[article].workload;
            let one_by_one = f64::from(workload.requests * 535);
            let times = |side| one_by_one / self.median(article, side);
            let (ours, theirs) = (times(Side::Ours), times(Side::Theirs));
            let measured = format!("{ours:.1} (by hand {theirs:.1})");
            let what = self.title("the article's pages: over one by one, times");
            let goal = self.goal(Target::AtLeast(ARTICLES_SPEEDUP));
            sheet.add_ratio(&what, ours, measured, goal);
        }
    }

    /// The ratio of the medians.
    fn add_contest(&self, sheet: &mut Sheet, index: usize, contest: &Contest) {
        let [ours, theirs] = [Side::Ours, Side::Theirs].map(|side| self.times(index, side));
        let by_pair = ours.iter().zip(&theirs).map(|(ours, theirs)| ours / theirs);
        let by_pair = Figures::new(by_pair.collect::<Vec<_>>());
        let [ours, theirs] = [ours, theirs].map(Figures::new);
        let ratio = ours.median() / theirs.median();
        let measured = format!(
            "{ratio:.3} (pairs {:.3} to {:.3}; {:.0} ms, by hand {:.0} ms)",
            by_pair.least(),
            by_pair.greatest(),
            ours.median(),
            theirs.median(),
        );
        let what = self.title(contest.title);
        sheet.add_ratio(
            &what,
            ratio,
            measured,
            self.goal(Target::AtMost(contest.goal)),
        );
        let freezes = self.of(index, Side::Ours).filter_map(Finding::freeze_ms);
        let freezes: Vec<_> = freezes.collect();
        if !freezes.is_empty() {
            let freezes = Figures::new(freezes);
            let what = format!("{what}: longest freeze");
            sheet.add(&what, freezes.median(), freezes.to_string(), Target::None);
        }
    }

    fn title(&self, what: &str) -> String {
        format!("{}: {what}", self.engine.name())
    }

    /// Goals are set for Chromium.
    fn goal(&self, goal: Target) -> Target {
        match self.engine {
            UnattendedEngine::Chromium => goal,
            _ => Target::None,
        }
    }

    fn of(&self, contest: usize, side: Side) -> impl Iterator<Item = &Finding> {
        let counts = move |it: &&Finding| (it.contest, it.side) == (contest, side) && it.round > 0;
        self.found.iter().filter(counts)
    }

    fn times(&self, contest: usize, side: Side) -> Vec<f64> {
        self.of(contest, side).map(|it| it.makespan_ms).collect()
    }

    fn median(&self, contest: usize, side: Side) -> f64 {
        Figures::new(self.times(contest, side)).median()
    }
}
