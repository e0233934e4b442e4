//! The grammar's text form: `'"sk_" ("live"|"test") "_" base62{24,247}'`.
//!
//! What is parsed lives as long as the process: the build script reads the catalogue once, and a
//! process reads its configuration once.

use super::{CharSet, Check, Claim, Grammar, Piece, decoded};

/// An open end, `{20,}`, is this many.
const OPEN_END: u16 = 4096;

/// More texts than this are no prefix any more.
const MOST_ANCHORS: usize = 32;

/// Parts that a repetition of brackets may make.
const MOST_PARTS: usize = 1000;

/// Brackets inside each other; the parser and the matcher recurse.
const DEEPEST: usize = 16;

/// The least length of an anchor: shorter ones would be found everywhere.
pub(crate) const SHORTEST_ANCHOR: usize = 3;

/// Parses a token's grammar. `claims` are those that a `jwt` in it must have.
///
/// # Errors
///
/// What is wrong with the text, and where.
pub(crate) fn parse(text: &str, claims: &'static [Claim]) -> Result<Grammar, String> {
    let mut parser = Parser { rest: text, text, claims, depth: 0 };
    let pieces = parser.sequence()?;
    if !parser.rest.is_empty() {
        return Err(parser.error("a part of the grammar was expected"));
    }
    grammar(pieces)
}

fn grammar(pieces: Vec<Piece>) -> Result<Grammar, String> {
    let pieces: &'static [Piece] = pieces.leak();
    let (min, max) = (pieces.iter().map(min).sum(), pieces.iter().map(max).sum());
    if min == 0 {
        return Err("the grammar matches the empty text".to_owned());
    }
    let (anchor, anchors) = (0..pieces.len())
        .map(|at| (at, anchors(&pieces[at..])))
        .find(|(_, anchors)| !anchors.is_empty())
        .unwrap_or_default();
    let anchors = anchors.into_iter().map(|anchor| &*anchor.leak()).collect::<Vec<&str>>().leak();
    Ok(Grammar { pieces, anchor, anchors, min, max, is_drawn: true })
}

/// Every text that `pieces` can begin with, as far as it is fixed; nothing when one of them is too
/// short to look for.
fn anchors(pieces: &[Piece]) -> Vec<String> {
    let (texts, _) = beginnings(pieces);
    let is_long = texts.iter().all(|text| text.len() >= SHORTEST_ANCHOR);
    if is_long { texts } else { Vec::new() }
}

/// The fixed beginnings of `pieces`, and whether they are the whole of it.
fn beginnings(pieces: &[Piece]) -> (Vec<String>, bool) {
    let mut texts = vec![String::new()];
    for piece in pieces {
        let (choices, is_whole) = match piece {
            Piece::Literal(literal) => (vec![(*literal).to_owned()], true),
            Piece::Jwt(_) => (vec!["eyJ".to_owned()], false),
            Piece::Decoded([Piece::Literal(literal), ..]) => {
                (vec![decoded::beginning(literal)], false)
            }
            Piece::OneOf(alternatives) => {
                let each = alternatives.iter().map(|pieces| beginnings(pieces));
                each.fold((Vec::new(), true), |(mut all, whole), (one, is_whole)| {
                    all.extend(one);
                    (all, whole && is_whole)
                })
            }
            Piece::Set { .. } | Piece::Check(_) | Piece::Decoded(_) => return (texts, false),
        };
        if texts.len() * choices.len() > MOST_ANCHORS {
            return (texts, false);
        }
        let longer = |text: &String| {
            choices.iter().map(|choice| format!("{text}{choice}")).collect::<Vec<_>>()
        };
        texts = texts.iter().flat_map(longer).collect();
        if !is_whole {
            return (texts, false);
        }
    }
    (texts, true)
}

fn min(piece: &Piece) -> usize {
    match piece {
        Piece::Literal(literal) => literal.len(),
        Piece::Set { min, .. } => usize::from(*min),
        Piece::OneOf(all) => all.iter().map(|one| one.iter().map(min).sum()).min().unwrap_or(0),
        Piece::Check(check) => check.length(),
        Piece::Jwt(_) => 36,
        Piece::Decoded(inner) => decoded::length(inner.iter().map(min).sum()),
    }
}

fn max(piece: &Piece) -> usize {
    match piece {
        Piece::Set { max, .. } => usize::from(*max),
        Piece::OneOf(all) => all.iter().map(|one| one.iter().map(max).sum()).max().unwrap_or(0),
        Piece::Jwt(_) => 16 << 10,
        // With padding.
        Piece::Decoded(inner) => decoded::length(inner.iter().map(max).sum()) + 2,
        Piece::Literal(_) | Piece::Check(_) => min(piece),
    }
}

/// Of how many parts a piece is.
fn parts(piece: &Piece) -> usize {
    match piece {
        Piece::OneOf(all) => all.iter().flat_map(|one| one.iter()).map(parts).sum::<usize>() + 1,
        Piece::Decoded(inner) => inner.iter().map(parts).sum::<usize>() + 1,
        _ => 1,
    }
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    claims: &'static [Claim],
    depth: usize,
}

