//! How many requests a list of addresses sends to each host: third-party hosts are
//! known before anything is sent, and get few requests.

use playground_core::experiment::url_list::{Host, UrlList};

use playground_testing::urls::{StandardUrls, list};

fn host(name: &str, requests: u32, is_third_party: bool) -> Host {
    Host {
        name: name.to_owned(),
        requests,
        is_third_party,
    }
}

/// A list with the given number of addresses at each of these hosts.
fn at(hosts: &[(&str, usize)]) -> UrlList {
    let lines = hosts.iter().flat_map(|&(host, requests)| {
        let address = format!("https://{host}/");
        vec![address; requests]
    });
    UrlList::read(lines.collect(), &StandardUrls::default())
}

#[track_caller]
fn refused(list: &UrlList, requests: u32) -> String {
    let refused = list.check("source.urls", requests);
    refused.expect_err("it is too much for a host").to_string()
}

#[test]
fn the_requests_to_each_host_are_counted_in_the_order_of_its_first_address() {
    let list = list(&[
        "https://b.example/1",
        "https://a.example/",
        "https://b.example:8443/2",
        "bad",
        "http://B.example/3",
        "http://127.0.0.1:8090/",
        "https://user@refused.example/",
    ]);
    let expected = [
        host("b.example", 3, true),
        host("a.example", 1, true),
        host("127.0.0.1", 1, false),
    ];
    assert_eq!(list.hosts(), expected);
    assert_eq!(list.third_party_hosts(99), expected[..2]);
    // A number for each third-party host; ports and schemes are the same machine's.
    let third_party_of = [Some(0), Some(1), Some(0), Some(0), None];
    assert_eq!(list.third_party_host_of(99), third_party_of);
}

#[test]
fn neither_the_page_nor_this_machine_is_third_party() {
    let page = StandardUrls::from_page("https://pages.example/playground/");
    let lines = [
        "https://pages.example/playground/",
        "https://pages.example:8443/",
        "http://127.0.0.1:1234/",
        "https://127.0.0.1/",
        "https://pages.example.org/",
        "https://sub.pages.example/",
        "http://127.0.0.2/",
    ];
    let list = UrlList::read(lines.map(str::to_owned).into(), &page);
    let expected = [
        host("pages.example", 2, false),
        host("127.0.0.1", 2, false),
        host("pages.example.org", 1, true),
        host("sub.pages.example", 1, true),
        host("127.0.0.2", 1, false),
    ];
    assert_eq!(list.hosts(), expected);
    assert_eq!(
        list.third_party_host_of(7),
        [None, None, None, None, Some(2), Some(3), None]
    );
}

#[test]
fn a_list_of_own_hosts_has_no_third_party_hosts() {
    let home = list(&["http://127.0.0.1/a", "http://127.0.0.1:8080/b"]);
    assert_eq!(home.third_party_hosts(2), []);
    assert_eq!(home.third_party_host_of(2), []);
    let pattern = list(&["http://127.0.0.1/{i}"]);
    assert_eq!(pattern.third_party_hosts(100_000), []);
    assert_eq!(pattern.third_party_host_of(100_000), []);
    assert_eq!(pattern.check("source.urls", 100_000), Ok(()));
}

#[test]
fn a_third_party_host_is_sent_at_most_200_requests() {
    assert_eq!(at(&[("a.example", 200)]).check("source.urls", 1), Ok(()));
    let two_hosts = at(&[("a.example", 200), ("b.example", 200)]);
    assert_eq!(two_hosts.check("source.urls", 1), Ok(()));
    let at_home = at(&[("a.example", 200), ("127.0.0.1", 5_000)]);
    assert_eq!(at_home.check("source.urls", 1), Ok(()));

    let crowded = at(&[("a.example", 10), ("b.example", 201), ("127.0.0.1", 300)]);
    assert_eq!(
        refused(&crowded, 1),
        "The number of requests to b.example is 201: \
         it must be at most 200, since that host is neither this page's nor your own computer."
    );
    assert!(refused(&at(&[("a.example", 1_200)]), 1).contains(" is 1,200: "));
}

#[test]
fn all_requests_of_a_pattern_go_to_its_one_host() {
    let pattern = list(&["https://a.example/{i}"]);
    assert_eq!(
        pattern.third_party_hosts(150),
        [host("a.example", 150, true)]
    );
    assert_eq!(pattern.third_party_host_of(3), [Some(0); 3]);
    assert_eq!(pattern.check("source.urls", 200), Ok(()));
    assert!(refused(&pattern, 201).starts_with("The number of requests to a.example is 201: "),);
}

#[test]
fn a_repeated_address_counts_each_time() {
    let list = at(&[("a.example", 150)]);
    assert_eq!(list.repeated(), 149);
    assert_eq!(list.third_party_hosts(1), [host("a.example", 150, true)]);
}

#[test]
fn this_machine_is_not_third_party_by_any_of_its_names() {
    let page = StandardUrls::from_page("https://pages.example/playground/");
    for (address, is_third_party) in [
        ("https://localhost/", false),
        ("https://LOCALHOST:3000/", false),
        ("https://localhost.:8443/", false),
        ("https://app.localhost:3/", false),
        ("https://a.b.localhost/", false),
        ("https://127.0.0.1/", false),
        ("https://127.1:80/", false),
        ("https://0x7f.0.0.2/", false),
        ("https://2130706433/", false),
        ("https://127.255.255.254/", false),
        ("https://[::1]/", false),
        ("https://[0:0:0:0:0:0:0:1]:8080/", false),
        ("https://[::ffff:127.0.0.1]/", false),
        ("https://[::FFFF:127.9.8.7]:1234/", false),
        ("https://[::ffff:7f00:1]/", false),
        ("https://localhost.example/", true),
        ("https://notlocalhost/", true),
        ("https://127.example/", true),
        ("https://127.0.0.1.example/", true),
        ("https://126.0.0.1/", true),
        ("https://128.0.0.1/", true),
        ("https://0.0.0.0/", true),
        ("https://192.168.0.1/", true),
        ("https://[::2]/", true),
        ("https://[::]/", true),
        ("https://[::1:1]/", true),
        ("https://[::127.0.0.1]/", true),
        ("https://[::ffff:0.127.0.1]/", true),
        ("https://[::ffff:126.0.0.1]/", true),
        ("https://[::ffff:7f:1:1]/", true),
        ("https://[fe80::1]/", true),
    ] {
        let list = UrlList::read(vec![address.to_owned()], &page);
        let third_party: Vec<_> = list.hosts().iter().map(|it| it.is_third_party).collect();
        assert_eq!(third_party, [is_third_party], "{address}");
    }
}

#[test]
fn a_list_has_a_thousand_hosts_at_most_and_the_rest_are_named() {
    let lines: Vec<_> = (0..1_003)
        .map(|host| format!("https://host-{}.example/", host % 1_002))
        .collect();
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let list = list(&lines);
    assert_eq!(list.hosts().len(), 1_000);
    let refused: Vec<_> = list.refused().iter().map(|line| line.number).collect();
    assert_eq!(refused, [1_001, 1_002]);
    let words = list.refused()[0].to_string();
    assert!(words.contains("1,000"), "{words}");
    assert_eq!(list.requests(0), 1_001, "one more to the first host");
}
