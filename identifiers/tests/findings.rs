//! What is found in texts, whole: where, what, why, and what could stand there instead.

use std::fmt::Write as _;

use identifiers::{Kind, find};

fn shown(text: &str) -> String {
    let mut out = format!("{text}\n");
    for found in find(text) {
        _ = writeln!(
            out,
            "{} | {} | {} | {} | {}",
            &text[found.range.clone()],
            found.kind.name(),
            found.confidence.name(),
            found.suggestion,
            found.why
        );
    }
    out
}

/// One person has one replacement, however they are called.
#[test]
fn an_officer_a_street_and_the_hour() {
    insta::assert_snapshot!(shown(
        "Officer Marisol Quintanilla and I stopped a gray sedan on Larch Hollow Rd at 2315 hrs. Quintanilla took the passenger \
         side. The driver, Teodor Banasiak, 34, reached under the seat. Badge 5521 is on the citation, case 26-104477. Q. saw the \
         handle first."
    ));
}

#[test]
fn units_as_people_on_the_radio_say_them_and_what_only_counts() {
    insta::assert_snapshot!(shown(
        "22 was out with two and I could not raise him. Show 614 on scene, then 614 went quiet. I was in 407 and 409 was behind \
         me. We took transport four. There were 22 people out, and 15 of them ran. In 2019 it was the last time. The 45 was dry."
    ));
}

#[test]
fn positions_paths_and_rooms() {
    insta::assert_snapshot!(shown(
        "Position 41 22.518N 070 31.004W, or 12S 612345 4012345, or ///filled.count.soap. Audio at \\\\host-02\\audio\\1124.wav on \
         10.44.7.213. From room 217 to 214 Pecan, at Fifth and Main. Boat MS 4471 BK. ID PO-318."
    ));
}

#[test]
fn in_capitals_and_in_small_letters() {
    insta::assert_snapshot!(shown(
        "DEPUTY OKONKWO CLEARED THE HALLWAY AT THE MILLBRAE COUNTY JAIL AND CALLED UNIT 12.\n\
         told okonkwo to wait for trooper wasilewski at exit 44 on i-81, call me at 555-0142\n\
         we parked on oak street store was closed and he ran"
    ));
}

#[test]
fn what_fits_one_person_only() {
    insta::assert_snapshot!(shown(
        "I am the only female bomb tech in the state. K9 Ruckus found the bag. My brother is the sheriff. She retires in two weeks \
         and the video was on the evening news."
    ));
}

#[test]
fn numbers_of_every_kind() {
    insta::assert_snapshot!(shown(
        "Plate KTR-4471, VIN 1HGCM82633A004352, serial no. XJ448812, tel. (402) 555-0148, mail sam.ortega@example.org, \
         https://example.org/clip?id=4, @night_owl_77, 198.51.100.7, 41.88213, -87.62781. Seen 3/14/26, a 41 y/o male."
    ));
}

#[test]
fn numbers_apart_and_in_words() {
    insta::assert_snapshot!(shown(
        "Docket TR 26-30118, booking number 2604 00733, case KL2026/0412, no. HUN-25-331. The van (HB7 2290) was spelled Bravo Lima \
         Oscar six six nine. I was Six-Thirty-One that night, 7 21 2025, or the week of 9/3. One-two-three, lift."
    ));
}

#[test]
fn names_beside_other_words() {
    insta::assert_snapshot!(shown(
        "Her cousin, Austin Pike, waited behind the Birch Hollow Mall. Pike's truck was gone. She texted det wojcik from it. The kids, \
         Mallory (7) and Devraj (12), stood by. The Sable County bomb squad came. See lowcountrywatch.press/list-4 on and/or off."
    ));
}