impl<'a> Parser<'a> {
    fn sequence(&mut self) -> Result<Vec<Piece>, String> {
        if self.depth == DEEPEST {
            return Err(self.error("the brackets are too deep"));
        }
        self.depth += 1;
        let mut pieces = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with([')', '|']) {
                self.depth -= 1;
                return Ok(pieces);
            }
            let piece = self.piece()?;
            self.repeated(piece, &mut pieces)?;
        }
    }

    fn piece(&mut self) -> Result<Piece, String> {
        if self.eat("\"") {
            return self.literal();
        }
        if self.eat("(") {
            return self.alternatives();
        }
        if self.eat("[") {
            let set = self.class()?;
            return Ok(Piece::Set { set, min: 1, max: 1 });
        }
        let name = self.take_while(|c| c.is_ascii_alphanumeric());
        match name {
            "check" => self.check(),
            "decode" => self.decoded(),
            "jwt" => Ok(Piece::Jwt(self.claims)),
            name => {
                let Some(set) = CharSet::named(name) else {
                    return Err(self.error(&format!("`{name}` is no set of characters")));
                };
                let more = self.take_while(|c| !c.is_whitespace() && !"{}()|\"[]".contains(c));
                Ok(Piece::Set { set: set.with_all(more), min: 1, max: 1 })
            }
        }
    }

    fn check(&mut self) -> Result<Piece, String> {
        let is_open = self.eat("(");
        let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '-');
        match Check::named(name) {
            Some(check) if is_open && self.eat(")") => Ok(Piece::Check(check)),
            _ => Err(self.error(&format!("`{name}` is no checksum"))),
        }
    }

    /// `decode("user:" any{1,9})`: base64 of that.
    fn decoded(&mut self) -> Result<Piece, String> {
        if !self.eat("(") {
            return Err(self.error("`(` was expected"));
        }
        let inner: &'static [Piece] = self.sequence()?.leak();
        if inner.is_empty() || !self.eat(")") {
            return Err(self.error("a form and `)` were expected"));
        }
        Ok(Piece::Decoded(inner))
    }

    /// Up to the closing quote; `\"` and `\\` are the only escapes.
    fn literal(&mut self) -> Result<Piece, String> {
        let mut literal = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(Piece::Literal(literal.leak()));
                }
                '\\' => literal.extend(characters.next().map(|(_, escaped)| escaped)),
                character => literal.push(character),
            }
        }
        Err(self.error("a literal has no closing quote"))
    }

    fn alternatives(&mut self) -> Result<Piece, String> {
        let mut alternatives: Vec<&'static [Piece]> = Vec::new();
        loop {
            alternatives.push(self.sequence()?.leak());
            if self.eat(")") {
                return Ok(Piece::OneOf(alternatives.leak()));
            }
            if !self.eat("|") {
                return Err(self.error("`|` or `)` was expected"));
            }
        }
    }

    /// `[A-Z0-9_]`: ranges and single characters.
    fn class(&mut self) -> Result<CharSet, String> {
        let Some(end) = self.rest.find(']') else {
            return Err(self.error("a class has no closing bracket"));
        };
        let bytes = &self.rest.as_bytes()[..end];
        let mut set = CharSet::EMPTY;
        let mut at = 0;
        while at < bytes.len() {
            if let (Some(b'-'), Some(&last)) = (bytes.get(at + 1), bytes.get(at + 2)) {
                set = set.with_range(bytes[at], last);
                at += 3;
            } else {
                set = set.with(bytes[at]);
                at += 1;
            }
        }
        self.rest = &self.rest[end + 1..];
        Ok(set)
    }

    /// `{n}`, `{m,n}`, `{m,}` behind a piece; nothing is once.
    fn repeated(&mut self, piece: Piece, pieces: &mut Vec<Piece>) -> Result<(), String> {
        if !self.eat("{") {
            pieces.push(piece);
            return Ok(());
        }
        let least = self.number()?;
        let most = if !self.eat(",") {
            least
        } else if self.rest.starts_with('}') {
            OPEN_END
        } else {
            self.number()?
        };
        if !self.eat("}") || most < least || most == 0 {
            return Err(self.error("a repetition is {n}, {m,n} or {m,}"));
        }
        match piece {
            Piece::Set { set, .. } => pieces.push(Piece::Set { set, min: least, max: most }),
            piece if most <= 16 && parts(&piece) * usize::from(most) <= MOST_PARTS => {
                let optional: &'static [&'static [Piece]] =
                    vec![&*vec![piece].leak(), &[][..]].leak();
                pieces.extend((0..least).map(|_| piece));
                pieces.extend((least..most).map(|_| Piece::OneOf(optional)));
            }
            _ => return Err(self.error("only sets of characters are repeated so often")),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<u16, String> {
        let digits = self.take_while(|c| c.is_ascii_digit());
        digits.parse().map_err(|_| self.error("a number below 65,536 was expected"))
    }

    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !test(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn error(&self, what: &str) -> String {
        format!("{what} at character {} of `{}`", self.text.len() - self.rest.len() + 1, self.text)
    }
}
