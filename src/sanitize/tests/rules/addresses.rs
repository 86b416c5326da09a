//! Links lead where they led on the blog, and say nothing of who follows them.

use crate::{
    feed::RawHtml,
    sanitize::{
        content,
        tests::rules::{REL, check},
    },
};

#[test]
fn links_are_absolute_and_marked() {
    check(&[
        (
            "<a href=/x>y</a>",
            "<a href=\"https://blog.example/x\" REL>y</a>",
        ),
        (
            "<a href=#fn1>1</a>",
            "<a href=\"https://blog.example/posts/one/#fn1\" REL>1</a>",
        ),
        (
            "<a href=//o.example>y</a>",
            "<a href=\"https://o.example/\" REL>y</a>",
        ),
        (
            "<a href=mailto:a@b.example target=_blank>y</a>",
            "<a href=\"mailto:a@b.example\" REL>y</a>",
        ),
        (
            "<a href=https://u:p@o.example/x title=t>y</a>",
            "<a href=\"https://o.example/x\" title=\"t\" REL>y</a>",
        ),
        (
            "<a href='https://o.example/a|b?c[]=1&d=100%#e#f'>y</a>",
            "<a href=\"https://o.example/a%7Cb?c%5B%5D=1&amp;d=100%25#e%23f\" REL>y</a>",
        ),
        (
            "<a href='http://[::1]/[x]'>y</a>",
            "<a href=\"http://[::1]/%5Bx%5D\" REL>y</a>",
        ),
        ("<a name=x>y</a>", "y"),
        ("<a href=ftp://o.example/>y</a>", "y"),
        ("<a href=/x></a>z", "z"),
        ("<a href=/x> </a>z", "z"),
        (
            "<a href=/x><p>y</p></a>",
            "<a href=\"https://blog.example/x\" REL><p>y</p></a>",
        ),
        (
            "<a href=/x><img src=/a/b.png></a>",
            "<a href=\"https://blog.example/x\" REL><img src=\"https://blog.example/a/b.png\" alt=\"b.png\" IMG></a>",
        ),
        (
            "<a href=/x>y <img src=/b.png></a>",
            "<a href=\"https://blog.example/x\" REL>y <img src=\"https://blog.example/b.png\" alt=\"\" IMG></a>",
        ),
    ]);
}

#[test]
fn without_a_base_relative_urls_go() {
    for base in [None, Some("not a url"), Some("file:///tmp/x")] {
        let html = RawHtml {
            markup: "<a href=/x>y</a> <img src=/a.png><a href=https://o.example/>z</a><blockquote cite=/x>q</blockquote>".to_owned(),
            base: base.map(Into::into),
        };
        let wanted =
            format!("y <a href=\"https://o.example/\" {REL}>z</a><blockquote>q</blockquote>");
        assert_eq!(content(&html).as_str(), wanted, "{base:?}");
    }
}
