//! A runner of GitHub's, as far as our workflows use one: it reads the workflow files, fills in `${{ … }}`, runs the scripts
//! with bash, and does in folders and on a local server what the actions of GitHub do.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::{
    git::git,
    planet::contents,
    server::{Reply, Server},
};

/// This repository.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Noon of 2026-03-01, in seconds since 1970.
const NOON: usize = 1_772_366_400;

/// A YAML document of block and flow lists, maps and scalars.
pub(crate) fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path);
    parsed(&text.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The same of a text.
pub(crate) fn parsed(text: &str) -> Value {
    let mut events = Parser::new_from_str(text).map(|event| event.unwrap().0);
    events
        .by_ref()
        .find(|event| matches!(event, Event::DocumentStart(_)));
    let first = events.next().unwrap();
    node(first, &mut events)
}

fn node<'a>(event: Event<'a>, events: &mut impl Iterator<Item = Event<'a>>) -> Value {
    match event {
        Event::Scalar(text, style, ..) => match (style, &*text) {
            (ScalarStyle::Plain, "true") => true.into(),
            (ScalarStyle::Plain, "false") => false.into(),
            (ScalarStyle::Plain, "" | "~" | "null") => Value::Null,
            _ => text.into_owned().into(),
        },
        Event::SequenceStart(..) => {
            let mut list = Vec::new();
            loop {
                match events.next().unwrap() {
                    Event::SequenceEnd => return list.into(),
                    event => list.push(node(event, events)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut map = Map::new();
            loop {
                match events.next().unwrap() {
                    Event::MappingEnd => return map.into(),
                    event => {
                        let key = node(event, events);
                        let value = events.next().unwrap();
                        map.insert(key.as_str().unwrap().to_owned(), node(value, events));
                    }
                }
            }
        }
        other => panic!("{other:?}"),
    }
}

/// What GitHub keeps of a repository between runs, and where it publishes.
pub(crate) struct GitHub {
    pub(crate) server: Server,
    /// The repository, bare.
    pub(crate) origin: TempDir,
    /// Entries of the cache by key, in the order in which they were made.
    pub(crate) cache: Vec<(String, TempDir)>,
    /// What the planet's workflow hands on from its secrets.
    pub(crate) environment: String,
    /// The folder that is published.
    pub(crate) live: BTreeMap<String, Vec<u8>>,
    runs: usize,
}

/// How a run went.
pub(crate) struct Ran {
    pub(crate) ok: bool,
    /// Everything that was printed.
    pub(crate) log: String,
    /// What GitHub shows below the run.
    pub(crate) summary: String,
    /// The jobs that ran.
    pub(crate) jobs: Vec<String>,
}

/// One job that runs.
struct Job<'a> {
    github: &'a mut GitHub,
    machine: TempDir,
    /// What `${{ … }}` can name.
    context: HashMap<String, String>,
    environment: Vec<(&'static str, String)>,
    /// The archive of the site, handed from job to job.
    artifact: Option<PathBuf>,
    reference: String,
    log: String,
    failed: bool,
}

impl GitHub {
    /// A repository with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let github = Self {
            server: Server::start(),
            origin: tempfile::tempdir().unwrap(),
            cache: Vec::new(),
            environment: String::new(),
            live: BTreeMap::new(),
            runs: 0,
        };
        git(
            github.origin.path(),
            &["init", "-q", "--bare", "-b", "main"],
        );
        github.commit("main", files);
        github
    }

    /// Commits these files, as they are now, to a branch, which may be new.
    pub(crate) fn commit(&self, branch: &str, files: &[(&str, &str)]) {
        let work = tempfile::tempdir().unwrap();
        let origin = self.origin.path().to_str().unwrap();
        git(work.path(), &["clone", "-q", origin, "."]);
        let known = Command::new("git")
            .args(["rev-parse", "--verify", "-q", &format!("origin/{branch}")])
            .current_dir(work.path())
            .output()
            .unwrap();
        if known.status.success() {
            git(work.path(), &["checkout", "-q", branch]);
        } else {
            git(work.path(), &["checkout", "-q", "-b", branch]);
        }
        for (name, text) in files {
            let path = work.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        git(work.path(), &["add", "-A"]);
        git(work.path(), &["commit", "-q", "-m", "change"]);
        git(work.path(), &["push", "-q", "origin", branch]);
    }

    /// Runs one of our reusable workflows on a branch, as for a pull request if it has a base.
    pub(crate) fn run(&mut self, workflow: &str, branch: &str, base: Option<&str>) -> Ran {
        let file = yaml(&Path::new(ROOT).join(".github/workflows").join(workflow));
        self.run_file(&file, branch, base)
    }

    /// Runs any workflow of a planet.
    pub(crate) fn run_file(&mut self, file: &Value, branch: &str, base: Option<&str>) -> Ran {
        self.runs += 1;
        let mut ran = Ran {
            ok: true,
            log: String::new(),
            summary: String::new(),
            jobs: Vec::new(),
        };
        let mut context = HashMap::from([
            ("github.repository".to_owned(), "us/planet".to_owned()),
            ("github.ref".to_owned(), format!("refs/heads/{branch}")),
            ("github.run_id".to_owned(), self.runs.to_string()),
            ("github.run_attempt".to_owned(), "1".to_owned()),
            ("github.token".to_owned(), String::new()),
            ("secrets.environment".to_owned(), self.environment.clone()),
        ]);
        let inputs = file["on"]["workflow_call"]["inputs"].as_object();
        for (name, input) in inputs.into_iter().flatten() {
            let value = input["default"].as_str().unwrap().to_owned();
            context.insert(format!("inputs.{name}"), value);
        }
        let artifact = tempfile::tempdir().unwrap();
        let summary = artifact.path().join("summary.md");
        for (name, job) in file["jobs"].as_object().unwrap() {
            if !ran.ok || !holds(job.get("if"), &context, false) {
                continue;
            }
            ran.jobs.push(name.clone());
            let mut running = Job {
                machine: tempfile::tempdir().unwrap(),
                context: context.clone(),
                environment: vec![("GITHUB_STEP_SUMMARY", summary.to_str().unwrap().to_owned())],
                artifact: Some(artifact.path().join("artifact.tar")),
                reference: branch.to_owned(),
                log: String::new(),
                failed: false,
                github: self,
            };
            if let Some(base) = base {
                running
                    .environment
                    .push(("GITHUB_BASE_REF", base.to_owned()));
            }
            running.begin();
            running.steps(job["steps"].as_array().unwrap());
            ran.ok = !running.failed;
            ran.log += &running.log;
            for (output, value) in job["outputs"].as_object().into_iter().flatten() {
                let value = filled(value.as_str().unwrap(), &running.context);
                context.insert(format!("needs.{name}.outputs.{output}"), value);
            }
        }
        ran.summary = fs::read_to_string(&summary).unwrap_or_default();
        ran
    }

    /// Serves what is live.
    fn publish(&mut self, folder: &Path) {
        self.live.clear();
        for (path, content) in contents(folder) {
            let reply = Reply::ok(&content.0);
            let url = format!("/example-planet/{path}");
            if let Some(folder) = url.strip_suffix("index.html") {
                self.server.always(folder, reply.clone());
            }
            self.server.always(&url, reply);
            self.live.insert(path, content.0);
        }
    }
}

impl Job<'_> {
    fn workspace(&self) -> PathBuf {
        self.machine.path().join("work")
    }

    fn begin(&mut self) {
        let place = |name: &str| self.machine.path().join(name).to_str().unwrap().to_owned();
        for folder in ["work", "temp"] {
            fs::create_dir(place(folder)).unwrap();
        }
        fs::write(place("path"), "").unwrap();
        let releases = self.github.server.url("/releases");
        let site = self.github.server.url("/example-planet");
        self.environment.extend([
            ("RUNNER_TEMP", place("temp")),
            ("RUNNER_OS", "Linux".to_owned()),
            ("RUNNER_ARCH", "X64".to_owned()),
            ("GITHUB_PATH", place("path")),
            ("GITHUB_ACTION_PATH", ROOT.to_owned()),
            ("PLANET_RELEASES", releases),
            ("PLANET_SITE", site),
            ("GITHUB_REPOSITORY", "us/planet".to_owned()),
            // An hour passes between two runs.
            (
                "SOURCE_DATE_EPOCH",
                (NOON + 3600 * self.github.runs).to_string(),
            ),
        ]);
        self.context.insert("runner.temp".to_owned(), place("temp"));
        self.context
            .insert("runner.os".to_owned(), "Linux".to_owned());
    }

    fn steps(&mut self, steps: &[Value]) {
        for step in steps {
            if !holds(step.get("if"), &self.context, self.failed) {
                continue;
            }
            let empty = json!({});
            let with = step.get("with").unwrap_or(&empty).as_object().unwrap();
            let with: HashMap<String, String> = with
                .iter()
                .map(|(key, value)| {
                    let value = value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned);
                    (key.clone(), filled(&value, &self.context))
                })
                .collect();
            let outputs = match (step["uses"].as_str(), step["run"].as_str()) {
                (Some(uses), _) => self.action(uses.split('@').next().unwrap(), &with),
                (_, Some(script)) => self.script(script, &step["env"]),
                _ => panic!("a step without anything to do: {step}"),
            };
            if let Some(id) = step["id"].as_str() {
                for (name, value) in outputs {
                    self.context
                        .insert(format!("steps.{id}.outputs.{name}"), value);
                }
            }
        }
    }

    /// Runs a script as a step; what it gives out.
    fn script(&mut self, script: &str, env: &Value) -> HashMap<String, String> {
        let output = self.machine.path().join("output");
        fs::write(&output, "").unwrap();
        let added = fs::read_to_string(self.machine.path().join("path")).unwrap();
        let path = format!(
            "{}:{}",
            added.trim().replace('\n', ":"),
            std::env::var("PATH").unwrap()
        );
        let mut command = Command::new("bash");
        let foreign = std::env::vars().map(|(name, _)| name);
        for name in
            foreign.filter(|name| name.starts_with("GITHUB_") || name.starts_with("PLANET_"))
        {
            command.env_remove(name);
        }
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(self.workspace())
            .env("PATH", path.trim_start_matches(':'))
            .env("GITHUB_OUTPUT", &output)
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        for (name, value) in env.as_object().into_iter().flatten() {
            command.env(name, filled(value.as_str().unwrap(), &self.context));
        }
        let ended = command.output().unwrap();
        self.log += &String::from_utf8_lossy(&ended.stdout);
        self.log += &String::from_utf8_lossy(&ended.stderr);
        self.failed |= !ended.status.success();
        let lines = fs::read_to_string(&output).unwrap();
        let pair = |line: &str| {
            line.split_once('=')
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        lines.lines().filter_map(pair).collect()
    }

    /// Does what an action does.
    fn action(&mut self, name: &str, with: &HashMap<String, String>) -> HashMap<String, String> {
        let at = |key: &str| self.workspace().join(&with[key]);
        match name {
            "actions/checkout" => {
                assert_eq!(with["persist-credentials"], "false");
                let url = format!("file://{}", self.github.origin.path().display());
                let depth = with.get("fetch-depth").map_or("1", String::as_str);
                git(
                    &self.workspace(),
                    &[
                        "clone",
                        "-q",
                        "--depth",
                        depth,
                        "-b",
                        &self.reference,
                        &url,
                        ".",
                    ],
                );
            }
            "actions/configure-pages" => {
                let url = self.github.server.url("/example-planet");
                return HashMap::from([("base_url".to_owned(), url)]);
            }
            "actions/cache/restore" => {
                let begins = &with["restore-keys"];
                let newest = self
                    .github
                    .cache
                    .iter()
                    .rev()
                    .find(|(key, _)| key.starts_with(begins));
                if let Some((_, kept)) = newest {
                    copy(kept.path(), &at("path"));
                }
            }
            "actions/cache/save" => {
                let kept = tempfile::tempdir().unwrap();
                if at("path").exists() {
                    copy(&at("path"), kept.path());
                    self.github.cache.push((with["key"].clone(), kept));
                }
            }
            "actions/upload-pages-artifact" => {
                // Without the option, the action leaves files out whose names begin with a dot.
                assert_eq!(with["include-hidden-files"], "true");
                let archive = self.artifact.clone().unwrap();
                let folder = at("path");
                run(
                    "tar",
                    &[
                        "-cf",
                        archive.to_str().unwrap(),
                        "-C",
                        folder.to_str().unwrap(),
                        ".",
                    ],
                );
            }
            "actions/download-artifact" => {
                assert_eq!(with["name"], "github-pages");
                let place = at("path");
                fs::create_dir_all(&place).unwrap();
                fs::copy(self.artifact.as_ref().unwrap(), place.join("artifact.tar")).unwrap();
            }
            "actions/deploy-pages" => {
                let folder = tempfile::tempdir().unwrap();
                let archive = self.artifact.clone().unwrap();
                run(
                    "tar",
                    &[
                        "-xf",
                        archive.to_str().unwrap(),
                        "-C",
                        folder.path().to_str().unwrap(),
                    ],
                );
                self.github.publish(folder.path());
            }
            "planetfeed/planet" => return self.composite(with),
            other => panic!("the runner does not know {other}"),
        }
        HashMap::new()
    }

    /// Runs our own action, with a context of its own.
    fn composite(&mut self, with: &HashMap<String, String>) -> HashMap<String, String> {
        let action = yaml(&Path::new(ROOT).join("action.yml"));
        let mut context = self.context.clone();
        context.retain(|name, _| !name.starts_with("inputs.") && !name.starts_with("steps."));
        for (name, input) in action["inputs"].as_object().unwrap() {
            let default = filled(input["default"].as_str().unwrap(), &context);
            let value = with.get(name).cloned().unwrap_or(default);
            context.insert(format!("inputs.{name}"), value);
        }
        for name in with.keys() {
            assert!(
                context.contains_key(&format!("inputs.{name}")),
                "the action has no input {name}"
            );
        }
        let outside = std::mem::replace(&mut self.context, context);
        let failed = self.failed;
        for step in action["runs"]["steps"].as_array().unwrap() {
            if self.failed && !failed {
                break;
            }
            assert_eq!(step["shell"], "bash");
            self.steps(std::slice::from_ref(step));
        }
        let outputs = action["outputs"].as_object().unwrap();
        let outputs = outputs.iter().map(|(name, output)| {
            let value = filled(output["value"].as_str().unwrap(), &self.context);
            (name.clone(), value)
        });
        let outputs = outputs.collect();
        self.context = outside;
        outputs
    }
}

/// A text with every `${{ name }}` filled in; what is not known is empty, as on GitHub.
fn filled(text: &str, context: &HashMap<String, String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (name, behind) = after.split_once("}}").unwrap();
        filled += before;
        filled += context.get(name.trim()).map_or("", String::as_str);
        rest = behind;
    }
    filled + rest
}

/// Whether the condition of a step or job holds: terms with `==` and `!=`, joined by `&&`, or `always()`.
fn holds(condition: Option<&Value>, context: &HashMap<String, String>, failed: bool) -> bool {
    let Some(condition) = condition.and_then(Value::as_str) else {
        return !failed;
    };
    if condition == "always()" {
        return true;
    }
    let value = |word: &str| {
        let word = word.trim();
        let text = word
            .strip_prefix('\'')
            .and_then(|word| word.strip_suffix('\''));
        let known = || context.get(word).cloned().unwrap_or_default();
        text.map_or_else(known, str::to_owned)
    };
    let term = |term: &str| match (term.split_once("=="), term.split_once("!=")) {
        (Some((left, right)), _) => value(left) == value(right),
        (_, Some((left, right))) => value(left) != value(right),
        _ => panic!("the runner does not understand `{condition}`"),
    };
    !failed && condition.split("&&").all(term)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    run(
        "cp",
        &["-R", &format!("{}/.", from.display()), to.to_str().unwrap()],
    );
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status().unwrap();
    assert!(status.success(), "{program} {arguments:?}");
}
