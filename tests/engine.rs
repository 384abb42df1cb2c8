mod support;
#[test]
fn smoke() {
    use support::lane_driver::LaneDriver;
    use support::scripted_fetch::Reply;
    let d = LaneDriver::scripted(100, 3, |_, _| Reply::at(10.0)).run();
    support::expected_run::ExpectedRun::default().succeeded(100).max_in_flight(3).makespan_ms(340.0).check(&d.run);
    use fetch_playground::model::{plan::Plan, units::*, workload::*};
    let with = |latency, faults| Plan::new(Workload{latency, faults, ..Workload::default()});
    for (n, p) in [("default", with(Workload::default().latency, Faults::NONE)), ("logn", with(Latency::LogNormal{median:80,sigma:0.8}, Faults::NONE)),
      ("faults", with(Workload::default().latency, Fault::ALL.into_iter().fold(Faults::NONE, |f, k| f.with(k, 0.1)) ))] {
        println!("{n}");
        for i in [0,1,2,3,4,5,6,7,8,9,36,37,98,99] { let i=RequestIndex(i);
            let a = p.attempt(i, AttemptNumber(1)); let b = p.attempt(i, AttemptNumber(2));
            println!("({}, {}, {}, {:?}, {:?}, {}, {})", i, a.delay_ms, b.delay_ms, a.fault, b.fault, p.backoff(i, AttemptNumber(1)).ms(), p.backoff(i, AttemptNumber(3)).ms());
        }
    }
}
