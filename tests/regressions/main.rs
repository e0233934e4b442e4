//! What fuzzing found before is not found again: the inputs of each target, through its check.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../../fuzz/src/checks.rs"]
#[allow(dead_code, unreachable_pub, reason = "the fuzz targets need more of it")]
mod checks;

use std::{fs, path::Path};

type Check = (&'static str, fn(&[u8]));

#[test]
fn what_was_found_before_is_not_found_again() {
    let targets: [Check; 5] = [
        ("planted", checks::planted),
        ("linter", checks::linter),
        ("map", checks::map),
        ("page", checks::page),
        ("evaluator", checks::evaluator),
    ];
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions/inputs");
    let mut count = 0;
    for (target, check) in targets {
        for input in fs::read_dir(inputs.join(target)).into_iter().flatten() {
            check(&fs::read(input.unwrap().path()).unwrap());
            count += 1;
        }
    }
    assert!(count >= 12, "{count}");
}
