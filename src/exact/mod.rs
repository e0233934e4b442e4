//! Exact values: the values of given variables, wherever and however they stand in a file.
//!
//! In: variables, bytes, candidates. Out: matches that name the variable. What a value is, when a
//! rule knows its form as well, the rule says: see [`Sought::into_matches`].

mod forms;
mod join;
mod pieces;
mod public;
mod value;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    beginnings::{Beginnings, SHORTEST, Text},
    candidate::{Candidate, Place, Step},
    environment::{Says, Variable, identifies, says},
    order,
    rules::{ENV_VALUE, Evidence, Match, describe},
    span::Span,
};

pub(crate) use pieces::Pieces;
pub use value::Reason;
pub(crate) use value::{Weight, is_ordinary};

/// The variables that are looked for, ready to search with. Made once.
#[derive(Debug, Default)]
pub(crate) struct Exact {
    known: Vec<Arc<Known>>,
    /// Nothing when there is nothing to look for.
    search: Option<Search>,
    left_out: Vec<LeftOut>,
    /// Variables that are meant to be public: they give findings their names, and are none.
    public: Vec<Variable>,
}

/// A variable whose value is looked for.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) variable: Variable,
    pub(crate) weight: Weight,
    /// Whether its value is only compared with what rules have found.
    pub(crate) is_public: bool,
}

/// A variable whose value is not looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Where it was read.
    pub from: String,
    /// Why.
    pub reason: Reason,
}

/// All forms of all values.
#[derive(Debug)]
struct Search {
    forms: Beginnings<Form>,
    pieces: Pieces,
}

/// A text that stands for a value.
#[derive(Debug)]
struct Form {
    text: Vec<u8>,
    /// The variables with such a value.
    owners: Vec<usize>,
    /// How it is read from the text.
    steps: &'static [Step],
}

impl Text for Form {
    fn text(&self) -> &[u8] {
        &self.text
    }
}

/// A place of a value.
#[derive(Debug, Clone, Copy)]
struct Hit {
    known: usize,
    start: usize,
    end: usize,
    steps: &'static [Step],
}

impl Exact {
    /// `public` are variables that the build publishes because of their names.
    pub(crate) fn new(variables: &[Variable], public: &[Variable]) -> Self {
        let mut exact = Self::default();
        let mut places: HashMap<(&str, &str), usize> = HashMap::new();
        let (secret, public): (Vec<&Variable>, Vec<&Variable>) =
            public.iter().partition(|variable| says(variable.name.as_bytes()) == Says::Secret);
        exact.public = public.into_iter().filter(|it| public::is_named(it)).cloned().collect();
        // What one variable names, another may hold, too: `SHOWN=$GITHUB_SHA`.
        let names: HashSet<&str> = variables
            .iter()
            .filter(|variable| identifies(&variable.name))
            .map(|variable| variable.value.trim())
            .collect();
        for variable in variables.iter().chain(secret) {
            let value = variable.value.trim();
            let weighed = match value::weigh(variable) {
                Ok(_)
                    if names.contains(value) && says(variable.name.as_bytes()) < Says::Perhaps =>
                {
                    Err(Reason::Identifies)
                }
                weighed => weighed,
            };
            if places.contains_key(&(variable.name.as_str(), value)) {
                continue;
            }
            match weighed {
                Ok(weight) => {
                    places.insert((&variable.name, value), exact.known.len());
                    let variable = Variable { value: value.to_owned(), ..variable.clone() };
                    exact.known.push(Arc::new(Known { variable, weight, is_public: false }));
                }
                Err(reason) => {
                    if reason == Reason::Public && public::is_named(variable) {
                        exact.public.push(variable.clone());
                    }
                    exact.left_out.push(LeftOut {
                        name: variable.name.clone(),
                        from: variable.from.clone(),
                        reason,
                    });
                }
            }
        }
        exact.search = (!exact.known.is_empty()).then(|| Search::new(&exact.known));
        exact
    }

    /// The pieces that values may be put together from; none when there is nothing to look for.
    pub(crate) fn pieces(&self) -> Option<&Pieces> {
        self.search.as_ref().map(|search| &search.pieces)
    }

    pub(crate) fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Searches the raw bytes of a file.
    pub(crate) fn seek(&self, bytes: &[u8]) -> Sought<'_> {
        let hits = self.search.as_ref().map_or_else(Vec::new, |search| search.hits(bytes));
        Sought {
            exact: self,
            contexts: vec![None; hits.len()],
            answered: vec![false; hits.len()],
            hits,
            matches: Vec::new(),
        }
    }
}

