//! Keys are not older than they may be.

use super::super::{answer::Answer, gather::Project};
use crate::finding::day;

/// Days after which a key is due, when nothing else is said.
const DAYS: u32 = 90;

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(5);
    answer.notices.extend(project.notices.iter().cloned());
    let (mut all, mut dated) = (0, 0);
    for (file, key) in project.in_use() {
        all += 1;
        let name = &key.variable.name;
        let issued = key.finding.issued.as_deref().and_then(day::parse);
        let (Some(issued), Some(now)) = (issued, project.now) else { continue };
        dated += 1;
        let most = project.keys.get(name).and_then(|key| key.rotate_days).unwrap_or(DAYS);
        let age = (now - issued) / day::SECONDS;
        if age > i64::from(most) {
            let next = key.finding.remediation.revoke.as_deref().map_or_else(
                || "create a new key, deploy it, and revoke the old one".to_owned(),
                |page| format!("create a new key, deploy it, and revoke the old one: {page}"),
            );
            answer.fail(
                format!("{}: {name} is {age} days old; {most} are allowed", file.name),
                &next,
            );
        }
    }
    if all > 0 && dated == all && project.notices.is_empty() {
        answer.pass();
    } else if dated < all {
        answer.evidence.push(format!("of {all} keys, {} do not tell their age", all - dated));
    }
    answer
}
