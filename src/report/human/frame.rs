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

/// The frame, with a line end after its last line, and whether the value's full name found no
/// room in it.
pub(super) fn frame(finding: &Finding, style: &Style<'_>) -> (String, bool) {
    let gutter = gutter(finding);
    let room = style.width.saturating_sub(gutter + 3);
    let labels = [words::context, words::nearest]
        .map(|words| finding.context.as_ref().and_then(words).unwrap_or_default());
    let labels = labels.each_ref().map(|label| visible(label));
    // A long name leaves room for the code: its nearest part then stands in the frame.
    let widths = labels.each_ref().map(|label| width(label));
    let least = widths.into_iter().find(|&width| width <= room * 3 / 5).unwrap_or(0);
    let window = window(&finding.excerpt, room, least);
    let free = room.saturating_sub(width(&window.text[..window.end]) + 1);
    let label = labels.iter().find(|label| width(label) <= free);
    let is_full = label == Some(&labels[0]);

    let label = label.filter(|label| !label.is_empty()).map(AsRef::as_ref);
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
    (format!("{}\n", drawn.trim_end_matches('\n')), !is_full)
}

/// Columns of the line's number.
pub(super) fn gutter(finding: &Finding) -> usize {
    finding.location.line.to_string().len()
}

/// As much of `excerpt` as `room` columns hold, with `label` columns behind the value where that
/// is possible.
fn window(excerpt: &Excerpt, room: usize, label: usize) -> Window {
    let (start, end) = (excerpt.start as usize, excerpt.end as usize);
    let pieces = [0..start, start..end, end..excerpt.text.len()];
    let [before, value, after] =
        pieces.map(|piece| on_one_line(excerpt.text.get(piece).unwrap_or_default()));

    let kept = head(&value, room.saturating_sub(2 * LEAST_BEFORE));
    let value = if kept.len() < value.len() { format!("{kept}{CUT}") } else { value };
    let left = room.saturating_sub(width(&value) + 1);
    let most = left.saturating_sub(label + 1).max(LEAST_BEFORE.min(left));
    let is_cut = width(&before) > most;
    let shown = if is_cut { tail(&before, most.saturating_sub(1)) } else { &before };
    let mut text = if is_cut || excerpt.cut_before { CUT.to_owned() } else { String::new() };
    text.push_str(shown);
    let start = text.len();
    text.push_str(&value);
    let end = text.len();

    let most = room.saturating_sub(width(&text) + 1);
    let is_cut = width(&after) > most;
    text.push_str(if is_cut { head(&after, most) } else { &after });
    if is_cut || excerpt.cut_after {
        text.push_str(CUT);
    }
    Window { text, start, end }
}

/// Without anything that is wider or narrower on a terminal than it seems.
fn on_one_line(text: &str) -> String {
    visible(&text.replace(['\t', '\n', '\r'], " ")).into_owned()
}
