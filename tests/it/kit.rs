//! The kit for GitHub: the workflows and the action with their scripts, run from end to end on a runner of our own, and the
//! template of a planet.

pub(crate) mod runner;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use tempfile::TempDir;

use crate::{
    docs::blocks,
    git::git,
    kit::runner::{GitHub, ROOT, parsed, yaml},
    planet::{atom, contents, item, undated},
    server::{Reply, Server},
    start,
};

/// A release of the planet that is being tested, packed by our own script.
fn release() -> &'static Path {
    static RELEASE: OnceLock<TempDir> = OnceLock::new();
    let folder = RELEASE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "kit",
            "README.md",
            "CHANGELOG.md",
            "LICENSE-APACHE",
            "LICENSE-MIT",
        ] {
            std::os::unix::fs::symlink(Path::new(ROOT).join(name), folder.path().join(name))
                .unwrap();
        }
        let packed = Command::new("bash")
            .arg(folder.path().join("kit/package.sh"))
            .args(["x86_64-unknown-linux-musl", env!("CARGO_BIN_EXE_planet")])
            .status();
        assert!(packed.unwrap().success());
        folder
    });
    folder.path()
}

/// Offers the release, with this checksum in place of its own if one is given.
fn offer(server: &Server, checksum: Option<&str>) {
    let archive = "planet-x86_64-unknown-linux-musl.tar.gz";
    let read = |name: &str| fs::read(release().join("dist").join(name)).unwrap();
    let place = format!("/releases/v{}/{archive}", env!("CARGO_PKG_VERSION"));
    server.always(&place, Reply::ok(read(archive)));
    let sum = checksum.map_or_else(
        || read(&format!("{archive}.sha256")),
        |sum| format!("{sum}  {archive}\n").into_bytes(),
    );
    server.always(&format!("{place}.sha256"), Reply::ok(sum));
}

/// The planet of the template, with these feeds.
fn config(feeds: &[(&str, String)], more: &str) -> String {
    let mut text = fs::read_to_string(Path::new(ROOT).join("template/planet.toml")).unwrap();
    text += more;
    for (name, url) in feeds {
        writeln!(text, "\n[[feeds]]\nname = \"{name}\"\nurl = \"{url}\"").unwrap();
    }
    text
}

#[test]
fn a_planet_is_published_remembered_and_told_of() {
    let blog = Server::start();
    let posts = atom("Ana", &[item("a", "2026-02-26T10:00:00Z"), undated("b")]);
    blog.on("/ana", move |seen| Reply::tagged(seen, "\"1\"", &posts));
    blog.always("/hub", Reply::new(204, &[], ""));
    let hub = format!("\n[websub]\nhub = \"{}\"\n", blog.url("/hub"));
    let config = config(&[("Ana", blog.url("/ana"))], &hub);
    let mut github = GitHub::with(&[("planet.toml", &config)]);
    offer(&github.server, None);

    let first = github.run("pages.yml", "main", None);
    assert!(first.ok, "{}", first.log);
    assert_eq!(first.jobs, ["build", "deploy", "ping"], "{}", first.log);
    // Whole, with the files whose names begin with a dot, and made for where it lives.
    for file in [
        "index.html",
        "atom.xml",
        "blogroll.opml",
        "status.json",
        ".nojekyll",
        ".planet.json",
        "state/planet.jsonl.gz",
    ] {
        assert!(
            github.live.contains_key(file),
            "{file}: {:?}",
            github.live.keys()
        );
    }
    let page = String::from_utf8(github.live["index.html"].clone()).unwrap();
    assert!(
        page.contains("Post a") && page.contains("href=\"blogroll/\""),
        "{page}"
    );
    let feed = String::from_utf8(github.live["atom.xml"].clone()).unwrap();
    assert!(
        feed.contains(&github.server.url("/example-planet/atom.xml")),
        "{feed}"
    );
    let told = blog
        .requests()
        .iter()
        .filter(|seen| seen.path == "/hub")
        .count();
    assert!(told >= 4, "{told}");

    // The cache brings back what is remembered: the blog is asked whether anything is new. As nothing is, no hub is told.
    let second = github.run("pages.yml", "main", None);
    assert!(
        second.ok && second.jobs == ["build", "deploy"],
        "{}",
        second.log
    );
    let asked = || {
        blog.requests()
            .into_iter()
            .rfind(|seen| seen.path == "/ana")
            .unwrap()
    };
    assert_eq!(asked().header("if-none-match"), Some("\"1\""));
    assert!(!second.log.contains("restored"), "{}", second.log);
    let before = github.live.clone();

    // GitHub throws it away: the site itself brings it back, and nothing is dated anew.
    github.cache.clear();
    let third = github.run("pages.yml", "main", None);
    assert!(third.ok, "{}", third.log);
    assert!(
        third.log.contains("2 entries restored from"),
        "{}",
        third.log
    );
    assert_eq!(asked().header("if-none-match"), None);
    let differ: Vec<&String> = before
        .keys()
        .filter(|path| before.get(*path) != github.live.get(*path))
        .collect();
    let of_this_run = |path: &&String| path.starts_with("stat") || path.as_str() == ".planet.json";
    assert!(differ.iter().all(of_this_run), "{differ:?}");

    // A planet that cannot be built leaves the live site alone.
    github.commit("main", &[("planet.toml", "titel = \"P\"\n")]);
    let broken = github.run("pages.yml", "main", None);
    assert!(!broken.ok && broken.jobs == ["build"], "{}", broken.log);
    assert!(broken.log.contains("planet.toml"), "{}", broken.log);
    assert!(github.live.contains_key("index.html"));
}

