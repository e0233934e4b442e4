#![no_main]
libfuzzer_sys::fuzz_target!(init: leaklint_fuzz::init(), |data: &[u8]| {
    leaklint_fuzz::checks::map(data);
});
