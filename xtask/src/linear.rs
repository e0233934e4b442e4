//! Whether time grows with the input and no faster: four times as much of every kind of program
//! takes at most four and a half times as long. Where it does not, instructions are counted: a stack
//! that outgrows a cache makes the clock jump once, and that is no growth.

#[path = "../../tests/hostile/kinds.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod kinds;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use kinds::Kind;
use leaklint::{Linter, Options};

use crate::{instructions, target};

/// The most that four times the input may take, with what measuring adds.
const MOST: f64 = 4.5;

/// Whatever takes less is not measured well.
const SHORTEST: Duration = Duration::from_millis(2);

/// Rounds: another chance for a kind that something else disturbed.
const ROUNDS: usize = 12;

/// Measures every kind, within the parser's limits and far beyond them.
pub(crate) fn check() -> Result<()> {
    let linter = Linter::new(Options::default());
    let mut slow = Vec::new();
    leaklint::on_large_stack(|| {
        for (what, times) in [("parsed", 330), ("in a row", 1_900), ("long", 250_000)] {
            for kind in kinds::all() {
                let (ratio, time) = ratio(&linter, kind, times);
                let time = time.as_secs_f64() * 1e3;
                println!("{ratio:>6.2} {time:>8.1} ms  {what:<9} {}", kind.open);
                if ratio > MOST {
                    slow.push((kind, what, times));
                }
            }
        }
    });
    if slow.is_empty() {
        return Ok(());
    }
    let mut growing = Vec::new();
    let counter = Counter::new()?;
    println!("\nby instructions:");
    for (kind, what, times) in slow {
        let ratio = counter.ratio(kind, times)?;
        println!("{ratio:>6.2}              {what:<9} {}", kind.open);
        if ratio > MOST {
            growing.push(format!("{} ({what}): {ratio:.1}", kind.open));
        }
    }
    ensure!(
        growing.is_empty(),
        "four times as much takes more than {MOST} times as long: {}",
        growing.join(", ")
    );
    Ok(())
}

/// How many times as long four times the program takes, and how long.
fn ratio(linter: &Linter, kind: &Kind, times: usize) -> (f64, Duration) {
    let (once, four) = (kind.program(times), kind.program(4 * times));
    let (mut least, mut most) = (Duration::MAX, Duration::MAX);
    let mut ratio = f64::MAX;
    for _ in 0..ROUNDS {
        least = least.min(time(linter, kind.name, &once));
        most = most.min(time(linter, kind.name, &four));
        ratio = most.as_secs_f64() / least.max(SHORTEST / 4).as_secs_f64();
        if ratio <= MOST || most < SHORTEST {
            return (ratio.min(MOST), most);
        }
    }
    (ratio, most)
}

fn time(linter: &Linter, name: &str, program: &str) -> Duration {
    let start = Instant::now();
    std::hint::black_box(linter.lint(name, program.as_bytes()));
    start.elapsed()
}

/// Counts what the command executes, by valgrind.
struct Counter {
    command: &'static str,
    /// Without any program.
    start: u64,
}

impl Counter {
    fn new() -> Result<Self> {
        let command = target::command()?;
        Ok(Self { command, start: count(command, "a.js", "")? })
    }

    fn ratio(&self, kind: &Kind, times: usize) -> Result<f64> {
        let of = |times| count(self.command, kind.name, &kind.program(times));
        let (once, four) = (of(times)? - self.start, of(4 * times)? - self.start);
        Ok(four as f64 / once as f64)
    }
}

fn count(command: &str, name: &str, program: &str) -> Result<u64> {
    let folder = target::path("linear");
    fs::create_dir_all(&folder)?;
    let file = Path::new(&folder).join(name);
    fs::write(&file, program)?;
    let count = instructions::of(command, &file)?;
    fs::remove_file(&file)?;
    Ok(count)
}
