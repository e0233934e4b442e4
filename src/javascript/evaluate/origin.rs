//! Where values come from: which literals they are made of, and by which steps.

use rustc_hash::FxHashSet;

use crate::{candidate::Step, order, span::Span};

/// A value's place in the table; [`Origin::NONE`] for values that are made of nothing that could
/// be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Origin(u32);

impl Origin {
    pub(super) const NONE: Self = Self(u32::MAX);
}

/// The table. It only grows, by a node for each step of the evaluation.
#[derive(Debug, Default)]
pub(super) struct Origins {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
enum Node {
    /// A literal, without its quotes.
    Literal(Span),
    Step(Step, Origin),
    Both(Origin, Origin),
}

/// What a value is made of.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// In the order in which they were taken.
    pub(super) steps: Vec<Step>,
    /// In the order of their places, neighbours joined.
    pub(super) pieces: Vec<Span>,
}

/// Longer histories are told in part.
const MOST_STEPS: usize = 16;
/// Values of more pieces are traced in part.
const MOST_NODES: usize = 1 << 16;
/// Pieces that stand no further apart are neighbours in an array.
const NEIGHBOURS: u32 = 8;

impl Origins {
    fn push(&mut self, node: Node) -> Origin {
        self.nodes.push(node);
        Origin(self.nodes.len() as u32 - 1)
    }

    pub(super) fn literal(&mut self, span: Span) -> Origin {
        self.push(Node::Literal(span))
    }

    /// What `step` makes of a value.
    pub(super) fn step(&mut self, step: Step, of: Origin) -> Origin {
        let is_repeated = matches!(self.get(of), Some(Node::Step(last, _)) if last == step);
        if is_repeated { of } else { self.push(Node::Step(step, of)) }
    }

    /// A value of two parts.
    pub(super) fn both(&mut self, first: Origin, second: Origin) -> Origin {
        match (first, second) {
            (first, second) if first == second => first,
            (Origin::NONE, second) => second,
            (first, Origin::NONE) => first,
            (first, second) => self.push(Node::Both(first, second)),
        }
    }

    fn get(&self, origin: Origin) -> Option<Node> {
        self.nodes.get(origin.0 as usize).copied()
    }

    /// The literal that the value is, when nothing was done to it but refer to it.
    pub(super) fn as_literal(&self, origin: Origin) -> Option<Span> {
        let mut origin = origin;
        loop {
            match self.get(origin)? {
                Node::Literal(span) => return Some(span),
                Node::Step(Step::Variable | Step::Member | Step::Array, of) => origin = of,
                Node::Step(..) | Node::Both(..) => return None,
            }
        }
    }

    pub(super) fn trace(&self, origin: Origin) -> Trace {
        let mut trace = Trace::default();
        let mut seen = FxHashSet::default();
        // A step is noted on the way back, behind those that it builds on.
        let mut open: Vec<(Origin, Option<Step>)> = vec![(origin, None)];
        while let Some((origin, done)) = open.pop() {
            if let Some(step) = done {
                trace.step(step);
                continue;
            }
            if seen.len() >= MOST_NODES || !seen.insert(origin) {
                continue;
            }
            match self.get(origin) {
                Some(Node::Literal(span)) => trace.pieces.push(span),
                Some(Node::Step(step, of)) => {
                    open.push((origin, Some(step)));
                    open.push((of, None));
                }
                Some(Node::Both(first, second)) => {
                    open.push((second, None));
                    open.push((first, None));
                }
                None => {}
            }
        }
        trace.join_neighbours();
        trace
    }
}

impl Trace {
    fn step(&mut self, step: Step) {
        if self.steps.last() != Some(&step) && self.steps.len() < MOST_STEPS {
            self.steps.push(step);
        }
    }

    fn join_neighbours(&mut self) {
        order::sort_by(&mut self.pieces, Ord::cmp);
        self.pieces.dedup_by(|next, piece| {
            let is_near = next.start <= piece.end.saturating_add(NEIGHBOURS);
            if is_near {
                piece.end = piece.end.max(next.end);
            }
            is_near
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_in_their_order_and_pieces_by_place() {
        let mut origins = Origins::default();
        let first = origins.literal(Span::new(50, 60));
        let second = origins.literal(Span::new(10, 20));
        let both = origins.both(first, second);
        let sum = origins.step(Step::Concat, both);
        let decoded = origins.step(Step::Base64, sum);
        let trace = origins.trace(decoded);
        assert_eq!(trace.steps, [Step::Concat, Step::Base64]);
        assert_eq!(trace.pieces, [Span::new(10, 20), Span::new(50, 60)]);
    }

    #[test]
    fn a_value_that_doubles_is_traced_once() {
        let mut origins = Origins::default();
        let mut value = origins.literal(Span::new(0, 1));
        for _ in 0..200 {
            let other = origins.step(Step::Variable, value);
            let both = origins.both(value, other);
            value = origins.step(Step::Concat, both);
        }
        let trace = origins.trace(value);
        assert_eq!(trace.pieces, [Span::new(0, 1)]);
        assert!(trace.steps.len() <= MOST_STEPS);
    }
}
