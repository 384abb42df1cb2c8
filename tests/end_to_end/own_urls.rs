//! A list of addresses of the user's own: what is kept, what is left out, who is asked first.

use super::addresses::{at_urls, below, quick, work};
use super::browser::{ExpectedReport, Name, WAIT_TIMEOUT};
use super::documents::{both_lanes, concurrent, workload};
use super::lab_server::LabServer;
use super::screen::{ADDRESSES, CONCURRENT, Screen};
use super::screen_text::THIRD_PARTY;
use super::visit::{THIRD_PARTY_HOST, Visit};
use playground_core::lab::address::LabRequest;
use serde_json::{Value, json};

/// Chooses the source, and pastes the list.
async fn paste(screen: &Screen, lines: &[String]) {
    screen.source().await.choose("my URLs").await;
    screen.paste_addresses(&lines.join("\n")).await;
}

/// Every twentieth line is malformed, each in a way of its own.
fn thousand_lines(server: &LabServer) -> Vec<String> {
    let bad = [
        "javascript:window.__executed=1",
        "data:text/html,<script>window.__executed=1</script>",
        "file:///etc/hosts",
        "http://user:word@127.0.0.1/",
        "not an address",
        "http://",
        "http://127.0.0.1:99999/",
        "<img src=x onerror=window.__executed=1>",
        "http://127.0.0.1/\u{7}bell",
        "ftp://127.0.0.1/",
    ];
    (0..1_000)
        .map(|line| match line % 20 {
            7 => bad[line as usize / 20 % bad.len()].to_owned(),
            _ => work(server, quick(line)),
        })
        .collect()
}

