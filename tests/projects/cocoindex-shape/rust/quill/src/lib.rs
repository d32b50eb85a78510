//! Counts words, and reads and writes what it counted.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use quill_utils::parse_entry;

/// How often each word occurs. Runs without holding up other Python threads.
#[pyfunction]
fn count_words(py: Python<'_>, text: String) -> BTreeMap<String, u64> {
    py.detach(|| {
        let mut counts = BTreeMap::new();
        for word in text.split_whitespace() {
            *counts.entry(word.to_lowercase()).or_insert(0) += 1;
        }
        counts
    })
}

/// A state as text, one `name=count` a line.
#[pyfunction]
fn write_state(counts: BTreeMap<String, u64>) -> String {
    let lines: Vec<String> = counts
        .iter()
        .map(|(name, count)| format!("{name}={count}"))
        .collect();
    lines.join("\n")
}

#[pyfunction]
fn read_state(text: &str) -> PyResult<BTreeMap<String, u64>> {
    text.lines().map(parse_entry).collect()
}

/// States of old had all entries in one line, with commas between them.
#[cfg(feature = "legacy-states")]
#[pyfunction]
fn read_legacy_state(text: &str) -> PyResult<BTreeMap<String, u64>> {
    text.split(',').map(parse_entry).collect()
}

#[pymodule(name = "_engine")]
mod engine {
    #[cfg(feature = "legacy-states")]
    #[pymodule_export]
    use super::read_legacy_state;
    #[pymodule_export]
    use super::{count_words, read_state, write_state};
}