#[test]
fn a_pull_request_is_answered() {
    let blog = Server::start();
    let mut github = GitHub::with(&[("planet.toml", &config(&[], ""))]);
    offer(&github.server, None);
    blog.always(
        "/ana",
        Reply::ok(atom("Ana's Garden", &[item("a", "2026-02-26T10:00:00Z")])),
    );

    let good = config(&[("Ana", blog.url("/ana"))], "");
    github.commit("good", &[("planet.toml", &good)]);
    let ran = github.run("check.yml", "good", Some("main"));
    assert!(ran.ok, "{}", ran.log);
    assert!(
        ran.log.contains("Ana's Garden%0A2026-02-26  Post a"),
        "{}",
        ran.log
    );
    assert!(
        ran.summary.contains("| [Post a]") || ran.summary.contains("2026-02-26 [Post a]"),
        "{}",
        ran.summary
    );

    let bad = config(&[("Ana", blog.url("/ana")), ("Bo", blog.url("/bo"))], "");
    github.commit("bad", &[("planet.toml", &bad)]);
    let ran = github.run("check.yml", "bad", Some("main"));
    let line = 1 + bad
        .lines()
        .position(|line| line.ends_with("/bo\""))
        .unwrap();
    assert!(!ran.ok);
    assert!(
        ran.log
            .contains(&format!("::error file=planet.toml,line={line},title=Bo::")),
        "{}",
        ran.log
    );
    assert!(ran.summary.contains("❌"), "{}", ran.summary);
}

#[test]
fn a_pull_request_with_a_blog_that_is_followed_already_is_told_so() {
    let blog = Server::start();
    let feed = atom("Ana", &[item("a", "2026-02-26T10:00:00Z")]);
    blog.always("/ana", Reply::ok(&feed))
        .always("/other", Reply::ok(&feed));
    let members = (
        "Members",
        format!("{}?k=${{NO_SUCH_KEY}}", blog.url("/members")),
    );
    let mut github = GitHub::with(&[("planet.toml", &config(&[("Ana", blog.url("/ana"))], ""))]);
    offer(&github.server, None);
    assert!(github.run("pages.yml", "main", None).ok);
    // Also where a feed of the planet needs what a proposal has not.
    let now = config(&[("Ana", blog.url("/ana")), members.clone()], "");
    github.commit("main", &[("planet.toml", &now)]);
    let again = config(
        &[
            ("Ana", blog.url("/ana")),
            members,
            ("Again", blog.url("/other")),
        ],
        "",
    );
    github.commit("again", &[("planet.toml", &again)]);
    let ran = github.run("check.yml", "again", Some("main"));
    assert!(!ran.ok);
    assert!(
        ran.log.contains("title=Again::is the same feed as `Ana`"),
        "{}",
        ran.log
    );
}

/// Runs a script of the kit in a folder, as a step with these variables.
fn script(name: &str, arguments: &[&str], folder: &Path, variables: &[(&str, &str)]) -> start::Run {
    let mut command = Command::new("bash");
    let foreign = std::env::vars().map(|(name, _)| name);
    for name in foreign.filter(|name| name.starts_with("GITHUB_") || name.starts_with("PLANET_")) {
        command.env_remove(name);
    }
    let bin = Path::new(env!("CARGO_BIN_EXE_planet")).parent().unwrap();
    command
        .arg(Path::new(ROOT).join("kit").join(name))
        .args(arguments)
        .current_dir(folder)
        .env(
            "PATH",
            format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()),
        )
        .envs(variables.iter().copied());
    start::Run::of(command.output().unwrap())
}

