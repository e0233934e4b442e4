//! Finding tokens in text. The work at one anchor is bounded by the grammar, never by the text.

use super::{CharSet, Check, Grammar, Piece, Token, decoded, drawn::Look, jwt};

/// With so much base64 around it a token is a chance hit in an image, a font, a module.
const BLOB: usize = 256;

/// With so much around it, so is one that nothing separates from it: no other token is longer.
const GLUED_BLOB: usize = 96;

/// And with so much, one whose short prefix is of the same alphabet: `EAAA` is in every small image.
const GLUED_TO_SHORT: usize = 24;

/// Longer tokens are not looked for inside other text, so that no text is read over and over.
const LONGEST_GLUED: usize = 512;

/// What ends a comment, and with it the token in it.
const COMMENT_ENDS: [&[u8]; 2] = [b"*/", b"-->"];
const LONGEST_END: usize = 3;

/// What begins one that ends with its line, and what ends the one before.
const COMMENT_MARKS: [&[u8]; 2] = [b"//", b"*/"];

/// What comes after the pieces at hand: the grammar's rest, as deep as its brackets.
struct Rest<'a> {
    pieces: &'a [Piece],
    next: Option<&'a Rest<'a>>,
}

/// Where a match ended, whether its checksum was right, and what its parts look like.
#[derive(Clone, Copy)]
struct End {
    at: usize,
    check: Option<bool>,
    look: Look,
}

impl End {
    /// This end of a match that has a part of this look, too.
    fn with(self, look: Look) -> Self {
        Self { look: self.look.max(look), ..self }
    }
}

/// Where the form of a token was found.
struct Extent {
    start: usize,
    end: usize,
    check: Option<bool>,
    look: Look,
    anchor: &'static str,
    is_glued_before: bool,
}

/// The text being matched, and what has been learned on the way.
struct Matcher<'t> {
    text: &'t [u8],
    /// Where the token begins.
    start: usize,
    /// How many bytes of its beginning are those of all tokens.
    prefix: usize,
    /// Where the match has to end, when it has to.
    must_end: Option<usize>,
}

impl Grammar {
    /// The token whose anchor begins at `at` in `text`.
    pub fn find(&self, text: &[u8], at: usize) -> Option<Token> {
        self.token(text, &self.extent(text, at)?)
    }

    /// The same in code outside of literals, where a comment's end is no part of a token.
    pub(crate) fn find_in_code(&self, text: &[u8], at: usize) -> Option<Token> {
        let extent = self.extent(text, at)?;
        let found = self.token(text, &extent);
        let to = match found {
            Some(_) => extent.end,
            // It may have run on over the comment's end, or up to it, too far to be one.
            None => text.len().min(extent.end + LONGEST_END),
        };
        let code = &text[extent.start..to];
        let place = |end: &[u8]| code.windows(end.len()).position(|text| text == end);
        let end = COMMENT_ENDS.into_iter().filter_map(place).min();
        end.and_then(|end| self.find(&text[..extent.start + end], at)).or(found)
    }

    /// Where the form of a token is, whatever stands around it.
    fn extent(&self, text: &[u8], at: usize) -> Option<Extent> {
        let anchor =
            self.anchors.iter().find(|anchor| text[at..].starts_with(anchor.as_bytes()))?;
        let before = at.checked_sub(1).map(|before| text[before]);
        let is_glued_before = self.anchor == 0 && before.is_some_and(is_word);
        if is_glued_before && !(is_distinctive(anchor) && self.max <= LONGEST_GLUED) {
            return None;
        }
        if self.anchor == 0 && !is_distinctive(anchor) && is_in_dashed_word(&text[..at]) {
            return None;
        }
        let start = backward(&self.pieces[..self.anchor], text, at)?;
        let matcher = Matcher { text, start, prefix: at + anchor.len() - start, must_end: None };
        let End { at: end, check, look } =
            matcher.sequence(&self.pieces[self.anchor..], None, at, None)?;
        Some(Extent { start, end, check, look, anchor, is_glued_before })
    }

    /// The token at `extent`, unless it is part of something else.
    fn token(&self, text: &[u8], extent: &Extent) -> Option<Token> {
        let Extent { start, end, check, look, anchor, is_glued_before } = *extent;
        let is_glued_after = text.get(end).is_some_and(|&byte| self.goes_on_with(byte));
        if is_glued_after && !self.may_run_on(check, anchor) {
            return None;
        }
        let glued = is_glued_before || is_glued_after;
        let is_by_chance = || {
            let blob = match glued {
                true if is_short(anchor) => GLUED_TO_SHORT,
                true => GLUED_BLOB,
                false if is_short(anchor) && is_in_base64(text, start, end) => GLUED_BLOB,
                false => BLOB,
            };
            // A token that is glued on begins with its anchor.
            (is_glued_before && ends_a_word(&text[..start], anchor))
                || (glued && is_of_data(&text[start..end]))
                || base64_around(text, start, end) >= blob
        };
        if check != Some(true) && (self.is_words(look) || is_by_chance()) {
            return None;
        }
        Some(Token { start, end, glued, check })
    }

