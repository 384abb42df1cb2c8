//! Lists of the user's own addresses.

use std::sync::Arc;

use playground_core::documents::experiment;
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::url::check as check_url;
use playground_core::experiment::url_line::address_in;
use playground_core::experiment::url_list::UrlList;
use proptest::prelude::*;
use proptest::sample::select;

use playground_testing::urls::StandardUrls;

use crate::property::check;

const REQUESTS: u32 = 3;

fn line() -> impl Strategy<Value = String> {
    const PARTS: [&str; 32] = [
        "http://",
        "https://",
        "HTTP:",
        "ftp://",
        "file:///",
        "//",
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0x7f.1",
        "example.org",
        "EXAMPLE.org.",
        "b\u{fc}cher.example",
        "user:pw@",
        ":80",
        ":8080",
        ":99999",
        "/",
        "/a?b=c&d",
        "#part",
        " # note",
        "\t",
        " ",
        "{i}",
        "%7Bi%7D",
        "{n}",
        "%00",
        "\u{feff}",
        "\u{202e}",
        "\u{ad}",
        "\0",
    ];
    let part = prop_oneof![
        12 => select(&PARTS).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => Just("long".repeat(3_000)),
    ];
    let address = (
        select(&PARTS[..4]),
        prop::collection::vec(part.clone(), 0..5),
    );
    prop_oneof![
        1 => prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat()),
        2 => address.prop_map(|(scheme, parts)| format!("{scheme}127.0.0.1/{}", parts.concat())),
    ]
}

#[test]
fn each_line_is_taken_or_refused_and_what_is_taken_is_read_back_equal() {
    check(&prop::collection::vec(line(), 0..6), |lines| {
        let urls = StandardUrls::default();
        let addressed = lines
            .iter()
            .filter(|line| !address_in(line).is_empty())
            .count();
        let list = UrlList::read(lines.clone(), &urls);
        let taken: u32 = list.hosts().iter().map(|host| host.requests).sum();
        prop_assert_eq!(taken as usize + list.refused().len(), addressed);
        prop_assert_eq!(list.lines(), &lines);
        for refused in list.refused() {
            prop_assert!(!refused.to_string().is_empty());
        }
        list.placeholder();

        let addresses = list.addresses(REQUESTS, &urls);
        if !list.is_pattern() || taken > 0 {
            prop_assert_eq!(addresses.len() as u32, list.requests(REQUESTS));
        }
        if taken == 0 || list.check("The list", REQUESTS).is_err() {
            return Ok(());
        }
        for address in &addresses {
            let read = check_url(address, &urls).map(|url| url.href);
            prop_assert_eq!(read.as_ref(), Ok(address));
        }
        let mut experiment = Experiment {
            source: Source::Urls(Arc::new(list)),
            ..Experiment::default()
        };
        experiment.workload.requests = addresses.len() as u32;
        let again = experiment::read(experiment::to_json(&experiment), &urls);
        prop_assert_eq!(again, Ok(experiment));
        Ok(())
    });
}