#[test]
fn only_a_binary_that_is_what_its_checksum_says_is_installed() {
    let server = Server::start();
    let machine = tempfile::tempdir().unwrap();
    let temp = machine.path().to_str().unwrap();
    let path = machine.path().join("path");
    fs::write(&path, "").unwrap();
    let releases = server.url("/releases");
    let mut variables = vec![
        ("RUNNER_TEMP", temp),
        ("RUNNER_OS", "Linux"),
        ("RUNNER_ARCH", "X64"),
        ("GITHUB_PATH", path.to_str().unwrap()),
        ("PLANET_RELEASES", releases.as_str()),
    ];
    offer(&server, Some(&"0".repeat(64)));
    let wrong = script("install.sh", &[], machine.path(), &variables).exits(1);
    assert!(
        wrong.out.contains("is not what its checksum says"),
        "{} {}",
        wrong.out,
        wrong.err
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "");

    offer(&server, None);
    let right = script("install.sh", &[], machine.path(), &variables).exits(0);
    assert!(
        right
            .out
            .contains(concat!("planet ", env!("CARGO_PKG_VERSION"))),
        "{}",
        right.out
    );
    let bin = PathBuf::from(fs::read_to_string(&path).unwrap().trim());
    assert!(bin.join("planet").is_file());
    assert!(
        !fs::read_dir(&bin)
            .unwrap()
            .any(|file| file.unwrap().path().extension().is_some())
    );

    let unknown = [("COMMAND", "biuld")];
    let unknown = script("install.sh", &[], machine.path(), &unknown).exits(2);
    assert!(
        unknown.out.contains("no command `biuld`"),
        "{}",
        unknown.out
    );

    // A release that somebody asked for by name is not replaced by another.
    variables.push(("PLANET_VERSION", "v9.9.9"));
    let missing = script("install.sh", &[], machine.path(), &variables).exits(1);
    assert!(
        missing.out.contains("there is no planet v9.9.9"),
        "{}",
        missing.out
    );
}

#[test]
fn without_a_release_planet_is_built_from_its_source() {
    let server = Server::start();
    let machine = tempfile::tempdir().unwrap();
    let place = |name: &str| machine.path().join(name).to_str().unwrap().to_owned();
    // What cargo would build takes minutes; that it is asked for the right thing is what matters here.
    fs::create_dir(place("stub")).unwrap();
    let stub = format!(
        "#!/bin/sh\necho \"$@\" >{}\nmkdir -p \"$7/bin\" && ln -s {} \"$7/bin/planet\"\n",
        place("asked"),
        env!("CARGO_BIN_EXE_planet")
    );
    fs::write(place("stub/cargo"), stub).unwrap();
    let status = Command::new("chmod")
        .args(["+x", &place("stub/cargo")])
        .status();
    assert!(status.unwrap().success());
    let search = format!("{}:{}", place("stub"), std::env::var("PATH").unwrap());
    for (system, machine_is) in [("Linux", "X64"), ("Linux", "RISCV64")] {
        let variables = [
            ("RUNNER_TEMP", place(machine_is)),
            ("RUNNER_OS", system.to_owned()),
            ("RUNNER_ARCH", machine_is.to_owned()),
            ("GITHUB_PATH", place("path")),
            ("PLANET_RELEASES", server.url("/releases")),
            ("PATH", search.clone()),
        ];
        let variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let built = script("install.sh", &[], machine.path(), &variables).exits(0);
        assert!(built.out.contains("building it"), "{}", built.out);
        let asked = fs::read_to_string(place("asked")).unwrap();
        assert!(
            asked.starts_with(&format!("install --quiet --locked --path {ROOT} --root ")),
            "{asked}"
        );
    }
}

