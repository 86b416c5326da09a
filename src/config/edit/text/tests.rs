//! What is put in and taken out, and that nothing else moves.

use proptest::prelude::*;

use crate::config::edit::text::{Edit, with_feed, without_feed};

const ANA: [(&str, &str); 2] = [("name", "Ana"), ("url", "https://ana.example/feed")];

#[track_caller]
fn added(text: &str) -> String {
    with_feed(text, &ANA)
        .expect("there is room for a feed")
        .text
}

#[track_caller]
fn removed(text: &str, index: usize) -> Edit {
    without_feed(text, index).expect("the feed can be taken out")
}

const TABLE: &str = "[[feeds]]\nname = \"Ana\"\nurl = \"https://ana.example/feed\"\n";

#[test]
fn the_first_feed_stands_at_the_end_of_the_file() {
    assert_eq!(
        added("title = \"P\"\n"),
        format!("title = \"P\"\n\n{TABLE}")
    );
    assert_eq!(added("title = \"P\""), format!("title = \"P\"\n\n{TABLE}"));
    assert_eq!(added("a = 1\n\n"), format!("a = 1\n\n{TABLE}"));
    assert_eq!(added(""), TABLE);
    assert_eq!(
        added("[extra]\n# more\n"),
        format!("[extra]\n# more\n\n{TABLE}")
    );
}

#[test]
fn a_feed_stands_behind_the_last_one_and_its_comments() {
    let head = "title = \"P\" # ours\n\n[[feeds]]\nname=\"Bo\"   # a friend\nurl   =   'b.xml'\n# enabled = false\n";
    let tail = "\n# What themes read\n[extra]\nmotto = \"x\"   \n\n\n";
    assert_eq!(
        added(&format!("{head}{tail}")),
        format!("{head}\n{TABLE}{tail}")
    );
    let nested = "[[feeds]]\nname = \"Bo\"\nurl = \"b\"\n[feeds.extra]\nbio = \"x\"\n";
    assert_eq!(added(nested), format!("{nested}\n{TABLE}"));
    let dotted = "[[feeds]]\nname = \"Bo\"\nurl = \"b\"\nextra.bio = \"x\"\n\n[river]\n";
    assert_eq!(
        added(dotted),
        dotted.replace("\n[river]", &format!("\n{TABLE}\n[river]"))
    );
    // The table below has no blank line above.
    let dense = "[[feeds]]\nname = \"Bo\"\nurl = \"b\"\n[river]\ndays = 1\n";
    assert_eq!(
        added(dense),
        dense.replace("[river]", &format!("\n{TABLE}\n[river]"))
    );
}

#[test]
fn lines_end_as_they_did_and_a_mark_at_the_beginning_stays() {
    let text = "\u{feff}title = \"P\"\r\n\r\n[[feeds]]\r\nname = \"Bo\"\r\nurl = \"b\"\r\n";
    let new = added(text);
    assert_eq!(new, format!("{text}\r\n{}", TABLE.replace('\n', "\r\n")));
    assert_eq!(removed(&new, 1).text, text);
}

