//! What reports say of each other.

use std::collections::HashMap;
use std::path::Path;

use report::{Finding, ReportId, Source};

use super::{name_of, rules};
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut titles: HashMap<&str, &str> = HashMap::new();
    let mut ids: HashMap<ReportId, &str> = HashMap::new();
    for loaded in &site.library.reports {
        let report = &loaded.report;
        if let Some(other) = ids.insert(report.id, name_of(loaded)) {
            // The file that is called after the id has it by right.
            let own = Path::new(name_of(loaded)).file_stem().is_some_and(|stem| stem == report.id.as_str());
            let (wrong, right) = if own { (other, name_of(loaded)) } else { (name_of(loaded), other) };
            findings.push(rules::duplicate_id::finding(wrong, report.id.as_str(), right));
        }
        if let Some(other) = titles.insert(&report.title, name_of(loaded)) {
            findings.push(rules::duplicate_title::finding(name_of(loaded), &report.title, other));
        }
        for (id, place) in &report.related {
            if *id != report.id && (is_known(site, id)) {
                continue;
            }
            // Only a report with something wrong in it is read again, for the line to show.
            let text = std::fs::read_to_string(&loaded.path).unwrap_or_default();
            let source = Source::new(&loaded.path, &text);
            findings.push(if *id == report.id {
                rules::related_itself::finding(&source, *place, id.as_str())
            } else {
                rules::related_report::finding(&source, *place, id.as_str())
            });
        }
    }
    findings
}

/// A report that was withdrawn, or is left out of this edition, was there when the reviewers named it: taking a
/// report away must never stop a build.
fn is_known(site: &Site, id: &ReportId) -> bool {
    let library = &site.library;
    library.place(id).is_some() || library.withdrawn.contains(id) || library.left_out.contains(id)
}
