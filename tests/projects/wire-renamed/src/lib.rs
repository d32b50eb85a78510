#[cfg(feature = "python")]
#[py::pyfunction(crate = "py")]
fn add(a: u64, b: u64) -> u64 {
    a + b
}

#[cfg(feature = "python")]
#[py::pymodule(crate = "py")]
mod renamed {
    #[pymodule_export]
    use super::add;
}
