use leaklint::{Confidence, Report, Severity, finding::ContextKind};

use crate::made::{context, file, finding, place};

#[test]
fn one_value_in_many_files_is_one_finding() {
    let mut second = finding("b.js", 7, "same");
    second.occurrences = vec![place("b.js", 90), place("b.js", 50)];
    let files = [
        file("c.js", vec![finding("c.js", 1, "same")]),
        file("b.js", vec![second]),
        file("a.js", vec![finding("a.js", 3, "other")]),
    ];
    let report = Report::new(files.clone());
    let [first, second] = report.findings.as_slice() else { panic!("{report:?}") };
    assert_eq!((first.fingerprint.as_str(), first.location.path.as_str()), ("other", "a.js"));
    assert_eq!(second.location, place("b.js", 7));
    assert_eq!(second.occurrences, [place("b.js", 50), place("b.js", 90), place("c.js", 1)]);
    let paths: Vec<&str> = report.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["a.js", "b.js", "c.js"]);

    let mut other_way = files;
    other_way.reverse();
    assert_eq!(report, Report::new(other_way));
}

#[test]
fn the_surest_verdict_and_the_best_name_are_kept() {
    let mut doubtful = finding("a.js", 1, "same");
    doubtful.severity = Severity::Warning;
    doubtful.confidence = Confidence::Medium;
    doubtful.message = "It may be one.".to_owned();
    let mut sure = finding("b.js", 1, "same");
    sure.context = Some(context(ContextKind::Property, "apiKey", "config.apiKey"));
    let report = Report::new([file("a.js", vec![doubtful]), file("b.js", vec![sure.clone()])]);
    let [joined] = report.findings.as_slice() else { panic!("{report:?}") };
    assert_eq!((joined.severity, joined.confidence), (Severity::Error, Confidence::High));
    assert_eq!((&joined.message, &joined.context), (&sure.message, &sure.context));
    assert_eq!(joined.location.path, "a.js");
    assert_eq!((report.summary.errors, report.summary.warnings), (1, 0));
}

#[test]
fn errors_come_first_then_paths_then_places() {
    let with = |severity, path: &str, offset, id: &str| {
        let mut finding = finding(path, offset, id);
        finding.severity = severity;
        finding
    };
    let report = Report::new([
        file(
            "b.js",
            vec![with(Severity::Error, "b.js", 20, "2"), with(Severity::Error, "b.js", 3, "1")],
        ),
        file(
            "a.js",
            vec![with(Severity::Note, "a.js", 1, "4"), with(Severity::Warning, "a.js", 9, "3")],
        ),
    ]);
    let order: Vec<&str> =
        report.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    assert_eq!(order, ["1", "2", "3", "4"]);
    let summary = &report.summary;
    assert_eq!((summary.files, summary.bytes), (2, 200));
    assert_eq!((summary.errors, summary.warnings, summary.notes), (2, 1, 1));
    assert!(report.has(Severity::Error) && report.has(Severity::Note));
}

#[test]
fn nothing_is_an_empty_report() {
    let report = Report::new([]);
    assert!(report.findings.is_empty() && report.files.is_empty());
    assert!(!report.has(Severity::Note));
    assert!(report.tool.rules > 1);
}
