//! `nearmiss import`: rows in, reports out, nothing lost silently.

mod library;

use std::io::Write as _;

use library::{Library, tree};

const MAP: &str = "format: csv\nid: Number\ntitle: {from: [Title, Text], first_sentence: true}\n\
takeaway: {from: Text, first_sentence: true}\nsections: {event_summary: Text, lessons_learned: Action}\n\
year: {field: event_period, from: Date}\nfields:\n  activity: {from: Kind, values: {Stop: traffic-stop}}\n  \
contributing_factors: {from: Why, split: \";\", values: {Hurry: individual/rushing, Search: tactics/incomplete-search}}\n";

const ROWS: &str = "Number, Title, Text, Action, Date, Kind, Why\r\n\
1,A stop,\"He reached, I saw. [Unit] <br/>came\",# Look,3/4/2012 08:00,Stop,Hurry; Search;Other\r\n\
,No id,Something happened,,,,\r\n\
3,Nothing told,,,2011,,\r\n\
\r\n\
1,The same again,Something else happened here,,,,\r\n\
5,Too many,cells,in,this,row,here,and,there\r\n";

fn prepared() -> Library {
    let library = Library::new();
    library.write("map.yaml", MAP);
    library.write("rows.csv", ROWS);
    library
}

#[test]
fn rows_become_reports_and_the_others_are_listed_with_their_lines() {
    let library = prepared();
    insta::assert_snapshot!(library.shown(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]));
    insta::assert_snapshot!("rejected", library.read("content/rejected.csv"));
    let reports = tree(&library.path("content/reports"));
    assert_eq!(reports.len(), 1);
    insta::assert_snapshot!("report", String::from_utf8_lossy(reports.values().next().unwrap()));
    library.build(&[]);
}

#[test]
fn repeating_an_import_changes_nothing_and_a_change_at_the_source_arrives() {
    let library = prepared();
    library.run(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
    let first = tree(&library.path("content/reports"));
    library.run(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
    assert_eq!(tree(&library.path("content/reports")), first);
    library.write("rows.csv", &ROWS.replace("He reached", "She reached"));
    library.run(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
    let second = tree(&library.path("content/reports"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(String::from_utf8_lossy(second.values().next().unwrap()).contains("She reached"));
}

#[test]
fn compressed_json_lines_are_read_and_bad_lines_listed() {
    let library = Library::new();
    library.write(
        "map.yaml",
        &MAP.replace("format: csv", "format: jsonl").replace("from: Why", "from: more.why"),
    );
    let lines = "{\"Number\": 7, \"Text\": \"It was close. Very.\", \"more\": {\"why\": [\"Hurry\", \"Search\"]}}\n\
                 {\"Number\": 8, \"Text\":\n[1]\n\n{\"Number\": 9, \"Text\": \"\\u0000\\u202e\"}\n";
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(lines.as_bytes()).unwrap();
    std::fs::write(library.path("rows.jsonl.gz"), gz.finish().unwrap()).unwrap();
    std::fs::write(library.path("rows.jsonl.zst"), zstd::encode_all(lines.as_bytes(), 1).unwrap()).unwrap();
    for file in ["rows.jsonl.gz", "rows.jsonl.zst"] {
        let shown = library.shown(&["import", file, "--map", "map.yaml", "--out", "content"]);
        assert!(shown.contains("4 rows: "), "{shown}");
        insta::assert_snapshot!("jsonl_rejected", library.read("content/rejected.csv"));
    }
    assert_eq!(tree(&library.path("content/reports")).len(), 1);
}

#[test]
fn a_mapping_that_cannot_work_is_refused_before_the_first_row() {
    let library = prepared();
    let try_map = |map: &str| {
        library.write("map.yaml", map);
        let shown = library.shown(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
        assert!(tree(&library.path("content/reports")).is_empty(), "nothing was written");
        shown
    };
    insta::assert_snapshot!("no_such_column", try_map(&MAP.replace("from: Kind", "from: Kinds")));
    insta::assert_snapshot!("no_such_value", try_map(&MAP.replace("traffic-stop", "trafic-stop")));
    insta::assert_snapshot!("no_such_field", try_map(&MAP.replace("  activity:", "  activty:")));
    insta::assert_snapshot!("no_such_section", try_map(&MAP.replace("event_summary:", "event:")));
    insta::assert_snapshot!("no_such_key", try_map(&MAP.replace("id: Number", "ident: Number")));
    insta::assert_snapshot!(
        "private_field",
        try_map(
            &MAP.replace(
                "  activity: {from: Kind, values: {Stop: traffic-stop}}",
                "  area: {otherwise: rural}"
            )
        )
    );
}

#[test]
fn a_report_that_was_edited_is_left_as_it_is() {
    let library = prepared();
    library.run(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
    let name = tree(&library.path("content/reports")).into_keys().next().unwrap();
    let path = format!("content/reports/{name}");
    let edited = library.read(&path).replace("I saw.", "I saw it.");
    library.write(&path, &edited);
    library.write("rows.csv", &ROWS.replace("He reached", "She reached"));
    library.run(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
    assert_eq!(library.read(&path), edited);
    assert!(library.read("content/rejected.csv").contains("was edited since it was imported"));
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_swallow_rows() {
    let library = prepared();
    library.write("rows.csv", "Number,Title,Text,Action,Date,Kind,Why\n1,One,\"It happened.,,,,\n2,Two,It did.,,,,\n3,Three,Again.,,,,\n");
    let shown = library.shown(&["import", "rows.csv", "--map", "map.yaml", "--out", "content"]);
    assert!(shown.contains("1 rows: 0 written"), "{shown}");
    assert!(
        library.read("content/rejected.csv").contains("never closed"),
        "{}",
        library.read("content/rejected.csv")
    );
}
