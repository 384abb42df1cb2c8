//! The sources that the page offers while one is chosen.

use std::sync::Arc;

use playground_core::experiment::source::Source;
use playground_core::experiment::url_list::UrlList;

use playground_testing::urls::StandardUrls;

fn titles(choices: &[Source]) -> Vec<String> {
    choices.iter().map(Source::title).collect()
}

#[test]
fn a_usual_source_adds_no_choice() {
    for source in Source::choices() {
        assert_eq!(
            source.clone().choices_with(),
            Source::choices(),
            "{source:?}"
        );
    }
}

#[test]
fn a_list_of_urls_is_offered_in_place_of_the_empty_one() {
    let addresses = vec!["https://example.org/".to_owned()];
    let list = UrlList::read(addresses, &StandardUrls::default());
    let list = Source::Urls(Arc::new(list));
    let choices = list.clone().choices_with();
    assert_eq!(choices.last(), Some(&list));
    assert_eq!(titles(&choices), titles(&Source::choices()));
}

#[test]
fn another_lab_server_is_offered_after_the_usual_ones() {
    let server = Source::LabServer {
        origin: "http://127.0.0.1:9000".to_owned(),
    };
    let choices = server.clone().choices_with();
    assert_eq!(choices[..4], Source::choices());
    assert_eq!(choices[4..], [server]);
}
