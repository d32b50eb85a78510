use pyo3::prelude::*;

#[pyfunction]
fn add(a: u64, b: u64) -> u64 {
    a + b
}

#[pymodule]
mod single {
    #[pymodule_export]
    use super::add;
}
