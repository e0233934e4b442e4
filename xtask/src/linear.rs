//! Whether time grows with the input and no faster: four times as much of every kind of program
//! takes at most four and a half times as long.

#[path = "../../tests/hostile/kinds.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod kinds;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use kinds::Kind;
use leaklint::{Linter, Options};

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
                println!(
                    "{ratio:>6.2} {:>8.1} ms  {what:<9} {}",
                    time.as_secs_f64() * 1e3,
                    kind.open
                );
                if ratio > MOST {
                    slow.push(format!("{} ({what}): {ratio:.1}", kind.open));
                }
            }
        }
    });
    if slow.is_empty() {
        return Ok(());
    }
    bail!("four times as much takes more than {MOST} times as long: {}", slow.join(", "))
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
