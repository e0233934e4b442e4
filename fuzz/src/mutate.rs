//! Changes a script by its tokens: what comes out is closer to a script than flipped bits are.

use leaklint::fuzzing::token_spans;

use crate::checks::HEAD;

/// What scripts are made of, and what breaks them.
const WORDS: [&str; 56] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "`",
    "${",
    "\"",
    "'",
    "/",
    "/*",
    "*/",
    "//",
    "\n",
    "\r",
    ";",
    ",",
    ":",
    "?",
    "?.",
    "??",
    "=",
    "=>",
    "+",
    "++",
    "-",
    "...",
    "<",
    ">",
    "</a>",
    "<!--",
    "-->",
    "\\",
    "\u{2028}",
    "\0",
    "\u{FEFF}",
    "if",
    "else ",
    "for",
    "do ",
    "return ",
    "function ",
    "class ",
    "async ",
    "await ",
    "yield ",
    "case ",
    "default:",
    "typeof ",
    "of ",
    "in ",
    "get ",
    "static{",
    "\"+\"",
    "#!",
];

/// Brackets that a range is put into, again and again.
const BRACKETS: [(&str, &str); 8] = [
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("`${", "}`"),
    ("()=>{", "}"),
    ("function a(){", "}"),
    ("<a>", "</a>"),
    ("/*", "*/"),
];

/// Random numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}

/// Changes the script behind the head of `input`; at most `most` bytes come out.
pub fn script(input: &[u8], most: usize, seed: u32) -> Vec<u8> {
    let mut random = Random(u64::from(seed) << 1 | 1);
    let (head, script) = input.split_at(HEAD.min(input.len()));
    let mut head = head.to_vec();
    head.resize(HEAD, 0);
    let byte = random.below(HEAD);
    head[byte] = random.below(256) as u8;

    let mut script = script.to_vec();
    for _ in 0..=random.below(3) {
        script = changed(&script, &mut random);
    }
    head.extend(script);
    head.truncate(most);
    head
}

fn changed(script: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bounds: Vec<usize> =
        token_spans(script).into_iter().flat_map(|span| [span.start, span.end]).collect();
    bounds.push(script.len());
    let mut bound = |random: &mut Random| bounds[random.below(bounds.len())];
    let (a, b) = (bound(random), bound(random));
    let near = (a + random.below(200)).min(script.len());
    let (start, end) = if random.below(2) == 0 { (a, near) } else { (a.min(b), a.max(b)) };
    let (before, range, after) = (&script[..start], &script[start..end], &script[end..]);
    let word = WORDS[random.below(WORDS.len())].as_bytes();
    match random.below(8) {
        0 => [before, after].concat(),
        1 => [before, range, range, after].concat(),
        2 => {
            let at = bound(random);
            [&script[..at], range, &script[at..]].concat()
        }
        3 => [before, word, after].concat(),
        4 | 5 => [before, word, &script[start..]].concat(),
        6 => {
            let (open, close) = BRACKETS[random.below(BRACKETS.len())];
            let times = 1 << random.below(9);
            let (open, close) = (open.repeat(times), close.repeat(times));
            [before, open.as_bytes(), range, close.as_bytes(), after].concat()
        }
        _ => before.to_vec(),
    }
}
