//! Hosts with a limit of their own: it is kept, and requests to other hosts do not wait
//! for it.

use playground_core::experiment::Policy;
use playground_core::run::event::Ending;
use playground_engine::host_limits::HostLimits;

use playground_testing::drive::Driven;
use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::reply::Reply;

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

/// A lane of requests of 10 ms to these hosts, each with this limit.
fn lane(limit: u32, host_limit: u32, hosts: &[Option<u32>]) -> LaneDriver {
    LaneDriver::scripted(hosts.len() as u32, limit, |_, _| Reply::at(10.0))
        .host_limits(HostLimits::new(host_limit, hosts.to_vec()))
}

/// The most requests that were ever in flight to this host.
fn most_at(driven: &Driven, hosts: &[Option<u32>], host: Option<u32>) -> usize {
    driven.most_in_flight(|index| hosts[index.as_usize()] == host)
}

/// The requests that were sent to this host, in order.
fn order_at(driven: &Driven, hosts: &[Option<u32>], host: u32) -> Vec<u32> {
    let order = driven.order().into_iter();
    order
        .filter(|index| hosts[*index as usize] == Some(host))
        .collect()
}

#[test]
fn a_hosts_limit_is_not_exceeded() {
    let driven = lane(20, 3, &[Some(0); 12]).run();
    expected()
        .succeeded(12)
        .max_in_flight(3)
        .makespan_ms(40.0)
        .ending(Ending::Completed)
        .check(&driven.run);
}

#[test]
fn each_host_has_a_limit_of_its_own() {
    let hosts: Vec<_> = (0..40).map(|index| Some(index % 2)).collect();
    let driven = lane(100, 5, &hosts).run();
    for host in [0, 1] {
        assert_eq!(most_at(&driven, &hosts, Some(host)), 5);
    }
    expected()
        .succeeded(40)
        .max_in_flight(10)
        .makespan_ms(40.0)
        .check(&driven.run);
}

#[test]
fn a_request_waiting_for_a_host_holds_none_of_the_lanes_permits() {
    // Twenty wait for their host in front of those that need not wait.
    let hosts = [[Some(0); 20], [None; 20]].concat();
    let driven = lane(4, 1, &hosts).run();
    let others = [20, 22, 23, 39].map(|index| driven.sent_at(index, 1));
    assert_eq!(others, [Some(0.0), Some(0.0), Some(10.0), Some(50.0)]);
    assert_eq!(most_at(&driven, &hosts, Some(0)), 1);
    // A request that gets its host's permit joins the lane's queue, behind the others.
    let sent = [0, 1, 2, 19].map(|index| driven.sent_at(index, 1));
    assert_eq!(sent, [Some(0.0), Some(50.0), Some(60.0), Some(230.0)]);
    expected()
        .succeeded(40)
        .max_in_flight(4)
        .makespan_ms(240.0)
        .check(&driven.run);
}

#[test]
fn the_lanes_own_limit_holds_where_hosts_allow_more() {
    let hosts: Vec<_> = (0..30).map(|index| Some(index % 3)).collect();
    let driven = lane(4, 10, &hosts)
        .at(25.0, |control| control.set_limit(2))
        .run();
    expected().succeeded(30).max_in_flight(4).check(&driven.run);
}

#[test]
fn a_raised_lane_limit_does_not_raise_the_hosts() {
    let hosts = [Some(0); 30];
    let driven = lane(1, 2, &hosts)
        .at(25.0, |control| control.set_limit(1_000))
        .run();
    assert_eq!(most_at(&driven, &hosts, Some(0)), 2);
    expected().succeeded(30).check(&driven.run);
}

#[test]
fn requests_missing_from_the_list_have_no_host_limit() {
    let limits = HostLimits::new(1, vec![Some(3), None, Some(3)]);
    let driven = LaneDriver::scripted(10, 10, |_, _| Reply::at(10.0))
        .host_limits(limits)
        .run();
    expected()
        .succeeded(10)
        .max_in_flight(9)
        .makespan_ms(20.0)
        .check(&driven.run);
    assert_eq!(driven.sent_at(2, 1), Some(10.0));
}

#[test]
fn within_a_host_requests_are_served_first_come_first_served() {
    let hosts: Vec<_> = (0..60).map(|index| Some(index % 3)).collect();
    let driven = LaneDriver::scripted(60, 5, |index, _| {
        Reply::at(f64::from(1 + (index.0 * 7919) % 23))
    })
    .host_limits(HostLimits::new(2, hosts.clone()))
    .run();
    for host in 0..3 {
        let order = order_at(&driven, &hosts, host);
        assert_eq!(order.len(), 20);
        assert!(order.is_sorted(), "{order:?}");
    }
}

#[test]
fn a_request_that_backs_off_releases_its_hosts_permit_and_queues_last() {
    let driven = LaneDriver::scripted(3, 10, |index, attempt| match (index.0, attempt.0) {
        (0, 1) => Reply::at(10.0).with_status(500),
        _ => Reply::at(200.0),
    })
    .policy(Policy {
        retries: 1,
        ..Policy::default()
    })
    .host_limits(HostLimits::new(1, vec![Some(0); 3]))
    .run();
    assert_eq!(driven.sent_at(1, 1), Some(10.0), "as soon as it fails");
    assert_eq!(driven.order(), [0, 1, 2, 0]);
    assert_eq!(driven.sent_at(0, 2), Some(410.0));
    expected().succeeded(3).max_in_flight(1).check(&driven.run);
}

#[test]
fn a_request_that_times_out_or_breaks_releases_its_hosts_permit() {
    let driven = LaneDriver::scripted(4, 10, |index, _| match index.0 {
        0 => Reply::Never,
        1 => Reply::at(5.0).then_chunk(6.0, 9).then_breaks(10.0),
        2 => Reply::at(5.0).then_hangs(),
        _ => Reply::at(10.0),
    })
    .policy(Policy {
        timeout_ms: 100,
        ..Policy::default()
    })
    .host_limits(HostLimits::new(1, vec![Some(0); 4]))
    .run();
    let sent = [0, 1, 2, 3].map(|index| driven.sent_at(index, 1));
    assert_eq!(sent, [Some(0.0), Some(100.0), Some(110.0), Some(210.0)]);
    expected()
        .timed_out(2)
        .bodies_broken(1)
        .succeeded(1)
        .check(&driven.run);
}
