//! A module whose tests run inside a Python that they start themselves.

/// The sum of the squares from 0 up to, not including, `stop`.
pub fn squares(stop: u64) -> u64 {
    (0..stop).map(|n| n * n).sum()
}

#[pyo3::pymodule(gil_used = false)]
mod embedding {
    #[pyo3::pyfunction]
    fn squares(stop: u64) -> u64 {
        crate::squares(stop)
    }
}
