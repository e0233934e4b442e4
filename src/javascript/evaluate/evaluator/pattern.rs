//! The regular expressions that `split`, `replace` and `match` of constants are written with:
//! a row of characters and classes, each with a count. Anything more is no constant.

use std::{cell::Cell, ops::Range};

use swc_ecma_ast::Regex;

/// A row of items, matched greedily and without going back.
pub(super) struct Pattern {
    items: Vec<Item>,
    is_case_blind: bool,
    /// How many characters have been looked at.
    effort: Cell<usize>,
}

/// More than that is a trap, and is given up.
const MOST_EFFORT: usize = 2_000_000;

struct Item {
    class: Class,
    least: usize,
    most: usize,
}

/// Which characters an item takes.
struct Class {
    ranges: Vec<(char, char)>,
    is_negated: bool,
}

impl Pattern {
    /// Nothing for what it cannot match.
    pub(super) fn of(regex: &Regex) -> Option<Self> {
        let mut rest = regex.exp.chars().peekable();
        let mut items = Vec::new();
        while let Some(char) = rest.next() {
            let class = match char {
                '[' => class(&mut rest)?,
                '\\' => escaped(rest.next()?)?,
                '.' => Class { ranges: vec![('\n', '\n')], is_negated: true },
                '(' | ')' | '|' | '^' | '$' | '*' | '+' | '?' | '{' => return None,
                char => single(char),
            };
            let (least, most) = count(&mut rest)?;
            items.push(Item { class, least, most });
        }
        Some(Self { items, is_case_blind: regex.flags.contains('i'), effort: Cell::new(0) })
    }

    /// The first match at `from` or behind it.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let starts = text.get(from..)?.char_indices().map(|(at, _)| from + at);
        starts.chain([text.len()]).find_map(|start| Some(start..self.end(text, start)?))
    }

    pub(super) fn find_all(&self, text: &str, is_global: bool) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while let Some(range) = self.find(text, at).filter(|range| !range.is_empty()) {
            at = range.end;
            found.push(range);
            if !is_global {
                break;
            }
        }
        found
    }

    /// How many characters were looked at; nothing when it was given up.
    pub(super) fn effort(&self) -> Option<usize> {
        let effort = self.effort.get();
        (effort <= MOST_EFFORT).then_some(effort)
    }

    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let mut at = start;
        if self.effort.get() > MOST_EFFORT {
            return None;
        }
        for item in &self.items {
            let mut taken = 0;
            for char in text[at..].chars().take(item.most) {
                if !self.takes(&item.class, char) {
                    break;
                }
                taken += 1;
                at += char.len_utf8();
            }
            self.effort.set(self.effort.get() + taken + 1);
            if taken < item.least {
                return None;
            }
        }
        Some(at)
    }

    fn takes(&self, class: &Class, char: char) -> bool {
        let is_in =
            |char: char| class.ranges.iter().any(|&(first, last)| (first..=last).contains(&char));
        let is_in = is_in(char)
            || (self.is_case_blind
                && (is_in(char.to_ascii_lowercase()) || is_in(char.to_ascii_uppercase())));
        is_in != class.is_negated
    }
}

fn single(char: char) -> Class {
    Class { ranges: vec![(char, char)], is_negated: false }
}

fn escaped(char: char) -> Option<Class> {
    let (ranges, is_negated) = match char {
        'd' | 'D' => (vec![('0', '9')], char == 'D'),
        'w' | 'W' => (vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')], char == 'W'),
        's' | 'S' => (vec![('\t', '\r'), (' ', ' '), ('\u{A0}', '\u{A0}')], char == 'S'),
        'n' => (vec![('\n', '\n')], false),
        't' => (vec![('\t', '\t')], false),
        'r' => (vec![('\r', '\r')], false),
        char if char.is_ascii_alphanumeric() => return None,
        char => (vec![(char, char)], false),
    };
    Some(Class { ranges, is_negated })
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn class(rest: &mut Rest<'_>) -> Option<Class> {
    let is_negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let first = match rest.next()? {
            ']' => return Some(Class { ranges, is_negated }),
            '\\' => {
                let escaped = escaped(rest.next()?)?;
                match escaped.ranges.as_slice() {
                    [(first, last)] if first == last && !escaped.is_negated => *first,
                    _ if escaped.is_negated => return None,
                    _ => {
                        ranges.extend(escaped.ranges);
                        continue;
                    }
                }
            }
            char => char,
        };
        let mut ahead = rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(last)) if last != ']' && last != '\\' => {
                rest.nth(1);
                ranges.push((first, last));
            }
            _ => ranges.push((first, first)),
        }
    }
}

/// `*`, `+`, `?`, `{n}`, `{m,n}`.
fn count(rest: &mut Rest<'_>) -> Option<(usize, usize)> {
    let count = match rest.peek() {
        Some('*') => (0, usize::MAX),
        Some('+') => (1, usize::MAX),
        Some('?') => (0, 1),
        Some('{') => {
            let text: String = rest.by_ref().skip(1).take_while(|&char| char != '}').collect();
            let (least, most) = text.split_once(',').unwrap_or((&text, &text));
            let most = if most.is_empty() { usize::MAX } else { most.parse().ok()? };
            return Some((least.parse().ok()?, most));
        }
        _ => return Some((1, 1)),
    };
    rest.next();
    // Lazy counts would need to go back.
    if rest.peek() == Some(&'?') { None } else { Some(count) }
}
