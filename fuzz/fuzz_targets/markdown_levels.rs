#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    rungs_fuzz::import("markdown-levels", "l2-pilot.md", data);
});
