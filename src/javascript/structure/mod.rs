//! The linear pre-scan.
pub(crate) struct Structure;
pub(crate) struct Limits;
impl Limits { pub(crate) fn of_target() -> Self { Limits } }
impl Structure {
    pub(crate) fn of(_: &[u8]) -> Self { Structure }
    pub(crate) fn excess(&self, _: Limits) -> Option<String> { None }
    pub(crate) fn stack_size(&self) -> usize { 16 << 20 }
}
