//! Findings of a part as findings of the file that it is inside.

use super::locate;
use crate::{
    finding::{Finding, Location, Original, Severity},
    order,
    source::{Part, Positions, Source},
    span::Span,
};

/// Gives the findings of `part` their places in `source`: as spans only, until [`locate_all`] has
/// told their lines. Findings of a part that is a file of its own stay as they are.
pub(crate) fn lift(findings: &mut [Finding], part: &Part<'_>, source: &Source<'_>) {
    for finding in findings {
        if part.is_original {
            finding.original = finding.original.take().or_else(|| original(finding, part));
        }
        if part.is_foreign {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        for place in places(finding) {
            // What is inside a file of its own is told there.
            if place.path != part.name_in(source) {
                continue;
            }
            if let Some(span) = part.lift(Span::new(place.offset, place.end)) {
                source.name.clone_into(&mut place.path);
                (place.line, place.offset, place.end) = (0, span.start, span.end);
            }
        }
    }
}

/// The place that a person wrote.
fn original(finding: &Finding, part: &Part<'_>) -> Option<Original> {
    let Location { line, column, .. } = finding.location;
    (!part.name.is_empty()).then(|| Original { path: part.name.to_string(), line, column })
}

/// Tells the lines of all lifted places, in one walk through the file.
pub(crate) fn locate_all(findings: &mut [Finding], source: &Source<'_>) {
    let mut lifted: Vec<&mut Location> =
        findings.iter_mut().flat_map(places).filter(|place| place.line == 0).collect();
    order::sort_by_key(&mut lifted, |place| place.offset);
    let mut positions = Positions::new(source);
    for place in lifted {
        *place = locate(source, &mut positions, Span::new(place.offset, place.end));
    }
}

fn places(finding: &mut Finding) -> impl Iterator<Item = &mut Location> {
    let Finding { location, occurrences, pieces, .. } = finding;
    [location].into_iter().chain(occurrences).chain(pieces)
}
