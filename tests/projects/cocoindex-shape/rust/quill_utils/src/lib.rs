//! Conversions between Python values and the engine's own.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// One `name=count` of a written state.
pub fn parse_entry(entry: &str) -> PyResult<(String, u64)> {
    let (name, count) = entry
        .split_once('=')
        .ok_or_else(|| PyValueError::new_err(format!("`{entry}` is not name=count")))?;
    let count = count
        .trim()
        .parse()
        .map_err(|_| PyValueError::new_err(format!("`{count}` is not a number")))?;
    Ok((name.trim().to_string(), count))
}
