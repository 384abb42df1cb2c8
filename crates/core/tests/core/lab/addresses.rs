//! The lab's addresses, messages and header: what is printed is read back
//! unchanged, and anything else is refused with a message.

use playground_core::experiment::plan::{Answer, Plan};
use playground_core::experiment::workload::{Capacity, OverflowPolicy, Workload};
use playground_core::lab::address::{LabCall, LabKey, LabRequest};
use playground_core::lab::counter::CounterCall;
use playground_core::lab::identity::{LabIdentity, Transport};
use playground_core::lab::message::{ServiceWorkerMessage, UnknownMessage};
use playground_core::lab::query::AddressError;
use playground_core::units::{AttemptNumber, RequestIndex, RunId};

use playground_testing::samples::Dice;

const ADDRESS: &str = "work?run=7&request=37&attempt=2&delay=85&bytes=2048&chunks=2\
                       &transfer=20&status=429&end=whole&retryAfter=1";

const fn key(run: u64, request: u32, attempt: u32) -> LabKey {
    LabKey {
        run: RunId(run),
        request: RequestIndex(request),
        attempt: AttemptNumber(attempt),
    }
}

const REQUEST: LabRequest = LabRequest {
    key: key(7, 37, 2),
    delay_ms: 85,
    answer: Answer::Whole { status: 429 },
    bytes: 2_048,
    chunks: 2,
    transfer_ms: 20,
    retry_after_seconds: Some(1),
    capacity: None,
};

const READ: CounterCall = CounterCall {
    run: RunId(7),
    delay_ms: 15,
    write: None,
};

fn refusal(address: &str) -> String {
    let refused = LabCall::parse(address);
    refused.expect_err("it must be refused").to_string()
}

/// The address without the parameter, or with another value for it.
fn altered(name: &str, value: Option<&str>) -> String {
    let (path, query) = ADDRESS.split_once('?').expect("it has a query");
    let altered: Vec<String> = query
        .split('&')
        .filter_map(|pair| match pair.split_once('=') {
            Some((other, _)) if other == name => value.map(|value| format!("{name}={value}")),
            _ => Some(pair.to_owned()),
        })
        .collect();
    format!("{path}?{}", altered.join("&"))
}

#[test]
fn an_address_is_the_one_the_documents_show() {
    assert_eq!(LabCall::Work(REQUEST).to_string(), ADDRESS);
    assert_eq!(LabCall::parse(ADDRESS), Ok(LabCall::Work(REQUEST)));
    assert_eq!(LabCall::Stats(RunId(7)).to_string(), "stats?run=7");
    assert_eq!(LabCall::Ping.to_string(), "ping");
    let read = "counter?run=7&delay=15";
    assert_eq!(LabCall::Counter(READ).to_string(), read);
    let write = Some(5);
    let write = LabCall::Counter(CounterCall { write, ..READ });
    assert_eq!(write.to_string(), format!("{read}&write=5"));
}

#[test]
fn every_planned_request_is_read_from_its_address_as_it_was_written() {
    let mut dice = Dice::new(51);
    for _ in 0..150 {
        let plan = Plan::new(Workload {
            body_bytes: u64::from(dice.whole(0, 100_000_000)),
            capacity: dice.chance(5).then(|| dice.capacity(1_000)),
            ..dice.workload(60)
        });
        let run = u64::from(dice.whole(0, u32::MAX)) << 21;
        for index in plan.indexes() {
            let key = key(run, index.0, dice.whole(1, 11));
            let request = LabRequest::from_plan(key, &plan);
            let call = LabCall::Work(request);
            assert_eq!(LabCall::parse(&call.to_string()), Ok(call));
        }
    }
}

#[test]
fn stats_counters_and_ping_are_read_as_they_were_written_too() {
    for call in [
        LabCall::Stats(RunId(0)),
        LabCall::Stats(RunId((1 << 53) - 1)),
        LabCall::Ping,
        LabCall::Counter(READ),
        LabCall::Counter(CounterCall {
            write: Some((1 << 53) - 1),
            ..READ
        }),
    ] {
        assert_eq!(LabCall::parse(&call.to_string()), Ok(call));
    }
}

#[test]
fn a_body_comes_in_pieces_that_are_neither_too_many_nor_too_large() {
    let mut dice = Dice::new(52);
    for _ in 0..300 {
        let plan = Plan::new(dice.workload(1));
        let request = LabRequest::from_plan(key(1, 0, 1), &plan);
        let (chunks, bytes) = (u64::from(request.chunks), request.bytes);
        assert!(chunks >= 1 && chunks <= bytes.max(1), "{request:?}");
        assert!(bytes.div_ceil(chunks) <= 65_536, "{request:?}");
        let by_length = bytes.div_ceil(65_536);
        let by_time = u64::from(request.transfer_ms).div_ceil(10);
        assert!(chunks <= by_length.max(by_time).max(1), "{request:?}");
    }
}

#[test]
fn a_path_the_lab_does_not_have_is_refused_with_those_it_has() {
    assert_eq!(
        refusal("sleep?run=7"),
        "the lab has no “sleep”; it answers at work, counter, stats and ping"
    );
    for path in ["", "?run=7", "/work?run=7", "work/", "Work", "stats/?run=1"] {
        assert!(matches!(
            LabCall::parse(path),
            Err(AddressError::UnknownPath(_))
        ));
    }
}

#[test]
fn a_missing_parameter_is_named() {
    let required = [
        "run", "request", "attempt", "delay", "bytes", "chunks", "transfer", "end",
    ];
    for name in required {
        let expected = format!("the parameter “{name}” is missing");
        assert_eq!(refusal(&altered(name, None)), expected);
    }
    assert_eq!(refusal("stats"), "the parameter “run” is missing");
    for (counter, missing) in [("delay=1&write=2", "run"), ("run=7&write=2", "delay")] {
        let expected = format!("the parameter “{missing}” is missing");
        assert_eq!(refusal(&format!("counter?{counter}")), expected);
    }
}

