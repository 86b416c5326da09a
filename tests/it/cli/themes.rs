//! `planet theme`.

use std::fs;

use crate::cli::{healthy, read, run};

#[test]
fn themes_are_listed_with_the_current_one_marked() {
    let folder = healthy();
    let list = run(&folder, &["theme", "list"]).exits(0).out;
    assert!(list.contains("* river    built in  A calm river"), "{list}");
    assert!(list.contains("\n  titles   built in  A dense"), "{list}");

    fs::create_dir_all(folder.path().join("themes/delta")).unwrap();
    fs::write(
        folder.path().join("themes/delta/theme.toml"),
        "description = \"Mud\"",
    )
    .unwrap();
    let text = read(&folder, "planet.toml");
    fs::write(
        folder.path().join("planet.toml"),
        format!("theme = \"delta\"\n{text}"),
    )
    .unwrap();
    let json = run(&folder, &["theme", "list", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(json["schema"], "themes/1");
    let themes = json["themes"].as_array().unwrap();
    let names: Vec<&str> = themes.iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["river", "titles", "paper", "classic", "delta"]);
    let delta = &themes[4];
    assert_eq!(delta["description"], "Mud");
    assert_eq!(delta["folder"], "themes/delta");
    assert_eq!(
        (&delta["current"], &delta["built_in"]),
        (&true.into(), &false.into())
    );
    assert_eq!(themes[0]["current"], false);
}

#[test]
fn a_copied_file_is_the_one_that_the_theme_uses_and_the_site_stays_the_same() {
    let folder = healthy();
    let text = read(&folder, "planet.toml");
    fs::write(
        folder.path().join("planet.toml"),
        format!("theme = \"paper\"\n{text}"),
    )
    .unwrap();
    run(&folder, &["build"]).exits(0);
    let before = read(&folder, "output/index.html");
    let files = [
        "theme",
        "copy",
        "index.html",
        "static/paper.css",
        "_entry.html",
    ];
    let copied = run(&folder, &files).exits(0);
    assert_eq!(copied.out, "");
    assert!(
        copied.err.contains("{% extends \"paper/index.html\" %}"),
        "{}",
        copied.err
    );
    let source = |path: &str| fs::read_to_string(format!("themes/{path}")).unwrap();
    assert_eq!(
        read(&folder, "templates/index.html"),
        source("paper/templates/index.html")
    );
    assert_eq!(
        read(&folder, "static/paper.css"),
        source("paper/static/paper.css")
    );
    assert_eq!(
        read(&folder, "templates/_entry.html"),
        source("river/templates/_entry.html")
    );
    run(&folder, &["build"]).exits(0);
    assert_eq!(read(&folder, "output/index.html"), before);
}

#[test]
fn a_copy_never_overwrites_and_copies_nothing_then() {
    let folder = healthy();
    fs::create_dir(folder.path().join("templates")).unwrap();
    fs::write(folder.path().join("templates/index.html"), "mine").unwrap();
    for files in [&["404.html", "index.html"][..], &["--all"]] {
        let refused = run(&folder, &[&["theme", "copy"], files].concat()).exits(1);
        assert!(
            refused.err.contains("index.html` is there already"),
            "{}",
            refused.err
        );
        assert_eq!(read(&folder, "templates/index.html"), "mine");
        assert!(!folder.path().join("templates/404.html").exists());
    }
}

#[test]
fn a_whole_theme_can_be_copied_and_still_makes_the_site() {
    for theme in ["river", "classic"] {
        let folder = healthy();
        run(&folder, &["theme", "copy", "--all", "--theme", theme]).exits(0);
        let sheet = format!(
            "static/{}.css",
            if theme == "river" { "style" } else { theme }
        );
        assert!(folder.path().join(sheet).exists());
        assert!(folder.path().join("templates/_header_extra.html").exists());
        run(&folder, &["build"]).exits(0);
    }
}

#[test]
fn names_that_are_not_there_are_told_with_the_nearest() {
    let folder = healthy();
    for (args, hint) in [
        (&["copy", "indx.html"][..], "did you mean `index.html`?"),
        (
            &["copy", "templates/stile.css"],
            "did you mean `style.css`?",
        ),
        (&["copy", "../planet.toml"], "`planet theme copy --all`"),
        (
            &["copy", "--all", "--theme", "rivr"],
            "did you mean `river`?",
        ),
        (&["vars", "feeds.html"], "did you mean `feed.html`?"),
        (&["vars", "_entry.html"], "a part of pages"),
        // There is a `day.html` too, and it is near.
        (&["vars", "_day.html"], "a part of pages"),
        (&["vars", "nonsense"], "`planet theme vars` lists"),
    ] {
        let failed = run(&folder, &[&["theme"], args].concat()).exits(1);
        assert!(failed.err.contains(hint), "{args:?}: {}", failed.err);
        assert_eq!(failed.out, "");
    }
    run(&folder, &["theme", "copy"]).exits(2);
    run(&folder, &["theme", "copy", "--all", "index.html"]).exits(2);
}

#[test]
fn vars_are_those_of_the_planet_under_the_themes() {
    let folder = healthy();
    fs::create_dir_all(folder.path().join("themes/delta/templates")).unwrap();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    write(
        "themes/delta/theme.toml",
        "[extra.colors]\nsea = \"blue\"\nsand = \"red\"",
    );
    // Not yet a template: its author looks up what there is.
    write(
        "themes/delta/templates/index.html",
        "{{ entry.titel }} {% if",
    );
    let text = read(&folder, "planet.toml").replace(
        "\n\n[[feeds]]",
        "\ntheme = \"delta\"\n[extra.colors]\nsand = \"yellow\"\n\n[[feeds]]",
    );
    write("planet.toml", &text);
    let vars = run(&folder, &["theme", "vars", "index.html"])
        .exits(0)
        .json();
    let colors = &vars["site"]["extra"]["colors"];
    assert_eq!(
        (&colors["sea"], &colors["sand"]),
        (&"blue".into(), &"yellow".into())
    );
    assert_eq!(vars["site"]["base_url"], "https://planet.example/");
    assert_eq!(vars["page"]["kind"], "river");
    let list = run(&folder, &["theme", "vars"]).exits(0);
    assert!(
        list.out
            .contains("\nfeed_year.html       feed, year, lines\n"),
        "{}",
        list.out
    );
    assert!(list.err.contains("`site`, `page`, `feeds` and `groups`"));
}

#[test]
fn a_change_of_the_themes_own_settings_reaches_the_pages() {
    let folder = healthy();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "themes/delta/templates/_footer_extra.html",
        "<p>the sea is {{ site.extra.sea }}</p>",
    );
    let text = read(&folder, "planet.toml");
    write("planet.toml", &format!("theme = \"delta\"\n{text}"));
    write("themes/delta/theme.toml", "[extra]\nsea = \"blue\"");
    run(&folder, &["build"]).exits(0);
    write("themes/delta/theme.toml", "[extra]\nsea = \"green\"");
    run(&folder, &["render"]).exits(0);
    let pages = ["index.html", "status/index.html", "archive/index.html"];
    for page in pages {
        let html = read(&folder, &format!("output/{page}"));
        assert!(html.contains("the sea is green"), "{page}: {html}");
    }
    let feeds = folder.path().join("output/feeds");
    for feed in fs::read_dir(feeds).unwrap() {
        let page = fs::read_to_string(feed.unwrap().path().join("index.html")).unwrap();
        assert!(page.contains("the sea is green"), "{page}");
    }
}
