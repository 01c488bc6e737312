//! A report among others: how it stands out, and whether two tell of the same event.

use report::{NearMiss, Source, Taxonomy};
use review::reidentification::standing;
use review::repeats::possible_repeats;

fn taxonomy() -> Taxonomy {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/taxonomy.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    Taxonomy::read(&Source::new("taxonomy.yaml", &text), &mut Vec::new()).unwrap()
}

fn report(taxonomy: &Taxonomy, number: u8, fields: &str) -> NearMiss {
    let id = report::ReportId::from_bytes([number; 8]);
    let text = format!(
        "---\nid: {id}\ntitle: A report\ntaxonomy_version: \"1.0\"\npublication: full\n{fields}---\n\n## Takeaway\n\n\
         Look.\n\n## Event summary\n\nWe looked.\n\n## Lessons learned\n\n1. Look.\n"
    );
    let (report, findings) = report::parse(&format!("{id}.md"), text.as_bytes(), taxonomy);
    report.unwrap_or_else(|| panic!("{findings:?}"))
}

#[test]
fn what_makes_a_report_rare_is_said_in_plain_words() {
    let taxonomy = taxonomy();
    let rare = "activity: water-or-rescue\nsetting: water\nlighting: dark-lit\n";
    let own = report(&taxonomy, 0, rare);
    let alone = standing(&own, [], &taxonomy);
    assert_eq!((alone.k, &alone.without), (1, &None));
    insta::assert_snapshot!(alone.words(&own, &taxonomy).unwrap());
    // Eight more by day, and enough at night elsewhere: the light is what must go.
    let mut library: Vec<NearMiss> =
        (1..9).map(|number| report(&taxonomy, number, &rare.replace("dark-lit", "daylight"))).collect();
    library.extend(
        (9..12).map(|number| report(&taxonomy, number, &rare.replace("setting: water", "setting: parking"))),
    );
    let found = standing(&own, &library, &taxonomy);
    insta::assert_snapshot!("rare_by_light", found.words(&own, &taxonomy).unwrap());
    // The report itself, published before, doesn't count twice.
    library.push(own.clone());
    assert_eq!(standing(&own, &library, &taxonomy), found);
    let many: Vec<NearMiss> = (1..5).map(|number| report(&taxonomy, number, rare)).collect();
    let common = standing(&own, &many, &taxonomy);
    assert_eq!((common.k, common.words(&own, &taxonomy)), (5, None));
    let silent = report(&taxonomy, 0, "");
    assert_eq!(standing(&silent, &many, &taxonomy).k, 5);
}

#[test]
fn two_reports_of_one_event_are_shown_together() {
    let texts = [
        "We stopped a blue van behind the quarry. The driver came out with a machete and my partner slipped on gravel.",
        "Partner and I stopped a van at the quarry. He slipped on the gravel while the driver came out with a machete.",
        "During a search at the jail I found a razor blade in the seam of a jacket that had been searched before.",
        "A car passed the flares at a crash scene and hit the push bumper. We were behind the engine and nobody was hurt.",
        "",
    ];
    let pairs = possible_repeats(&texts);
    assert_eq!(pairs.iter().map(|(first, second, _)| (*first, *second)).collect::<Vec<_>>(), [(0, 1)]);
    assert!(possible_repeats(&[]).is_empty() && possible_repeats(&["", ""]).is_empty());
}
