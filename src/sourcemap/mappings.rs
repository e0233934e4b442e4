//! The `mappings` of a source map, answered in one pass: nothing is kept but the answers.

/// A place in a text, both counted from 0; columns in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// Where a place comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mapping {
    /// Where the mapped piece of the generated text begins.
    pub(super) generated: Place,
    /// Index of the source.
    pub(super) source: u32,
    pub(super) original: Place,
}

/// The mapping that each of `places` falls into; `places` in ascending order. Nothing for a place
/// that the map says nothing of, or that it says to be the tool's own.
pub(super) fn trace(mappings: &[u8], places: &[Place]) -> Vec<Option<Mapping>> {
    let mut reader = Reader { bytes: mappings, at: 0 };
    let mut tracer = Tracer { places, answers: Vec::with_capacity(places.len()), last: None };
    let mut fields = Fields::default();
    let mut line = 0;
    while tracer.answers.len() < places.len() {
        let wanted = tracer.wanted(line);
        let mut nearest: Vec<Option<Segment>> = vec![None; wanted.len()];
        let mut rightmost: Option<Segment> = None;
        fields.column = 0;
        let ends = loop {
            match reader.segment(&mut fields) {
                Next::Segment(length) => {
                    let segment =
                        Segment { column: fields.column, mapping: fields.mapping(line, length) };
                    note(&wanted, &mut nearest, segment);
                    if rightmost.is_none_or(|before| before.column <= segment.column) {
                        rightmost = Some(segment);
                    }
                }
                Next::Line => break false,
                Next::End => break true,
            }
        };
        tracer.answer(&nearest);
        tracer.last = rightmost.map_or(tracer.last, |segment| segment.mapping);
        if ends {
            break;
        }
        let Some(next) = line.checked_add(1) else { break };
        line = next;
    }
    // What stands behind the last line of the map.
    let Tracer { mut answers, last, .. } = tracer;
    answers.resize(places.len(), last);
    answers
}

/// One segment of a line: everything from its column on comes from its mapping.
#[derive(Debug, Clone, Copy)]
struct Segment {
    column: i64,
    mapping: Option<Mapping>,
}

struct Tracer<'a> {
    places: &'a [Place],
    answers: Vec<Option<Mapping>>,
    /// The mapping that goes on at the beginning of the line.
    last: Option<Mapping>,
}

impl<'a> Tracer<'a> {
    /// The places of `line` that have no answer yet.
    fn wanted(&self, line: u32) -> &'a [Place] {
        let rest = &self.places[self.answers.len()..];
        &rest[..rest.partition_point(|place| place.line <= line)]
    }

    /// Takes the answers of a line: what was noted at a place holds for those behind it too.
    fn answer(&mut self, nearest: &[Option<Segment>]) {
        let mut best: Option<Segment> = None;
        for noted in nearest {
            if let Some(noted) = noted
                && best.is_none_or(|best| best.column <= noted.column)
            {
                best = Some(*noted);
            }
            self.answers.push(best.map_or(self.last, |best| best.mapping));
        }
    }
}

/// Notes `segment` at the first place that it reaches. Segments come in any order.
fn note(wanted: &[Place], nearest: &mut [Option<Segment>], segment: Segment) {
    if wanted.is_empty() {
        return;
    }
    let first = wanted.partition_point(|place| i64::from(place.column) < segment.column);
    if let Some(noted) = nearest.get_mut(first)
        && noted.is_none_or(|noted| noted.column <= segment.column)
    {
        *noted = Some(segment);
    }
}

/// The running sums of a segment's fields.
#[derive(Debug, Default)]
struct Fields {
    column: i64,
    source: i64,
    original_line: i64,
    original_column: i64,
}

