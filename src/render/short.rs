//! One line a finding: `file:line:column: severity[name]: message`, the form that the quickfix
//! lists of editors read.

use super::{Index, sanitize};
use crate::finding::Finding;
use std::io::{self, Write};

/// Writes one finding.
pub fn write(out: &mut dyn Write, index: &Index, finding: &Finding) -> io::Result<()> {
    let at = index.start(finding.place);
    writeln!(
        out,
        "{}:{}:{}: {}[{}]: {}",
        sanitize::line(index.name(finding.place.file)),
        at.line,
        at.column,
        finding.severity.word(),
        finding.rule,
        sanitize::line(&finding.message)
    )
}
