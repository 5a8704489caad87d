#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    rungs_fuzz::import("dropbox-html", "ic3_pilot.html", data);
});