#[test]
fn a_branch_keeps_what_is_remembered_in_one_commit_without_private_addresses() {
    let blog = Server::start();
    blog.always(
        "/s3cret",
        Reply::ok(atom("Ana", &[item("a", "2026-02-26T10:00:00Z")])),
    );
    let feeds = config(&[("Ana", blog.url("/s3cret"))], "") + "private = true\n";
    let github = GitHub::with(&[("planet.toml", &feeds)]);
    let origin = format!("file://{}", github.origin.path().display());
    let clone = |_: &str| {
        let folder = tempfile::tempdir().unwrap();
        git(
            folder.path(),
            &["clone", "-q", "--depth", "1", &origin, "."],
        );
        folder
    };
    let variables = [("BRANCH", "planet-state"), ("TOKEN", "t0ken")];
    let one = clone("first");
    let none = script("state.sh", &["restore"], one.path(), &variables).exits(0);
    assert!(
        none.out.contains("there is no branch planet-state yet"),
        "{}",
        none.out
    );
    start::Run::of(start::program(one.path(), &["fetch"]).output().unwrap()).exits(0);
    for _ in 0..2 {
        script("state.sh", &["save"], one.path(), &variables).exits(0);
    }
    let count = git(
        github.origin.path(),
        &["rev-list", "--count", "planet-state"],
    );
    assert_eq!(count, "1\n");

    let two = clone("second");
    script("state.sh", &["restore"], two.path(), &variables).exits(0);
    let exported = start::program(two.path(), &["state", "export", "all.gz"])
        .output()
        .unwrap();
    assert!(
        start::Run::of(exported)
            .exits(0)
            .err
            .contains("1 entries saved")
    );
    let branch = Command::new("sh")
        .args([
            "-c",
            "git cat-file blob planet-state:planet-state.jsonl.gz | gzip -d",
        ])
        .current_dir(github.origin.path())
        .output()
        .unwrap();
    let text = String::from_utf8(branch.stdout).unwrap();
    assert!(
        text.contains("Post a") && !text.contains("s3cret"),
        "{text}"
    );
    // A branch with anything else in it is not ours.
    for branch in ["main", "planet-state"] {
        if branch == "planet-state" {
            github.commit(branch, &[("notes.md", "mine")]);
        }
        let variables = [("BRANCH", branch), ("TOKEN", "t0ken")];
        let refused = script("state.sh", &["save"], one.path(), &variables).exits(1);
        assert!(
            refused.out.contains("holds something else"),
            "{}",
            refused.out
        );
    }
    let files = git(github.origin.path(), &["ls-tree", "--name-only", "main"]);
    assert_eq!(files, "planet.toml\n");
    // What is there already is newer.
    let kept = script("state.sh", &["restore"], two.path(), &variables).exits(0);
    assert_eq!(kept.out, "");
}

#[test]
fn the_workflows_in_the_documentation_work() {
    let guide = fs::read_to_string(Path::new(ROOT).join("docs/github.md")).unwrap();
    let shown = blocks(&guide, "yaml");
    let [short, branch, keys] = shown.as_slice() else {
        panic!("{shown:#?}")
    };
    let place = Path::new(ROOT).join("template/.github/workflows/planet.yml");
    assert_eq!(parsed(short), yaml(&place));
    // The same with one line more.
    let mut with_keys = parsed(keys);
    let job = with_keys["jobs"]["planet"].as_object_mut().unwrap();
    assert!(job.remove("secrets").is_some());
    assert_eq!(with_keys["jobs"], parsed(short)["jobs"]);

    let blog = Server::start();
    blog.always(
        "/ana",
        Reply::ok(atom(
            "Ana",
            &[item("a", "2026-02-26T10:00:00Z"), undated("b")],
        )),
    );
    let config = config(&[("Ana", blog.url("/ana"))], "").replace("state = true", "state = false");
    let mut github = GitHub::with(&[("planet.toml", &config)]);
    offer(&github.server, None);
    let branch = parsed(branch);
    let first = github.run_file(&branch, "main", None);
    assert!(
        first.ok && first.jobs == ["build", "deploy"],
        "{}",
        first.log
    );
    assert!(!github.live.contains_key("state/planet.jsonl.gz"));
    let page = github.live["index.html"].clone();
    let second = github.run_file(&branch, "main", None);
    assert!(second.ok, "{}", second.log);
    assert!(
        second.log.contains("2 entries added from"),
        "{}",
        second.log
    );
    assert!(page == github.live["index.html"]);
}