impl Fields {
    /// What the fields say after a segment of `length` fields. A map may say anything.
    fn mapping(&self, line: u32, length: u8) -> Option<Mapping> {
        if length < 4 {
            return None;
        }
        let number = |value: i64| u32::try_from(value).ok();
        Some(Mapping {
            generated: Place { line, column: number(self.column)? },
            source: number(self.source)?,
            original: Place {
                line: number(self.original_line)?,
                column: number(self.original_column)?,
            },
        })
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What comes next.
enum Next {
    /// A segment of so many fields.
    Segment(u8),
    /// The line's end.
    Line,
    End,
}

impl Reader<'_> {
    /// Adds the next segment to `fields`. A sign that no map has ends it.
    fn segment(&mut self, fields: &mut Fields) -> Next {
        let mut length = 0;
        loop {
            match self.bytes.get(self.at) {
                Some(b',' | b';') | None if length > 0 => return Next::Segment(length),
                Some(b',') => self.at += 1,
                Some(b';') => {
                    self.at += 1;
                    return Next::Line;
                }
                None => return Next::End,
                Some(_) => {
                    let Some(value) = self.number() else {
                        self.at = self.bytes.len();
                        return Next::End;
                    };
                    let sum = match length {
                        0 => &mut fields.column,
                        1 => &mut fields.source,
                        2 => &mut fields.original_line,
                        3 => &mut fields.original_column,
                        _ => &mut 0,
                    };
                    *sum = sum.saturating_add(value);
                    length = u8::min(length + 1, 5);
                }
            }
        }
    }

    /// A base64 variable-length quantity: five bits a digit, the lowest first, the sign in the
    /// lowest bit. Nothing for one of more than 32 bits, or none.
    fn number(&mut self) -> Option<i64> {
        let mut value: u64 = 0;
        let mut shift = 0;
        loop {
            let digit = u64::from(DIGITS[usize::from(*self.bytes.get(self.at)?)]);
            if digit > 63 || shift > 30 {
                return None;
            }
            self.at += 1;
            value |= (digit & 31) << shift;
            if digit & 32 == 0 {
                let size = i64::try_from(value >> 1).ok()?;
                return Some(if value & 1 == 1 { -size } else { size });
            }
            shift += 5;
        }
    }
}

/// The value of each base64 digit; 255 for other bytes.
const DIGITS: [u8; 256] = {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut digits = [255; 256];
    let mut value = 0;
    while value < signs.len() {
        digits[signs[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(line: u32, column: u32) -> Place {
        Place { line, column }
    }

    fn original(mappings: &str, place: Place) -> Option<(u32, u32, u32)> {
        let mapping = trace(mappings.as_bytes(), &[place])[0]?;
        Some((mapping.source, mapping.original.line, mapping.original.column))
    }

    #[test]
    fn a_place_falls_into_the_segment_before_it() {
        // Column 0 → 0:0:0, column 4 → 0:1:2; next line, column 2 → 1:1:2.
        let mappings = "AAAA,IACE;ECAA";
        for (place, expected) in [
            (at(0, 0), Some((0, 0, 0))),
            (at(0, 3), Some((0, 0, 0))),
            (at(0, 4), Some((0, 1, 2))),
            (at(0, 99), Some((0, 1, 2))),
            (at(1, 0), Some((0, 1, 2))),
            (at(1, 2), Some((1, 1, 2))),
            (at(7, 0), Some((1, 1, 2))),
        ] {
            assert_eq!(original(mappings, place), expected, "{place:?}");
        }
    }

    #[test]
    fn a_segment_of_one_field_is_nobodys() {
        assert_eq!(original("C,6pBACA", at(0, 1)), None);
        assert_eq!(original("AAAA,IAAI,I", at(0, 9)), None);
    }

    #[test]
    fn segments_come_in_any_order() {
        // Column 8 → line 1, then back to column 4 → line 2.
        let mappings = "QACA,JACA";
        assert_eq!(original(mappings, at(0, 5)), Some((0, 2, 0)));
        assert_eq!(original(mappings, at(0, 8)), Some((0, 1, 0)));
    }

    #[test]
    fn lies_end_the_map() {
        for mappings in ["", "!", "AAAA,!", "ggggggggggggggggggA", "AAAA,DDDD", "\u{0}", ";;;;é"] {
            trace(mappings.as_bytes(), &[at(0, 0), at(0, 5), at(3, 0), at(u32::MAX, u32::MAX)]);
        }
        assert_eq!(original("AAAA,!", at(0, 9)), Some((0, 0, 0)));
        assert_eq!(original("ADAA", at(0, 0)), None);
    }

    /// A segment with all of its fields, in absolute numbers.
    type Absolute = (u32, u32, u32, u32);

    fn written(lines: &[Vec<Absolute>]) -> String {
        let mut text = String::new();
        let mut before = [0i64; 4];
        for line in lines {
            before[0] = 0;
            for (index, segment) in line.iter().enumerate() {
                text += if index > 0 { "," } else { "" };
                let now = [segment.0, segment.1, segment.2, segment.3].map(i64::from);
                for (now, before) in now.iter().zip(&before) {
                    digits(now - before, &mut text);
                }
                before = now;
            }
            text.push(';');
        }
        text
    }

    fn digits(value: i64, text: &mut String) {
        let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut rest = value.unsigned_abs() << 1 | u64::from(value < 0);
        loop {
            let digit = (rest & 31) as usize;
            rest >>= 5;
            text.push(signs[if rest > 0 { digit | 32 } else { digit }] as char);
            if rest == 0 {
                return;
            }
        }
    }

    fn slowly(lines: &[Vec<Absolute>], place: Place) -> Option<(u32, u32, u32)> {
        let upto = lines.iter().take(place.line as usize + 1).enumerate();
        let mut found = None;
        for (line, segments) in upto {
            let mut sorted: Vec<_> = segments.iter().collect();
            sorted.sort_by_key(|segment| segment.0);
            for segment in sorted {
                if (line as u32) < place.line || segment.0 <= place.column {
                    found = Some((segment.1, segment.2, segment.3));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn one_pass_gives_what_a_search_gives(
            lines in prop::collection::vec(
                prop::collection::vec((0u32..40, 0u32..5, 0u32..9000, 0u32..70), 0..6), 0..6),
            places in prop::collection::btree_set((0u32..8, 0u32..45), 0..12),
        ) {
            let places: Vec<Place> = places.into_iter().map(|(line, column)| at(line, column)).collect();
            let answers = trace(written(&lines).as_bytes(), &places);
            for (place, answer) in places.iter().zip(answers) {
                let answer = answer.map(|m| (m.source, m.original.line, m.original.column));
                prop_assert_eq!(answer, slowly(&lines, *place), "{:?}", place);
            }
        }

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(trace(&bytes, &[at(0, 3), at(2, 0)]).len(), 2);
        }
    }
}
