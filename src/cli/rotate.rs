//! `leaklint rotate NAME`: a new key for a variable, step by step.
//!
//! The value that a variable had is known from the ledger. Once a `.env` file has another one, the
//! day is noted there, and what is left is to deploy, to verify and to revoke. On a terminal each
//! step is waited for; elsewhere `--done` says how far it is. Which step comes next is in the
//! ledger, so that another day, or a colleague, goes on from there.

use std::{
    fs,
    io::{self, BufRead, IsTerminal, Write},
    path::PathBuf,
};

use clap::Args;

use super::{
    NOTHING,
    args::Color,
    checklist::Project,
    config::{Config, near::nearest},
    error::Problem,
    files::{LONGEST, read_bounded},
    ledger::{Ledger, NAME, STEPS},
    output::Output,
    settings,
};
use crate::{
    Variable,
    report::human::text::visible,
    rules::{Key, key},
};

/// `leaklint rotate NAME`.
#[derive(Debug, Args)]
pub(super) struct Rotate {
    /// The variable that is to have a new key
    #[arg(value_name = "NAME")]
    name: String,
    /// The project's folder: where its `.env` files and leaklint-keys.json are
    #[arg(value_name = "PROJECT", default_value = ".")]
    project: PathBuf,
    /// Also look for the variable in FILE; may be given several times
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// Note that the steps up to this one are done, such as `3`
    #[arg(long, value_name = "STEP", value_parser = clap::value_parser!(u8).range(3..=5))]
    done: Option<u8>,

    /// Read settings from FILE [default: the leaklint.toml of PROJECT, or the nearest above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

/// What there is to say of the variable.
struct Case<'a> {
    name: &'a str,
    rule: Option<&'static Key>,
    scopes: Vec<String>,
    files: Vec<String>,
}

pub(super) fn run(arguments: &Rotate) -> Result<u8, Problem> {
    let root = &arguments.project;
    fs::read_dir(root).map_err(|reason| Problem::Path { path: root.clone(), reason })?;
    let config = Config::of_project(root, arguments.config.as_deref())?;
    let project = Project::gather(root, config, true);
    let values = values(arguments, &project)?;
    let path = project.ledger_path.clone();
    let mut ledger = (project.ledger.clone())
        .map_err(|reason| Problem::Config { path: path.clone(), reason })?;
    let case = case(arguments, &project, &values);

    let mut output = Output::open(None, arguments.color, [])?;
    let was_known = ledger.knows(case.name);
    let noted = note(&project, &values, &mut ledger)?;
    let mut progress = Progress { path, name: case.name, values: values.clone(), ledger };
    if noted.is_new {
        progress.set(was_known.then_some(3))?;
    }
    if let Some(done) = arguments.done {
        progress.done(done)?;
    }
    output.write(|out| {
        writeln!(out, "{}", visible(&title(&case)))?;
        noted.lines.iter().try_for_each(|line| writeln!(out, "  {}", visible(line)))?;
        writeln!(out)
    })?;
    let from = progress.next();
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        let mut step = |number| {
            progress.step(number, arguments).unwrap_or_else(|problem| {
                problem.tell();
                false
            })
        };
        let mut input = io::stdin().lock();
        output.write(|out| walk(&case, from, &mut input, out, &mut step))?;
        return Ok(NOTHING);
    }
    output.write(|out| list(&case, from, arguments.done == Some(5), out))?;
    Ok(NOTHING)
}

/// How far a rotation is, as the ledger has it.
struct Progress<'a> {
    path: PathBuf,
    name: &'a str,
    values: Vec<Variable>,
    ledger: Ledger,
}

