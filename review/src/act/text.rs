//! The file of a report under review.

use report::{Finding, NearMiss, ReportId, Severity};

use crate::published::Published;
use crate::refusal::Stop;
use crate::vault::VaultError;

/// What stage 1 may leave to stage 2.
pub(crate) const LEFT_TO_STAGE_2: [&str; 3] = ["section-missing", "section-empty", "prompt-left"];

/// The id that a text says it has.
pub(super) fn id_in(text: &str) -> Option<ReportId> {
    let front = text.strip_prefix("---\n")?.split("\n---").next()?;
    front.lines().find_map(|line| line.strip_prefix("id:")?.trim().trim_matches('"').parse().ok())
}

/// The text with LF at its line ends, and with this id.
pub(crate) fn with_id(text: &str, id: ReportId) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let Some(rest) = text.strip_prefix("---\n") else { return text };
    let end = rest.find("\n---").unwrap_or(rest.len());
    let (front, body) = rest.split_at(end);
    let others: Vec<&str> = front.lines().filter(|line| !line.starts_with("id:")).collect();
    format!("---\nid: {id}\n{}{body}", others.join("\n"))
}

/// An id that nothing has.
pub(super) fn free_id(published: &Published, taken: impl Fn(ReportId) -> bool) -> Result<ReportId, Stop> {
    loop {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).map_err(|error| VaultError::Refused {
            doing: "draw an id".to_owned(),
            reason: error.to_string(),
        })?;
        let id = ReportId::from_bytes(bytes);
        if !published.knows(id) && !taken(id) {
            return Ok(id);
        }
    }
}

/// A text that stage 1 may pass on: nothing identifies, and what is there can be read.
pub(super) fn check_stage1(published: &Published, id: ReportId, text: &str) -> Result<(), Stop> {
    let (report, findings) = published.check(id, text)?;
    refuse_imported(report.as_ref(), text)?;
    refuse(findings.into_iter().filter(|finding| !LEFT_TO_STAGE_2.contains(&finding.rule)))
}

/// A text that may be published.
pub(super) fn check_stage2(published: &Published, id: ReportId, text: &str) -> Result<(), Stop> {
    let (report, findings) = published.check(id, text)?;
    refuse_imported(report.as_ref(), text)?;
    refuse(findings.into_iter())?;
    if report.is_some_and(|report| report.sample) {
        return Err(Stop::refused(
            "sample",
            "this report says that it is an invented sample, and would never be published",
            "take the line `sample: true` out of its fields",
        ));
    }
    Ok(())
}

/// A text that says it was reviewed elsewhere is let off what identifies: only a batch may say so, of what was imported.
fn refuse_imported(report: Option<&NearMiss>, text: &str) -> Result<(), Stop> {
    // A text that still lacks its lessons is no report yet.
    let said =
        || text.lines().skip(1).take_while(|line| *line != "---").any(|line| line.starts_with("source_id:"));
    if report.map_or_else(said, |report| report.source_id.is_some()) {
        return Err(Stop::refused(
            "source-id",
            "this report says that it was imported and reviewed elsewhere",
            "take the lines `source_id` and `import_hash` out of its fields; imported reports are approved by `batch`",
        ));
    }
    Ok(())
}

/// The first error, with how many there are.
fn refuse(findings: impl Iterator<Item = Finding>) -> Result<(), Stop> {
    let errors: Vec<Finding> = findings.filter(|finding| finding.severity == Severity::Error).collect();
    let Some(first) = errors.first() else { return Ok(()) };
    let place = if first.line == 0 { String::new() } else { format!("line {}: ", first.line) };
    let more = match errors.len() {
        1 => String::new(),
        many => format!(" (and {} more)", many - 1),
    };
    Err(Stop::refused(first.rule, format!("{place}{}{more}", first.message), first.help.clone()))
}