impl Search {
    fn new(known: &[Arc<Known>]) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        for (index, known) in known.iter().enumerate() {
            for (text, steps) in forms::forms(&known.variable.value) {
                if text.len() < SHORTEST {
                    continue;
                }
                let place = *places.entry(text).or_insert_with_key(|text| {
                    forms.push(Form { text: text.clone(), owners: Vec::new(), steps });
                    forms.len() - 1
                });
                let owners = &mut forms[place].owners;
                if owners.last() != Some(&index) {
                    owners.push(index);
                }
            }
        }
        let pieces = Pieces::new(known.iter().map(|known| known.variable.value.as_str()));
        Self { forms: Beginnings::new(forms), pieces }
    }

    /// By start, the widest first; one variable does not overlap with itself.
    fn hits(&self, bytes: &[u8]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        self.forms.find(bytes, &mut |start, number| {
            let Form { text, owners, steps } = &self.forms.texts()[number];
            let end = start + text.len();
            hits.extend(owners.iter().map(|&known| Hit { known, start, end, steps }));
        });
        order::sort_by_key(&mut hits, |hit| (hit.start, std::cmp::Reverse(hit.end)));
        let mut reached: HashMap<usize, usize> = HashMap::new();
        hits.retain(|hit| {
            let end = reached.entry(hit.known).or_insert(0);
            let is_new = hit.start >= *end;
            *end = (*end).max(hit.end);
            is_new
        });
        hits
    }
}

/// What was found of one file so far.
pub(crate) struct Sought<'e> {
    exact: &'e Exact,
    hits: Vec<Hit>,
    /// For each hit, what is known of the place where it stands.
    contexts: Vec<Option<crate::finding::Context>>,
    /// For each hit, whether a part of the file is looked through for it.
    answered: Vec<bool>,
    /// Of values that do not stand in the raw bytes.
    matches: Vec<Match>,
}

impl Sought<'_> {
    /// Takes the names around a candidate, and looks into its value when that is not what stands
    /// in the file.
    pub(crate) fn candidate(&mut self, source: &[u8], candidate: &Candidate<'_>) {
        let Some(search) = &self.exact.search else { return };
        let Span { start, end } = candidate.span;
        let first = self.hits.partition_point(|hit| hit.start < start as usize);
        let within = self.hits[first..].iter().take_while(|hit| hit.start < end as usize);
        let within: Vec<usize> = within.map(|hit| hit.known).collect();
        for (index, _) in within.iter().enumerate() {
            self.contexts[first + index].get_or_insert_with(|| describe(source, candidate));
        }
        if candidate.verbatim {
            return;
        }
        for hit in search.hits(candidate.value) {
            if !within.contains(&hit.known) {
                let found = self.exact.found(&hit, candidate.span, candidate.derivation);
                let pieces = candidate.pieces_to_keep().to_vec();
                self.matches.push(Match { context: describe(source, candidate), pieces, ..found });
            }
        }
    }

    /// Adds where values stand to `places`, which are in ascending order.
    pub(crate) fn places(&self, mut places: Vec<u32>) -> Vec<u32> {
        if !self.hits.is_empty() {
            places.extend(self.hits.iter().map(|hit| hit.start as u32));
            places.sort_unstable();
        }
        places
    }

    /// Whether values were found that do not stand in the raw bytes.
    pub(crate) const fn has_derived(&self) -> bool {
        !self.matches.is_empty()
    }

    /// Forgets what candidates have told.
    pub(crate) fn forget(&mut self) {
        self.contexts.fill(None);
        self.matches.clear();
    }

    /// Says that what stands inside `span` is looked through by itself.
    pub(crate) fn answer(&mut self, span: Span) {
        let first = self.hits.partition_point(|hit| hit.start < span.start as usize);
        let end = span.end as usize;
        let within = self.hits[first..].iter().take_while(|hit| hit.start < end);
        for (answered, hit) in self.answered[first..].iter_mut().zip(within) {
            *answered |= hit.end <= end;
        }
    }

    /// Adds what was found to `matches`, those of the rules.
    pub(crate) fn into_matches(mut self, source: &[u8], matches: &mut Vec<Match>) {
        if self.exact.search.is_none() {
            return public::name(&self.exact.public, matches);
        }
        let whole = Candidate {
            value: source,
            span: Span::new(0, source.len() as u32),
            verbatim: true,
            derivation: &[],
            pieces: &[],
            place: Place::Text,
            frames: &[],
        };
        for ((hit, context), answered) in self.hits.iter().zip(self.contexts).zip(self.answered) {
            if answered {
                continue;
            }
            let span = Span::new(hit.start as u32, hit.end as u32);
            let found = self.exact.found(hit, span, hit.steps);
            let context = context.unwrap_or_else(|| describe(source, &whole));
            self.matches.push(Match { verbatim: hit.steps.is_empty(), context, ..found });
        }
        join::join(self.matches, matches);
        public::name(&self.exact.public, matches);
    }
}

impl Exact {
    fn found(&self, hit: &Hit, span: Span, derivation: &[Step]) -> Match {
        let known = &self.known[hit.known];
        Match {
            key: &ENV_VALUE,
            value: known.variable.value.clone().into_bytes(),
            span,
            verbatim: false,
            derivation: derivation.to_vec(),
            pieces: Vec::new(),
            evidence: Evidence::default(),
            context: crate::finding::Context::nameless(),
            known: Some(Arc::clone(known)),
        }
    }
}