impl Progress<'_> {
    /// The step that comes next.
    fn next(&self) -> u8 {
        let next = |variable: &Variable| self.ledger.next(self.name, &variable.value);
        self.values.iter().filter_map(next).max().unwrap_or(1)
    }

    fn set(&mut self, next: Option<u8>) -> Result<(), Problem> {
        let values = self.values.iter().map(|variable| &*variable.value);
        self.ledger.go_on(self.name, values, next);
        self.ledger.write(&self.path)
    }

    /// Notes that the steps up to one are done.
    fn done(&mut self, step: u8) -> Result<(), Problem> {
        if self.next() < 3 {
            return Err(Problem::NotRotated { name: self.name.to_owned() });
        }
        self.set((step < *STEPS.end()).then_some(step + 1))
    }

    /// Whether a step is done, as far as that can be seen; notes it.
    fn step(&mut self, number: u8, arguments: &Rotate) -> Result<bool, Problem> {
        match number {
            1 => self.set(Some(2))?,
            2 => return self.has_changed(arguments),
            step => self.done(step)?,
        }
        Ok(true)
    }

    /// Whether a file has a value by now that the ledger does not know; notes it.
    fn has_changed(&mut self, arguments: &Rotate) -> Result<bool, Problem> {
        let config = Config::of_project(&arguments.project, arguments.config.as_deref())?;
        let project = Project::gather(&arguments.project, config, true);
        self.values = values(arguments, &project)?;
        let is_changed = note(&project, &self.values, &mut self.ledger)?.is_new;
        if is_changed {
            self.set(Some(3))?;
        }
        Ok(is_changed)
    }
}

/// The values that the variable has, in each file that has it.
fn values(arguments: &Rotate, project: &Project) -> Result<Vec<Variable>, Problem> {
    let mut all: Vec<Variable> = Vec::new();
    for file in project.files.iter().filter(|file| !file.is_example()) {
        all.extend(file.variables.iter().cloned());
    }
    for path in &arguments.env_file {
        let bytes = read_bounded(path, LONGEST)
            .map_err(|unread| Problem::EnvFile { path: path.clone(), reason: unread.into() })?;
        let text = String::from_utf8_lossy(&bytes);
        all.extend(Variable::of_dotenv(&text, &path.to_string_lossy()));
    }
    let name = &arguments.name;
    let is_it = |variable: &&Variable| variable.name == *name && !variable.value.is_empty();
    let values: Vec<Variable> = all.iter().filter(is_it).cloned().collect();
    if values.is_empty() {
        let near = nearest(name, all.iter().map(|variable| variable.name.as_str()));
        return Err(Problem::Variable { name: name.clone(), near: near.map(str::to_owned) });
    }
    Ok(values)
}

/// What was noted of the values.
struct Noted {
    lines: Vec<String>,
    /// Whether the ledger did not know one.
    is_new: bool,
}

/// Notes each value with the day on which it says that it was issued, or else today.
fn note(project: &Project, values: &[Variable], ledger: &mut Ledger) -> Result<Noted, Problem> {
    let today = settings::today()?;
    let was_known = values.first().is_some_and(|variable| ledger.knows(&variable.name));
    let mut noted = Noted { lines: Vec::new(), is_new: false };
    for variable in values {
        let Variable { name, value, from } = variable;
        if let Some(since) = ledger.since(name, value) {
            noted.lines.push(format!("{from}: it has this value since {since}"));
            continue;
        }
        let since = issued(project, variable).unwrap_or_else(|| today.clone());
        noted.is_new |= ledger.record(name, value, &since);
        // Whether it is new, or a colleague's own, only people know.
        noted.lines.push(if was_known {
            format!(
                "{from}: a value that {NAME} did not have; noted as new from {since}. If it is \
                 older, put its day there."
            )
        } else {
            format!("{from}: noted as it is, from {since}")
        });
    }
    Ok(noted)
}

fn case<'a>(arguments: &'a Rotate, project: &Project, values: &[Variable]) -> Case<'a> {
    let name = &*arguments.name;
    let key = project.in_use().find(|(_, key)| key.variable.name == name);
    let rule = key.and_then(|(_, key)| key::find(&key.finding.rule));
    let declared = project.said(name).and_then(|key| key.scopes.clone());
    let says = key.map(|(_, key)| key.finding.scopes.clone());
    let mut files: Vec<String> = values.iter().map(|variable| variable.from.clone()).collect();
    files.dedup();
    Case { name, rule, scopes: declared.or(says).unwrap_or_default(), files }
}

/// The day on which a token says that it was issued.
fn issued(project: &Project, variable: &Variable) -> Option<String> {
    let (_, key) = project.in_use().find(|(_, key)| key.variable == *variable)?;
    key.finding.issued.clone()
}

