//! Whatever the bytes, the tokens are in order and inside the file.

use proptest::prelude::*;

use crate::javascript::{
    dialect::Dialect,
    structure::{Lexer, Limits, Structure},
};

fn assert_in_order(source: &[u8]) {
    for jsx in [true, false] {
        of_dialect(source, Dialect::TypeScript { jsx });
    }
    of_dialect(source, Dialect::Script);
}

fn of_dialect(source: &[u8], dialect: Dialect) {
    let mut end = 0;
    for token in Lexer::new(source, dialect) {
        assert!(token.span.start >= end && token.span.end > token.span.start);
        assert!(token.span.end as usize <= source.len());
        end = token.span.end;
    }
    let _ = Structure::measure(source, dialect, Limits::of_target(), None);
}

proptest! {
    #[test]
    fn bytes(source in prop::collection::vec(any::<u8>(), 0..300)) {
        assert_in_order(&source);
    }

    #[test]
    fn text_like_a_script(source in r#"([a-c0-9 /"'`\\$(){}\[\]?:;,.=+*!<>#\n-]|=>|\$\{|/\*|\*/|//|if|return|function|class|else){0,80}"#) {
        assert_in_order(source.as_bytes());
    }
}

#[test]
fn what_never_closes_ends_with_the_file() {
    for source in [
        "\"abc",
        "'abc\\",
        "`abc${",
        "`abc\\",
        "/* abc",
        "// abc",
        "/abc",
        "/[abc",
        "a = /",
        "\u{FEFF}",
        "#!",
        "",
        "\0\0",
        "}}}",
        "`${`${`${",
    ] {
        assert_in_order(source.as_bytes());
    }
}
