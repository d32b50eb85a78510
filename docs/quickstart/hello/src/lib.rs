//! `hello.count_primes(start, stop)`: how many prime numbers there are from `start` up to `stop`.
//!
//! In an ordinary Python only one thread at a time may run: the one that holds the GIL, the "global
//! interpreter lock". Everybody else waits. A free-threaded Python has no such lock.
//!
//! To show the difference, this module computes *while it is attached to the interpreter*, as most code
//! does. Two threads that call it take turns in an ordinary Python, and run side by side in a
//! free-threaded one. `demo.py` measures that. (PyO3's `Python::detach` lets go of the lock around long
//! work that touches no Python object. It is left out here, because it would hide what we want to see.)

mod primes;

/// What Python imports. `#[pymodule]` and `#[pyfunction]` make PyO3 write the glue between the two
/// languages: a Python int becomes a `u64` and back, a negative one becomes an `OverflowError`.
///
/// `gil_used = false` promises that nothing in here relies on the GIL to keep threads apart. Without
/// that promise Python switches the lock on again, for the whole process, when it imports the module.
/// It is easily kept here: there is no variable that two calls could share.
///
/// `cargo test` leaves the glue out: `primes.rs` is tested without a Python to link with.
#[cfg(not(test))]
#[pyo3::pymodule(gil_used = false)]
mod hello {
    /// count_primes(start, stop): how many primes there are from start up to, not including, stop.
    #[pyo3::pyfunction]
    fn count_primes(start: u64, stop: u64) -> u64 {
        crate::primes::primes_between(start, stop)
    }
}
