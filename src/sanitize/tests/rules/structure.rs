//! Headings, tables, lists and boxes: each part stands where it may, in the whole that it needs.

use crate::sanitize::tests::rules::check;

#[test]
fn headings_lie_below_the_entry_and_skip_no_level() {
    check(&[
        (
            "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h1>e</h1>",
            "<h4>a</h4><h5>b</h5><h6>c</h6><h6>d</h6><h4>e</h4>",
        ),
        (
            "<h2>a</h2><h3>b</h3><h2>c</h2>",
            "<h4>a</h4><h5>b</h5><h4>c</h4>",
        ),
        ("<h1>a</h1><h4>b</h4>", "<h4>a</h4><h5>b</h5>"),
        (
            "<h3>a</h3><h2>b</h2><h3>c</h3>",
            "<h4>a</h4><h4>b</h4><h5>c</h5>",
        ),
        ("<h6>a</h6>", "<h4>a</h4>"),
        ("<h2></h2><h2> &nbsp;</h2><h2><br></h2>x", "\u{a0}<br>x"),
        (
            "<h2><img src=/a.png></h2>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        ("<h2>a<p>b</p><div>c</div></h2>", "<h4>a b c </h4>"),
    ]);
}

#[test]
fn what_scrolls_can_be_focused() {
    check(&[
        ("<pre>\n\nx</pre>", "<pre tabindex=\"0\">x</pre>"),
        (
            "<pre tabindex=5><div>a</div><div>b\n</div>c</pre>",
            "<pre tabindex=\"0\">a\nb\nc</pre>",
        ),
        (
            "<table><tr><td><table><tr><td>x</table></table>",
            "<table tabindex=\"0\"><tbody><tr><td><table><tbody><tr><td>x</td></tr></tbody></table></td></tr></tbody></table>",
        ),
    ]);
}

#[test]
fn tables_are_whole() {
    check(&[
        (
            "<table border=1 align=center><caption>c</caption><tfoot><tr><td>f</tfoot><thead><tr><th scope=col>h</thead><tr><td>b</table>",
            "<table tabindex=\"0\"><caption>c</caption><thead><tr><th scope=\"col\">h</th></tr></thead><tbody><tr><td>b</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table>",
        ),
        (
            "<table><tr><td>a<td>b<tr><td>c<tr></table>",
            "<table tabindex=\"0\"><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2>a<tr><td>b<td>c</table>",
            "<table tabindex=\"0\"><tbody><tr><td colspan=\"2\">a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2>a<tr><td colspan=2>b</table>",
            "<table tabindex=\"0\"><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td rowspan=9>a<td>b<tr><td>c</table>",
            "<table tabindex=\"0\"><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th></th><th><h2>x</h2></th></tr></table>",
            "<table tabindex=\"0\"><tbody><tr><td></td><th> x </th></tr></tbody></table>",
        ),
        ("<table><caption>c</caption></table>x", "cx"),
        ("<td>x<td>y", "xy"),
    ]);
}

#[test]
fn parts_get_the_whole_they_need() {
    check(&[
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<ul>a<li>b</li><ul><li>c</li></ul></ul>",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        ),
        ("<ul><br></ul>x", "x"),
        ("<dd>a<dt>b", "<div>a</div><div>b</div>"),
        (
            "<dl><div><dt>a<dd>b</div><p>c</p></dl>",
            "<dl><dt>a</dt><dd>b<p>c</p></dd></dl>",
        ),
        (
            "<figcaption>a</figcaption><summary>b</summary>",
            "<div>a</div><div>b</div>",
        ),
        (
            "<figure><figcaption>a</figcaption><p>b</p><figcaption>c</figcaption></figure>",
            "<figure><figcaption>a</figcaption><p>b</p><div>c</div></figure>",
        ),
        (
            "<figure>a<figcaption>b</figcaption>c</figure>",
            "<figure>ac<figcaption>b</figcaption></figure>",
        ),
        ("<figure></figure>x", "x"),
        ("<details>a</details>", "<div>a</div>"),
        (
            "<details>a<summary><h2>b</h2></summary></details>",
            "<details><summary>b </summary>a</details>",
        ),
        ("<rt>a</rt><ruby>b</ruby>", "ab"),
    ]);
}

#[test]
fn blocks_stand_where_blocks_may() {
    check(&[
        ("<b><p>a</p></b>", "<p>a</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        (
            "<span>a</span><span lang=de>b</span><font color=red>c</font><big>d</big>",
            "a<span lang=\"de\">b</span>cd",
        ),
        (
            "<section><article><nav>a</nav></article></section>",
            "<div><div><div>a</div></div></div>",
        ),
        (
            "<center>a</center><strike>b</strike><tt>c</tt><acronym title=t>d</acronym>",
            "<div>a</div><s>b</s><code>c</code><abbr title=\"t\">d</abbr>",
        ),
        (
            "<form><fieldset><legend>a</legend><label>b</label><button>c</button><input></fieldset></form>",
            "<div><div><div>a</div>bc</div></div>",
        ),
        ("<blink>a</blink><marquee>b</marquee>", "ab"),
    ]);
}
