//! Whether a slash divides or begins a regular expression: the one place that decides it.
//!
//! The grammar's answer depends on what was parsed before. A lexer can give the same answer from
//! the token before and from what each bracket was opened for.

use super::markup::Markup;
use super::token::{Bracket, Punctuator, TemplatePart, Token, TokenKind, Word};

/// Brackets further in are counted, but not remembered: no program has them, and a file of
/// brackets must not take many times its size.
const DEEPEST: usize = 100_000;

/// What the tokens up to here say about the next one.
#[derive(Debug)]
pub(super) struct Goal {
    /// Whether the last token ended a value, so that a slash divides it.
    after_value: bool,
    /// Whether a statement begins here, so that `function` and `class` are declarations and `{`
    /// is a block.
    at_statement: bool,
    /// Whether the last token was a dot, so that any word is a member's name.
    after_dot: bool,
    /// The word before, when a parenthesis may follow it.
    before: Before,
    /// What the next `(` is the parameter list of.
    function: Option<Body>,
    frames: Vec<Frame>,
    /// Brackets that are open beyond [`DEEPEST`].
    beyond: u32,
    /// The frame outside all brackets.
    root: Frame,
}

/// What stood before a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Control,
    /// `)` of a control statement, or of parameters.
    Closed(Body),
    Arrow,
    Operator,
}

/// What comes behind a closing bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Another statement.
    Statement,
    /// The rest of an expression.
    Value,
}

/// An open bracket.
#[derive(Debug, Clone, Copy)]
struct Frame {
    bracket: Bracket,
    /// Whether it is a `${`.
    template: bool,
    /// What follows its end.
    body: Body,
    /// Whether statements are in it, and no values.
    statements: bool,
    /// Whether it is the parenthesis of `if` and the like.
    control: bool,
    /// What the class whose heritage is being read is.
    class: Option<Body>,
    /// Open `?` of conditionals.
    questions: u16,
    /// Whether it is an element of JSX, and where in it we are.
    markup: Option<Markup>,
}

impl Frame {
    const fn new(bracket: Bracket, body: Body, statements: bool) -> Self {
        Self {
            bracket,
            template: false,
            body,
            statements,
            control: false,
            class: None,
            questions: 0,
            markup: None,
        }
    }
}

impl Goal {
    pub(super) const fn new() -> Self {
        Self {
            after_value: false,
            at_statement: true,
            after_dot: false,
            before: Before::Other,
            function: None,
            frames: Vec::new(),
            beyond: 0,
            root: Frame::new(Bracket::Curly, Body::Statement, true),
        }
    }

    /// Whether a slash begins a regular expression here.
    pub(super) const fn is_regex(&self) -> bool {
        !self.after_value
    }

