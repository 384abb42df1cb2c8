//! Which lab a real response came from.

use fetch_playground::browser::lab::client::identity_of;
use playground_core::lab::identity::{HEADER, LabIdentity, Transport};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Headers, Response, ResponseInit};

fn response(header: Option<&str>) -> Response {
    let headers = Headers::new().expect("the browser has headers");
    if let Some(value) = header {
        headers.set(HEADER, value).expect("a legal header");
    }
    let init = ResponseInit::new();
    init.set_headers(&headers);
    Response::new_with_opt_str_and_init(Some("body"), &init).expect("a legal response")
}

#[wasm_bindgen_test]
fn the_header_names_transport_and_instance() {
    let expected = LabIdentity {
        transport: Transport::ServiceWorker,
        instance: "2a".to_owned(),
    };
    let response = response(Some(&expected.to_string()));
    assert_eq!(identity_of(&response), Some(expected));
}

#[wasm_bindgen_test]
fn any_other_header_has_no_identity() {
    let foreign = [
        None,
        Some(""),
        Some("service-worker"),
        Some("carrier-pigeon/1"),
    ];
    for header in foreign {
        assert_eq!(identity_of(&response(header)), None, "{header:?}");
    }
}