#[tokio::test]
async fn fifty_of_a_thousand_refused_lines_are_named_and_the_others_run() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lines = thousand_lines(&server);

    let experiment = concurrent(workload(5, 5), 50);
    let report = page.run_experiment(at_urls(experiment, &lines)).await;
    let report = report.expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(950)
        .outcomes_sum_to(950)
        .max_in_flight(50)
        .has_no("idealMs")
        .has_no("maxInFlightAtSource")
        .times_in_order();
    let refused = report["refusedUrls"].as_array().expect("a list");
    let numbers: Vec<_> = refused.iter().map(|line| line["line"].as_u64()).collect();
    let expected: Vec<_> = (0..50).map(|place| Some(place * 20 + 8)).collect();
    assert_eq!(numbers, expected);
    assert_eq!(refused[0]["kind"], "refusedScheme");
    assert_eq!(refused[3]["kind"], "credentials");
    assert_eq!(refused[4]["kind"], "invalidUrl");
    assert_eq!(refused[8]["kind"], "controlCharacter");
    let first = &report["lanes"][0]["requests"][0];
    assert_eq!(first["url"], json!(lines[0]), "as it was typed");

    // The page shows the same list, with the same lines named.
    screen.open_settings().await;
    let list = page.by_role("list", "Lines left out").await.text().await;
    assert_eq!(list.lines().count(), 50);
    let words = "Line 8: javascript:window.__executed=1 is refused";
    assert!(list.starts_with(words), "{list}");
    screen.until_says(CONCURRENT, "950 Succeeded").await;
    let executed = page.evaluate("window.__executed ?? null").await;
    assert_eq!(executed, Value::Null, "nothing in the list is executed");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_list_is_pasted_run_and_remembered_with_its_comments() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let one = work(&server, quick(1));
    let lines = [
        "# pages".to_owned(),
        String::new(),
        format!("{one} # the first"),
        one,
        "x".to_owned(),
        "http://127.0.0.1/\u{200b}".to_owned(),
    ];
    paste(screen, &lines).await;
    let said = screen.field(ADDRESSES).await;
    let said = said.script("return element.parentElement.innerText").await;
    let said = said.as_str().expect("a text");
    for words in [
        "2 addresses on 1 host.",
        "1 line repeats an earlier one.",
        "Line 5: x is not an address.",
        "Line 6: http://127.0.0.1/[U+200B] has a character in it that cannot be seen.",
        "It is U+200B (zero-width space).",
    ] {
        assert!(said.contains(words), "{said}");
    }
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "2 Succeeded").await;
    screen.until_idle().await;
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(screen.source().await.value().await, "my URLs");
    let typed = screen.field(ADDRESSES).await.value().await;
    assert_eq!(typed, lines.join("\n"));
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_file_is_dropped_on_the_list_unless_it_is_too_long_for_one() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.source().await.choose("my URLs").await;
    let field = screen.field(ADDRESSES).await;
    let drop = async |text: &str| {
        let drop = format!(
            "const files = new DataTransfer();
            files.items.add(new File([{text}], 'list.txt'));
            const taken = kind => !element.dispatchEvent(new DragEvent(kind,
                {{dataTransfer: files, bubbles: true, cancelable: true}}));
            return taken('dragover') && taken('drop');"
        );
        field.script(&drop).await
    };
    let list = "# mine\nhttp://127.0.0.1/1\nhttp://127.0.0.1/2";
    assert_eq!(
        drop(&json!(list).to_string()).await,
        true,
        "not the browser's"
    );
    let shown = "[...document.querySelectorAll('.notes li')].map(it => it.textContent).join()";
    let notes = page.until(shown, WAIT_TIMEOUT).await;
    assert_eq!(notes, "2 addresses on 1 host.");
    assert_eq!(field.value().await, list);
    // As PowerShell writes a file: in UTF-16, with a byte-order mark.
    let utf_16 = "Uint16Array.from('\\ufeffhttp://127.0.0.1/ü', it => it.charCodeAt(0))";
    assert_eq!(drop(utf_16).await, true);
    let notes = "document.querySelector('.notes li')?.textContent === '1 address on 1 host.'";
    page.until(notes, WAIT_TIMEOUT).await;
    let list = "http://127.0.0.1/ü";
    assert_eq!(field.value().await, list);
    assert_eq!(drop("'x'.repeat(11_000_000)").await, true);
    assert!(screen.notice().await.contains("10 MB"));
    assert_eq!(field.value().await, list, "nothing is lost");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_list_that_cannot_be_run_says_why_and_nothing_is_sent() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let third_party: Vec<_> = (0..201)
        .map(|page| format!("http://third-party.example/{page}"))
        .collect();
    let needed = "is empty: it must be at least one http or https address";
    let most = "The number of requests to third-party.example is 201: it must be at most 200";
    for (lines, words) in [
        (vec![], needed),
        (vec!["mailto:me".to_owned()], needed),
        (third_party, most),
    ] {
        paste(screen, &lines).await;
        screen.until_complains(ADDRESSES, words).await;
        screen.run().await.click().await;
        assert!(screen.notice().await.contains(words));
        let experiment = at_urls(concurrent(workload(5, 5), 5), &lines);
        let refusal = page.run_experiment(experiment).await.expect_err("refused");
        assert!(refusal.contains(words), "{refusal}");
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_third_party_host_is_named_before_anything_is_sent_to_it() {
    let server = LabServer::start();
    let visit = Visit::with_third_party_host().await;
    let page = &visit.page;
    let slow = |index| LabRequest {
        delay_ms: 100,
        ..quick(index)
    };
    let third_party = |index| work(&server, slow(index)).replace("127.0.0.1", THIRD_PARTY_HOST);
    let mut urls: Vec<_> = (0..30).map(third_party).collect();
    urls.extend((30..35).map(|index| work(&server, slow(index))));
    let experiment = at_urls(both_lanes(workload(1, 1), 100), &urls);

    let asked = page.start_experiment(experiment.clone()).await;
    let dialog = page.by_role("dialog", Name::contains(THIRD_PARTY)).await;
    let said = dialog.text().await;
    assert!(
        said.contains("third-party.example: 60 requests, 30 in each of 2 lanes"),
        "{said}"
    );
    assert!(!said.contains("127.0.0.1"), "{said}");
    dialog.by_role("button", "Do not send").await.click().await;
    let refusal = asked.result().await.expect_err("it was not allowed");
    assert!(refusal.starts_with("Nothing was sent."), "{refusal}");
    let stats = below(&server, "stats?run=77");
    let ask = format!("fetch('{stats}').then(it => it.json())");
    assert_eq!(page.evaluate(&ask).await["requests"], 0);

    let asked = page.start_experiment(experiment.clone()).await;
    let dialog = page.by_role("dialog", Name::contains(THIRD_PARTY)).await;
    dialog.by_role("button", "Send").await.click().await;
    let report = asked.result().await.expect("it was allowed");
    let lane = ExpectedReport::lane(&report, 1)
        .succeeded(35)
        .outcomes_sum_to(35);
    // Ten for that host; those to the page's own are not held up by it.
    lane.max_in_flight(15);
    // What was allowed is not asked again until it changes.
    let again = page
        .run_experiment(experiment)
        .await
        .expect("it is allowed");
    ExpectedReport::lane(&again, 0).succeeded(35);
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn this_computer_is_sent_requests_by_another_of_its_names_without_a_question() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let slow = |index| LabRequest {
        delay_ms: 100,
        ..quick(index)
    };
    let local = |index| work(&server, slow(index)).replace("127.0.0.1", "localhost");
    let urls: Vec<_> = (0..201).map(local).collect();
    let experiment = at_urls(concurrent(workload(1, 1), 30), &urls);
    let report = visit.page.run_experiment(experiment).await;
    let report = report.expect("it runs without an answer");
    ExpectedReport::lane(&report, 0)
        .succeeded(201)
        .max_in_flight(30);
    visit.page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_pattern_counts_the_requests() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let pattern = work(&server, quick(0)).replace("request=0", "request={i}");
    paste(screen, std::slice::from_ref(&pattern)).await;
    screen.field("Requests").await.fill("30").await;
    let count = "document.querySelector('.notes').textContent.startsWith('30 addresses on 1 host')";
    page.until(count, WAIT_TIMEOUT).await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "30 Succeeded").await;
    screen.until_idle().await;
    let experiment = at_urls(concurrent(workload(40, 5), 10), &[pattern]);
    let report = page.run_experiment(experiment).await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(40);
    let last = &report["lanes"][0]["requests"][39];
    assert_eq!(last["url"], json!(work(&server, quick(39))));
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn repeated_addresses_run_side_by_side_and_each_gets_its_own_times() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let page = &visit.page;
    let slow = LabRequest {
        delay_ms: 150,
        ..quick(1)
    };
    // As many as there are connections, all for one address.
    let urls = vec![work(&server, slow); 6];
    let experiment = at_urls(concurrent(workload(1, 1), 6), &urls);
    let report = page.run_experiment(experiment).await.expect("it runs");
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(6)
        .max_in_flight(6);
    for request in lane.requests() {
        let response = request["phasesMs"]["response"].as_f64();
        assert!(response.is_some_and(|ms| ms >= 149.0), "{request}");
        let waited = request["phasesMs"]["connection"].as_f64();
        // One that queued behind another's answer would have waited as long as that.
        assert!(waited.is_some_and(|ms| ms < 140.0), "{request}");
    }
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn the_browsers_six_connections_are_named_where_no_lab_counts() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let slow = |index| LabRequest {
        delay_ms: 150,
        ..quick(index)
    };
    let urls: Vec<_> = (0..40).map(|index| work(&server, slow(index))).collect();
    let experiment = at_urls(concurrent(workload(1, 1), 20), &urls);
    let report = page.run_experiment(experiment).await.expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(40);
    for words in [
        "You allowed 20; the browser ran 6 at a time: HTTP/1.1",
        "at most 20 in flight · from the listed servers · by HTTP/1.1",
    ] {
        screen.until_says(CONCURRENT, words).await;
    }
}
