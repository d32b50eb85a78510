use pyo3::prelude::*;

#[test]
fn python_agrees() -> PyResult<()> {
    Python::attach(|py| {
        let theirs: u64 = py.import("builtins")?.call_method1("sum", ([0, 1, 4, 9],))?.extract()?;
        assert_eq!(theirs, embedding::squares(4));
        Ok(())
    })
}

/// The Python that was started is the one that the project was set up with, standard library and all.
#[test]
fn it_has_no_gil_and_its_own_library() -> PyResult<()> {
    Python::attach(|py| {
        let enabled: bool = py.import("sys")?.call_method0("_is_gil_enabled")?.extract()?;
        assert!(!enabled);
        let suffix: String = py
            .import("sysconfig")?
            .call_method1("get_config_var", ("EXT_SUFFIX",))?
            .extract()?;
        assert!(suffix.contains("t-"), "{suffix}");
        py.import("ssl")?;
        Ok(())
    })
}
