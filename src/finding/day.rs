//! Days as reports name them.

use time::{Date, Month, OffsetDateTime};

/// Of one day.
pub(crate) const SECONDS: i64 = 86_400;

/// The day of a time in seconds since 1970, as `YYYY-MM-DD` in UTC.
pub(crate) fn text(seconds: i64) -> String {
    let date = OffsetDateTime::from_unix_timestamp(seconds)
        .map_or(OffsetDateTime::UNIX_EPOCH, |time| time)
        .date();
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// The day that a text begins with, as its first second since 1970.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let day = text.get(..10)?;
    let mut parts = day.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
    let seconds = date.midnight().assume_utc().unix_timestamp();
    is_plausible(seconds).then_some(seconds)
}

/// Whether a last day, as it is written, is over; without one nothing ends.
pub(crate) fn is_over(until: Option<&str>, now: Option<i64>) -> bool {
    let last = until.and_then(parse);
    matches!((last, now), (Some(last), Some(now)) if now >= last + SECONDS)
}

/// Whether tokens were issued at that time: after 2000 and before 2200.
pub(crate) const fn is_plausible(seconds: i64) -> bool {
    946_684_800 < seconds && seconds < 7_258_118_400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_reports_name_them() {
        assert_eq!(text(1_767_225_599), "2025-12-31");
        assert_eq!(text(1_767_225_600), "2026-01-01");
    }

    #[test]
    fn days_are_read() {
        assert_eq!(parse("2026-01-01T12:00:00Z"), Some(1_767_225_600));
        for wrong in ["", "2026-13-01", "2026-02-30", "1.1.2026..", "0001-01-01"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
