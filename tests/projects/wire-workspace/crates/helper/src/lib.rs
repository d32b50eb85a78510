use pyo3::prelude::*;

pub fn sum(a: u64, b: u64) -> u64 {
    a + b
}

pub fn name_of(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(value.get_type().name()?.to_string())
}
