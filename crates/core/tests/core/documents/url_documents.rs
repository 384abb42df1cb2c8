//! Lists of addresses in documents: out and in, and what a report says of the lines
//! that were not fetched.

use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::workload::{Fault, Faults};
use serde_json::{Value, json};

use playground_testing::refused::assert_refused;
use playground_testing::reports::{eventful, report, report_of};
use playground_testing::urls::{StandardUrls, list};

fn document(urls: &[&str]) -> Value {
    json!({"source": {"kind": "urls", "urls": urls}})
}

#[track_caller]
fn read(document: Value) -> Experiment {
    experiment::read(document, &StandardUrls::default()).expect("the document is taken")
}

/// An experiment with these addresses.
fn with(urls: &[&str]) -> Experiment {
    Experiment {
        source: Source::Urls(list(urls).into()),
        ..Experiment::default()
    }
}

#[test]
fn addresses_are_written_and_read_as_they_were_given() {
    let lines = [
        "# mine, \"quoted\"",
        "",
        "  https://example.org/ü?a=1#part ",
        "not an address",
        "HTTP://127.0.0.1",
    ];
    let first = read(document(&lines));
    assert_eq!(first.source, Source::Urls(list(&lines).into()));
    let written = to_json(&first);
    assert_eq!(written["source"], document(&lines)["source"]);
    let printed = written.to_string();
    let reread: Value = serde_json::from_str(&printed).expect("a document is JSON");
    assert_eq!(read(reread), first);
}

#[test]
fn the_list_decides_how_many_requests_there_are() {
    let three = [
        "https://example.org/",
        "bad",
        "https://example.org/",
        "http://127.0.0.1/",
    ];
    for requests in [1, 3, 100_000] {
        let mut document = document(&three);
        document["workload"] = json!({"requests": requests});
        assert_eq!(read(document).workload.requests, 3);
    }
    assert_eq!(read(document(&three)).workload.requests, 3);
}

#[test]
fn a_pattern_leaves_the_number_of_requests_to_the_workload() {
    let pattern = ["http://127.0.0.1/{i}", "# as often as one likes"];
    assert_eq!(read(document(&pattern)).workload.requests, 100);
    let mut many = document(&pattern);
    many["workload"] = json!({"requests": 100_000});
    assert_eq!(read(many.clone()).workload.requests, 100_000);
    assert_eq!(to_json(&read(many))["workload"]["requests"], 100_000);
}

#[test]
fn a_list_that_cannot_be_run_is_refused_with_its_field() {
    let bad = " Line 1: no.example is not an address. \
               Write it in full, as in https://example.org/page.";
    for (urls, why) in [(&[][..], ""), (&["# none"], ""), (&["no.example"], bad)] {
        let expected = "it must be at least one http or https address, one per line";
        let message = format!("source.urls is empty: {expected}.{why}");
        assert_refused(&document(urls), &message);
    }
    let crowded =
        "it must be at most 200, since that host is neither this page's nor your own computer.";
    assert_refused(
        &document(&["https://example.org/"; 201]),
        &format!("The number of requests to example.org is 201: {crowded}"),
    );
    let mut pattern = document(&["https://example.org/{i}"]);
    pattern["workload"] = json!({"requests": 1_000});
    assert_refused(
        &pattern,
        &format!("The number of requests to example.org is 1,000: {crowded}"),
    );
}

#[test]
fn a_report_names_each_line_that_was_not_fetched() {
    let lines = [
        "https://example.org/",
        "# fine",
        "ftp://<b>",
        "http://127.0.0.1/{i}",
    ];
    let report = report_of(&with(&lines), &[&eventful()]);
    assert_eq!(
        report["refusedUrls"],
        json!([
            {
                "line": 3,
                "url": "ftp://<b>",
                "kind": "invalidUrl",
                "message": "Line 3: ftp://<b> is not an address. Write it in full, as in \
                            https://example.org/page.",
            },
            {
                "line": 4,
                "url": "http://127.0.0.1/{i}",
                "kind": "patternAmongOthers",
                "message": "Line 4: http://127.0.0.1/{i} is a pattern, because of its {i}, \
                            and a pattern must be the only line. Remove the other lines, or {i}.",
            },
        ])
    );
}

#[test]
fn refused_urls_are_null_without_a_list_and_empty_without_bad_lines() {
    assert_eq!(report(&[&eventful()])["refusedUrls"], Value::Null);
    let fine = report_of(&with(&["https://example.org/"]), &[&eventful()]);
    assert_eq!(fine["refusedUrls"], json!([]));
}

#[test]
fn the_messages_in_a_report_fit_its_source() {
    let message = |report: &Value| {
        let error = &report["lanes"][0]["requests"][1]["error"];
        error["message"].as_str().map(str::to_owned)
    };
    let faults = Faults::NONE.with(Fault::NotFound, 0.2);
    let mut by_lab = Experiment::default();
    let mut of_mine = with(&["https://example.org/"]);
    by_lab.workload.faults = faults;
    of_mine.workload.faults = faults;
    let lab = message(&report_of(&by_lab, &[&eventful()])).expect("it failed");
    let mine = report_of(&of_mine, &[&eventful()]);
    let mine = message(&mine).expect("it failed");
    assert!(lab.contains("faults"), "{lab}");
    assert!(!mine.contains("faults"), "{mine}");
    // The earlier attempts' words too.
    let attempt = |report: &Value| report["lanes"][0]["requests"][1]["attempts"][0].clone();
    let of_mine = report_of(&of_mine, &[&eventful()]);
    assert_eq!(attempt(&of_mine)["error"]["message"], mine.as_str());
}
