//! All rules, ready to match: the fixed parts of tokens, and the words that context rules go by.

use std::collections::BTreeMap;

use memchr::memchr_iter;

use super::{
    Match,
    anchors::{Anchors, Hit},
    context, encoded, environment, generic,
    grammar::{Grammar, Token},
    key::{self, Key},
    marks::Mark,
    settle::{Found, settle},
    subjects::{self, Subject, SubjectKind},
    surroundings::Surroundings,
    user::{Pattern, UserRule, UserRules},
    words,
};
use crate::{
    beginnings::{Beginnings, Text},
    candidate::{Candidate, Place},
    span::Span,
};

/// Whoever encodes a value, encodes it once or twice.
const MOST_ENCODINGS: usize = 2;

/// Every rule, compiled for matching. Made once, shared by all threads.
#[derive(Debug)]
pub(crate) struct RuleSet {
    anchors: Anchors,
    terms: Beginnings<Term>,
    /// Those whose form alone says enough, without a part to search for.
    whole: Vec<&'static Key>,
    /// The user's regular expressions.
    patterns: Vec<Pattern>,
}

/// Words that context rules go by, and the keys that they belong to.
#[derive(Debug)]
struct Term {
    /// With a space at either end, so that it is found whole.
    text: String,
    keys: Vec<&'static Key>,
}

