//! Keys are in variables, not in the source.

use super::super::{
    answer::{Answer, Evidence},
    edit,
    env_files::is_key,
    gather::Project,
    sources,
};
use crate::{Exposure, Finding, finding::Location, report::words};

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    let (entries, holes) = sources::kept(&project.root);
    let (files, more) = sources::lint(&entries, &project.linter, project.is_quiet);
    holes.iter().chain(&more).for_each(|hole| answer.hole(hole));
    let keys = files.iter().flat_map(|file| &file.findings);
    for finding in keys.filter(|finding| is_key(finding)) {
        if finding.exposure == Exposure::Publishable {
            continue;
        }
        let name = edit::variable(finding);
        for place in [&finding.location].into_iter().chain(&finding.occurrences) {
            let evidence = evidence(finding, place, &name);
            answer.fail(evidence, &format!("put it into .env as {name}=…, and rotate it"));
        }
    }
    let count = words::count(files.len() as u64, "file");
    answer.tell(Evidence::new(format!("read {count} of the source")));
    answer.settle(!files.is_empty())
}

fn evidence(finding: &Finding, place: &Location, name: &str) -> Evidence {
    let edit = edit::instead(&place.path, name);
    let text = format!("{}: {edit}", finding.title);
    Evidence { edit: Some(edit), ..Evidence::new(text).at(place).variable(name) }
}
