#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| leaklint::fuzzing::prescan(data));
