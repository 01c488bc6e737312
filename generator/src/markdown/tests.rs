use report::{Source, Taxonomy};

use super::{Rendering, render};

fn rendered(markdown: &str) -> String {
    let source = Source::new("taxonomy.yaml", include_str!("../../../report/tests/taxonomy.yaml"));
    let taxonomy = Taxonomy::read(&source, &mut Vec::new()).unwrap();
    render(markdown, Rendering { taxonomy: &taxonomy, base: "/sub/", top_heading: 3, anchors: true })
}

#[test]
fn marks_are_set_apart_and_links_stay_on_the_site() {
    insta::assert_snapshot!(
        rendered("[officer A] told *[place: barn]*; see [privacy](/privacy/#what) & [sic].\n\n### What's next?\n\n1. One"),
        @r#"
    <p><span class="mark">[officer A]</span> told <em><span class="mark">[place: barn]</span></em>; see <a href="/sub/privacy/#what" rel="noopener noreferrer">privacy</a> &amp; [sic].</p>
    <h3 id="whats-next">What’s next?</h3>
    <ol>
    <li>One</li>
    </ol>
    "#
    );
}

#[test]
fn what_is_no_text_stays_text() {
    insta::assert_snapshot!(
        rendered("<script>alert(1)</script>\n\nA <b onclick=x>b</b> [c](javascript:x) ![d](https://e/f.png) [g](//h/) <i@j.k>"),
        @r#"
    <p>&lt;script&gt;alert(1)&lt;/script&gt;
    </p>
    <p>A &lt;b onclick=x&gt;b&lt;/b&gt; [c](javascript:x) ![d](https://e/f.png) [g](//h/) <a href="mailto:i@j.k" rel="noopener noreferrer">i@j.k</a></p>
    "#
    );
}

#[test]
fn a_mark_before_a_colon_is_no_link_definition() {
    insta::assert_snapshot!(
        rendered("[officer A]: Stop!\n\nThen [officer A] stopped. [officer A]: fine."),
        @r#"
    <p><span class="mark">[officer A]</span>: Stop!</p>
    <p>Then <span class="mark">[officer A]</span> stopped. <span class="mark">[officer A]</span>: fine.</p>
    "#
    );
}

#[test]
fn a_mark_may_be_broken_over_two_lines() {
    insta::assert_snapshot!(
        rendered("He met [officer\nA] there.\nThen [place:\n\nno mark]."),
        @r#"
    <p>He met <span class="mark">[officer
    A]</span> there.
    Then [place:</p>
    <p>no mark].</p>
    "#
    );
}

#[test]
fn in_plain_text_no_word_runs_into_the_next() {
    assert_eq!(
        super::plain("- Slow down\n  - Call backup\n- Wait\n\nThen:\n\n1. One\n\n   Two"),
        "Slow down\nCall backup\nWait\nThen:\nOne\nTwo"
    );
}
