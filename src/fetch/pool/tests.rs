use std::{
    collections::{HashMap, HashSet},
    sync::{
        Barrier, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{Job, run};

fn jobs(hosts: &[&str]) -> Vec<Job<usize>> {
    let job = |(payload, host): (usize, &&str)| Job {
        host: (*host).to_owned(),
        payload,
    };
    hosts.iter().enumerate().map(job).collect()
}

#[test]
fn every_job_is_done_once() {
    let done = Mutex::new(Vec::new());
    let hosts: Vec<String> = (0..500).map(|index| format!("host{}", index % 7)).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    assert_eq!(
        run(jobs(&hosts), 8, 2, |job| done.lock().unwrap().push(job)),
        0
    );
    let mut done = done.into_inner().unwrap();
    done.sort_unstable();
    assert_eq!(done, (0..500).collect::<Vec<_>>());
}

#[test]
fn the_host_with_the_most_jobs_left_comes_first_and_the_given_order_decides_among_equals() {
    for (hosts, order) in [
        (["a", "b", "c", "d", "e"], [0, 1, 2, 3, 4]),
        (["a", "b", "c", "b", "b"], [1, 3, 0, 2, 4]),
    ] {
        let done = Mutex::new(Vec::new());
        let _ = run(jobs(&hosts), 1, 1, |job| done.lock().unwrap().push(job));
        assert_eq!(done.into_inner().unwrap(), order);
    }
}

#[test]
fn a_host_never_gets_more_than_its_share() {
    let running: Mutex<HashMap<usize, usize>> = Mutex::default();
    let peak = AtomicUsize::new(0);
    let hosts: Vec<String> = (0..300).map(|index| (index % 3).to_string()).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let _ = run(jobs(&hosts), 16, 2, |job| {
        let now = {
            let mut running = running.lock().unwrap();
            let count = running.entry(job % 3).or_default();
            *count += 1;
            *count
        };
        peak.fetch_max(now, Ordering::Relaxed);
        thread::yield_now();
        *running.lock().unwrap().get_mut(&(job % 3)).unwrap() -= 1;
    });
    assert!(peak.into_inner() <= 2);
}

#[test]
fn a_full_host_holds_up_nobody_behind_it() {
    // Job 0 ends only together with job 2, so this hangs if job 1, of the same host, blocks the way.
    let meet = Barrier::new(2);
    let done = Mutex::new(Vec::new());
    let _ = run(jobs(&["a", "a", "b"]), 2, 1, |job| {
        if job != 1 {
            meet.wait();
        }
        done.lock().unwrap().push(job);
    });
    assert_eq!(done.into_inner().unwrap().len(), 3);
}

#[test]
fn all_threads_work_at_the_same_time() {
    let meet = Barrier::new(32);
    let hosts: Vec<String> = (0..32).map(|index| index.to_string()).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let _ = run(jobs(&hosts), 32, 1, |_| {
        meet.wait();
    });
}

#[test]
fn there_are_never_more_threads_than_jobs() {
    let threads: Mutex<HashSet<thread::ThreadId>> = Mutex::default();
    let meet = Barrier::new(3);
    let _ = run(jobs(&["a", "b", "c"]), 1000, 1, |_| {
        meet.wait();
        threads.lock().unwrap().insert(thread::current().id());
    });
    assert_eq!(threads.into_inner().unwrap().len(), 3);
}

#[test]
fn a_panic_ends_its_job_only() {
    let done = AtomicUsize::new(0);
    let hosts = ["a"; 50];
    let panicked = run(jobs(&hosts), 4, 1, |job| {
        assert!(job % 10 != 0, "as the test wants");
        done.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!(panicked, 5);
    assert_eq!(done.into_inner(), 45);
}

#[test]
fn no_jobs_and_no_limits_are_fine() {
    assert_eq!(run(Vec::<Job<()>>::new(), 8, 2, |()| {}), 0);
    let done = AtomicUsize::new(0);
    let _ = run(jobs(&["a", "a"]), 0, 0, |_| {
        done.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!(done.into_inner(), 2);
}

#[test]
fn a_hundred_thousand_jobs_for_one_host_and_a_few_others_are_quick() {
    let done = AtomicUsize::new(0);
    let mut hosts = vec!["crowded"; 100_000];
    hosts.extend(["a", "b", "c"]);
    let _ = run(jobs(&hosts), 16, 2, |_| {
        done.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!(done.into_inner(), 100_003);
}
