//! How much of a deployed site was seen, for a person.

use std::io::{self, Write};

use super::{
    Style,
    text::{visible, wrapped},
};
use crate::report::{site::Site, words};

/// Of each list, so many are shown.
const SHOWN: usize = 10;

/// Writes what was fetched, what was missed, and what was not looked at.
pub(super) fn write(site: &Site, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.strong(&format!("Fetched from {}", visible(&site.url))))?;
    for (name, share) in site.coverage.kinds().into_iter().filter(|(_, share)| share.found > 0) {
        let failed = match share.failed {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        let found = words::count(share.found, name);
        writeln!(out, "  {} of {found}{failed}", share.fetched)?;
    }
    for missed in site.missed.iter().take(SHOWN) {
        lines(&format!("not seen: {}: {}", missed.url, missed.reason), style, out)?;
    }
    more(site.missed.len(), out)?;
    for probe in site.probes.iter().filter(|probe| probe.served) {
        lines(&format!("served to everyone: {} ({})", probe.url, probe.note), style, out)?;
    }
    let others: Vec<_> = site.third_party.iter().filter(|script| !script.linted).collect();
    if !others.is_empty() {
        let count = words::count(others.len() as u64, "script");
        lines(&format!("{count} of others not looked at (--third-party lints them):"), style, out)?;
        for script in others.iter().take(SHOWN) {
            writeln!(out, "    {}", visible(&script.url))?;
        }
        more(others.len(), out)?;
    }
    for notice in &site.notices {
        lines(notice, style, out)?;
    }
    writeln!(out)
}

/// One entry; what does not fit into its line goes below it, further in.
fn lines(text: &str, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = visible(text);
    let lines = wrapped(&text, style.width.saturating_sub(4));
    for (number, line) in lines.into_iter().enumerate() {
        let indent = if number == 0 { "  " } else { "    " };
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

fn more(count: usize, out: &mut dyn Write) -> io::Result<()> {
    match count.checked_sub(SHOWN).filter(|more| *more > 0) {
        Some(more) => writeln!(out, "  and {more} more"),
        None => Ok(()),
    }
}