#[test]
fn actions_of_others_are_pinned_and_our_own_is_of_this_release() {
    let ours = format!(
        "{}/.github/workflows/",
        env!("CARGO_PKG_REPOSITORY")
            .strip_prefix("https://github.com/")
            .unwrap()
    );
    let (name, _) = ours.split_once("/.github").unwrap();
    let release = concat!("v", env!("CARGO_PKG_VERSION_MAJOR"));
    let mut uses = Vec::new();
    for folder in [".github/workflows", "template/.github/workflows"] {
        for file in fs::read_dir(Path::new(ROOT).join(folder)).unwrap() {
            let path = file.unwrap().path();
            // It would run with the rights of the planet what strangers propose.
            assert!(yaml(&path)["on"].get("pull_request_target").is_none());
            for job in yaml(&path)["jobs"].as_object().unwrap().values() {
                let steps = job["steps"].as_array().into_iter().flatten();
                let named = steps
                    .chain([job])
                    .filter_map(|step| step["uses"].as_str().map(str::to_owned));
                uses.extend(named);
            }
        }
    }
    assert!(uses.len() > 20, "{uses:?}");
    for used in &uses {
        let (action, version) = used.split_once('@').unwrap();
        if action == name || action.starts_with(&ours) {
            assert_eq!(version, release, "{used}");
        } else {
            assert!(
                version.len() == 40 && version.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{used}"
            );
            let same = uses
                .iter()
                .filter(|other| other.starts_with(&format!("{action}@")));
            assert!(same.clone().all(|other| other == used), "{used}");
        }
    }
}

#[test]
fn the_template_is_a_new_planet_for_github() {
    let folder = tempfile::tempdir().unwrap();
    start::run(&folder, &["init", "--github", "planet-example"]).exits(0);
    let text = |folder: &Path| -> Vec<(String, String)> {
        let file = |(path, content): (String, crate::planet::Content)| {
            (path, String::from_utf8(content.0).unwrap())
        };
        contents(folder).into_iter().map(file).collect()
    };
    let mut template = text(&Path::new(ROOT).join("template"));
    template.retain(|(path, _)| !path.starts_with("output/") && !path.starts_with(".planet/"));
    let mut made = text(&folder.path().join("planet-example"));
    // Only the minute of the hourly run is another.
    for (_, text) in template.iter_mut().chain(&mut made) {
        if let Some((before, rest)) = text.split_once("cron: \"") {
            *text = format!("{before}{}", rest.split_once(' ').unwrap().1);
        }
    }
    assert_eq!(template, made);
    for (path, text) in template
        .iter()
        .filter(|(path, _)| path.starts_with(".github/"))
    {
        assert!(text.lines().count() <= 8, "{path}: {text}");
    }
}

#[test]
fn keys_from_the_secrets_reach_the_feeds_and_nothing_else() {
    let blog = Server::start();
    blog.always(
        "/members",
        Reply::ok(atom("Members", &[item("a", "2026-02-26T10:00:00Z")])),
    );
    let feeds = config(
        &[(
            "Members",
            format!("{}?k=${{MEMBERS_KEY}}", blog.url("/members")),
        )],
        "",
    );
    let mut github = GitHub::with(&[("planet.toml", &feeds)]);
    offer(&github.server, None);
    github.environment = "# keys\nMEMBERS_KEY=s3cret=key\n".to_owned();
    let ran = github.run("pages.yml", "main", None);
    assert!(ran.ok, "{}", ran.log);
    assert_eq!(blog.requests()[0].path, "/members?k=s3cret=key");
    assert!(ran.log.contains("::add-mask::s3cret=key\n"), "{}", ran.log);
    assert_eq!(ran.log.matches("s3cret").count(), 1, "{}", ran.log);
    for (path, bytes) in &github.live {
        assert!(!String::from_utf8_lossy(bytes).contains("s3cret"), "{path}");
    }
}

#[test]
fn the_token_goes_to_the_server_of_the_repository() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q"]);
    git(
        folder.path(),
        &["remote", "add", "origin", &server.url("/us/planet.git")],
    );
    let address = server.url("");
    let variables = [
        ("BRANCH", "state"),
        ("TOKEN", "t0ken"),
        ("GITHUB_SERVER_URL", address.as_str()),
    ];
    script("state.sh", &["restore"], folder.path(), &variables);
    let asked = server.requests();
    // `x-access-token:t0ken`
    let expected = "basic eC1hY2Nlc3MtdG9rZW46dDBrZW4=";
    assert_eq!(
        asked[0].header("authorization"),
        Some(expected),
        "{asked:?}"
    );
}

