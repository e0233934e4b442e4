//! Checksums inside tokens.

/// How a token proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Six base-62 digits of the CRC-32 of what stands between the prefix and them: GitHub's
    /// tokens since 2021 and npm's.
    /// <https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/>
    Crc32Base62,
}

impl Check {
    /// How many bytes the checksum takes.
    pub const fn length(self) -> usize {
        match self {
            Self::Crc32Base62 => 6,
        }
    }

    /// The checksum of `payload`.
    pub fn of(self, payload: &[u8]) -> String {
        match self {
            Self::Crc32Base62 => base62(crc32fast::hash(payload)),
        }
    }
}

/// `number` in base 62, digits before upper case before lower case, six places.
fn base62(mut number: u32) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut places = [b'0'; 6];
    for place in places.iter_mut().rev() {
        *place = DIGITS[(number % 62) as usize];
        number /= 62;
    }
    places.iter().map(|&place| place as char).collect()
}