fn title(case: &Case<'_>) -> String {
    match case.rule {
        Some(rule) => format!("{}: {}", case.name, rule.title),
        None => case.name.to_owned(),
    }
}

/// The five steps, in the order that keeps the service running.
fn steps(case: &Case<'_>) -> [(&'static str, String); 5] {
    let provider = case.rule.map(|rule| rule.provider);
    let page = provider.and_then(|provider| provider.rotate);
    let place = page.map_or("where the old one came from".to_owned(), |page| format!("at {page}"));
    let scopes = match case.scopes.len() {
        0 => "with the least scopes that it needs".to_owned(),
        _ => format!("for {}", case.scopes.join(", ")),
    };
    let usage = provider.and_then(|provider| provider.usage);
    let usage = usage.map_or(String::new(), |page| format!("; its usage is at {page}"));
    let name = case.name;
    [
        (
            "Create",
            format!("a new key {place}, {scopes}. The old one stays good until the last step."),
        ),
        ("Update", format!("{name} in {}, and with your host and in CI.", case.files.join(", "))),
        ("Deploy", "everything that reads it.".to_owned()),
        ("Verify", format!("that it works, and that the old key is not used any more{usage}.")),
        ("Revoke", format!("the old key {place}.")),
    ]
}

/// All steps, with those before one marked as done, or all of them.
fn list(case: &Case<'_>, from: u8, is_over: bool, out: &mut dyn Write) -> io::Result<()> {
    for (number, (step, text)) in (1..).zip(steps(case)) {
        let mark = if number < from || is_over { "x" } else { " " };
        writeln!(out, "[{mark}] {number} {step} {}", visible(&text))?;
    }
    let name = case.name;
    match from {
        _ if is_over => Ok(()),
        1 | 2 => writeln!(
            out,
            "\nRun `leaklint rotate {name}` again after the second step: the new day is noted then."
        ),
        _ => writeln!(
            out,
            "\n`leaklint rotate {name} --done {from}` notes that step {from} is done."
        ),
    }
}

/// Step by step, each when the one before is done; `is_done` looks and notes.
fn walk(
    case: &Case<'_>,
    from: u8,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    is_done: &mut dyn FnMut(u8) -> bool,
) -> io::Result<()> {
    for (number, (step, text)) in (1..).zip(steps(case)).skip(usize::from(from) - 1) {
        writeln!(out, "{number}/5 {step} {}", visible(&text))?;
        loop {
            write!(out, "    Enter when that is done, q to go on later: ")?;
            out.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 || line.trim().eq_ignore_ascii_case("q") {
                writeln!(out)?;
                return writeln!(out, "`leaklint rotate {}` goes on from here.", case.name);
            }
            if is_done(number) {
                break;
            }
            if number == 2 {
                let files = case.files.join(", ");
                writeln!(out, "    {} still has its old value in {files}.", case.name)?;
            }
        }
    }
    writeln!(out, "{} has a new key; leaklint-keys.json has its day.", case.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(answers: &str, from: u8, looks: &[bool]) -> String {
        let case = Case {
            name: "A_KEY",
            rule: None,
            scopes: vec!["calls:read".to_owned()],
            files: vec![".env".to_owned()],
        };
        let mut looks = looks.iter().copied();
        let mut out = Vec::new();
        let mut is_done = |number| number != 2 || looks.next().unwrap_or(false);
        walk(&case, from, &mut answers.as_bytes(), &mut out, &mut is_done).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_second_step_is_done_when_the_value_has_changed() {
        let text = walked("\n\n\n\n\n\n", 1, &[false, true]);
        assert_eq!(text.matches("still has its old value in .env").count(), 1, "{text}");
        assert!(text.contains("1/5 Create") && text.contains("for calls:read"), "{text}");
        assert!(text.ends_with("has its day.\n"), "{text}");
    }

    #[test]
    fn it_goes_on_later_when_asked_to_or_when_there_is_no_more_input() {
        for answers in ["\nq\n", "\n"] {
            let text = walked(answers, 1, &[true]);
            assert!(text.ends_with("goes on from here.\n") && !text.contains("3/5"), "{text}");
        }
        assert!(!walked("\n\n\n", 3, &[]).contains("2/5"));
    }
}
