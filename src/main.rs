//! The command; all it does is in [`rungs::cli`].

fn main() -> std::process::ExitCode {
    rungs::cli::run(std::env::args_os())
}
