use std::sync::atomic::{AtomicU64, Ordering};

use pyo3::prelude::*;

static mut CALLS: u64 = 0;
static TOTAL: AtomicU64 = AtomicU64::new(0);

struct Handle(*mut u8);
unsafe impl Send for Handle {}

#[pyfunction]
fn add(a: u64, b: u64) -> u64 {
    unsafe { CALLS += 1 };
    TOTAL.fetch_add(a + b, Ordering::Relaxed);
    a + b
}

/// Waits for a thread while it is attached: what a review has to find.
#[pyfunction]
fn add_elsewhere(a: u64, b: u64) -> u64 {
    let work = std::thread::spawn(move || a + b);
    Python::attach(|_py| work.join().unwrap_or(0))
}

#[pyfunction]
fn is_null(py: Python<'_>) -> bool {
    let handle = Handle(std::ptr::null_mut());
    py.detach(move || {
        let handle = handle;
        handle.0.is_null()
    })
}

#[pymodule(name = "switch")]
mod module {
    #[pymodule_export]
    use super::{add, add_elsewhere, is_null};
}
