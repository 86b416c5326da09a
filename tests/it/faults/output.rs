//! An output folder that is not ours, or not as we left it.

use std::fs::{self, File};

use super::{HOUR, assert_built, assert_refused, built, in_memory, mount::Mount};
use crate::{
    planet::{Planet, atom, contents, item},
    server::{Reply, Server},
};

#[test]
fn a_foreign_output_folder_is_refused_and_untouched() {
    let (_server, mut planet) = built();
    planet.set("output", "\"docs\"");
    planet.file("docs/README.md", "Mine.");
    planet.file("docs/sub/more.txt", "Mine, too.");
    let run = planet.run(&["build"]).ended_with(1);
    for words in [
        "docs",
        "README.md",
        "1 more",
        "hint: choose an empty folder",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let docs = contents(&planet.path("docs"));
    assert_eq!(docs.len(), 2);
    assert_eq!(docs["README.md"].0, b"Mine.");
}

#[test]
fn a_file_of_somebody_else_in_the_output_folder_is_never_overwritten_or_removed() {
    let (server, mut planet) = built();
    planet.file("output/CNAME", "planet.example");
    planet.file("output/feeds/bo/index.html", "mine");
    planet.wait(HOUR).build();
    planet.feed("Bo", &server.url("/feed?bo"));
    assert_refused(&planet, &["feeds/bo/index.html", "did not write"]);
    planet.without("Bo").without("Ana").build();
    assert_eq!(planet.page("CNAME"), "planet.example");
    assert_eq!(planet.page("feeds/bo/index.html"), "mine");
    assert!(!planet.has("feeds/ana/index.html"));
}

#[test]
fn a_version_control_folder_in_a_new_output_folder_is_tolerated() {
    let (_server, mut planet) = built();
    planet.set("output", "\"site\"");
    planet.file("site/.git/config", "[core]");
    planet.file("site/.gitignore", "*");
    planet.build();
    assert_eq!(
        fs::read(planet.path("site/.git/config")).unwrap(),
        b"[core]"
    );
    assert_eq!(fs::read(planet.path("site/.gitignore")).unwrap(), b"*");
}

#[test]
fn whichever_file_was_lost_or_cut_is_made_again() {
    // More posts than the page of a blog lists, so that its years have pages.
    let post = |n: u32| {
        item(
            &n.to_string(),
            &format!("202{}-01-0{}T09:00:00Z", 4 + n % 3, 1 + n % 2),
        )
    };
    let posts: Vec<_> = (0..210).map(post).collect();
    let tagged = |feed: String| feed.replace("</entry>", "<category term=\"garden\"/></entry>");
    let mut planet = Planet::new();
    planet.file("ana.xml", tagged(atom("Ana", &posts)));
    planet.file("bo.xml", tagged(atom("Bo", &posts[..9])));
    planet.file("static/icons/mine.svg", "<svg/>");
    planet.feed("Ana", "ana.xml");
    planet.feed_with("Bo", "bo.xml", "group = \"all\"");
    planet.build();
    let site = planet.site();
    for kind in [
        "2025/01/index.html",
        "2025/01/02/index.html",
        "feeds/ana/2025/index.html",
        "groups/all/atom.xml",
        "icons/mine.svg",
        "search/2025-01.json",
        "tags/garden/index.html",
    ] {
        assert!(site.contains_key(kind), "{kind} of {:?}", site.keys());
    }
    for (n, path) in site.keys().enumerate() {
        let place = planet.path("output").join(path);
        if n % 2 == 0 {
            fs::remove_file(&place).unwrap();
        } else {
            File::create(&place).unwrap();
        }
        planet.run(&["render"]);
        assert!(planet.site() == site, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_in_the_output_folder_is_not_followed() {
    use std::os::unix::fs::symlink;

    let (_server, planet) = built();
    planet.file("outside/keep.txt", "mine");
    planet.file("outside/feeds/old.html", "mine");
    // A folder of pages became a link.
    fs::remove_dir_all(planet.path("output/feeds")).unwrap();
    symlink(planet.path("outside"), planet.path("output/feeds")).unwrap();
    assert_refused(&planet, &["feeds", "symbolic link"]);
    fs::remove_file(planet.path("output/feeds")).unwrap();
    // A page became a link: the link goes, its target stays.
    planet.build();
    fs::remove_file(planet.path("output/index.html")).unwrap();
    symlink(
        planet.path("outside/keep.txt"),
        planet.path("output/index.html"),
    )
    .unwrap();
    planet.build();
    assert_built(&planet);
    assert_eq!(fs::read(planet.path("outside/keep.txt")).unwrap(), b"mine");
}

#[test]
fn a_file_where_the_output_folder_should_be_is_named_and_left_alone() {
    let (_server, mut planet) = built();
    planet.set("output", "\"site\"").file("site", "mine");
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("site`"), "{}", run.stderr);
    assert_eq!(fs::read(planet.path("site")).unwrap(), b"mine");
}

#[test]
fn a_manifest_that_cannot_be_read_is_named_with_the_way_out_which_leads_to_the_same_site() {
    for broken in [Some("{\"half"), Some(""), Some("[1]"), None] {
        let (_server, planet) = built();
        let before = planet.site();
        if let Some(bytes) = broken {
            planet.file("output/.planet.json", bytes);
        } else {
            fs::remove_file(planet.path("output/.planet.json")).unwrap();
            fs::create_dir(planet.path("output/.planet.json")).unwrap();
        }
        let words = ["output/.planet.json", "hint: ", "move away all that is in"];
        assert_refused(&planet, &words);
        let entries = fs::read_dir(planet.path("output")).unwrap();
        fs::create_dir(planet.path("away")).unwrap();
        for entry in entries.map(Result::unwrap) {
            fs::rename(entry.path(), planet.path("away").join(entry.file_name())).unwrap();
        }
        planet.build();
        assert_eq!(planet.site(), before);
    }
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_is_the_folder_that_it_leads_to() {
    use std::os::unix::fs::symlink;

    let (_server, mut planet) = built();
    let expected = planet.site();
    planet.set("output", "\"link\"");
    fs::create_dir(planet.path("real")).unwrap();
    symlink(planet.path("real"), planet.path("link")).unwrap();
    for _ in 0..2 {
        planet.build();
        let mut found = contents(&planet.path("real"));
        found.retain(|path, _| !path.starts_with(".planet"));
        assert_eq!(found, expected);
        assert!(planet.path("link").is_symlink());
        planet.wait(HOUR);
    }
    // A link to somebody else's folder is a foreign folder.
    planet.file("mine/keep.txt", "mine");
    planet.set("output", "\"other\"");
    symlink(planet.path("mine"), planet.path("other")).unwrap();
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("keep.txt"), "{}", run.stderr);
    assert_eq!(contents(&planet.path("mine")).len(), 1);
}

#[cfg(unix)]
#[test]
fn links_in_the_place_of_what_planet_keeps_in_the_output_folder_lead_nowhere() {
    use std::os::unix::fs::symlink;

    let (_server, mut planet) = built();
    planet.file("outside/keep.txt", "mine");
    planet.file("outside/feeds/ana/index.html", "mine");
    let outside = contents(&planet.path("outside"));
    // Where new files wait.
    symlink(planet.path("outside"), planet.path("output/.planet-new")).unwrap();
    planet.force();
    assert_eq!(contents(&planet.path("outside")), outside);
    assert!(!planet.path("output/.planet-new").exists());
    // The list of files, wherever it is.
    fs::rename(
        planet.path("output/.planet.json"),
        planet.path("outside/list.json"),
    )
    .unwrap();
    let outside = contents(&planet.path("outside"));
    symlink(
        planet.path("outside/list.json"),
        planet.path("output/.planet.json"),
    )
    .unwrap();
    fs::remove_file(planet.path("output/atom.xml")).unwrap();
    planet.wait(HOUR).build();
    assert_built(&planet);
    assert_eq!(contents(&planet.path("outside")), outside);
    // A blog that is gone, behind a link.
    fs::remove_dir_all(planet.path("output/feeds")).unwrap();
    symlink(planet.path("outside/feeds"), planet.path("output/feeds")).unwrap();
    planet.without("Ana").wait(HOUR).build();
    assert_eq!(contents(&planet.path("outside")), outside);
    // One that leads nowhere.
    fs::remove_file(planet.path("output/index.html")).unwrap();
    symlink(
        planet.path("outside/none"),
        planet.path("output/index.html"),
    )
    .unwrap();
    planet.wait(HOUR).build();
    assert!(planet.has("index.html"));
    assert_eq!(contents(&planet.path("outside")), outside);
}

#[test]
fn state_and_site_may_be_on_different_file_systems() {
    let (_server, mut planet) = built();
    let expected = planet.site();
    let memory = tempfile::TempDir::new_in(in_memory()).unwrap();
    let place = |name: &str| memory.path().join(name).display().to_string();
    planet
        .set("state", &format!("{:?}", place("state")))
        .set("output", &format!("{:?}", place("site")))
        .build();
    let mut found = contents(&memory.path().join("site"));
    found.retain(|path, _| !path.starts_with(".planet"));
    assert_eq!(found, expected);
    planet.set("output", "\"here\"").build();
    let mut found = contents(&planet.path("here"));
    found.retain(|path, _| !path.starts_with(".planet"));
    assert_eq!(found, expected);
}

#[test]
fn a_folder_of_the_site_may_be_on_another_file_system() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    server.always(
        "/feed",
        Reply::ok(atom("Ana", &[item("a", "2026-02-20T09:00:00Z")])),
    );
    planet.build();
    let folder = planet.path("output/feeds");
    fs::remove_dir_all(&folder).unwrap();
    let Some(_mount) = Mount::at(&folder, 2_000) else {
        return;
    };
    for id in ["b", "c"] {
        server.always(
            "/feed",
            Reply::ok(atom("Ana", &[item(id, "2026-02-21T09:00:00Z")])),
        );
        planet.wait(HOUR).build();
        assert_eq!(planet.titles_of("ana")[0], format!("Post {id}"));
        let left = contents(&folder);
        assert_eq!(left.keys().collect::<Vec<_>>(), ["ana/index.html"]);
    }
    planet.without("Ana").wait(HOUR).build();
    assert!(contents(&folder).is_empty());
}

#[test]
fn a_file_may_take_the_place_of_a_folder_of_ours_and_of_none_else() {
    let (_server, planet) = built();
    planet.file("static/cv/index.html", "long");
    planet.file("static/cv/deep/er/a.txt", "deep");
    planet.build();
    fs::remove_dir_all(planet.path("static/cv")).unwrap();
    planet.file("static/cv", "short");
    planet.file("output/cv/deep/mine.txt", "mine");
    assert_refused(&planet, &["output/cv", "is a folder"]);
    assert_eq!(planet.page("cv/index.html"), "long");
    // Also a folder with nothing in it is somebody's.
    fs::remove_file(planet.path("output/cv/deep/mine.txt")).unwrap();
    fs::create_dir(planet.path("output/cv/deep/empty")).unwrap();
    assert_refused(&planet, &["output/cv", "is a folder"]);
    fs::remove_dir(planet.path("output/cv/deep/empty")).unwrap();
    planet.build();
    assert_eq!(planet.page("cv"), "short");
    fs::remove_file(planet.path("static/cv")).unwrap();
    planet.file("static/cv/index.html", "long");
    planet.build();
    assert_eq!(planet.page("cv/index.html"), "long");
}

#[test]
fn a_manifest_that_names_files_elsewhere_removes_none() {
    let (server, mut planet) = built();
    planet.file("victim.txt", "mine");
    planet.file("absolute.txt", "mine");
    let manifest = planet.page(".planet.json");
    let absolute = planet.path("absolute.txt");
    let record = "{\"size\":4,\"hash\":\"00000000000000000000000000000000\",\"modified\":0}";
    let names = [
        "../victim.txt",
        "feeds/../../victim.txt",
        absolute.to_str().unwrap(),
    ];
    let entries: Vec<String> = names
        .iter()
        .map(|name| format!("\"{name}\":{record},"))
        .collect();
    let changed = manifest.replacen(
        "\"files\":{",
        &format!("\"files\":{{{}", entries.concat()),
        1,
    );
    assert_ne!(changed, manifest);
    planet.file("output/.planet.json", changed);
    server.always(
        "/feed",
        Reply::ok(atom("Ana", &[item("c", "2026-03-01T12:10:00Z")])),
    );
    planet.wait(HOUR).build();
    for name in ["victim.txt", "absolute.txt"] {
        assert_eq!(fs::read(planet.path(name)).unwrap(), b"mine");
    }
}

#[test]
fn a_static_file_in_the_place_of_a_folder_below_the_first_or_in_a_page_is_named_in_every_run() {
    for (file, other) in [
        ("feeds/ana", "feeds/ana/"),
        ("2026/02", "2026/02/"),
        ("style.css/y", "style.css"),
        ("atom.xml/x.txt", "atom.xml"),
        ("index.html/x/y", "index.html"),
    ] {
        let (_server, mut planet) = built();
        fs::create_dir_all(planet.path("static").join(file).parent().unwrap()).unwrap();
        planet.file(&format!("static/{file}"), "own");
        let refused = |planet: &Planet| {
            let run = assert_refused(planet, &["a file where the other needs a folder", "static"]);
            for path in [file, other] {
                assert!(
                    run.stderr.contains(&format!("`{path}")),
                    "{path}: {}",
                    run.stderr
                );
            }
        };
        refused(&planet);
        refused(planet.wait(HOUR));
        fs::remove_dir_all(planet.path("output")).unwrap();
        let run = planet.run(&["build"]).ended_with(1);
        assert!(run.stderr.contains(&format!("`{file}`")), "{}", run.stderr);
        assert!(!planet.has("index.html"));
        fs::remove_dir_all(planet.path("static")).unwrap();
        planet.build();
        assert_built(&planet);
    }
}