#[test]
fn what_a_feed_calls_itself_cannot_leave_its_quotes() {
    for name in [
        "a \"b\" 'c'",
        "x\"\n[[feeds]]\nurl = \"y",
        "back\\slash",
        "\u{7f}\u{0}",
        "'''\"\"\"",
    ] {
        let keys = [("name", name), ("url", "https://x.example/")];
        let new = with_feed("title = \"P\"\n", &keys).unwrap().text;
        let table: toml::Table = new.parse().unwrap();
        assert_eq!(table["feeds"][0]["name"].as_str(), Some(name), "{new}");
        assert_eq!(table["feeds"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_list_in_one_value_grows_in_its_own_style() {
    let ana = "{ name = \"Ana\", url = \"https://ana.example/feed\" }";
    for (text, new) in [
        ("feeds = []\n", format!("feeds = [{ana}]\n")),
        (
            "feeds = [{name='B',url='b'}] # x\n",
            format!("feeds = [{{name='B',url='b'}}, {ana}] # x\n"),
        ),
        (
            "feeds = [{name='B',url='b'},]\n",
            format!("feeds = [{{name='B',url='b'}}, {ana},]\n"),
        ),
        (
            "feeds = [\n  {name='B',url='b'}, # a, b\n  # more\n]\na = 1\n",
            format!("feeds = [\n  {{name='B',url='b'}}, # a, b\n  {ana},\n  # more\n]\na = 1\n"),
        ),
        (
            "feeds = [\n\t{name='B',url='b'} # a, b\n]\n",
            format!("feeds = [\n\t{{name='B',url='b'}}, # a, b\n\t{ana}\n]\n"),
        ),
        (
            "feeds = [\r\n  {name='B',url='b'},\r\n]\r\n",
            format!("feeds = [\r\n  {{name='B',url='b'}},\r\n  {ana},\r\n]\r\n"),
        ),
    ] {
        assert_eq!(added(text), new);
        let count = new.matches("name").count();
        let back = removed(&new, count - 1).text;
        assert_eq!(back.parse::<toml::Table>(), text.parse::<toml::Table>());
    }
}

#[test]
fn a_list_in_one_value_loses_the_feed_with_its_line_and_comma() {
    let text = "feeds = [\n  {name='A',url='a'}, # ana\n  {name='B',url='b'}, # bo\n  {name='C',url='c'} # cy\n]\n";
    let without = |index| removed(text, index).text;
    assert_eq!(
        without(0),
        text.replace("  {name='A',url='a'}, # ana\n", "")
    );
    assert_eq!(without(1), text.replace("  {name='B',url='b'}, # bo\n", ""));
    assert_eq!(
        without(2),
        "feeds = [\n  {name='A',url='a'}, # ana\n  {name='B',url='b'} # bo\n]\n"
    );
    assert_eq!(
        removed("feeds=[{name='A'},{name='B'}]", 0).text,
        "feeds=[{name='B'}]"
    );
    assert_eq!(
        removed("feeds=[{name='A'}, {name='B'}]", 1).text,
        "feeds=[{name='A'}]"
    );
}

#[test]
fn what_goes_with_a_feed_of_a_list_is_told_whole() {
    let text = "feeds = [\n  {name='A',url='a'}, # ana\n  {name='B',url='b'} # bo\n  # a friend\n  , {name='C',url='c'}\n  # cy\n]\n";
    for (index, part) in [
        "{name='A',url='a'}, # ana",
        "{name='B',url='b'} # bo\n  # a friend\n  ,",
        "{name='C',url='c'}",
    ]
    .into_iter()
    .enumerate()
    {
        let edit = removed(text, index);
        assert_eq!(edit.part, part);
        for comment in ["# ana", "# bo", "# a friend", "# cy"] {
            assert!(
                edit.text.contains(comment) || part.contains(comment),
                "{comment}: {}",
                edit.text
            );
        }
    }
}

#[test]
fn a_table_goes_with_its_comments_and_leaves_those_of_others() {
    let text = "title = \"P\"\n\n# Friends\n\n# Met at a fair\n[[feeds]]\nname = \"Ana\" # a\nurl = \"a\"\n# enabled = false\n\n[[feeds]]\nname = \"Bo\"\nurl = \"b\"\n# interval = \"1d\"\n[[feeds]]\nname = \"Cy\"\nurl = \"c\"\n[feeds.extra]\nbio = \"x\"\n\n# Words\n[extra]\n";
    let ana = removed(text, 0);
    assert_eq!(
        ana.part,
        "# Met at a fair\n[[feeds]]\nname = \"Ana\" # a\nurl = \"a\"\n# enabled = false\n"
    );
    assert_eq!(ana.line, 5);
    assert_eq!(ana.text, text.replace(&format!("{}\n", ana.part), ""));
    let bo = removed(text, 1);
    assert_eq!(
        bo.part,
        "[[feeds]]\nname = \"Bo\"\nurl = \"b\"\n# interval = \"1d\"\n"
    );
    let cy = removed(text, 2);
    assert_eq!(
        cy.part,
        "[[feeds]]\nname = \"Cy\"\nurl = \"c\"\n[feeds.extra]\nbio = \"x\"\n"
    );
    assert_eq!(cy.text, text.replace(&format!("{}\n", cy.part), ""));
}

/// Two feeds with these lines between them: what goes with the first, what with the second.
#[track_caller]
fn parted(between: &str, first: &str, second: &str) {
    let (a, b) = (
        "[[feeds]]\nname = \"A\"\nurl = \"a\"\n",
        "[[feeds]]\nname = \"B\"\nurl = \"b\"\n",
    );
    for end in ["\n", "\r\n"] {
        let lines = |text: &str| text.replace('\n', end);
        let text = lines(&format!("title = \"P\"\n\n{a}{between}{b}"));
        let edit = removed(&text, 0);
        assert_eq!(edit.part, lines(&format!("{a}{first}")), "{between}");
        assert!(
            edit.text.contains(&lines(&format!("{second}{b}"))),
            "{between}"
        );
        assert_eq!(
            removed(&text, 1).part,
            lines(&format!("{second}{b}")),
            "{between}"
        );
    }
}

#[test]
fn comments_between_two_feeds_go_with_the_one_they_are_about() {
    parted("", "", "");
    parted("\n", "", "");
    // Words directly above a feed are about it.
    parted("# A friend\n", "", "# A friend\n");
    parted("# A friend\n#\n# of Ana\n", "", "# A friend\n#\n# of Ana\n");
    parted("\n# A friend\n", "", "# A friend\n");
    // Words directly below one, and what it has switched off, are about that.
    parted("# gone since May\n\n", "# gone since May\n", "");
    parted("# keep = \"1y\"\n", "# keep = \"1y\"\n", "");
    parted(
        "# extra.bio = \"x\"\n# A friend\n",
        "# extra.bio = \"x\"\n",
        "# A friend\n",
    );
    parted(
        "#keep=1\n# why\n\n# A friend\n",
        "#keep=1\n# why\n",
        "# A friend\n",
    );
    parted("\n# keep = \"1y\"\n", "", "# keep = \"1y\"\n");
    // Words with a sign of equality are words.
    parted("# rating = good\n", "", "# rating = good\n");
    // Between empty lines they are about none of the two.
    parted("\n# Friends\n\n", "", "");
}

#[test]
fn a_feed_that_is_switched_off_goes_with_no_other() {
    let off = "# [[feeds]]\n# name = \"Off\"\n# url = \"off\"\n";
    parted(off, "", "");
    parted(&format!("\n{off}"), "", "");
    parted(&format!("{off}\n"), "", "");
    parted(&format!("\n{off}\n"), "", "");
    parted(
        &format!("# keep = 3\n{off}# A friend\n"),
        "# keep = 3\n",
        "# A friend\n",
    );
    parted(&format!("# words\n{off}\n"), "# words\n", "");
}

#[test]
fn comments_above_another_table_stay_with_it() {
    let feed = "[[feeds]]\nname = \"A\"\nurl = \"a\"\n";
    let rest = "# What themes read\n[extra]\nmotto = \"x\"\n";
    let text = format!("title = \"P\"\n# Ours\n{feed}{rest}");
    let edit = removed(&text, 0);
    assert_eq!(edit.part, format!("# Ours\n{feed}"));
    assert_eq!(edit.text, format!("title = \"P\"\n{rest}"));
    assert_eq!(
        added(&text),
        format!("title = \"P\"\n# Ours\n{feed}\n{TABLE}\n{rest}")
    );
}

#[test]
fn what_stands_in_the_middle_of_a_feed_is_never_taken_along() {
    let text = "[[feeds]]\nname = \"A\"\nurl = \"a\"\n[extra]\nmotto = \"x\"\n[feeds.extra]\nbio = \"y\"\n";
    assert_eq!(without_feed(text, 0), None);
    assert_eq!(without_feed(text, 7), None);
    // There is no list of feeds to add to.
    assert_eq!(with_feed("feeds = 3\n", &ANA), None);
}

/// A planet.toml as people write them, which is: in any way.
fn by_hand() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "# a comment\n",
        "   # indented\n",
        "[extra]\nmotto = \"x\"  # y\n",
        "[river]\r\ndays=3\r\n",
        "[[feeds]]\nname = 'N'\nurl='n.xml'\n",
        "[[feeds]]\n# first\nurl=\"u\"\nname=\"é\"",
        "[[feeds]]\nname = \"M\" # m\nurl = \"\"\"m\n# no comment\n\"\"\"\n",
        "[feeds.extra]\nbio = \"\"\"\n[[feeds]]\n\"\"\"\n",
        "extra.pet = \"cat\"\n",
        "tags = [\n 'a', # one\n 'b'\n]\n",
    ]);
    prop::collection::vec(piece, 0..9)
        .prop_map(|pieces| format!("title = \"P\"\n{}", pieces.concat()))
}

proptest! {
    #[test]
    fn adding_and_removing_gives_the_file_back(text in by_hand()) {
        // Pieces in a bad order are no TOML, and no matter here.
        let Some(edit) = with_feed(&text, &ANA) else { return Ok(()) };
        prop_assert!(edit.text.contains(&edit.part));
        let at = edit.text.lines().nth(edit.line - 1);
        prop_assert_eq!(at, Some("[[feeds]]"));
        // Only lines came in.
        let mut rest = edit.text.as_str();
        for line in text.lines() {
            let found = rest.find(line);
            prop_assert!(found.is_some(), "{:?} is gone", line);
            rest = &rest[found.unwrap_or(0) + line.len()..];
        }
        let count = edit.text.parse::<toml::Table>().unwrap()["feeds"].as_array().unwrap().len();
        let back = removed(&edit.text, count - 1).text;
        // Where all stood close together, an empty line is left.
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(str::to_owned).collect()
        };
        prop_assert_eq!(lines(&back), lines(&text));
    }
}
