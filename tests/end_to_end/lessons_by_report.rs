//! Every lesson, from its first to its last step, by the report of what ran: what it claims is so.
//! The claims stand in `claims_*`, each written by hand and none with what foretells the lesson's
//! own answer. Times are compared with wide margins, and never held to a window.

use super::claims_of_failures as failures;
use super::claims_of_threads as threads;
use super::claims_of_waiting as waiting;
use super::lesson::{lessons, taught};

macro_rules! taught {
    ($($name:ident: $id:literal, $claims:path;)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                $claims(&taught($id).await);
            }
        )*

        #[test]
        fn no_lesson_is_left_out() {
            let all: Vec<_> = lessons().into_iter().map(|lesson| lesson.id).collect();
            assert_eq!(all, [$($id),*]);
        }
    };
}

taught! {
    one_request_leaves_the_page_free: "start-and-await", waiting::start_and_await;
    awaiting_in_the_loop_is_sequential: "await-in-the-loop", waiting::await_in_the_loop;
    what_is_gathered_takes_as_long_as_its_slowest: "gather", waiting::gather;
    too_many_at_once_are_turned_away: "too-many-at-once", failures::too_many_at_once;
    a_semaphore_lets_in_as_many_as_it_has_permits: "semaphore", waiting::semaphore;
    beyond_the_best_limit_only_the_queue_grows: "best-limit", waiting::best_limit;
    failing_fast_cancels_what_would_succeed: "fail-fast-or-collect", failures::fail_fast_or_collect;
    a_timeout_ends_what_never_answers: "timeouts", failures::timeouts;
    only_who_fails_each_time_is_lost: "retries", failures::retries;
    a_herd_is_parted_by_jitter: "thundering-herd", failures::thundering_herd;
    a_lock_keeps_every_update: "lost-updates", waiting::lost_updates;
    threads_overlap_waiting_too: "threads", threads::threads;
    computing_overlaps_in_threads_alone: "cpu-bound", threads::cpu_bound;
    who_blocks_freezes_the_page: "responsive-page", threads::responsive_page;
    a_browser_has_six_connections_by_http_1: "six-connections", threads::six_connections;
    the_slowest_service_decides: "fan-out", failures::fan_out;
    the_articles_tables_are_as_they_say: "articles", threads::articles;
}
