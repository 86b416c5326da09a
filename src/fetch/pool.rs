//! Threads for work that waits: many hosts at once, few requests at once for each.
//!
//! It knows nothing of HTTP; rayon's pools are for work that computes.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// A TLS handshake with a chain of three certificates needs less than 64 KB; the rest is room for what `work` does besides.
/// Pages are only used when touched.
const STACK_BYTES: usize = 512 << 10;

/// One piece of work for a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job<T> {
    /// What jobs are counted by: see [`host_key`](crate::fetch::address::host_key).
    pub host: String,
    /// What the work is about.
    pub payload: T,
}

/// Does `work` for every job and returns how many of the jobs panicked.
///
/// Jobs start on `threads` threads (never more than there are jobs), at most `per_host` at once for one host; a host at its limit
/// holds up nobody. The host with the most jobs left comes first, as the last of its jobs would end last; among equals the
/// given order decides. Zero counts as one for both. A panic ends its job only.
#[must_use]
pub fn run<T: Send>(
    jobs: Vec<Job<T>>,
    threads: usize,
    per_host: usize,
    work: impl Fn(T) + Sync,
) -> usize {
    let threads = threads.clamp(1, jobs.len().max(1));
    let pool = Pool {
        queue: Mutex::new(Queue::new(jobs, per_host.max(1))),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..threads {
            let builder = thread::Builder::new()
                .name("fetch".to_owned())
                .stack_size(STACK_BYTES);
            started += usize::from(builder.spawn_scoped(scope, || pool.work_off(&work)).is_ok());
        }
        // A system that is out of threads makes us slow, not silent.
        if started == 0 {
            pool.work_off(&work);
        }
    });
    pool.lock().panicked
}

struct Pool<T> {
    queue: Mutex<Queue<T>>,
    /// A job became startable, or none is left to start.
    changed: Condvar,
}

/// What is still to be done.
struct Queue<T> {
    hosts: Vec<Host<T>>,
    /// For each host that may start another job: how many it has left, the position of that job in the given order, and the
    /// host's index.
    startable: BinaryHeap<(usize, Reverse<usize>, usize)>,
    waiting: usize,
    per_host: usize,
    panicked: usize,
}

struct Host<T> {
    waiting: VecDeque<(usize, T)>,
    running: usize,
}

impl<T> Host<T> {
    /// How many jobs are left, and the position of the next.
    fn next(&self) -> Option<(usize, Reverse<usize>)> {
        let (position, _) = self.waiting.front()?;
        Some((self.waiting.len(), Reverse(*position)))
    }
}

impl<T> Pool<T> {
    fn work_off(&self, work: &(impl Fn(T) + Sync)) {
        while let Some((host, payload)) = self.next() {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(payload)));
            self.finish(host, outcome.is_err());
        }
    }

    /// The first job whose host has room, once there is one; `None` when all have been started.
    fn next(&self) -> Option<(usize, T)> {
        let mut queue = self.lock();
        while queue.waiting > 0 {
            if let Some(job) = queue.start() {
                if queue.waiting == 0 {
                    self.changed.notify_all();
                }
                return Some(job);
            }
            queue = self
                .changed
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    fn finish(&self, host: usize, panicked: bool) {
        let mut queue = self.lock();
        queue.panicked += usize::from(panicked);
        if queue.end(host) {
            self.changed.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue<T>> {
        // No code that can panic runs under the lock.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Queue<T> {
    fn new(jobs: Vec<Job<T>>, per_host: usize) -> Self {
        let waiting = jobs.len();
        let mut hosts: Vec<Host<T>> = Vec::new();
        let mut index_of: HashMap<String, usize> = HashMap::new();
        for (position, job) in jobs.into_iter().enumerate() {
            let index = *index_of.entry(job.host).or_insert(hosts.len());
            if index == hosts.len() {
                hosts.push(Host {
                    waiting: VecDeque::new(),
                    running: 0,
                });
            }
            if let Some(host) = hosts.get_mut(index) {
                host.waiting.push_back((position, job.payload));
            }
        }
        let startable = hosts.iter().enumerate().filter_map(|(index, host)| {
            let (left, position) = host.next()?;
            Some((left, position, index))
        });
        Self {
            startable: startable.collect(),
            hosts,
            waiting,
            per_host,
            panicked: 0,
        }
    }

    /// Takes the first startable job, together with its host's index.
    fn start(&mut self) -> Option<(usize, T)> {
        let (.., index) = self.startable.pop()?;
        let host = self.hosts.get_mut(index)?;
        let (_, payload) = host.waiting.pop_front()?;
        host.running += 1;
        self.waiting -= 1;
        if host.running < self.per_host
            && let Some((left, position)) = host.next()
        {
            self.startable.push((left, position, index));
        }
        Some((index, payload))
    }

    /// Ends a job of a host; whether another one became startable by that.
    fn end(&mut self, index: usize) -> bool {
        let Some(host) = self.hosts.get_mut(index) else {
            return false;
        };
        let was_full = host.running == self.per_host;
        host.running -= 1;
        match host.next() {
            Some((left, position)) if was_full => {
                self.startable.push((left, position, index));
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