#[test]
fn an_unknown_parameter_is_named() {
    let with = format!("{ADDRESS}&colour=red");
    assert_eq!(refusal(&with), "the lab has no parameter “colour”");
    assert_eq!(refusal("ping?run=7"), "the lab has no parameter “run”");
    let twice = refusal(&format!("{ADDRESS}&delay=1"));
    assert!(twice.contains("“delay”"), "{twice}");
}

#[test]
fn a_value_a_parameter_cannot_have_is_named_with_it() {
    let invalid = [
        ("run", "-1"),
        ("request", "4294967296"),
        ("attempt", "one"),
        ("delay", "1.5"),
        ("bytes", ""),
        ("chunks", "2 "),
        ("transfer", "NaN"),
        ("end", "maybe"),
        ("retryAfter", "soon"),
        ("status", "99"),
        ("status", "600"),
        ("status", "101"),
    ];
    for (name, value) in invalid {
        assert_eq!(
            refusal(&altered(name, Some(value))),
            format!("“{value}” is not a valid value of the parameter “{name}”")
        );
    }
}

#[test]
fn a_value_that_a_counter_cannot_hold_is_refused() {
    for value in ["-1", "0.5", "", "9007199254740992", "18446744073709551616"] {
        assert_eq!(
            refusal(&format!("counter?run=7&delay=0&write={value}")),
            format!("“{value}” is not a valid value of the parameter “write”")
        );
    }
}

#[test]
fn parameters_left_out_have_defaults_and_the_number_of_pieces_is_clamped() {
    let plain = LabRequest {
        answer: Answer::Whole { status: 200 },
        retry_after_seconds: None,
        ..REQUEST
    };
    let printed = LabCall::Work(plain).to_string();
    assert!(!printed.contains("status") && !printed.contains("retryAfter"));
    assert_eq!(LabCall::parse(&printed), Ok(LabCall::Work(plain)));
    let no_pieces = LabCall::parse(&altered("chunks", Some("0")));
    let one_piece = LabRequest {
        chunks: 1,
        ..REQUEST
    };
    assert_eq!(no_pieces, Ok(LabCall::Work(one_piece)));
    // No piece is empty, since a small body could come in billions of pieces.
    let too_many = LabCall::parse(&altered("chunks", Some("4294967295")));
    let a_byte_each = LabRequest {
        chunks: 2_048,
        ..REQUEST
    };
    assert_eq!(too_many, Ok(LabCall::Work(a_byte_each)));
}

#[test]
fn a_capacity_is_written_only_if_there_is_one() {
    for (capacity, printed) in [
        ((20, OverflowPolicy::Wait), "&capacity=20&beyond=wait"),
        (
            (1, OverflowPolicy::TooManyRequests),
            "&capacity=1&beyond=429",
        ),
        (
            (1_000, OverflowPolicy::Unavailable),
            "&capacity=1000&beyond=503",
        ),
    ] {
        let (requests, beyond) = capacity;
        let limited = LabRequest {
            capacity: Some(Capacity { requests, beyond }),
            ..REQUEST
        };
        let address = format!("{ADDRESS}{printed}");
        assert_eq!(LabCall::Work(limited).to_string(), address);
        assert_eq!(LabCall::parse(&address), Ok(LabCall::Work(limited)));
    }
    for (wrong, message) in [
        ("&capacity=20", "the parameter “beyond” is missing"),
        ("&beyond=wait", "the lab has no parameter “beyond”"),
        (
            "&capacity=0&beyond=wait",
            "“0” is not a valid value of the parameter “capacity”",
        ),
        (
            "&capacity=1001&beyond=wait",
            "“1001” is not a valid value of the parameter “capacity”",
        ),
        (
            "&capacity=2&beyond=500",
            "“500” is not a valid value of the parameter “beyond”",
        ),
    ] {
        assert_eq!(refusal(&format!("{ADDRESS}{wrong}")), message);
    }
}

#[test]
fn messages_are_parsed_as_they_were_written_and_other_texts_are_refused() {
    for message in [
        ServiceWorkerMessage::Cancel(key((1 << 53) - 1, 99_999, 3)),
        ServiceWorkerMessage::Claim,
        ServiceWorkerMessage::Keep,
    ] {
        let text = message.to_string();
        assert_eq!(ServiceWorkerMessage::parse(&text), Ok(message));
    }
    let others = [
        "",
        "cancel",
        "claimed",
        "keep?",
        "cancel?",
        "cancel?run=1&request=2",
        "cancel?run=1&request=2&attempt=x",
        "cancel?run=1&request=2&attempt=3&more=4",
        "work?run=1&request=2&attempt=3",
        "{\"cancel\":1}",
    ];
    for text in others {
        assert_eq!(
            ServiceWorkerMessage::parse(text),
            Err(UnknownMessage),
            "{text}"
        );
    }
}

#[test]
fn the_header_is_read_as_it_was_written_and_a_foreign_one_is_refused() {
    let identity = LabIdentity {
        transport: Transport::ServiceWorker,
        instance: "a1b2/c3".to_owned(),
    };
    assert_eq!(identity.to_string(), "service-worker/a1b2/c3");
    assert_eq!(LabIdentity::parse(&identity.to_string()), Some(identity));
    for stranger in [
        "",
        "service-worker",
        "nginx/1.29",
        "Service-Worker/1",
        "/a1",
    ] {
        assert_eq!(LabIdentity::parse(stranger), None, "{stranger}");
    }
}
