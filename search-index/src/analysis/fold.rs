//! Letters and digits with accents, in circles, of full width … and what they are in ASCII.
//!
//! The mapping is that of tantivy's `AsciiFoldingFilter` (which has it from Lucene's), as far as it can meet a
//! lower-case letter or a digit; a test compares every character.

/// What to write, in ASCII, and after it for which characters. One text, because a table of many costs readers a
/// kilobyte of places.
const TABLE: &str = "\
    0⁰₀⓪⓿０1¹₁①⓵❶➀➊１2²₂②⓶❷➁➋２3³₃③⓷❸➂➌３4⁴₄④⓸❹➃➍４5⁵₅⑤⓹❺➄➎５6⁶₆⑥⓺❻➅➏６7⁷₇⑦⓻❼➆➐７8⁸₈⑧⓼❽➇➑８9⁹₉⑨⓽❾➈➒９AᴀBʙᴃCʗᴄ\
    DᴅᴆEᴇⱻFꜰꟻGǥǧɢʛHʜIɪᵻꟾJᴊKᴋLʟᴌMᴍꟽꟿNɴᴎOᴏᴐPᴘRʀʁᴙᴚSꜱꞅTᴛUᴜᵾVᴠWᴡYʏZᴢ\
    aàáâãäåāăąǎǟǡǻȁȃȧɐəɚᶏᶕḁẚạảấầẩẫậắằẳẵặₐₔⓐⱥａbƀƃɓᵬᶀḃḅḇⓑｂcçćĉċčƈȼɕḉↄⓒꜿｃdðďđƌȡɖɗᵭᶁᶑḋḍḏḑḓⓓꝺｄ\
    eèéêëēĕėęěǝȅȇȩɇɘɛɜɝɞʚᴈᶒᶓᶔḕḗḙḛḝẹẻẽếềểễệₑⓔⱸｅfƒᵮᶂḟẛⓕꝼｆgĝğġģǵɠɡᵷᵹᶃḡⓖꝿｇhĥħȟɥɦʮʯḣḥḧḩḫẖⓗⱨⱶｈ\
    iìíîïĩīĭįıǐȉȋɨᴉᵢᵼᶖḭḯỉịⁱⓘｉjĵǰȷɉɟʄʝⓙⱼｊkķƙǩʞᶄḱḳḵⓚⱪꝁꝃꝅｋlĺļľŀłƚȴɫɬɭᶅḷḹḻḽⓛⱡꝇꝉꞁｌmɯɰɱᵯᶆḿṁṃⓜｍ\
    nñńņňŉŋƞǹȵɲɳᵰᶇṅṇṉṋⁿⓝｎoòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱɔɵᴖᴗᶗṍṏṑṓọỏốồổỗộớờởỡợₒⓞⱺꝋꝍｏpƥᵱᵽᶈṕṗⓟꝑꝓꝕꟼｐqĸɋʠⓠꝗꝙｑ\
    rŕŗřȑȓɍɼɽɾɿᵣᵲᵳᶉṙṛṝṟⓡꝛꞃｒsśŝşšſșȿʂᵴᶊṡṣṥṧṩẜẝⓢｓtţťŧƫƭțȶʇʈᵵṫṭṯṱẗⓣⱦｔ\
    uùúûüũūŭůűųưǔǖǘǚǜȕȗʉᵤᶙṳṵṷṹṻụủứừửữựⓤｕvʋʌᵥᶌṽṿⓥⱱⱴꝟｖwŵƿʍẁẃẅẇẉẘⓦⱳｗxᶍẋẍₓⓧｘyýÿŷƴȳɏʎẏẙỳỵỷỹỿⓨｙ\
    zźżžƶȝȥɀʐʑᵶᶎẑẓẕⓩⱬꝣｚ1.⒈10⑩⓾❿➉➓11⑪⓫12⑫⓬13⑬⓭14⑭⓮15⑮⓯16⑯⓰17⑰⓱18⑱⓲19⑲⓳2.⒉20⑳⓴3.⒊4.⒋5.⒌6.⒍7.⒎8.⒏9.⒐AEᴁ\
    OEɶOUᴕaaꜳaeæǣǽᴂaoꜵauꜷavꜹꜻayꜽdbȸdzǆǳʣʥffﬀfiﬁflﬂhvƕijĳljǉllỻlsʪlzʫnjǌoeœᴔooꝏouȣqpȹssßstﬆtcʨthþᵺꝧ\
    tsʦtzꜩueᵫvyꝡ(1)⑴(2)⑵(3)⑶(4)⑷(5)⑸(6)⑹(7)⑺(8)⑻(9)⑼10.⒑11.⒒12.⒓13.⒔14.⒕15.⒖16.⒗17.⒘18.⒙19.⒚20.⒛ffiﬃ\
    fflﬄ(10)⑽(11)⑾(12)⑿(13)⒀(14)⒁(15)⒂(16)⒃(17)⒄(18)⒅(19)⒆(20)⒇\
";

/// What a character is in ASCII, if it isn't already and is something.
pub(super) fn ascii(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let before = &TABLE[..TABLE.find(c)?];
    // The last ASCII before it, with all that stands together with it.
    let end = before.rfind(|own: char| own.is_ascii())? + 1;
    let start =
        before[..end].rfind(|own: char| !own.is_ascii()).map_or(0, |at| before.ceil_char_boundary(at + 1));
    Some(&before[start..end])
}
