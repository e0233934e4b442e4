//! The piece of a line that holds a value, underlined and labelled.
//!
//! annotate-snippets draws it. It is given no more of the line than fits: it can cut a line by
//! itself, but not mark that the excerpt was cut out of a longer one before. For the same reason
//! the place above the frame is written by `finding`, which can make it a link, too.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{
    Style,
    text::{head, tail, visible, width},
};
use crate::{
    finding::{Excerpt, Finding, Severity},
    report::words,
};

/// Of the line before a value, at least this much is shown however long the label is.
const LEAST_BEFORE: usize = 12;

const CUT: &str = "…";

/// A piece of a line, and where the value stands in it.
struct Window {
    text: String,
    start: usize,
    end: usize,
}

/// The frame, with a line end after its last line, and whether the label found no room in it.
pub(super) fn frame(finding: &Finding, style: &Style<'_>) -> (String, bool) {
    let gutter = gutter(finding);
    let room = style.width.saturating_sub(gutter + 3);
    let label = finding.context.as_ref().map(words::context).unwrap_or_default();
    let label = visible(&label);
    let (window, fits) = window(&finding.excerpt, room, width(&label));

    let label = (fits && !label.is_empty()).then_some(label);
    let mark = AnnotationKind::Primary.span(window.start..window.end).label(label);
    let snippet =
        Snippet::source(window.text).line_start(finding.location.line as usize).annotation(mark);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    // The window is as wide as it may be: nothing is left for the renderer to cut.
    let renderer = renderer.term_width(usize::MAX >> 1);
    let drawn = renderer.render(&[Group::with_level(level).element(snippet)]);
    (format!("{}\n", drawn.trim_end_matches('\n')), !fits)
}

/// Columns of the line's number.
pub(super) fn gutter(finding: &Finding) -> usize {
    finding.location.line.to_string().len()
}

/// As much of `excerpt` as `room` columns hold, its value whole, with room behind the value for a
/// label of `label` columns; and whether that was possible.
fn window(excerpt: &Excerpt, room: usize, label: usize) -> (Window, bool) {
    let (start, end) = (excerpt.start as usize, excerpt.end as usize);
    let text = &excerpt.text;
    let before = text.get(..start).unwrap_or_default();
    let value = text.get(start..end).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let [before, value, after] = [before, value, after].map(on_one_line);

    let cut_value = head(&value, room.saturating_sub(2 * LEAST_BEFORE)).to_owned();
    let value = if cut_value.len() < value.len() { cut_value + CUT } else { value };
    let left = room.saturating_sub(width(&value) + 1);
    let fits = label + 1 + width(CUT) <= left.saturating_sub(LEAST_BEFORE.min(width(&before)));
    let most = if fits { left - label - 1 } else { left / 2 };
    let (before, is_cut) = if width(&before) > most {
        (tail(&before, most.saturating_sub(1)), true)
    } else {
        (before.as_str(), excerpt.cut_before)
    };
    let mut shown = if is_cut { CUT.to_owned() } else { String::new() };
    shown.push_str(before);
    let start = shown.len();
    shown.push_str(&value);
    let end = shown.len();
    let room = room.saturating_sub(width(&shown));
    let (after, is_cut) = if width(&after) > room.saturating_sub(1) {
        (head(&after, room.saturating_sub(1)), true)
    } else {
        (after.as_str(), excerpt.cut_after)
    };
    shown.push_str(after);
    if is_cut {
        shown.push_str(CUT);
    }
    (Window { text: shown, start, end }, fits)
}

/// Without anything that is wider or narrower on a terminal than it seems.
fn on_one_line(text: &str) -> String {
    visible(&text.replace(['\t', '\n', '\r'], " ")).into_owned()
}
