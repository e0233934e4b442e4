//! The build gives no key away.

use super::super::{
    answer::{Answer, Evidence},
    env_files::KeyInUse,
    gather::Project,
};
use crate::{Exposure, Report, Severity, environment::is_public, report::words};

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    for (file, key) in project.in_use().filter(|(_, key)| is_published(key)) {
        let name = &*key.variable.name;
        let text = format!("{name} is put into every build by its prefix ({})", key.finding.title);
        let next = "take the public prefix off, and read the variable on the server only";
        answer.fail(Evidence::new(text).of(&file.path).variable(name), next);
    }
    let build = project.build();
    if build.loaded == 0 {
        answer.tell(Evidence::new("there is no build output"));
        let script = if project.root.join("package.json").is_file() {
            "`npm run build`"
        } else {
            "your bundler"
        };
        answer.next(&format!("build first, with {script}; then ask again"));
        return answer;
    }
    build.holes.iter().for_each(|hole| answer.hole(hole));
    let report = Report::new(build.files.iter().cloned());
    for finding in report.findings.iter().filter(|found| found.severity == Severity::Error) {
        let mut evidence = Evidence::new(&finding.title).at(&finding.location);
        evidence.variable.clone_from(&finding.env);
        answer.fail(evidence, &finding.remediation.summary);
        answer.next("rotate what was deployed: every copy of the build has it");
    }
    let folders = build.folders.join(", ");
    let files = words::count(build.loaded as u64, "file");
    answer.tell(Evidence::new(format!("{files} for browsers in {folders}")));
    if report.summary.warnings > 0 {
        let warnings = words::count(report.summary.warnings, "warning");
        let first = &build.folders[0];
        answer.tell(Evidence::new(format!("{warnings}, which `leaklint {first}` shows")));
    }
    answer.settle(true)
}

/// Whether a framework puts a secret into client code because of its variable's name.
fn is_published(key: &KeyInUse) -> bool {
    key.finding.exposure == Exposure::Secret && is_public(key.variable.name.as_bytes())
}
