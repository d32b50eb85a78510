pub fn same(a: u64) -> u64 {
    a
}
