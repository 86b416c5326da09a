//! What pages are named, and what they are not.

use url::Url;

use crate::{
    error::ProblemKind,
    feed::Text,
    html,
    parse::{
        Document, parse,
        tests::shared_feeds,
        way_out,
        webpage::{
            look::{self, Look},
            page::Page,
        },
    },
};

fn named(html: &str, url: &str) -> Option<Look> {
    let page = Page::read(html).expect("a web page");
    look::of(&page, Url::parse(url).ok().as_ref())
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>{body}</body></html>"
    )
}

const LOGIN: &str = "<form id=\"f\" action=\"/session\" method=\"post\"><label>User <input name=\"user\" type=\"text\"></label>
    <input name=\"password\" type=\"password\"><input type=\"submit\" value=\"Go\"></form>";

#[test]
fn pages_that_keep_feeds_away_are_named() {
    let title = |title: &str| page(title, "<p>Please wait.</p>");
    let script = |script: &str| {
        page(
            "Hello",
            &format!("<script>{script}</script><noscript>Please enable JavaScript.</noscript>"),
        )
    };
    let login = |title: &str| page(title, LOGIN);
    let cases = [
        (title("Just a moment..."), Look::Cloudflare),
        (title("Attention Required! | Cloudflare"), Look::Cloudflare),
        (title("Nur einen Moment…"), Look::Cloudflare),
        (script("window._cf_chl_opt = {cvId: '3', cType: 'managed'};"), Look::Cloudflare),
        (page("", "<h1>Checking your browser before accessing site.example.</h1><p>DDoS protection by Cloudflare</p>"), Look::Cloudflare),
        (title("Making sure you&#39;re not a bot!"), Look::Anubis),
        (page("", "<script id=\"anubis_challenge\" type=\"application/json\">{\"a\": \"</b>\"}</script>"), Look::Anubis),
        (title("DDoS-Guard"), Look::DdosGuard),
        (script("fetch('/.well-known/ddos-guard/check?a=1')"), Look::DdosGuard),
        (page("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied</h1>"), Look::Sucuri),
        (page("You are being redirected...", "<script>var s={},u,c; /* sucuri_cloudproxy_js */</script>"), Look::Sucuri),
        (page("Access Denied", "<h1>Access Denied</h1>You don't have permission to access \"http://site.example/feed\" on this server.<p>Reference #18.2d1 https://errors.edgesuite.net/18.2d1"), Look::Akamai),
        (page("", "<div id=\"sec-if-cpt-container\"></div>"), Look::Akamai),
        (page("", "<iframe src=\"/_Incapsula_Resource?SWUDNSAI=31&xinfo=1\">Request unsuccessful. Incapsula incident ID: 1-2</iframe>"), Look::Imperva),
        (page("site.example", "<script src=\"https://geo.captcha-delivery.com/captcha/?x\"></script>"), Look::DataDome),
        (page("Access to this page has been denied", "<div id=\"px-captcha\"></div>"), Look::Human),
        (script("AwsWafIntegration.x('https://1.edge.sdk.awswaf.com'); 'https://1.token.awswaf.com/challenge.js'"), Look::Aws),
        (title("Vercel Security Checkpoint"), Look::BotCheck),
        (page("Bitte warten", "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>"), Look::BotCheck),
        (page("Один момент", "<p>Подтвердите, что вы не робот</p>"), Look::Cloudflare),
        (page("Проверка", "<p>Подтвердите, что вы не робот</p>"), Look::BotCheck),
        (page("Prove it", "<form method=post><div class=\"g-recaptcha\" data-sitekey=\"x\"></div><input type=submit></form>"), Look::Captcha),
        (page("Captcha", "<form><img src=\"/captcha.php\"><input name=\"captcha\"></form>"), Look::Captcha),
        (login("Log In ‹ Ana’s blog — WordPress"), Look::Login),
        (login("Sign in to Confluence"), Look::Login),
        (login("Anmelden | Intranet"), Look::Login),
        (login("Connexion"), Look::Login),
        (login("Iniciar sesión"), Look::Login),
        (login("Вход"), Look::Login),
        (login("ログイン - 例"), Look::Login),
        (login("Intranet"), Look::Login),
        (page("Login", "<form action=\"/next\"><input type=\"email\" name=\"email\"><button>Next</button></form>"), Look::Login),
        (page("site.example is for sale", "<p>Make an offer</p>"), Look::Parked),
        (page("site.example", "<h1>This domain may be for sale!</h1>"), Look::Parked),
        (page("site.example", "<h1>Die Domain steht zum Verkauf</h1>"), Look::Parked),
        (page("site.example", "<p>Ce nom de domaine est à vendre</p>"), Look::Parked),
        (page("site.example", "<script>window.onload=function(){window.location.href=\"/lander\"}</script>"), Look::Parked),
        (page("site.example", "<script src=\"https://img.sedoparking.com/x.js\"></script><p>Related searches</p>"), Look::Parked),
        (page("", "<p>The domain has expired. Is this your domain? Renew now.</p>"), Look::Parked),
        (title("404 Not Found"), Look::Error),
        (title("Error 503: Service Unavailable"), Look::Error),
        (title("HTTP 502"), Look::Error),
        (title("Page not found – Ana’s blog"), Look::Error),
        (title("WordPress › Error"), Look::Error),
        (title("Database Error"), Look::Error),
        (title("Account Suspended"), Look::Error),
        (title("Seite nicht gefunden - Anas Blog"), Look::Error),
        (page("Ana", "<h1>Страница не найдена</h1>"), Look::Error),
        ("<html><head><title>Oops</title><link rel=alternate type=application/rss+xml href=/feed></head><body class=\"home error404\">Nothing here.".to_owned(), Look::Error),
    ];
    for (html, look) in cases {
        assert_eq!(
            named(&html, "https://site.example/feed"),
            Some(look),
            "{html}"
        );
    }
    let sent = "https://site.example/wp-login.php?redirect_to=feed";
    assert_eq!(named(&page("Ana’s blog", LOGIN), sent), Some(Look::Login));
}

