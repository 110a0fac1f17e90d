//! Work on several threads, where there is enough of it.

use crate::order;
use std::cell::Cell;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};
use std::thread;

thread_local! {
    /// How many processors this thread may use: all, or its share of them where it is one of several.
    static SHARE: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Does work for each of some items, on as many threads as there are processors. The results are in
/// the order of the items. Work that begins threads in its turn has its share of the processors.
pub fn map<I: Send, O: Send>(items: Vec<I>, work: impl Fn(I) -> O + Sync) -> Vec<O> {
    map_on(thread::Builder::new, items, work)
}

/// The same on threads of that kind.
fn map_on<I: Send, O: Send>(
    kind: fn() -> thread::Builder,
    items: Vec<I>,
    work: impl Fn(I) -> O + Sync,
) -> Vec<O> {
    if items.len() < 2 {
        return items.into_iter().map(work).collect();
    }
    let all = processors();
    let threads = all.min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    // A poisoned lock means that another thread panicked, which is told when that is joined.
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let run = || -> Vec<(usize, O)> {
        let before = SHARE.replace(Some(all / threads));
        let items = std::iter::from_fn(next);
        let done = items.map(|(number, item)| (number, work(item))).collect();
        SHARE.set(before);
        done
    };
    let mut done = thread::scope(|scope| {
        // Where the system gives no more threads, those there are do all the work.
        let begin = |_| kind().spawn_scoped(scope, run).ok();
        let others: Vec<_> = (1..threads).map_while(begin).collect();
        let mut done = run();
        for other in others {
            match other.join() {
                Ok(found) => done.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    order::sort_by_key(&mut done, |(number, _)| *number);
    done.into_iter().map(|(_, done)| done).collect()
}

/// Cuts so many items into a range for each processor, or fewer ones of at least `worth` items: what
/// is done with fewer takes less time than to begin a thread. There is always a range.
pub fn parts(items: usize, worth: usize) -> Vec<Range<usize>> {
    let count = count(items, worth);
    let at = |part: usize| items / count * part + (items % count).min(part);
    (0..count).map(|part| at(part)..at(part + 1)).collect()
}

/// How many threads that many items are worth: one for each `worth`, but no more than there are
/// processors.
pub fn count(items: usize, worth: usize) -> usize {
    match items / worth.max(1) {
        // To ask for the processors takes longer than to read a small journal.
        0 | 1 => 1,
        most => processors().min(most),
    }
}

fn processors() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    let all = || thread::available_parallelism().map_or(1, usize::from);
    SHARE.get().unwrap_or_else(|| *COUNT.get_or_init(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let squares: Vec<u64> = (0..1000).map(|n| n * n).collect();
        assert_eq!(map((0..1000).collect(), |n: u64| n * n), squares);
        assert!(map(Vec::<u64>::new(), |n| n).is_empty());
    }

    #[test]
    fn without_more_threads_this_one_does_the_work() {
        // No system has so much memory for a stack.
        let too_large = || thread::Builder::new().stack_size(usize::MAX / 4);
        let done = map_on(too_large, vec![1, 2, 3], |n| n + 1);
        assert_eq!(done, vec![2, 3, 4]);
    }

    #[test]
    fn threads_of_threads_share_the_processors() {
        let all = processors();
        let inner = map(vec![(); all], |()| processors());
        assert_eq!(inner, vec![if all > 1 { 1 } else { all }; all]);
        assert_eq!(processors(), all);
    }

    #[test]
    fn parts_tile_the_items() {
        for items in [0, 1, 2, 5, 10, 11, 1000] {
            for worth in [0, 1, 3, 10, 2000] {
                let parts = parts(items, worth);
                let all: Vec<usize> = parts.iter().cloned().flatten().collect();
                assert_eq!(all, (0..items).collect::<Vec<_>>());
                assert!(
                    !parts.is_empty() && parts.iter().all(|part| part.len() >= worth.min(items))
                );
            }
        }
    }
}
