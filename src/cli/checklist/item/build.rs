//! The build gives no key away.

use std::path::Path;

use ignore::WalkBuilder;

use super::{
    super::{answer::Answer, gather::Project},
    literals,
};
use crate::Severity;

/// Where frameworks put what browsers get.
const FOLDERS: [&str; 8] = [
    "dist",
    "build",
    "out",
    ".next/static",
    ".output/public",
    ".svelte-kit/output/client",
    "www",
    "_site",
];

/// Whether `below`, a path in the project, is a build's output.
pub(super) fn is_output(below: &Path) -> bool {
    let tops = [".next", ".output", ".svelte-kit", ".nuxt"];
    FOLDERS.iter().chain(&tops).any(|folder| below == Path::new(folder))
}

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(7);
    let mut read = 0;
    for folder in FOLDERS.iter().filter(|folder| project.root.join(folder).is_dir()) {
        let walk = WalkBuilder::new(project.root.join(folder))
            .standard_filters(false)
            .sort_by_file_name(Ord::cmp)
            .build();
        for entry in walk {
            let Ok(entry) = entry else {
                answer.notices.push(format!("a file of {folder} cannot be read"));
                continue;
            };
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            read += usize::from(is_for_browsers(entry.path()));
            let report = literals::one(project, entry.path(), &mut answer.notices);
            let findings = report.into_iter().flat_map(|report| report.findings);
            for finding in findings.filter(|finding| finding.severity == Severity::Error) {
                let place = &finding.location;
                let text = format!("{}:{}: {}", place.path, place.line, finding.title);
                answer.fail(text, "rotate it now, and call the service from a server");
            }
        }
    }
    if read == 0 {
        answer.evidence.push("there is no build output".to_owned());
        answer.next.push("build first, for example with `npm run build`".to_owned());
    } else if answer.notices.is_empty() {
        answer.pass();
    }
    answer
}

/// Whether a file makes its folder one that browsers get: `build` may hold anything.
fn is_for_browsers(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ["js", "mjs", "html", "css"].iter().any(|of| ending == *of))
}