#[test]
fn ages_hours_and_days_in_running_text() {
    insta::assert_snapshot!(shown(
        "She was maybe 20, he's 63 and deaf, and a kid, 9 or 10, held the door. Ruiz, 41, came at noon on Feb. 9 with the fire guys. \
         He had been up since 5.\nTHEY LEFT A STOLEN KIA, KTR 4471, SHORTLY AFTER MIDNIGHT."
    ));
}

#[test]
fn in_brackets_after_times_and_with_other_letters() {
    insta::assert_snapshot!(shown(
        "Dispatch sent my backup (1K14) and FHP, badge (#4412), to Gila Crossing PD. Call (312-555-0134), or @emeka.hauls. The plate was \
         44 SHF, the Jeep Wrangler T81-PKN hit a Malibu EKL 0R7 at a quarter to six on the last Friday in Aug. My bike was M7. I gave \
         Terry a ride, and Mason (6).\n\
         0201 K21 out w/ one\n\
         0204 K21 code 4"
    ));
}

#[test]
fn numbers_that_are_no_ages_or_hours() {
    for text in [
        "He was 2, maybe 3 feet away when it went off.",
        "She was 20 yards out and he was 5 feet behind me.",
        "The limit is 55, and it was 12.",
        "I came off the midnight shift. The midnight crew knew since 5 of them had seen it.",
        "The suspect was 4 of 5 on the scale.",
        "He was 6'2\" and heavy.",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

/// Numbers in groups, letters before them, and what is told of somebody.
#[test]
fn numbers_in_groups_and_what_is_told_of_somebody() {
    insta::assert_snapshot!(shown(
        "Motor is a Yamaha 40, ser. 6H4K-L 1062217, container TGHU 618204 7. Inmate Tolliver, reg. no. 71842-066, ADC 288417, work \
         order WO#338194, ticket MTA 88120934, PO 4500-118832. Plate YAHP 602, then BK3 R719, then a white Altima TN 5D3 8K7. \
         Warden Abernathy (5-W-12) saw it at 0240Z. Driver Winifred Achterberg was 81. It was posted by prank.kingz on tiktok and \
         u/beatcop_montana.\n\
         Sgt. Hope came. Hope told me to wait.\n\
         It made the Arizona Sentinel the next day. I am one of its two pilots.\n\
         22:04:51 B31 GIVE ME ONE MORE\n\
         22:05:40 NO ANSWER B31"
    ));
}

/// Hidden from machines, in other people's forms, behind vehicles.
#[test]
fn hidden_contacts_other_positions_and_bare_plates() {
    insta::assert_snapshot!(shown(
        "The link was hxxps://portal-cjis[.]verify-login.co/reset, my user ID is jmcclintock2, mail lwhitcomb [at] agcs.in.gov, his \
         instagram is _skyy.ebz_, hers xX_swatgod_Xx#0417.\n\
         Posn 26 41.9N 080 01.2W, then 13S 0246810 mE 3984412 mN.\n\
         It was a gray Kia, 441 NDB, then a black Silverado C604 119, a trailer E 118 204, plate I 418 229.\n\
         Body number 0047193, event E 24258 0119. His grandson, 14, was in it, the youngest 5. June 6th, 14.25."
    ));
}

/// What a first version of these rules missed.
#[test]
fn variants_that_give_away_as_much() {
    let texts = [
        "The hotline number 1-800-555-0142 was posted.",
        "jdoe [at] agency [dot] gov and jdoe(at)agency(dot)gov or jdoe at agency dot gov",
        "jdoe {at} agency.gov, j.doe [@] agency.gov",
        "(bad-site[.]com) and \"bad-site[.]com/login\" and bad-site(.)com",
        "His username is jdoe. Username: j.smith",
        "TikTok user prank.kingz, on TikTok by prank.kingz, his tiktok is prank.kingz, prankkingz99 on tiktok, swatgod#0417 on Discord",
        "Mason Ruiz was 6.",
        "Mason Ruiz was 41 and he ran.",
        "a white sedan BK3 R719 passed us.",
        "then the white altima 5D3 8K7 left.",
        "a gray kia, 441 ndb",
        "a gray Kia with 441 NDB, a gray Kia (441 NDB)",
        "POSN 26-41.9N 080-01.2W",
        "12S 612345E 4012345N",
        "ODOC 771822 and CDC T18822",
        "22:04:51 - B31 GIVE ME ONE MORE",
        "It was like 8 45 pm, approx. 0230, Tues. 1/30/24.",
        "A male in his 40s, a woman in her 30's, a male, twenties, swinging a lamp.",
        "It was on the 2nd just after dark, and done the 20th. We met the 5th on the 3rd floor.",
        "posted my badge, 60217, and my badge (4417)",
        "came back to a randall w. best. She is mary-beth.",
        "a Camry, 8 GMV 203",
        "Pine Hollow State Prison and the Bethel Road Fellowship; on Oak Street PD arrived.",
        "you know me from squad c. somebody going by BlueLineLeaks posted it.",
        "I was at Jimbo's Wings, then at St. Luke's Walk-in. call was CAD# 2404-1127. Sergeant Ruiz's Tahoe. Let's Go.",
        "Everybody calls him Leo. He called me Tuesday. She called him Sir. The supe, A. Banks, told J. T. Whitlock III.",
        "Aoife Brennan, our stable hand, 24, was 2.3 miles north of the Dennehotso well. Squads of 12, our usual, 24, left.",
        "A gold Equinox, 738 NRB, left. REG FL 7719 RT. She wears the medal of the only survivor of it and I almost lost her.",
        "Then Quintanilla fell.",
        "The Tuesday before Thanksgiving, half past nine that evening, i am 22 and K12 was out with one. Call his desk, x4417. K12 schools.",
    ];
    insta::assert_snapshot!(texts.map(shown).join("\n"));
}

/// What is said in many a report, and was taken for something that fits one person, a plate or a unit.
#[test]
fn everyday_sentences_raise_no_alarm() {
    for text in [
        "I engaged my emergency lights and stopped the car.",
        "We engaged the suspect from behind the cruiser.",
        "I engaged the parking brake.",
        "SUSPECT WAS HIT THREE TIMES AND FELL DOWN.",
        "I RAN HIS RECORD AND HE WAS CLEAR.",
        "HE RAN TO HIS POST.",
        "I ran to the second story on the east side.",
        "He did tell a story about losing his keys.",
        "Subject was Miranda advised and transported.",
        "Miranda had not been read yet.",
        "One of the two officers left the room to get a form.",
        "His brother ran at our squad car.",
        "The mother held her son in our squad car.",
        "She was waiting for 911. I called 911 again.",
        "range 10000-200000 was fine, part number 12345-678 too.",
        "We used TAC 2, and TAC 4 was down.",
        "Only officers with rifles went in.",
        "The oldest 10, of our radios, failed.",
        "A number of 100000 rounds were fired.",
        "We met (at) 5.30 behind the store.",
        "He made a u/turn.",
        "login was 24hr only.",
        "hxxp: bad link was opened by me.",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
    let power = find("Sgt. Power slipped. Power went out at the jail.");
    assert_eq!(power.iter().filter(|found| found.kind == Kind::Person).count(), 1);
    assert!(find("Officer Ruiz was 97, then 23.").iter().all(|found| found.kind != Kind::Age));
    assert!(find("My radio B32 1745 hours was dead.").iter().all(|found| found.kind != Kind::Serial));
    assert!(
        find("Sgt. Hope came. Hope stepped back.").iter().filter(|found| found.kind == Kind::Person).count()
            == 2
    );
}

/// A clause that grows over a name beside it leaves the name alone.
#[test]
fn a_clause_and_a_name_in_it_are_apart() {
    let found = find("\u{1ee79}>\u{1190c}' 00 Bf only on C b Officer");
    assert!(found.windows(2).all(|two| two[0].range.end <= two[1].range.start), "{found:?}");
}

/// Miranda and Terry are law, and colleagues.
#[test]
fn a_colleague_by_the_name_of_a_case_is_found() {
    for text in [
        "I gave Terry a ride home.",
        "I had Terry search the trunk.",
        "I worked nights under Terry for a year.",
        "We left after Miranda arrived.",
        "I gave Miranda the keys to the van.",
    ] {
        assert!(find(text).iter().any(|found| found.kind == Kind::Person), "{text}");
    }
}

/// Everything here is gear, law and trade.
#[test]
fn look_alikes_are_left_alone() {
    for text in [
        "I dropped the mag on my Glock 17 and racked it twice.",
        "We went Code 3 in the Ford Explorer; dispatch gave us a 10-50 on the highway.",
        "He was detained under Terry v. Ohio; a Terry frisk found the AR15. He was held under Terry.",
        "I read him Miranda, and after Miranda he talked.",
        "It was a Terry stop, so Miranda was not an issue, and the Taser stayed in its holster.",
        "The Sam Browne rides up in the Tahoe. The sergeant said so at briefing.",
        "A Baker Act hold took four hours. We did the Tueller drill at 21 feet.",
        "The AR-15 was in the rack, the Remington 870 in the trunk.",
        "My Stearns vest inflated. We study Lange v. California, and he went full Dukes of Hazzard in a Boston Whaler.",
        "After a few minutes two deputies walked to the back door and waited.",
        "He was a veteran with PTSD. Training issues: Communication, Contact and Cover, Tunnel Vision, Situational Awareness.",
        "His Ruger 10/22 and a Marlin 30-30 were under the seat, my Surefire X300 was dead. Scott v. Harris came up.",
        "I told Law Enforcement and the Fire Department. There were 3-4 officers on scene, 2-3 minutes later about 8-10 more.",
        "The Bill Drill with Gold Dot rounds went well up to the county line, i.e. until I was 3rd from the left.",
        "It was _very_ close. Employee #1 fell from 3500 feet, and half of us were on TAC 2 with part number 271-039.",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

#[test]
fn marks_are_safe_and_their_letters_are_taken() {
    let found = find("[officer A] held the door at [place: parking lot]. Sergeant Wojcik went in.");
    let shown: Vec<_> = found.iter().map(|found| (found.kind.name(), found.suggestion.as_str())).collect();
    assert_eq!(shown, [("person", "[officer B]")]);
}

#[test]
fn all_that_one_person_or_agency_is_called_is_one() {
    let text = "Suspect Marcus Bell handed the knife over. Riverton Police Department sent two cars. Bell ran. RPD was \
                late. Ronnie Fisk stayed, and Fisk fell. The Riverton car left.";
    let found: Vec<(usize, &str)> =
        identifiers::find(text).into_iter().map(|own| (own.same, &text[own.range])).collect();
    let same = |words: &str| -> Vec<usize> {
        found.iter().filter(|(_, own)| *own == words).map(|(same, _)| *same).collect()
    };
    assert_eq!(same("Marcus Bell"), same("Bell"));
    assert_eq!(same("Riverton Police Department"), same("RPD"));
    assert_eq!(same("Ronnie Fisk"), same("Fisk"));
    assert_ne!(same("Bell"), same("Fisk"));
}

#[test]
fn laws_roads_and_degrees_that_are_no_names() {
    insta::assert_snapshot!(shown(
        "Megan's Law and Jessica's Law came up, Mimms says he steps out, 5150 means a hold. Dry road, about 70, 108 F. The Harris XG-75 \
         has a button. My last fix was 31 41 07.2 N 111 22 55.8 W. His plate on the trailer was 5TR-K88. He lives on Dry Creek Road. The dealer, \
         aka kingquis216, saw her star (no. 58). x\n\
         FORD INTERCEPTOR, DRY ROAD, ABOUT 70. MIMMS SAYS HE STEPS OUT."
    ));
}
