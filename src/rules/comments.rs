//! Rules about comments that allow findings: one that does not do what its writer believes is
//! itself reported.

use super::key::{Key, Provider};

/// Whoever wrote the comment.
static COMMENTS: Provider =
    Provider { id: "allow", name: "the source", site: None, rotate: None, usage: None };

/// What all of these rules have in common.
const fn rule(id: &'static str, title: &'static str, instead: &'static str) -> Key {
    Key { instead, ..Key::named(id, &COMMENTS, title) }
}

/// One that says too little to count.
pub(crate) static INCOMPLETE: Key = rule(
    "allow/incomplete",
    "Allow comment that says too little",
    "Write `leaklint-allow provider/kind: reason`, with `until=2027-01-31` before the colon if it shall end.",
);

/// One whose last day is over.
pub(crate) static EXPIRED: Key = rule(
    "allow/expired",
    "Allow comment that has ended",
    "Mend what it allowed and take the comment out, or give it a new day and say why.",
);

/// One that names a rule that there is not.
pub(crate) static UNKNOWN_RULE: Key = rule(
    "allow/unknown-rule",
    "Allow comment that names an unknown rule",
    "Name the rule as the finding does; `leaklint rules` lists them all.",
);

/// One beside which nothing is found.
pub(crate) static UNUSED: Key = rule(
    "allow/unused",
    "Allow comment that nothing needs",
    "Take the comment out: what it allowed is not there any more, or never stood beside it.",
);

/// Every rule about such comments.
pub(super) static ALL: [&Key; 4] = [&INCOMPLETE, &EXPIRED, &UNKNOWN_RULE, &UNUSED];