#[test]
fn what_is_remembered_of_private_feeds_gets_into_no_cache() {
    let blog = Server::start();
    blog.always(
        "/s3cret",
        Reply::ok(atom("Ana", &[item("a", "2026-02-26T10:00:00Z")])),
    );
    let feeds = config(&[("Ana", blog.url("/s3cret"))], "") + "private = true\n";
    let mut github = GitHub::with(&[("planet.toml", &feeds)]);
    offer(&github.server, None);
    for _ in 0..2 {
        let ran = github.run("pages.yml", "main", None);
        assert!(ran.ok, "{}", ran.log);
        assert!(
            github
                .cache
                .iter()
                .all(|(_, kept)| contents(kept.path()).is_empty())
        );
    }
    let page = String::from_utf8(github.live["index.html"].clone()).unwrap();
    assert!(page.contains("Post a"), "{page}");
    // Nowhere would be kept what it remembers.
    let kept = github.cache.len();
    let nowhere = feeds.replace("state = true", "state = false");
    github.commit("main", &[("planet.toml", &nowhere)]);
    let refused = github.run("pages.yml", "main", None);
    assert!(!refused.ok && refused.jobs == ["build"]);
    assert!(
        refused.log.contains("write state = true"),
        "{}",
        refused.log
    );
    assert_eq!(github.cache.len(), kept);
    github.commit(
        "main",
        &[("planet.toml", &feeds.replace("private = true", ""))],
    );
    assert!(github.run("pages.yml", "main", None).ok);
    let (_, newest) = github.cache.last().unwrap();
    assert!(!contents(newest.path()).is_empty());
}

#[test]
fn a_planet_that_gets_a_private_feed_later_loses_no_post() {
    let blog = Server::start();
    let says = |post: &str| {
        let feed = atom("Ana", &[item(post, "2026-02-26T10:00:00Z")]);
        blog.always("/ana", Reply::ok(feed));
    };
    blog.always(
        "/s3cret",
        Reply::ok(atom("Bo", &[item("bo", "2026-02-26T10:00:00Z")])),
    );
    let ana = ("Ana", blog.url("/ana"));
    let open = config(std::slice::from_ref(&ana), "");
    let with_private = config(&[ana, ("Bo", blog.url("/s3cret"))], "") + "private = true\n";
    let mut github = GitHub::with(&[("planet.toml", &open)]);
    offer(&github.server, None);
    // The blog never has more than its newest post.
    for (post, config) in [
        ("a", &open),
        ("b", &with_private),
        ("c", &with_private),
        ("d", &with_private),
        ("e", &open),
        ("f", &open),
    ] {
        says(post);
        // The same file would be no commit.
        let config = format!("{config}# {post}\n");
        github.commit("main", &[("planet.toml", &config)]);
        let ran = github.run("pages.yml", "main", None);
        assert!(ran.ok, "{}", ran.log);
    }
    let page = String::from_utf8(github.live["index.html"].clone()).unwrap();
    for post in ["a", "b", "c", "d", "e", "f"] {
        assert!(page.contains(&format!("Post {post}")), "{post}");
    }
}

#[test]
fn a_remote_that_cannot_be_asked_is_none_without_the_branch() {
    let blog = Server::start();
    blog.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("a", "2026-02-26T10:00:00Z")])),
    );
    let github = GitHub::with(&[("planet.toml", &config(&[("Ana", blog.url("/ana"))], ""))]);
    let origin = format!("file://{}", github.origin.path().display());
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["clone", "-q", &origin, "."]);
    // One that answers no question, but takes what is pushed.
    let tools = tempfile::tempdir().unwrap();
    let search = std::env::var("PATH").unwrap();
    let stub = format!(
        "#!/bin/sh\n[ \"$1\" != ls-remote ] || exit 128\nPATH='{search}' exec git \"$@\"\n"
    );
    fs::write(tools.path().join("git"), stub).unwrap();
    let status = Command::new("chmod")
        .arg("+x")
        .arg(tools.path().join("git"))
        .status();
    assert!(status.unwrap().success());
    let bin = Path::new(env!("CARGO_BIN_EXE_planet")).parent().unwrap();
    let search = format!("{}:{}:{search}", tools.path().display(), bin.display());
    let variables = [("BRANCH", "main"), ("PATH", search.as_str())];

    let restored = script("state.sh", &["restore"], folder.path(), &variables).exits(128);
    assert_eq!(restored.out, "");
    start::Run::of(start::program(folder.path(), &["fetch"]).output().unwrap()).exits(0);
    script("state.sh", &["save"], folder.path(), &variables).exits(128);
    let files = git(github.origin.path(), &["ls-tree", "--name-only", "main"]);
    assert_eq!(files, "planet.toml\n");
}
