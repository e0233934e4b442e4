use super::*;
impl Report { pub fn new(files: impl IntoIterator<Item = FileReport>) -> Self { let mut findings=vec![]; let mut fs=vec![]; for f in files { findings.extend(f.findings); fs.push(f.file);} Report{schema:SCHEMA,tool:Tool{name:"leaklint".into(),version:"0".into(),rules:0},findings,files:fs,summary:Summary::default()} } }
