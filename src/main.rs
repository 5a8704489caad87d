//! The command; all it does is in [`rungs::cli`].

/// Two pages in three are strings that live for a moment: the system's allocator takes a quarter of
/// the time of a build.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    rungs::cli::run(std::env::args_os())
}
