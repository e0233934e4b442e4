//! Programs as tests start them: with nothing of the environment that the tests were started in.
#![allow(dead_code, reason = "each test binary needs a part of it")]

use std::process::Command;

/// Returns the command under test.
pub(crate) fn leaklint() -> Command {
    program(env!("CARGO_BIN_EXE_leaklint"))
}

/// Returns git, with no settings but those of a repository.
pub(crate) fn git() -> Command {
    let mut git = program("git");
    git.args(["-c", "user.name=t", "-c", "user.email=t@example.com"]);
    git.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    git
}

/// Returns a program whose variables and signals are the same on every machine: it finds other
/// programs and a place for temporary files, its home is empty, and no signal is ignored, as those of
/// a background job are.
pub(crate) fn program(path: &str) -> Command {
    let mut command = Command::new(path);
    command.env_clear();
    for name in ["PATH", "TMPDIR", "SystemRoot"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-home"));
    command.env("LC_ALL", "C").env("TZ", "UTC");
    #[cfg(unix)]
    reset_signals(&mut command);
    command
}

#[cfg(unix)]
#[allow(unsafe_code, reason = "the standard library resets only one signal")]
fn reset_signals(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;

    unsafe extern "C" {
        fn signal(number: i32, handler: usize) -> usize;
    }
    const DEFAULT: usize = 0;
    /// HUP, INT, QUIT, TERM, XFSZ: of the same number on every Unix.
    const SIGNALS: [i32; 5] = [1, 2, 3, 15, 25];
    // SAFETY: `signal` may be called between fork and exec, and nothing is allocated there.
    unsafe {
        command.pre_exec(|| {
            for number in SIGNALS {
                signal(number, DEFAULT);
            }
            Ok(())
        });
    }
}
