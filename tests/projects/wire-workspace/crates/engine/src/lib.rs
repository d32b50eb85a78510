use pyo3::prelude::*;

#[pyfunction]
fn add(a: u64, b: u64) -> u64 {
    helper::sum(a, b)
}

#[pymodule]
mod workspace {
    #[pymodule_export]
    use super::add;
}
