use std::{collections::BTreeSet, path::Path};

use crate::{
    config::ConfigError,
    pages::{Around, read},
    site::OwnPage,
};

fn read_with(
    files: &[(&str, &str)],
    assets: &[&'static str],
) -> Result<Vec<OwnPage>, Vec<ConfigError>> {
    let files: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|(file, text)| ((*file).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let around = Around {
        folder: Path::new("."),
        static_folder: Some("static".to_owned()),
        assets: assets.iter().copied().collect(),
        templates: BTreeSet::from(["page.html".to_owned(), "wide.html".to_owned()]),
    };
    read(&files, &around)
}

fn pages(files: &[(&str, &str)]) -> Vec<OwnPage> {
    read_with(files, &["map.png", "my files/a.pdf"]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn page(text: &str) -> OwnPage {
    pages(&[("about.md", text)]).swap_remove(0)
}

fn html(text: &str) -> String {
    page(text).content.as_str().to_owned()
}

/// The drawings of everything that is wrong.
fn wrong(files: &[(&str, &str)]) -> String {
    let errors = read_with(files, &["map.png", "about/index.html", "legal"]).unwrap_err();
    let drawn: Vec<String> = errors.iter().map(ToString::to_string).collect();
    drawn.join("\n")
}

#[test]
fn a_file_is_a_page_at_the_address_of_its_path() {
    let files = [
        ("docs/join.md", "x"),
        ("docs/index.md", "x"),
        ("about.md", "x"),
        ("FAQ_2.md", "x"),
        (".draft.md", "x"),
        ("docs/.gitkeep", ""),
    ];
    let made = pages(&files);
    let paths: Vec<&str> = made.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(paths, ["FAQ_2/", "about/", "docs/", "docs/join/"]);
    assert_eq!(made[3].file, "pages/docs/join.md");
}

#[test]
fn the_title_is_that_of_the_front_matter_else_the_first_heading_else_the_file_name() {
    let given = page("+++\ntitle = \"Given\"\n+++\n# Heading\n");
    assert_eq!(given.title, "Given");
    assert_eq!(given.content.as_str(), "<h2 id=\"heading\">Heading</h2>\n");
    let heading = page("Before.\n\n# `planet` & *you*\n\nText.\n\n## Next\n");
    assert_eq!(heading.title, "planet & you");
    assert_eq!(
        heading.content.as_str(),
        "<p>Before.</p>\n<p>Text.</p>\n<h2 id=\"next\">Next</h2>\n"
    );
    for text in ["Text.", "#\n\nText.", "+++\ntitle = \" \"\n+++\nText."] {
        let made = pages(&[("docs/how-to_join.md", text)]).swap_remove(0);
        assert_eq!(made.title, "How to join");
    }
}

#[test]
fn front_matter_says_what_a_page_is() {
    let text = "\u{FEFF}+++\r\ntitle = \"T\"\r\ndescription = \"D\"\r\nnav = false\r\nweight = -3\r\ntemplate = \"wide.html\"\r\n+++\r\nText.";
    let made = page(text);
    assert_eq!(made.title, "T");
    assert_eq!(made.description.as_deref(), Some("D"));
    assert_eq!((made.nav, made.weight), (false, -3));
    assert_eq!(made.template, "wide.html");
    assert_eq!(made.content.as_str(), "<p>Text.</p>\n");
    let plain = page("Text.");
    assert_eq!((plain.nav, plain.weight), (true, 0));
    assert_eq!(plain.template, "page.html");
    // A line in Markdown, and no front matter.
    assert_eq!(html("---\n\nText.\n"), "<hr>\n<p>Text.</p>\n");
}

#[test]
fn headings_begin_below_the_title_and_skip_no_level() {
    let levels = |text: &str| -> Vec<String> {
        let html = html(text);
        let found = html.split("<h").skip(1).map(|rest| rest[..1].to_owned());
        found.collect()
    };
    assert_eq!(levels("# T\n## A\n### B\n## C"), ["2", "3", "2"]);
    assert_eq!(
        levels("+++\ntitle = \"T\"\n+++\n# A\n## B\n# C"),
        ["2", "3", "2"]
    );
    assert_eq!(levels("### A\n###### B\n#### C\n"), ["2", "3", "3"]);
    assert_eq!(levels("# T\n# A\n###### B\n"), ["2", "3"]);
    let deep = "# T\n# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6\n";
    assert_eq!(levels(deep), ["2", "3", "4", "5", "6", "6"]);
}

#[test]
fn every_heading_has_an_id_of_its_own() {
    let html = html(
        "## Joïn us!\n## Join us\n## Own {#join-us-2}\n## 加入\n## !\n## Subscribe\n## Footnote 1\n",
    );
    let ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "join-us",
            "join-us-3",
            "join-us-2",
            "jia-ru",
            "section",
            "subscribe-2",
            "section-footnote-1"
        ]
    );
}

#[test]
fn links_between_files_become_links_between_pages() {
    let files = [
        (
            "docs/join.md",
            "[a](../about.md) [b](more/x.md#how) [c](./index.md) [d](/docs/join.md?x=1) [e](../status/) [f](/atom.xml)\n\n[g]\n\n[g]: ../about.md",
        ),
        (
            "docs/more/x.md",
            "[up](../join.md) [home](/) ![map](/map.png)",
        ),
        ("docs/index.md", "[join](join.md)"),
        (
            "about.md",
            "[join](docs/join.md) [home](/) <a href=\"docs/join.md\">raw</a>",
        ),
    ];
    let made = pages(&files);
    let links = |path: &str| -> Vec<String> {
        let page = made.iter().find(|page| page.path == path).unwrap();
        let html = page.content.as_str();
        let parts = html.split(['"']).skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    assert_eq!(
        links("docs/join/"),
        [
            "../../about/",
            "../../docs/more/x/#how",
            "../../docs/",
            "../../docs/join/?x=1",
            "../../status/",
            "../../atom.xml",
            "../../about/",
        ]
    );
    assert_eq!(
        links("docs/more/x/"),
        [
            "../../../docs/join/",
            "../../../",
            "../../../map.png",
            "map",
            "lazy"
        ]
    );
    assert_eq!(links("docs/"), ["../docs/join/"]);
    assert_eq!(links("about/"), ["../docs/join/", "../", "docs/join.md"]);
}

#[test]
fn static_files_are_found_where_they_lie_and_where_they_will_lie() {
    let text = "![Map](map.png \"A \\\"map\\\"\") ![](../static/map.png) [pdf](<../static/my files/a.pdf>) [pdf](/my%20files/a.pdf)";
    let html = html(text);
    let map = "<img src=\"../map.png\" alt=\"Map\" title=\"A &quot;map&quot;\" loading=\"lazy\">";
    assert!(html.contains(map), "{html}");
    assert!(html.contains("<img src=\"../map.png\" alt=\"\" loading=\"lazy\">"));
    assert_eq!(html.matches("<a href=\"../my%20files/a.pdf\">").count(), 2);
}

#[test]
fn what_leads_elsewhere_is_left_alone() {
    let text = "[a](https://a.example/x.md) [b](mailto:ana@a.example) [c](#here) [d](//a.example/) <ana@a.example> ![e](https://a.example/e.png) [f]()";
    let html = html(text);
    for link in [
        "\"https://a.example/x.md\"",
        "\"mailto:ana@a.example\">b",
        "\"#here\"",
        "\"//a.example/\"",
        "\"mailto:ana@a.example\">ana@a.example",
        "<img src=\"https://a.example/e.png\" alt=\"e\" loading=\"lazy\">",
        "href=\"\"",
    ] {
        assert!(html.contains(link), "{link} in {html}");
    }
}

#[test]
fn markup_fits_the_policy_and_the_keyboard() {
    let text = "| a | b | c |\n|---|--:|:-:|\n| 1 | ~~2~~ | 3 |\n\n```rust x\nlet a = \"<b>\";\n```\n\n    plain\n\nA  \nB\n\n***\n";
    assert_eq!(
        html(text),
        "<table tabindex=\"0\">\n\
         <thead><tr><th>a</th><th class=\"align-end\">b</th><th class=\"align-center\">c</th></tr></thead><tbody>\n\
         <tr><td>1</td><td class=\"align-end\"><del>2</del></td><td class=\"align-center\">3</td></tr>\n\
         </tbody></table>\n\
         <pre tabindex=\"0\"><code class=\"language-rust\">let a = \"&lt;b&gt;\";\n</code></pre>\n\
         <pre tabindex=\"0\"><code>plain\n</code></pre>\n\
         <p>A<br>\nB</p>\n\
         <hr>\n"
    );
}

#[test]
fn footnotes_are_numbered_as_the_text_refers_to_them() {
    let html = html("A[^late] B[^early] C[^late] [^none]\n\n[^early]: Two.\n[^late]: One.\n");
    let reference = |number: u8| format!("<sup><a href=\"#footnote-{number}\">{number}</a></sup>");
    assert_eq!(html.matches(&reference(1)).count(), 2, "{html}");
    assert_eq!(html.matches(&reference(2)).count(), 1);
    assert!(html.contains("id=\"footnote-2\"><sup>2</sup>\n<p>Two.</p>"));
    assert!(html.contains("id=\"footnote-1\"><sup>1</sup>\n<p>One.</p>"));
    assert!(html.contains("[^none]"));
}

#[test]
fn the_maintainers_html_passes_as_it_is() {
    let raw = "<section class=\"x\" onclick=\"y()\">\n<script>1 < 2</script>\n</section>\n";
    assert_eq!(html(raw), raw);
    assert!(html("a <kbd data-x='1'>b</kbd>").contains("<kbd data-x='1'>b</kbd>"));
}

#[test]
fn mistakes_are_told_with_file_and_line() {
    for (name, files) in [
        (
            "front-matter",
            &[(
                "a.md",
                "+++\ntitel = \"A\"\nweight = \"1\"\ntemplate = \"wid.html\"\nfoo = 1\n+++\n\nText [b](c.md).\n",
            )][..],
        ),
        (
            "syntax",
            &[("a.md", "\n+++\n"), ("b.md", "+++\ntitle = A\n+++\n")],
        ),
        ("open", &[("a.md", "+++\ntitle = \"A\"\n\nText.")]),
        ("yaml", &[("a.md", "---\ntitle: A\n---\nText.")]),
        (
            "links",
            &[
                (
                    "a.md",
                    "# A\n\nOne [two](dosc/b.md) three\nand ![four](mpa.png)\nand [five](../src/x.rs).",
                ),
                (
                    "docs/b.md",
                    "![x](https://x.example/) ![y](../../static/y.png) [z](zz.md)",
                ),
            ],
        ),
        (
            "addresses",
            &[
                ("404.md", ""),
                ("2025/x.md", ""),
                ("Feeds/x.md", ""),
                ("Join us.md", ""),
                ("о-нас.md", ""),
                ("v1.2.md", ""),
                ("about.md", ""),
                ("legal.md", ""),
                ("index.md", ""),
                ("same.md", ""),
                ("same/index.md", ""),
                ("picture.png", ""),
                ("text.markdown", ""),
            ],
        ),
    ] {
        insta::with_settings!({
            snapshot_path => "../../tests/snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("pages-{name}"), wrong(files));
        });
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_told_so() {
    let files = [("about.md".to_owned(), b"Caf\xe9".to_vec())];
    let around = Around {
        folder: Path::new("blogs"),
        static_folder: None,
        assets: BTreeSet::new(),
        templates: BTreeSet::new(),
    };
    let errors = read(&files, &around).unwrap_err();
    let drawn = errors[0].to_string();
    assert!(
        drawn.contains("`pages/about.md` is not UTF-8 text"),
        "{drawn}"
    );
    assert_eq!(errors[0].path(), Path::new("blogs/pages/about.md"));
}
