//! Strings and their names from the tokens alone: for scripts that the parser cannot or must not
//! take.

use super::{
    dialect::Dialect,
    escape,
    structure::{Bracket, Lexer, Punctuator, TemplatePart, Token, TokenKind, Word},
};
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place, Step},
    span::Span,
};

/// Shorter strings hold no secret that a rule could tell from a word.
const SHORTEST: usize = 8;

/// Names further out say nothing about a value.
const DEEPEST_NAME: usize = 5;

/// Brackets further in are counted, but not remembered.
const DEEPEST: usize = 100_000;

/// Gives `sink` every string and template literal of `source`, with the names that stand beside
/// it. Literals joined by `+` are one candidate more.
pub(crate) fn literals(source: &[u8], dialect: Dialect, sink: &mut dyn FnMut(&Candidate<'_>)) {
    let mut reader = Reader {
        source,
        sink,
        open: Vec::new(),
        beyond: 0,
        here: Level::default(),
        last: None,
        before_last: None,
        run: Run::default(),
        frames: Vec::new(),
    };
    for token in Lexer::new(source, dialect) {
        reader.token(token);
    }
    reader.finish_run();
}

struct Reader<'a> {
    source: &'a [u8],
    sink: &'a mut dyn FnMut(&Candidate<'_>),
    /// The levels outside the innermost bracket.
    open: Vec<Level>,
    beyond: u32,
    here: Level,
    last: Option<Token>,
    before_last: Option<Token>,
    run: Run,
    /// The names around the run at hand, outermost first.
    frames: Vec<Frame>,
}

/// What is known inside one bracket.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    /// The name of the value at hand: behind `name =` or `name:`.
    name: Option<Frame>,
    /// Of a call's parentheses: what is called.
    callee: Option<Span>,
    /// Commas so far.
    index: u16,
    /// The string before the last comma.
    label: Option<Span>,
    /// Open `?`, whose `:` makes no property.
    questions: u16,
    /// Whether values inside go by the name outside: `name = ["…"]`, `name = ("…")`.
    inherits: bool,
}

/// Literals that `+` joins.
#[derive(Debug, Default)]
struct Run {
    value: Vec<u8>,
    /// Where each ends in `value`, and stands in the file.
    pieces: Vec<(usize, Span)>,
}