impl Text for Term {
    fn text(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

impl RuleSet {
    pub(crate) fn new(user: &UserRules) -> Self {
        let keys: Vec<_> = key::keys().iter().chain(user.iter().map(UserRule::key)).collect();
        Self {
            anchors: Anchors::new(&keys),
            terms: Beginnings::new(terms(&keys)),
            whole: keys.iter().copied().filter(|key| key.whole).collect(),
            patterns: user.iter().filter_map(UserRule::pattern).collect(),
        }
    }

    /// Every place in `bytes` where a token may be, in ascending order.
    pub(crate) fn hits(&self, bytes: &[u8]) -> Vec<Hit> {
        self.anchors.hits(bytes)
    }

    /// Where in `bytes` code is interesting whatever its strings look like; in ascending order.
    pub(crate) fn interest(&self, bytes: &[u8], hits: &[Hit]) -> Vec<u32> {
        self.anchors.interest(bytes, hits)
    }

    /// Whether a token begins in `bytes` that may go on anywhere else.
    pub(crate) fn is_begun(&self, bytes: &[u8], hits: &[Hit]) -> bool {
        self.anchors.is_begun(bytes, hits)
    }

    /// The hits in what `covered` leaves of `bytes`.
    pub(crate) fn hits_outside(&self, bytes: &[u8], covered: &[Span]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut from = 0;
        let end = Span::new(bytes.len() as u32, bytes.len() as u32);
        for span in covered.iter().chain([&end]) {
            if from < span.start {
                let gap = Span::new(from, span.start);
                hits.extend(self.hits(gap.of(bytes)).into_iter().map(|hit| hit.behind(from)));
            }
            from = from.max(span.end);
        }
        hits
    }

    /// Those of `hits` that other rules want to look at, in ascending order.
    pub(crate) fn marks(&self, hits: &[Hit]) -> Vec<(u32, Mark)> {
        let marked = hits.iter().filter_map(|hit| Some((hit.start, self.anchors.mark(*hit)?)));
        marked.filter(|(_, mark)| !matches!(mark, Mark::Interest(_))).collect()
    }

    /// Adds what `candidate` holds to `matches`. `hits` are those of the raw bytes within its
    /// span; `holder` is the name of what holds the source, where it is a part.
    pub(crate) fn matches(
        &self,
        source: &[u8],
        holder: &[u8],
        candidate: &Candidate<'_>,
        hits: &[Hit],
        matches: &mut Vec<Match>,
    ) {
        let mut found = Vec::new();
        if candidate.verbatim {
            self.tokens(candidate.value, hits, candidate.span.start, Grammar::find, &mut found);
        } else {
            let hits = self.hits(candidate.value);
            self.tokens(candidate.value, &hits, 0, Grammar::find, &mut found);
        }
        self.by_patterns(candidate.value, &mut found);
        self.in_context(source, holder, candidate, &mut found);
        if environment::is_public_secret(source, candidate) {
            found.push(Found::public_secret(candidate.value));
        }
        // What was only glued on is told where its literal is.
        let found = settle(found).into_iter().filter(|it| !it.is_glued_on(source, candidate));
        matches.extend(found.map(|found| found.into_match(source, candidate)));
        self.encoded(source, candidate, matches);
    }

    /// Adds the tokens that `candidate` holds in an encoded form, or in two.
    fn encoded(&self, source: &[u8], candidate: &Candidate<'_>, matches: &mut Vec<Match>) {
        let Some((mut text, mut step)) = encoded::decoded(candidate.value) else { return };
        let mut derivation = candidate.derivation.to_vec();
        for _ in 0..MOST_ENCODINGS {
            derivation.push(step);
            let decoded = Candidate {
                value: text.as_bytes(),
                verbatim: false,
                derivation: &derivation,
                ..*candidate
            };
            let mut found = Vec::new();
            let hits = self.hits(decoded.value);
            self.tokens(decoded.value, &hits, 0, Grammar::find, &mut found);
            found.retain(|found: &Found| !found.key.needs_context);
            let found = settle(found).into_iter();
            matches.extend(found.map(|found| found.into_match(source, &decoded)));
            match encoded::decoded(text.as_bytes()) {
                Some(next) => (text, step) = next,
                None => break,
            }
        }
    }

    /// Adds the tokens at `hits` that no literal held.
    pub(crate) fn verbatim_matches(&self, source: &[u8], hits: &[Hit], matches: &mut Vec<Match>) {
        let mut found = Vec::new();
        self.tokens(source, hits, 0, Grammar::find_in_code, &mut found);
        self.by_patterns(source, &mut found);
        found.retain(|found: &Found| !found.key.needs_context);
        let whole = Candidate {
            value: source,
            span: Span::new(0, source.len() as u32),
            verbatim: true,
            derivation: &[],
            pieces: &[],
            place: Place::Text,
            frames: &[],
        };
        matches.extend(settle(found).into_iter().map(|found| found.into_match(source, &whole)));
    }

    /// The tokens of `text` at `hits`, whose starts count from `origin`.
    fn tokens(
        &self,
        text: &[u8],
        hits: &[Hit],
        origin: u32,
        find: fn(&Grammar, &[u8], usize) -> Option<Token>,
        found: &mut Vec<Found>,
    ) {
        for hit in hits {
            let at = (hit.start - origin) as usize;
            for key in self.anchors.keys(*hit) {
                if let Some(token) = find(&key.token, text, at) {
                    found.push(Found::by_form(key, &token));
                }
            }
        }
    }

    /// What the names around a value say it is.
    fn in_context(
        &self,
        source: &[u8],
        holder: &[u8],
        candidate: &Candidate<'_>,
        found: &mut Vec<Found>,
    ) {
        let mut surroundings: Option<Surroundings<'_>> = None;
        subjects::each(candidate.value, |subject| {
            let around =
                surroundings.get_or_insert_with(|| Surroundings::new(source, holder, candidate));
            self.by_terms(around, subject, found);
            if subject.kind == SubjectKind::Whole {
                self.by_whole(subject, found);
            }
            if let Some(guess) = generic::guess(around, subject) {
                found.push(Found::generic(subject, guess));
            }
        });
    }

    fn by_patterns(&self, text: &[u8], found: &mut Vec<Found>) {
        for pattern in &self.patterns {
            pattern.each(text, |range| found.push(Found::by_pattern(pattern.key, range)));
        }
    }

    fn by_whole(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for key in &self.whole {
            if let Some(token) = key.token.whole(subject.text) {
                found.push(Found::by_form(key, &token));
            }
        }
    }

    fn by_terms(&self, around: &Surroundings<'_>, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let mut words = around.words.clone();
        if let SubjectKind::Query { host, .. } = subject.kind {
            words::split(host, &mut words);
        }
        words.push(' ');
        for at in memchr_iter(b' ', words.as_bytes()) {
            self.terms.find_first(&words.as_bytes()[at..], &mut |number| {
                let term = &self.terms.texts()[number];
                let place = at + 1..at + term.text.len() - 1;
                for key in &term.keys {
                    if context::agrees(key, around, subject, place.clone())
                        && let Some(token) = key.token.whole(subject.text)
                        && !(key.token.anchors.is_empty() && generic::is_wordy(subject.text))
                    {
                        found.push(Found::by_context(key, subject, &token));
                    }
                }
            });
        }
    }
}

/// What the context rules of `keys` go by.
fn terms(keys: &[&'static Key]) -> Vec<Term> {
    let mut terms: BTreeMap<String, Vec<&'static Key>> = BTreeMap::new();
    for &key in keys {
        for term in key.context.iter().flat_map(key::Context::terms) {
            terms.entry(format!(" {term} ")).or_default().push(key);
        }
    }
    terms.into_iter().map(|(text, keys)| Term { text, keys }).collect()
}