#[test]
fn ordinary_pages_are_only_pages() {
    let post = format!(
        "<article><h2>A walk</h2><p>{}</p></article>",
        "It rained. ".repeat(40)
    );
    let prose = format!(
        "<div class=\"post\"><h2>A walk</h2><p>{}</p></div>",
        "It rained. ".repeat(400)
    );
    let feed = "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/feed\">";
    let cases = [
        // A login form in the header of a blog.
        page("Ana’s blog", &format!("{LOGIN}{post}")),
        page("Ana’s blog", &format!("{LOGIN}{prose}")),
        page("Ana’s blog", &format!("{feed}{LOGIN}<p>Nothing yet.</p>")),
        page("How to log in - Ana’s blog", &prose),
        page(
            "Login forms considered harmful",
            &format!("{post}<code>&lt;input type=\"password\"&gt;</code>"),
        ),
        // A post that only its readers with a password may read.
        page(
            "Protected: A walk",
            "<form action=\"/wp-login.php?action=postpass\"><input name=\"post_password\" type=\"password\"></form>",
        ),
        // Talk of captchas, and captchas in forms that are for something else.
        page(
            "I hate captchas",
            &format!("{prose}<p>Verify you are human, they say. Just a moment...</p>"),
        ),
        page("Captcha", &post),
        page(
            "Write to me",
            "<form><input name=name><input type=email><textarea></textarea><div class=\"cf-turnstile\"></div></form>",
        ),
        page(
            "Ana’s blog",
            "<p>Soon.</p><script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>",
        ),
        page(
            "Ana’s blog",
            &format!("<pre>window._cf_chl_opt = 1</pre>{post}"),
        ),
        page(
            "Ana’s blog",
            &format!("{feed}<p>A guest post on _cf_chl_opt and verify you are human.</p>"),
        ),
        // Domains as a subject.
        page("Why my old domain is for sale", &post),
        page("My bike is for sale", "<p>It is red.</p>"),
        page(
            "Ana’s blog",
            &format!("<p>This domain has expired, he said.</p>{prose}"),
        ),
        // Errors as a subject.
        page("404 is my favourite number", "<p>It is.</p>"),
        page("Error handling in Rust", &post),
        page("Page not found: a novel", &post),
        page("500 miles", "<p>I would walk.</p>"),
        page("Not Found", &post),
    ];
    for html in cases {
        assert_eq!(named(&html, "https://site.example/"), None, "{html}");
    }
}

