#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    rungs_fuzz::import("text-levels", "ic2-pilot.txt", data);
});
