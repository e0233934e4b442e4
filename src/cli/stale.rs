//! What a person has accepted and does not need to any more.

use std::{collections::BTreeSet, io::Write};

use crate::{FileReport, Options, finding::allow::Suppressed, report::words};

/// Tells of allowances that are over or that nothing needs, and of a baseline that knows more
/// than is there.
pub(super) fn tell(options: &Options, files: &[FileReport]) {
    let used: BTreeSet<&Suppressed> = files.iter().flat_map(|file| &file.suppressed).collect();
    let mut out = anstream::stderr().lock();
    for (index, allow) in options.allow.iter().enumerate() {
        let what = [&allow.rule, &allow.fingerprint, &allow.path, &allow.env];
        let what: Vec<&str> = what.into_iter().flatten().map(String::as_str).collect();
        let what = what.join(", ");
        let text = match &allow.until {
            Some(until) if allow.is_expired(options.now) => format!("ended on {until}"),
            _ if used.iter().any(|known| known.allow == Some(index)) => continue,
            _ => "allows nothing that is there".to_owned(),
        };
        // There is no one left to tell when standard error is closed.
        let _ = writeln!(out, "notice: the allowance for {what} {text}");
    }
    let found: BTreeSet<&str> = used.iter().map(|known| known.fingerprint.as_str()).collect();
    let gone = options.baseline.iter().filter(|known| !found.contains(known.as_str())).count();
    if gone > 0 {
        let gone = words::count(gone as u64, "finding");
        let _ = writeln!(
            out,
            "notice: {gone} of the baseline not there any more: `leaklint baseline --update` \
             drops them"
        );
    }
}