    /// Whether a `}` here goes on with a template.
    pub(super) fn is_in_template(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.template)
    }

    /// Where in an element of JSX the next token is.
    #[inline]
    pub(super) fn markup(&self) -> Option<Markup> {
        if self.beyond > 0 { None } else { self.frames.last()?.markup }
    }

    /// Enters an element.
    pub(super) fn enter(&mut self, markup: Markup) {
        let frame = Frame::new(Bracket::Curly, Body::Value, false);
        self.push(Frame { markup: Some(markup), ..frame });
        self.begin_value();
    }

    /// Goes on inside an element.
    pub(super) fn set_markup(&mut self, markup: Markup) {
        self.top().markup = Some(markup);
    }

    /// Leaves an element, which is a value.
    pub(super) fn leave_element(&mut self) {
        self.frames.pop();
        self.value();
    }

    /// Enters an expression inside an element.
    pub(super) fn open_container(&mut self) {
        self.push(Frame::new(Bracket::Curly, Body::Value, false));
        self.begin_value();
    }

    /// Behind this comes a value.
    pub(super) fn begin_value(&mut self) {
        self.expression(Before::Other);
    }

    /// Whether the last token was a dot, so that a word is a name whatever it says.
    pub(super) const fn is_member(&self) -> bool {
        self.after_dot
    }

    /// Whether the last token ended a value.
    pub(super) const fn is_after_value(&self) -> bool {
        self.after_value
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    /// Takes note of a token.
    #[inline]
    pub(super) fn advance(&mut self, token: &Token) {
        let after_dot = std::mem::take(&mut self.after_dot);
        match token.kind {
            TokenKind::Word(_) if after_dot => self.value(),
            TokenKind::Word(word) => self.word(word, token.newline_before),
            TokenKind::Number | TokenKind::String { .. } | TokenKind::Regex | TokenKind::Text => {
                self.value();
            }
            TokenKind::Template(part) => self.template(part),
            TokenKind::Punctuator(punctuator) => self.punctuator(punctuator, token.newline_before),
        }
    }

    pub(super) fn value(&mut self) {
        (self.after_value, self.at_statement, self.before) = (true, false, Before::Other);
    }

    fn expression(&mut self, before: Before) {
        (self.after_value, self.at_statement, self.before) = (false, false, before);
    }

    fn statement(&mut self) {
        (self.after_value, self.at_statement, self.before) = (false, true, Before::Other);
    }

    fn word(&mut self, word: Word, newline_before: bool) {
        let begins = self.at_statement || (newline_before && self.after_value);
        let body = if begins { Body::Statement } else { Body::Value };
        match word {
            Word::Name | Word::Type => self.value(),
            Word::Operator | Word::Case => {
                // `for await (…)` is still a control statement.
                let before =
                    if self.before == Before::Control { Before::Control } else { Before::Operator };
                self.expression(before);
            }
            Word::Control => self.expression(Before::Control),
            Word::Else | Word::Statement | Word::Default => self.statement(),
            Word::Function => {
                self.function = Some(body);
                self.value();
            }
            Word::Async => {
                self.value();
                self.at_statement = begins;
            }
            Word::Class => {
                self.top().class = Some(body);
                self.value();
            }
        }
    }

    fn template(&mut self, part: TemplatePart) {
        match part {
            TemplatePart::Whole => self.value(),
            TemplatePart::Head => {
                self.push(Frame {
                    template: true,
                    ..Frame::new(Bracket::Curly, Body::Value, false)
                });
                self.expression(Before::Other);
            }
            TemplatePart::Middle => self.expression(Before::Other),
            TemplatePart::Tail => {
                self.frames.pop();
                self.value();
            }
        }
    }

    #[inline]
    fn punctuator(&mut self, punctuator: Punctuator, newline_before: bool) {
        match punctuator {
            Punctuator::Open(bracket) => self.open(bracket),
            Punctuator::Close(bracket) => self.close(bracket),
            Punctuator::Semicolon => {
                self.top().questions = 0;
                let is_statement = self.top().statements;
                self.statement();
                self.at_statement = is_statement;
            }
            Punctuator::Question => {
                let top = self.top();
                top.questions = top.questions.saturating_add(1);
                self.expression(Before::Other);
            }
            Punctuator::Colon => self.colon(),
            Punctuator::Dot => {
                self.expression(Before::Other);
                self.after_dot = true;
            }
            // Behind a value on the same line it belongs to the value.
            Punctuator::Step if self.after_value && !newline_before => self.value(),
            Punctuator::Arrow => self.expression(Before::Arrow),
            // The lexer has entered the element, and leaves it.
            Punctuator::OpenTag | Punctuator::CloseTag => {}
            _ => self.expression(Before::Other),
        }
    }

    /// Behind a label or a `case` a statement begins; in a conditional or an object, a value.
    fn colon(&mut self) {
        // `{function: …, class: …}`: they were names.
        self.function = None;
        let top = self.top();
        top.class = None;
        let is_conditional = top.questions > 0;
        top.questions = top.questions.saturating_sub(1);
        let is_label = !is_conditional && top.statements;
        self.expression(Before::Other);
        self.at_statement = is_label;
    }

    pub(super) fn open(&mut self, bracket: Bracket) {
        let frame = match bracket {
            Bracket::Round => self.open_round(),
            Bracket::Square => Frame::new(bracket, Body::Value, false),
            Bracket::Curly => self.open_curly(),
        };
        self.push(frame);
        self.expression(Before::Other);
        self.at_statement = frame.statements;
    }

    fn push(&mut self, frame: Frame) {
        if self.frames.len() < DEEPEST {
            self.frames.push(frame);
        } else {
            self.beyond += 1;
        }
    }

    fn open_round(&mut self) -> Frame {
        let control = self.before == Before::Control;
        let body = self.function.take().unwrap_or(Body::Statement);
        Frame { control, ..Frame::new(Bracket::Round, body, false) }
    }

    fn open_curly(&mut self) -> Frame {
        let class = self.top().class.take();
        let (body, statements) = match (class, self.before) {
            (Some(body), _) | (None, Before::Closed(body)) => (body, true),
            // `catch {` has no parenthesis.
            (None, Before::Arrow | Before::Control) => (Body::Statement, true),
            (None, Before::Other) if self.at_statement || self.after_value => {
                (Body::Statement, true)
            }
            (None, Before::Operator | Before::Other) => (Body::Value, false),
        };
        Frame::new(Bracket::Curly, body, statements)
    }

    fn close(&mut self, bracket: Bracket) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return self.value();
        }
        // Brackets that do not pair are left alone: the file is broken, and reading goes on.
        let frame = match self.frames.last() {
            Some(frame)
                if frame.bracket == bracket && !frame.template && frame.markup.is_none() =>
            {
                *frame
            }
            _ => return self.value(),
        };
        self.frames.pop();
        match bracket {
            Bracket::Round if frame.control => self.statement(),
            Bracket::Curly if frame.body == Body::Statement => self.statement(),
            Bracket::Round | Bracket::Square | Bracket::Curly => self.value(),
        }
        if bracket == Bracket::Round {
            self.before = Before::Closed(if frame.control { Body::Statement } else { frame.body });
        }
    }
}
