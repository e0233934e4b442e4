#![no_main]
use leaklint_fuzz::{checks, init, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(
    init: {
        init();
        checks::prepare();
    },
    |data: &[u8]| checks::planted(data)
);

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed % 4 == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = mutate::script(&data[..size], max_size, seed);
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
});
