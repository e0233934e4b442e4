//! What was dropped at once, and what was dropped in turn. A page keeps what each file gave as
//! JSON, and joins all of it again after each drop.

use leaklint::{FileReport, Report};

/// How one report differs from those that chunks of the same files give, in any order.
pub(super) fn differences(files: &[FileReport]) -> Vec<String> {
    let whole = Report::new(files.iter().cloned());
    let mut wrong = Vec::new();
    for size in [1, 7, files.len().div_ceil(2).max(1)] {
        let mut kept: Vec<String> = Vec::new();
        for drop in files.chunks(size).rev() {
            kept.extend(drop.iter().filter_map(|file| serde_json::to_string(file).ok()));
        }
        let kept = kept.iter().filter_map(|file| serde_json::from_str(file).ok());
        let chunked = Report::new(kept);
        if chunked != whole {
            let [whole, chunked] = [&whole, &chunked].map(|report| report.findings.len());
            wrong.push(format!("in drops of {size} files: {chunked} findings for {whole}"));
        }
    }
    println!("{} values in whatever drops, {} differences", whole.findings.len(), wrong.len());
    wrong
}
