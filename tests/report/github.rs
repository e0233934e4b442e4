use leaklint::{Report, Severity, report::github};

use crate::made::{file, finding, place, written};

#[test]
fn what_would_end_a_command_is_escaped() {
    let mut hostile = finding("a,b:c%\r\n::error::x.js", 4, "id");
    hostile.message = "100 %\n::set-env name=x::y".to_owned();
    hostile.title = "a, b: c".to_owned();
    let text = written(|out| github::write(&Report::new([file("x", vec![hostile])]), out));
    assert_eq!(text.lines().count(), 1, "{text}");
    let start = "::error file=a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3Ax.js,line=1,col=5,endLine=1,endColumn=45,\
                 title=a%2C b%3A c::100 %25%0A::set-env name=x::y";
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn severities_have_their_commands_and_files_their_notices() {
    let mut warning = finding("a.js", 1, "1");
    warning.severity = Severity::Warning;
    warning.occurrences = vec![place("b.js", 3)];
    let mut note = finding("a.js", 60, "2");
    note.severity = Severity::Note;
    let mut lost = file("a.js", vec![warning, note]);
    lost.file.notices = vec!["not parsed".to_owned()];
    let text = written(|out| github::write(&Report::new([lost]), out));
    let commands: Vec<&str> = text.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(commands, ["::warning", "::notice", "::notice"]);
    assert!(text.contains("also in 1 more place"), "{text}");
    assert!(text.ends_with("::notice file=a.js,title=leaklint::not parsed\n"), "{text}");
}

#[test]
fn where_a_joined_value_ends_is_not_made_up() {
    let mut joined = finding("a.js", 1, "1");
    joined.derivation = vec!["concat".to_owned()];
    let text = written(|out| github::write(&Report::new([file("a.js", vec![joined])]), out));
    assert!(!text.contains("endColumn"), "{text}");
}
