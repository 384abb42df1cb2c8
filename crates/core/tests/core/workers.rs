//! The messages between the page and its workers, there and back.

use playground_core::units::TimePoint;
use playground_core::workers::message::{
    ComputeResult, Connected, Exchange, ExchangeResult, FromWorker, Handshake, Job, Reply,
    ToWorker, WorkerFailure, WorkerResponse,
};
use playground_core::workers::packet::{DecodeError, Packet};
use playground_core::workers::raw_times::{RawPoints, RawTimes};

fn to_worker() -> Vec<ToWorker> {
    let exchange = Exchange {
        url: "https://example.org/é?a=1#run=1".to_owned(),
        is_blocking: true,
        body_limit_bytes: (1 << 53) - 1,
    };
    let ping = "https://example.org/lab/ping".to_owned();
    vec![
        ToWorker::Connect(Handshake {
            ping: None,
            computes: true,
        }),
        ToWorker::Connect(Handshake {
            ping: Some(ping),
            computes: false,
        }),
        ToWorker::Run(Job {
            exchange: None,
            units: u32::MAX,
        }),
        ToWorker::Run(Job {
            exchange: Some(exchange),
            units: 0,
        }),
    ]
}

fn times() -> RawTimes {
    RawTimes {
        points: RawPoints::from_array([0.0, 1.5, 2.5, 2.5, 0.0, 3.25, 4.0, 9.125]),
        protocol: "h2".to_owned(),
    }
}

fn from_worker() -> Vec<FromWorker> {
    let full = WorkerResponse {
        status: 503,
        responded: Some(TimePoint::from_ms(12.345)),
        bytes: 99_999,
        is_broken: true,
        headers: vec![
            ("server".to_owned(), String::new()),
            ("content-type".to_owned(), "text/plain".to_owned()),
        ],
        first_bytes: Some(vec![0, 255, 7]),
        redirected_to: Some("https://example.org/there".to_owned()),
    };
    let failures = WorkerFailure::ALL.map(ExchangeResult::Failed);
    let mut results = vec![
        ExchangeResult::Skipped,
        ExchangeResult::Response(WorkerResponse::default()),
        ExchangeResult::Response(full),
    ];
    results.extend(failures);
    let mut all = vec![
        FromWorker::Listening,
        FromWorker::Connected(Connected {
            time_origin: 1.7e12,
            now: 0.25,
            reaches_lab: true,
        }),
        FromWorker::Computed(ComputeResult {
            at: TimePoint::from_ms(0.125),
            found: 168,
        }),
    ];
    for result in results {
        for times in [None, Some(times())] {
            all.push(FromWorker::Ended(Reply {
                ended: TimePoint::from_ms(40.5),
                result: result.clone(),
                times,
            }));
        }
    }
    all
}

#[test]
fn every_message_is_decoded_as_it_was_encoded() {
    for message in to_worker() {
        assert_eq!(ToWorker::decode(message.encode()), Ok(message));
    }
    for message in from_worker() {
        assert_eq!(FromWorker::decode(message.clone().encode()), Ok(message));
    }
}

fn decode_both(packet: &Packet) -> [Result<(), DecodeError>; 2] {
    [
        ToWorker::decode(packet.clone()).map(drop),
        FromWorker::decode(packet.clone()).map(drop),
    ]
}

#[test]
fn an_unknown_message_is_an_error_that_names_it() {
    assert_eq!(
        decode_both(&Packet::default()),
        [Err(DecodeError::MissingNumber); 2]
    );
    for (number, error) in [
        (9.0, DecodeError::UnknownTag(9.0)),
        (0.5, DecodeError::OutOfRange(0.5)),
        (-1.0, DecodeError::OutOfRange(-1.0)),
        (1e300, DecodeError::OutOfRange(1e300)),
    ] {
        let packet = Packet {
            numbers: vec![number],
            ..Packet::default()
        };
        assert_eq!(decode_both(&packet), [Err(error); 2], "{number}");
    }
}

/// Each message with one field fewer or one more is refused.
#[test]
fn a_message_with_a_field_too_few_or_too_many_is_an_error() {
    let to_worker = to_worker();
    let to_worker = to_worker.iter().map(|it| (it.encode(), true));
    let from_worker = from_worker().into_iter().map(|it| (it.encode(), false));
    for (packet, is_to_worker) in to_worker.chain(from_worker) {
        let is_refused = |packet: Packet| {
            if is_to_worker {
                ToWorker::decode(packet).is_err()
            } else {
                FromWorker::decode(packet).is_err()
            }
        };
        let mut fewer = packet.clone();
        fewer.numbers.pop();
        assert!(is_refused(fewer), "a number fewer: {packet:?}");
        let mut fewer = packet.clone();
        if fewer.texts.pop().is_some() {
            assert!(is_refused(fewer), "a text fewer: {packet:?}");
        }
        let mut more = packet.clone();
        more.numbers.push(0.0);
        assert!(is_refused(more), "a number more: {packet:?}");
        let mut more = packet.clone();
        more.texts.push("more".to_owned());
        assert!(is_refused(more), "a text more: {packet:?}");
    }
}

#[test]
fn numbers_beyond_their_fields_are_errors() {
    let changed = |place: usize, number: f64| {
        let response = ExchangeResult::Response(WorkerResponse::default());
        let mut packet = FromWorker::Ended(Reply {
            ended: TimePoint::START,
            result: response,
            times: None,
        })
        .encode();
        packet.numbers[place] = number;
        FromWorker::decode(packet)
    };
    // Its tag, its end, whether there are times, the kind of result, then the status.
    assert_eq!(changed(4, 65_536.0), Err(DecodeError::OutOfRange(65_536.0)));
    assert_eq!(changed(2, 2.0), Err(DecodeError::OutOfRange(2.0)));
    assert_eq!(changed(3, 3.0), Err(DecodeError::UnknownTag(3.0)));
    assert!(changed(4, 404.0).is_ok());
}

#[test]
fn a_follow_up_happens_after_a_success_only() {
    let response = |status, is_broken| {
        ExchangeResult::Response(WorkerResponse {
            status,
            is_broken,
            ..WorkerResponse::default()
        })
    };
    for (result, is_success) in [
        (ExchangeResult::Skipped, true),
        (response(200, false), true),
        (response(299, false), true),
        (response(300, false), false),
        (response(200, true), false),
        (ExchangeResult::Failed(WorkerFailure::Network), false),
    ] {
        assert_eq!(result.is_success(), is_success, "{result:?}");
    }
}

#[test]
fn times_of_another_clock_are_shifted_and_hidden_ones_stay_hidden() {
    let later = times().later_by(100.0);
    assert_eq!(
        later.points.to_array(),
        [0.0, 101.5, 102.5, 102.5, 0.0, 103.25, 104.0, 109.125]
    );
    assert_eq!(later.response_start(), Some(TimePoint::from_ms(109.125)));
    let read = later.times(TimePoint::from_ms(100.0)).points;
    let read = read.expect("all of them are there");
    assert_eq!(read.redirects_end, None);
    assert_eq!(read.secure_start, None);
    assert_eq!(read.lookup_start, TimePoint::from_ms(1.5));
    assert_eq!(read.response_start, TimePoint::from_ms(9.125));
}
