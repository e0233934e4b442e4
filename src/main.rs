//! x
use leaklint::*;
#[global_allocator]
static A: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn main() { let l=Linter::new(Options::default()); for p in std::env::args().skip(1) { let b=std::fs::read(&p).unwrap(); let r=l.lint(&p,&b); if !r.file.notices.is_empty() { println!("{} {:?}", p, r.file.notices);} for f in r.findings { println!("{}:{}:{} {:?} {:?} {} {} {} | {:?}", p, f.location.line, f.location.column, f.severity, f.confidence, f.rule, f.redacted, f.excerpt.text, f.context); } } }
