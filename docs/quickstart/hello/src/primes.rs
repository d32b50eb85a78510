//! Plain Rust that knows nothing of Python.

/// How many prime numbers there are from `start` up to, but not including, `stop`.
/// Tries divisors one by one. There are far better ways; this one keeps a core busy.
pub fn primes_between(start: u64, stop: u64) -> u64 {
    (start..stop).filter(|&number| is_prime(number)).count() as u64
}

fn is_prime(number: u64) -> bool {
    // The divisor is compared with `number / divisor`: its square could be too large for a `u64`.
    number >= 2
        && (2..)
            .take_while(|d| *d <= number / d)
            .all(|d| number % d != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_the_tables_say() {
        assert_eq!(primes_between(0, 10), 4);
        assert_eq!(primes_between(0, 1_000), 168);
        assert_eq!(primes_between(0, 100_000), 9_592);
    }

    #[test]
    fn includes_the_start_and_excludes_the_stop() {
        assert_eq!(primes_between(7, 11), 1);
        assert_eq!(primes_between(7, 12), 2);
        assert_eq!(primes_between(4, 5), 0);
    }

    #[test]
    fn an_empty_range_has_none() {
        assert_eq!(primes_between(10, 10), 0);
        assert_eq!(primes_between(10, 2), 0);
    }

    #[test]
    fn halves_add_up() {
        let halves = primes_between(0, 5_000) + primes_between(5_000, 10_000);
        assert_eq!(halves, primes_between(0, 10_000));
    }

    #[test]
    fn the_largest_number_is_no_overflow() {
        assert_eq!(primes_between(u64::MAX - 1, u64::MAX), 0);
    }
}
