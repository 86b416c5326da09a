//! Text is text in every template, and only sanitized markup is markup.

use serde_json::json;

use crate::theme::tests::{BASE_URL, built_in, front_page, load, pages};
use crate::theme::{BUILT_IN, sample};

#[test]
fn text_is_escaped_in_templates_of_every_name() {
    let odd = [
        "odd.txt",
        "odd.svg",
        "odd.atom",
        "odd",
        "odd.HTML",
        "odd.html.bak",
    ];
    let includes = odd
        .map(|name| format!("{{% include \"{name}\" %}}"))
        .concat();
    let mut files = vec![("templates/_footer_extra.html".to_owned(), includes)];
    for name in odd {
        let text = format!("[{name} {{{{ site.extra.evil }}}}]");
        files.push((format!("templates/{name}"), text));
    }
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let extra = json!({ "evil": "<b>&\"'" });
    let html = front_page(&load(&files, BUILT_IN, &extra).unwrap(), &extra);
    for name in odd {
        assert!(
            html.contains(&format!("[{name} &lt;b&gt;&amp;&quot;&#39;]")),
            "{name}"
        );
    }
}

#[test]
fn only_sanitized_markup_renders_as_markup() {
    let mut site = sample::full(BASE_URL, &json!({}));
    "<i>Planet</i>".clone_into(&mut site.info.title);
    "\"A\" & B".clone_into(&mut site.info.description);
    let html = &pages(&built_in(), &site)[0].1;
    assert!(html.contains("<meta name=\"description\" content=\"&quot;A&quot; &amp; B\">"));
    assert!(html.contains("&lt;i&gt;Planet&lt;/i&gt;") && !html.contains("<i>Planet</i>"));
    assert!(html.contains("understands <em>last tide</em>"));
}

#[test]
fn sanitized_markup_is_a_plain_string_outside_templates() {
    let markup = sample::full(BASE_URL, &json!({})).newest[0]
        .content
        .clone()
        .unwrap();
    assert_eq!(
        serde_json::to_value(&markup).unwrap(),
        json!(markup.as_str())
    );
}