/// What bloggers really write, on a page as blogs have it: with a login form, a few links, and no feed named.
#[test]
fn no_post_of_a_conformance_feed_makes_its_page_look_like_anything() {
    let Some(files) = shared_feeds() else { return };
    let mut posts = 0;
    let mut wrong = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let document = Document {
            bytes: &bytes,
            url: None,
            content_type: None,
        };
        let feed = match parse(document) {
            Ok(feed) => feed,
            Err(problem) => {
                // Whatever web page is among the feeds is an ordinary one.
                if problem.message.contains("looks like") {
                    wrong.push(format!("{}: {problem}", file.display()));
                }
                continue;
            }
        };
        let markup = |text: &Text| match text {
            Text::Plain(text) => text.replace('<', "&lt;"),
            Text::Html(html) => html.markup.clone(),
        };
        for entry in &feed.entries {
            let title = entry.title.as_ref().map(markup).unwrap_or_default();
            let content = entry.content.as_ref().map(|content| &content.text);
            let body = content
                .or(entry.summary.as_ref())
                .map(markup)
                .unwrap_or_default();
            // With less to read there is nothing on the page but the form.
            if html::excerpt(&body, 1000).len() < 300 {
                continue;
            }
            posts += 1;
            let nav = "<a href=\"/about\">About</a> <a href=\"/archive\">Archive</a>".repeat(3);
            let post = page(
                &format!("{title} | A blog"),
                &format!("<header>{LOGIN}{nav}</header><main><h1>{title}</h1>{body}</main>"),
            );
            if let Some(look) = named(&post, "https://site.example/2024/post") {
                wrong.push(format!(
                    "{} ({look:?}): {title}: {}",
                    file.display(),
                    body.chars().take(200).collect::<String>()
                ));
            }
        }
    }
    assert!(posts > 500, "{posts}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_feeds_of_a_page_are_named_with_their_addresses() {
    let message = |html: &str, url: Option<&str>| {
        let document = Document {
            bytes: html.as_bytes(),
            url,
            content_type: None,
        };
        let problem = parse(document).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::WebPage);
        problem.message
    };
    let link = |href: &str| {
        format!("<html><head><link rel=alternate type=application/rss+xml href=\"{href}\">")
    };
    let url = Some("https://site.example/blog/");
    for (html, named) in [
        (link("feed.xml"), "<https://site.example/blog/feed.xml>"),
        (link("//cdn.example/f"), "<https://cdn.example/f>"),
        (link("feed://site.example/f"), "<https://site.example/f>"),
        (
            link("feed:https://site.example/f"),
            "<https://site.example/f>",
        ),
        (
            format!("{}<base href=\"/x/\"><base href=\"/y/\">", link("f")),
            "<https://site.example/x/f>",
        ),
        (
            format!("<base href=\"about:blank\">{}", link("f")),
            "<https://site.example/blog/f>",
        ),
        (
            format!(
                "{}<link rel=alternate type=text/xml+oembed href=/o>",
                link("/f")
            ),
            "<https://site.example/f>",
        ),
        (
            format!("{}{}", link("/f"), link("/f")),
            "<https://site.example/f>",
        ),
    ] {
        let expected = format!("a web page came instead of a feed; it advertises {named}");
        assert_eq!(message(&html, url), expected);
    }
    for href in [
        "javascript:alert(1)",
        "data:text/xml,x",
        "feed:javascript:alert(1)",
        "mailto:a@b.example",
    ] {
        for url in [url, None] {
            assert_eq!(
                message(&link(href), url),
                "a web page came instead of a feed"
            );
        }
    }
    assert_eq!(
        message(&link("feed.xml"), None),
        "a web page came instead of a feed; it advertises <feed.xml> (relative to the page's address)"
    );
    assert_eq!(
        message(
            &format!("<base href=\"https://site.example/\">{}", link("feed.xml")),
            None
        ),
        "a web page came instead of a feed; it advertises <https://site.example/feed.xml>"
    );
}

#[test]
fn every_look_has_words_and_a_way_out_of_its_own() {
    for look in Look::ALL {
        let same = |other: &&Look| look.words().contains(other.words());
        assert_eq!(Look::ALL.iter().filter(same).count(), 1, "{look:?}");
    }
    let html = page("Login", LOGIN);
    let document = Document {
        bytes: html.as_bytes(),
        url: None,
        content_type: None,
    };
    let problem = parse(document).unwrap_err();
    assert_eq!(
        problem.message,
        "a web page came instead of a feed; it looks like a login page"
    );
    assert_eq!(way_out(&problem), Some(Look::Login.way_out()));
}
