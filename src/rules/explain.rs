//! What is said of a rule to people, by the command and the pages alike.

use super::{
    grammar::sample::sample,
    key::{self, Context, Key},
};
use crate::finding::Exposure;

/// Where the pages of the rules are.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules/");

/// What stands for a character of a value that is not shown.
const MASK: char = '\u{2022}';

/// So many characters of a sample are shown or masked; the rest is left out.
const SHOWN: usize = 48;

impl Key {
    /// The part of the id behind the provider: `secret-key`.
    pub fn kind(&self) -> &'static str {
        self.id.rsplit('/').next().unwrap_or(self.id)
    }

    /// The page that explains it; a rule of the user's own has none.
    pub fn page(&self) -> Option<String> {
        let is_ours = key::find(self.id).is_some_and(|known| std::ptr::eq(known, self));
        is_ours.then(|| format!("{PAGES}{}.md#{}", self.provider.id, self.kind()))
    }

    /// Whether it is about something that people can have and use, and not about how files are
    /// written.
    pub const fn is_about_key(&self) -> bool {
        !self.can.is_empty()
    }

    /// Its exposure as a word, and what that means.
    pub const fn exposure_in_words(&self) -> (&'static str, &'static str) {
        match self.exposure {
            Exposure::Secret => ("secret", "it must never be in a browser"),
            Exposure::Restricted => {
                ("restricted", "in a browser only when the provider restricts its use")
            }
            Exposure::Publishable => ("publishable", "it is meant to be public"),
            Exposure::Unknown => ("unknown", "its value does not say whether it may be public"),
        }
    }

    /// A value of its form, drawn by the grammar, with everything masked that is not the same in
    /// all of them: it shows how one looks, and no other tool takes it for one. Nothing when there
    /// is no fixed part to show.
    pub fn masked_sample(&self) -> Option<String> {
        let value = sample(&self.token, 1);
        let fixed = self.token.anchors.iter().filter(|anchor| value.contains(**anchor));
        let fixed = fixed.max_by_key(|anchor| anchor.len())?;
        let start = value.find(fixed)?;
        let shown = start..start + fixed.len();
        let length = SHOWN.max(shown.end);
        let is_mark = |c: char| !c.is_ascii_alphanumeric();
        let masked = value
            .char_indices()
            .take(length)
            .map(|(at, c)| if shown.contains(&at) || is_mark(c) { c } else { MASK });
        let mut text: String = masked.filter(|c| !c.is_control()).collect();
        if value.len() > length {
            text.push('\u{2026}');
        }
        Some(text)
    }

    /// The names that it goes by, as a list.
    pub fn names_in_words(&self) -> Option<String> {
        let Context { names, headers, calls, hosts, query, near_names, near } =
            self.context.as_ref()?;
        let listed = |what: &str, texts: &[&str]| {
            (!texts.is_empty()).then(|| format!("{what} {}", texts.join(", ")))
        };
        let calls: Vec<&str> = calls.iter().map(|(callee, _)| *callee).collect();
        let lists = [
            listed("names like", names),
            listed("names like", near_names),
            listed("near", near),
            listed("the headers", headers),
            listed("the calls", &calls),
            listed("URLs of", hosts),
            listed("with the parameters", query),
        ];
        Some(lists.into_iter().flatten().collect::<Vec<_>>().join("; "))
            .filter(|text| !text.is_empty())
    }

    /// What to do after a new one was created; nothing for what may be public.
    pub fn rotation_steps(&self) -> Option<&'static str> {
        const STEPS: &str = "put it on the server, deploy a build without the old one, verify, and \
                             revoke the old one: it stays public in every copy of the old build";
        let is_secret = !matches!(self.exposure, Exposure::Publishable) && self.is_about_key();
        is_secret.then_some(STEPS)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::key;

    #[test]
    fn no_sample_shows_more_than_every_key_has() {
        for key in key::all() {
            let Some(sample) = key.masked_sample() else { continue };
            let fixed = key.token.anchors.iter().filter(|anchor| sample.contains(**anchor));
            let fixed = fixed.max_by_key(|anchor| anchor.len()).unwrap();
            let rest = sample.replacen(fixed, "", 1);
            assert!(!rest.contains(|c: char| c.is_ascii_alphanumeric()), "{}: {sample}", key.id);
        }
    }

    #[test]
    fn every_rule_has_a_page() {
        let key = key::find("stripe/secret-key").unwrap();
        assert!(key.page().is_some_and(|page| page.ends_with("/docs/rules/stripe.md#secret-key")));
    }
}
