//! Tables of a closed quarter, by command.

mod support;

use support::{ANSWERS, Office};

#[test]
fn tables_of_a_closed_quarter_are_signed_by_two_and_tell_nothing_small() {
    let mut office = Office::new();
    let count = |office: &Office, name: u8, answers: &str| {
        office.report("reports", name, answers);
        let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
        office.done(&["data-only", &reference, "--as", "r-04", "--reason", "widely known"]);
    };
    // The library itself is released before any table of it.
    office.release();
    for name in 1..=10 {
        count(&office, name, ANSWERS);
    }
    let tables = |by: &str| -> Vec<String> {
        ["release-tables", "--as", by, "--key", &format!("{by}.key")].map(str::to_owned).to_vec()
    };
    let refused =
        |office: &Office, by| office.refused(&tables(by).iter().map(String::as_str).collect::<Vec<_>>());
    let done = |office: &Office, by| office.done(&tables(by).iter().map(String::as_str).collect::<Vec<_>>());
    // The quarter isn't over; then it has too few.
    assert_eq!(refused(&office, "r-04"), "tables-nothing");
    office.day = 60;
    assert_eq!(refused(&office, "r-04"), "tables-wait");
    // With those of the next quarter they are enough: one of them differs, and is not told.
    for name in 11..=22 {
        count(&office, name, ANSWERS);
    }
    count(&office, 23, &ANSWERS.replace("traffic-stop", "foot-pursuit"));
    office.day = 150;
    let said = done(&office, "r-04");
    assert!(
        said.contains("tables of 2026-q4 2027-q1") && said.ends_with("it takes one more signature"),
        "{said}"
    );
    assert_eq!(office.git(&["-C", "review.git", "ls-tree", "--name-only", "main", "content/tables/"]), "");
    assert!(done(&office, "r-11").ends_with("in the library"));
    let file = office.git(&["-C", "review.git", "show", "main:content/tables/2027-q1.json"]);
    let tables: Vec<serde_json::Value> = serde_json::from_str(&file).unwrap();
    assert_eq!(tables[0]["cells"][0], serde_json::json!({"key": [], "published": 0, "total": 23}));
    let activity = tables.iter().find(|table| table["dims"] == serde_json::json!(["activity"])).unwrap();
    let cell = |value: &str| {
        activity["cells"].as_array().unwrap().iter().find(|cell| cell["key"][0] == value).unwrap()["total"]
            .clone()
    };
    assert_eq!(
        (cell("traffic-stop"), cell("foot-pursuit")),
        (serde_json::Value::Null, serde_json::Value::Null)
    );
    assert_eq!(cell("vehicle-pursuit"), 0);
    assert!(!file.contains("Larkspur"));
    assert_eq!(refused(&office, "r-04"), "tables-released");
}
