//! What the library's own data shows where someone prints it.

use leaklint::{Linter, Options, Persona, Report, Variable};

use crate::planted::{Tells, script, secrets};

#[test]
fn printing_the_library_s_data_tells_no_value() {
    let secrets = secrets();
    let tells = Tells::new(&secrets);
    let settings: String =
        secrets.iter().zip(0..).map(|(secret, at)| format!("A{at}='{}'\n", secret.value)).collect();
    let variables = Variable::of_dotenv(&settings, ".env");
    assert!(variables.len() >= secrets.len() * 9 / 10);
    let options = Options { variables, persona: Persona::Auditor, ..Options::default() };
    tells.assert_untold(format!("{options:?}").as_bytes(), "the options");
    let linter = Linter::new(options);
    tells.assert_untold(format!("{:?}", linter.options()).as_bytes(), "the linter's options");
    tells.assert_untold(format!("{:?}", linter.left_out()).as_bytes(), "what is left out");
    tells.assert_untold(format!("{linter:?}").as_bytes(), "the linter");

    let file = linter.lint("a.js", script(&secrets).as_bytes());
    assert!(!file.findings.is_empty());
    tells.assert_untold(format!("{file:?}").as_bytes(), "a file's report");
    tells.assert_untold(format!("{:?}", Report::new([file])).as_bytes(), "the report");
}
