//! Checksums inside tokens.

/// How a token proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Six base-62 digits of the CRC-32 of what stands between the prefix and them: GitHub's
    /// tokens since 2021 and npm's.
    /// <https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/>
    Crc32Base62,
    /// Seven base-36 digits of the CRC-32 of the whole token before them: GitLab's routable
    /// tokens. <https://docs.gitlab.com/development/cells/routable_tokens/>
    Crc32Base36,
    /// Eight hexadecimal digits, the lowest byte first, of the CRC-32 of the whole token before
    /// the separator in front of them: Grafana's service accounts.
    /// <https://github.com/grafana/grafana/blob/main/pkg/components/apikeygenprefix/apikeygen.go>
    Crc32HexLittle,
}

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

impl Check {
    /// The check that the grammar calls `name`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "crc32-base62" => Some(Self::Crc32Base62),
            "crc32-base36" => Some(Self::Crc32Base36),
            "crc32-hex-little" => Some(Self::Crc32HexLittle),
            _ => None,
        }
    }

    /// How many bytes the checksum takes.
    pub const fn length(self) -> usize {
        match self {
            Self::Crc32Base62 => 6,
            Self::Crc32Base36 => 7,
            Self::Crc32HexLittle => 8,
        }
    }

    /// The checksum of a token that begins with `before`, of which the first `prefix` bytes are
    /// those of all tokens.
    pub fn of(self, before: &[u8], prefix: usize) -> String {
        let crc = crc32fast::hash;
        match self {
            Self::Crc32Base62 => digits(crc(&before[prefix.min(before.len())..]), BASE62, 6),
            Self::Crc32Base36 => digits(crc(before), BASE36, 7),
            Self::Crc32HexLittle => {
                let sum = crc(&before[..before.len().saturating_sub(1)]);
                format!("{:08x}", sum.swap_bytes())
            }
        }
    }
}

/// The last `places` digits of `number` in the base of `alphabet`.
fn digits(mut number: u32, alphabet: &[u8], places: usize) -> String {
    let base = alphabet.len() as u32;
    let mut text = vec!['0'; places];
    for place in text.iter_mut().rev() {
        *place = alphabet[(number % base) as usize] as char;
        number /= base;
    }
    text.into_iter().collect()
}