    /// The token when the whole of `text` is one.
    pub fn whole(&self, text: &[u8]) -> Option<Token> {
        if !(self.min..=self.max).contains(&text.len()) {
            return None;
        }
        let prefix = self.anchors.iter().find(|anchor| text.starts_with(anchor.as_bytes()));
        let prefix = prefix.map_or(0, |anchor| anchor.len());
        let matcher = Matcher { text, start: 0, prefix, must_end: Some(text.len()) };
        let End { check, look, .. } = matcher.sequence(self.pieces, None, 0, None)?;
        let is_words = check != Some(true) && self.is_words(look);
        (!is_words).then_some(Token { start: 0, end: text.len(), glued: false, check })
    }

    fn is_words(&self, look: Look) -> bool {
        self.is_drawn && look == Look::Words
    }

    /// Whether a token followed by `byte` could be a longer one, or part of a word.
    fn goes_on_with(&self, byte: u8) -> bool {
        let of_last = match self.pieces.last() {
            Some(Piece::Set { set, .. }) => set.has(byte),
            _ => false,
        };
        of_last || is_word(byte)
    }

    fn may_run_on(&self, check: Option<bool>, anchor: &str) -> bool {
        match check {
            Some(right) => right,
            None => self.is_fixed_length() && is_distinctive(anchor),
        }
    }
}

impl Matcher<'_> {
    /// Where `pieces` and then `rest` end when they begin at `at`: the longest way there is.
    fn sequence(
        &self,
        pieces: &[Piece],
        rest: Option<&Rest<'_>>,
        at: usize,
        check: Option<bool>,
    ) -> Option<End> {
        let Some((piece, after)) = pieces.split_first() else {
            return match rest {
                Some(rest) => self.sequence(rest.pieces, rest.next, at, check),
                None => self.must_end.is_none_or(|end| end == at).then_some(End {
                    at,
                    check,
                    look: Look::Unknown,
                }),
            };
        };
        match *piece {
            Piece::Literal(literal) => {
                let is_here = self.text[at..].starts_with(literal.as_bytes());
                is_here.then(|| self.sequence(after, rest, at + literal.len(), check)).flatten()
            }
            Piece::Set { set, min, max } => {
                let (min, max) = (usize::from(min), usize::from(max));
                let text = &self.text[at..];
                let run = text.iter().take(max).take_while(|&&byte| set.has(byte)).count();
                let next = beginnings(after);
                let may_go_on = |taken: &usize| {
                    next.is_none_or(|next| text.get(*taken).is_some_and(|&byte| next.has(byte)))
                };
                (min..=run).rev().filter(may_go_on).find_map(|taken| {
                    let end = self.sequence(after, rest, at + taken, check)?;
                    Some(end.with(Look::of(&text[..taken], set)))
                })
            }
            Piece::OneOf(alternatives) => {
                let rest = Rest { pieces: after, next: rest };
                let ends = alternatives.iter();
                ends.filter_map(|pieces| self.sequence(pieces, Some(&rest), at, check))
                    .max_by_key(|end| end.at)
            }
            Piece::Check(kind) => {
                let right = self.is_right(kind, at)?;
                self.sequence(after, rest, at + kind.length(), Some(right))
            }
            Piece::Jwt(claims) => {
                let length = jwt::length(&self.text[at..], claims)?;
                let end = self.sequence(after, rest, at + length, Some(true))?;
                Some(end.with(Look::Drawn))
            }
            Piece::Decoded(inner) => {
                decoded::readings(&self.text[at..]).find_map(|(length, decoded)| {
                    let check_within = within(&decoded, inner)?.check;
                    // One kind of character says too little to be a proof.
                    let is_proof = inner.len() > 1 || check_within.is_some();
                    let check = if is_proof { check_within.or(Some(true)) } else { check };
                    let end = self.sequence(after, rest, at + length, check)?;
                    Some(end.with(Look::Drawn))
                })
            }
        }
    }

    /// Whether the checksum at `at` is right; nothing when no checksum can be there.
    fn is_right(&self, kind: Check, at: usize) -> Option<bool> {
        let sum = self.text.get(at..at + kind.length())?;
        let is_sum = sum.iter().all(u8::is_ascii_alphanumeric);
        is_sum.then(|| kind.of(&self.text[self.start..at], self.prefix).as_bytes() == sum)
    }
}

