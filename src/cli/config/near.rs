//! What was probably meant, where a name or a word is unknown.

use crate::cli::error::without_values;

/// Names that are less alike are not worth telling.
const ALIKE: f64 = 0.7;

/// The name of `names` that is most like `wrong`.
pub(in crate::cli) fn nearest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(wrong, name);
    let is_begun =
        |name: &str| wrong.len() > 2 && (name.starts_with(wrong) || wrong.starts_with(name));
    let best = names
        .into_iter()
        .map(|name| (if is_begun(name) { likeness(name).max(ALIKE) } else { likeness(name) }, name))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 >= ALIKE - 0.1).then_some(best.1)
}

/// A message of the parser's, on one line, with the nearest right name before all of them.
pub(super) fn explained(message: &str) -> String {
    // Some are of several lines.
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name = ["unknown field", "unknown variant"].iter().any(|of| message.starts_with(of));
    let Some((what, rest)) = message.split_once(", expected ").filter(|_| is_name) else {
        return without_values(&message);
    };
    let quoted = |text: &str| -> Vec<String> {
        text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let wrong = quoted(what).into_iter().next().unwrap_or_default();
    let what = without_values(what);
    let names = quoted(rest);
    let all = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(&wrong, names.iter().map(String::as_str)) {
        Some(name) => format!("{what}: did you mean `{name}`? It may be {all}"),
        None => format!("{what}: it may be {all}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_told_when_one_is_near() {
        assert_eq!(
            explained("unknown field `fail_on`, expected one of `format`, `fail-on`"),
            "unknown field `fail_on`: did you mean `fail-on`? It may be `format`, `fail-on`"
        );
        assert_eq!(
            explained("unknown field `xyz`, expected `format` or `fail-on`"),
            "unknown field `xyz`: it may be `format`, `fail-on`"
        );
        assert_eq!(explained("something\n  else"), "something else");
    }

    #[test]
    fn the_beginning_of_a_name_is_near() {
        assert_eq!(nearest("rotate", ["owner", "rotate-days"]), Some("rotate-days"));
        assert_eq!(nearest("key", ["keys", "allow"]), Some("keys"));
        assert_eq!(nearest("", ["keys"]), None);
    }
}
