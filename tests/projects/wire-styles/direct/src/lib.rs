use pyo3::prelude::*;

#[pyfunction]
fn add(a: u64, b: u64) -> u64 {
    mixed::sum(a, named::same(b))
}

#[pymodule]
mod styles {
    #[pymodule_export]
    use super::add;
}