impl Reader<'_> {
    fn token(&mut self, token: Token) {
        let is_joined = self.last.is_some_and(|last| is(last, Punctuator::Plus));
        match token.kind {
            TokenKind::String { closed } => {
                self.literal(inside(token.span, 1, closed.into()), is_joined);
            }
            TokenKind::Template(part) => self.template(part, token.span, is_joined),
            // The run goes on, perhaps.
            TokenKind::Punctuator(Punctuator::Plus) => {}
            TokenKind::Punctuator(punctuator) => {
                self.finish_run();
                self.punctuator(punctuator);
            }
            TokenKind::Word(_) | TokenKind::Number | TokenKind::Regex | TokenKind::Text => {
                self.finish_run();
            }
        }
        self.before_last = self.last.replace(token);
    }

    fn template(&mut self, part: TemplatePart, span: Span, is_joined: bool) {
        match part {
            TemplatePart::Whole => {
                let closed =
                    self.source.get(span.end as usize - 1) == Some(&b'`') && span.len() > 1;
                self.literal(inside(span, 1, closed.into()), is_joined);
            }
            TemplatePart::Head => {
                self.literal(inside(span, 1, 2), is_joined);
                self.finish_run();
                self.enter(Level::default());
            }
            TemplatePart::Middle | TemplatePart::Tail => {
                self.finish_run();
                self.leave();
                let closing = if part == TemplatePart::Middle { 2 } else { 1 };
                self.literal(inside(span, 1, closing), false);
                self.finish_run();
                if part == TemplatePart::Middle {
                    self.enter(Level::default());
                }
            }
        }
    }

    fn literal(&mut self, span: Span, is_joined: bool) {
        if !is_joined {
            self.finish_run();
        }
        escape::decode(span.of(self.source), &mut self.run.value);
        self.run.pieces.push((self.run.value.len(), span));
    }

    /// Ends what has been joined; at most tokens, that is nothing.
    #[inline]
    fn finish_run(&mut self) {
        if !self.run.pieces.is_empty() {
            self.give_run();
        }
    }

    /// Gives away each of what has been joined, and what they make.
    fn give_run(&mut self) {
        let Run { mut value, mut pieces } = std::mem::take(&mut self.run);
        if value.len() >= SHORTEST {
            self.find_frames();
            let mut start = 0;
            for &(end, span) in &pieces {
                self.give(&value[start..end], span, &[]);
                start = end;
            }
            if let [(_, first), .., (_, last)] = pieces[..] {
                let spans: Vec<Span> = pieces.iter().map(|(_, span)| *span).collect();
                self.give(&value, Span::new(first.start, last.end), &spans);
            }
        }
        value.clear();
        pieces.clear();
        self.run = Run { value, pieces };
    }

    fn give(&mut self, value: &[u8], span: Span, pieces: &[Span]) {
        if value.len() >= SHORTEST {
            let derivation: &[Step] = if pieces.is_empty() { &[] } else { &[Step::Concat] };
            (self.sink)(&Candidate {
                value,
                span,
                verbatim: pieces.is_empty() && span.len() as usize == value.len(),
                derivation,
                pieces,
                place: Place::String,
                frames: &self.frames,
            });
        }
    }

    fn punctuator(&mut self, punctuator: Punctuator) {
        match punctuator {
            Punctuator::Open(bracket) => self.open(bracket),
            Punctuator::Close(_) => self.leave(),
            Punctuator::Comma => {
                self.here.name = None;
                self.here.index = self.here.index.saturating_add(1);
                self.here.label = self.last.and_then(|last| name_span(self.source, last, true));
            }
            Punctuator::Semicolon => {
                self.here = Level { callee: self.here.callee, ..Level::default() }
            }
            Punctuator::Question => self.here.questions = self.here.questions.saturating_add(1),
            Punctuator::Colon if self.here.questions > 0 => self.here.questions -= 1,
            Punctuator::Colon => self.here.name = self.named(FrameKind::Property),
            Punctuator::Assign | Punctuator::Fallback => {
                let is_member = self.before_last.is_some_and(|token| is(token, Punctuator::Dot));
                let kind = match (is_member, punctuator) {
                    (true, Punctuator::Fallback) if self.is_environment() => FrameKind::Environment,
                    (true, _) => FrameKind::Property,
                    (false, _) => FrameKind::Variable,
                };
                self.here.name = self.named(kind).or(self.here.name);
            }
            _ => {}
        }
    }

    fn named(&self, kind: FrameKind) -> Option<Frame> {
        let name =
            self.last.and_then(|last| name_span(self.source, last, kind == FrameKind::Property))?;
        Some(Frame { kind, name })
    }

    /// Whether the last three tokens are `env . name`.
    fn is_environment(&self) -> bool {
        let dot = self.before_last.map_or(0, |dot| dot.span.start as usize);
        self.source[..dot].trim_ascii_end().ends_with(b"env")
    }

    fn open(&mut self, bracket: Bracket) {
        let callee = match (bracket, self.last) {
            (Bracket::Round, Some(Token { kind: TokenKind::Word(Word::Name), span, .. })) => {
                Some(span)
            }
            _ => None,
        };
        let inherits =
            bracket == Bracket::Square || (bracket == Bracket::Round && callee.is_none());
        self.enter(Level { callee, inherits, ..Level::default() });
    }

    fn enter(&mut self, level: Level) {
        if self.open.len() < DEEPEST {
            self.open.push(std::mem::replace(&mut self.here, level));
        } else {
            self.beyond += 1;
        }
    }

    fn leave(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(outer) = self.open.pop() {
            self.here = outer;
        }
    }

    /// Looks for the names around the value at hand.
    fn find_frames(&mut self) {
        let Self { open, here, frames, .. } = self;
        frames.clear();
        for level in &open[open.len().saturating_sub(DEEPEST_NAME)..] {
            frames.extend(level.callee.map(|name| argument(level, name)));
            frames.extend(level.name);
        }
        match (here.name, here.callee) {
            (Some(name), _) => frames.push(name),
            (None, Some(callee)) => frames.push(argument(here, callee)),
            (None, None) if here.inherits => {}
            (None, None) => frames.push(Frame { kind: FrameKind::Scope, name: Span::default() }),
        }
        if let (None, Some(name)) = (here.name, here.label) {
            frames.push(Frame { kind: FrameKind::Label, name });
        }
    }
}