/// The bytes that `pieces` can begin with; nothing when that is not known from them.
fn beginnings(pieces: &[Piece]) -> Option<CharSet> {
    match *pieces.first()? {
        Piece::Literal(literal) => {
            let first = literal.bytes().next().filter(u8::is_ascii)?;
            Some(CharSet::EMPTY.with(first))
        }
        Piece::Set { set, min: 1.., .. } => Some(set),
        Piece::OneOf(all) => all
            .iter()
            .try_fold(CharSet::EMPTY, |all, one| beginnings(one).map(|one| CharSet(all.0 | one.0))),
        _ => None,
    }
}

/// The end of a decoded part, if the whole of it has the form of `pieces`.
fn within(decoded: &[u8], pieces: &[Piece]) -> Option<End> {
    let matcher = Matcher { text: decoded, start: 0, prefix: 0, must_end: Some(decoded.len()) };
    matcher.sequence(pieces, None, 0, None)
}

/// Where `pieces` begin when they end at `at`.
fn backward(pieces: &[Piece], text: &[u8], at: usize) -> Option<usize> {
    let Some((piece, before)) = pieces.split_last() else { return Some(at) };
    match *piece {
        Piece::Literal(literal) => {
            text[..at].ends_with(literal.as_bytes()).then_some(())?;
            backward(before, text, at - literal.len())
        }
        Piece::Set { set, min, max } => {
            let run =
                text[..at].iter().rev().take(max.into()).take_while(|&&byte| set.has(byte)).count();
            let start = (usize::from(min)..=run)
                .rev()
                .find_map(|taken| backward(before, text, at - taken))?;
            // A longer run is not this token, unless its length is fixed.
            let is_longer = start.checked_sub(1).is_some_and(|before| set.has(text[before]))
                && !is_behind_mark(text, start);
            (!is_longer || !before.is_empty()).then_some(start)
        }
        Piece::OneOf(alternatives) => alternatives
            .iter()
            .filter_map(|pieces| backward(pieces, text, at))
            .find_map(|start| backward(before, text, start)),
        Piece::Check(_) | Piece::Jwt(_) | Piece::Decoded(_) => None,
    }
}

/// Whether a prefix is found by chance in no other word.
fn is_distinctive(anchor: &str) -> bool {
    let is_odd = |byte: u8| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit();
    anchor.len() >= 5 || (anchor.len() == 4 && anchor.bytes().any(is_odd))
}

/// Whether a short prefix is the end of a word, as `ion_` is of `transition_`. One letter before it
/// may be an escape's: `\n`.
fn ends_a_word(before: &[u8], anchor: &str) -> bool {
    let letters = before.iter().rev().take(2).filter(|byte| byte.is_ascii_lowercase()).count();
    letters == 2 && anchor.len() < 5 && anchor.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether `before` ends with a word and a dash, so that what follows is the next part of a name.
fn is_in_dashed_word(before: &[u8]) -> bool {
    matches!(before, [.., letter, b'-'] if is_word(*letter))
}

/// Whether base64 goes on directly before or after `start..end`, with characters that are in no
/// token.
fn is_in_base64(text: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|before| text[before]);
    let is_more = |byte: u8| matches!(byte, b'+' | b'/');
    before.is_some_and(is_more) || text.get(end).copied().is_some_and(is_more)
}

/// Whether a prefix has nothing that base64 and hexadecimal digits do not have.
fn is_short(anchor: &str) -> bool {
    anchor.len() <= 4 && anchor.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether what is part of a longer word is a part of data, of a digest, or of words.
fn is_of_data(text: &[u8]) -> bool {
    // Random text has a digit among so many; nothing but capital letters are words in a row.
    text.iter().all(u8::is_ascii_uppercase)
        || text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        || (text.len() >= 40 && is_monotonous(text))
}

/// Whether a quarter of a text is one character, as in base64 of zeros.
fn is_monotonous(text: &[u8]) -> bool {
    let mut counts = [0; 256];
    for &byte in text {
        counts[usize::from(byte)] += 1;
    }
    counts.iter().any(|count| count * 4 >= text.len())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether the text from `start` on is a comment's, or stands behind one.
fn is_behind_mark(text: &[u8], start: usize) -> bool {
    COMMENT_MARKS.iter().any(|mark| text[..start].ends_with(mark))
}

/// How much base64 stands directly before and after `start..end`, as far as it matters.
fn base64_around(text: &[u8], start: usize, end: usize) -> usize {
    let is_base64 = |byte: &&u8| is_word(**byte) || matches!(**byte, b'+' | b'/' | b'=' | b'-');
    let before = text[..start].iter().rev().take(BLOB).take_while(is_base64);
    let before = if is_behind_mark(text, start) { 0 } else { before.count() };
    let after = text[end..].iter().take(BLOB).take_while(is_base64).count();
    before + after
}