fn argument(level: &Level, name: Span) -> Frame {
    Frame { kind: FrameKind::Argument { index: level.index }, name }
}

fn is(token: Token, punctuator: Punctuator) -> bool {
    token.kind == TokenKind::Punctuator(punctuator)
}

/// The name that a token is: a word, or what is inside a string.
fn name_span(source: &[u8], token: Token, or_string: bool) -> Option<Span> {
    match token.kind {
        TokenKind::Word(_) => {
            (!or_string || source.get(token.span.end as usize) != Some(&b',')).then_some(token.span)
        }
        TokenKind::String { closed } if or_string => Some(inside(token.span, 1, closed.into())),
        _ => None,
    }
}

fn inside(span: Span, opening: u32, closing: u32) -> Span {
    let start = span.start + opening;
    Span::new(start, span.end.saturating_sub(closing).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each literal as `value <- names, derivation`.
    fn read(source: &str) -> String {
        let mut lines = String::new();
        literals(source.as_bytes(), Dialect::Script, &mut |candidate| {
            let names: Vec<String> = candidate
                .frames
                .iter()
                .map(|frame| {
                    let name = String::from_utf8_lossy(frame.name.of(source.as_bytes()));
                    format!("{:?} {name}", frame.kind)
                })
                .collect();
            let value = String::from_utf8_lossy(candidate.value);
            lines += &format!(
                "{value:?} <- {}{}\n",
                names.join(", "),
                if candidate.derivation.is_empty() { "" } else { " (joined)" }
            );
        });
        lines
    }

    #[test]
    fn values_go_by_the_names_beside_them() {
        insta::assert_snapshot!(read(r#"
            config = { payments: { apiKey: "property-value" } };
            const secret = "variable-value"; a.b.token = `template-value`;
            createClient("https://x.example", "argument-value");
            headers.set("X-Api-Key", "labelled-value"); [["Authorization", "in-a-pair-value"]];
            k = process.env.STRIPE_KEY || "fallback-value"; y = a ? "one-of-two" : "other-of-two";
            keys = ["in-an-array"]; function f() { return "returned-value" }
        "#), @r#"
        "property-value" <- Variable config, Property payments, Property apiKey
        "variable-value" <- Variable secret
        "template-value" <- Property token
        "https://x.example" <- Argument { index: 0 } createClient
        "argument-value" <- Argument { index: 1 } createClient, Label https://x.example
        "X-Api-Key" <- Argument { index: 0 } set
        "labelled-value" <- Argument { index: 1 } set, Label X-Api-Key
        "Authorization" <- 
        "in-a-pair-value" <- Label Authorization
        "fallback-value" <- Environment STRIPE_KEY
        "one-of-two" <- Variable y
        "other-of-two" <- Variable y
        "in-an-array" <- Variable keys
        "returned-value" <- Scope 
        "#);
    }

    #[test]
    fn literals_are_joined_and_decoded() {
        insta::assert_snapshot!(read(r#"
            key = "first-" + 'second-' /* and */ + `third`;
            other = "a" + b + "rest-of-it"; url = `https://x.example/${a + "inner-value"}/end-of-it`;
            escaped = "\x61bc\u0064efgh"; broken = "never closed
            next = "after-it-all"
        "#), @r#"
        "first-second-third" <- Variable key (joined)
        "rest-of-it" <- Variable other
        "https://x.example/" <- Variable url
        "inner-value" <- Variable url, Scope 
        "/end-of-it" <- Variable url
        "abcdefgh" <- Variable escaped
        "never closed" <- Variable broken
        "after-it-all" <- Variable next
        "#);
    }
}
