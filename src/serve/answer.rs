//! What is answered: files of the site under its path, as GitHub Pages would send them, and what keeps open pages up to date.

use std::{fs, path::Path};

use url::{Host, Url};

use crate::serve::{
    Shared, State,
    http::{Request, Response},
};

/// What `planet serve` itself answers, and no site has.
const OWN: &str = "/-planet/";
const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("problem.css");

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request.
pub(super) fn answer(shared: &Shared, request: &Request) -> Response {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut response = Response::text("405 Method Not Allowed", "a preview is only looked at");
        response.headers.push(("Allow", "GET, HEAD".to_owned()));
        return response;
    }
    if shared.is_local && !is_this_machine(&request.host) {
        return Response::text(
            "403 Forbidden",
            "this preview is for this machine; start it with `--ip 0.0.0.0` to reach it by another name",
        );
    }
    if let Some(own) = request.path.strip_prefix(OWN) {
        return match own {
            "reload.js" => file("200 OK", content_type(own), SCRIPT.into()),
            "problem.css" => file("200 OK", content_type(own), STYLE.into()),
            "changes" => changes(shared, &request.query),
            _ => Response::text("404 Not Found", "there is no such file"),
        };
    }
    let state = shared.state().clone();
    match find(&shared.folder, &state.base_path, &request.path) {
        Found::File(path, bytes) if content_type(&path) == HTML => {
            file("200 OK", HTML, with_script(bytes, &state))
        }
        Found::File(path, bytes) => file("200 OK", content_type(&path), bytes),
        Found::Elsewhere(mut path) => {
            if !request.query.is_empty() {
                path = format!("{path}?{}", request.query);
            }
            let mut response = Response::text("302 Found", &path);
            response.headers.push(("Location", path));
            response
        }
        Found::Nothing => match fs::read(shared.folder.join("404.html")) {
            Ok(bytes) => file("404 Not Found", HTML, with_script(bytes, &state)),
            Err(_) => Response::text("404 Not Found", "there is no such page"),
        },
    }
}

fn file(status: &'static str, content_type: &'static str, body: Vec<u8>) -> Response {
    Response {
        status,
        content_type,
        headers: Vec::new(),
        body,
    }
}

/// The state, as soon as it is another than the one that the page knows.
fn changes(shared: &Shared, query: &str) -> Response {
    let state = shared.after(query.strip_prefix("since=").unwrap_or_default());
    let body = serde_json::json!({
        "number": state.number(),
        "problem": state.problem,
        "base": state.base_path,
    });
    file(
        "200 OK",
        content_type("changes.json"),
        body.to_string().into(),
    )
}

/// Whether a page asks this machine by its own name: what another name leads here was sent by somebody else's page (DNS
/// rebinding), which must not read what a planet shows to its maintainer.
fn is_this_machine(host: &str) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}/")) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

enum Found {
    /// A file, by its path in the site.
    File(String, Vec<u8>),
    /// It is asked for under a path that another one stands for.
    Elsewhere(String),
    Nothing,
}

/// Looks for what a path means.
fn find(folder: &Path, base_path: &str, path: &str) -> Found {
    let Some(rest) = path.strip_prefix(base_path) else {
        let is_root = path == "/" || base_path.strip_suffix('/') == Some(path);
        return if is_root {
            Found::Elsewhere(base_path.to_owned())
        } else {
            Found::Nothing
        };
    };
    let Some(inside) = inside(rest) else {
        return Found::Nothing;
    };
    let read = |path: String| {
        let bytes = fs::read(folder.join(&path)).ok()?;
        Some(Found::File(path, bytes))
    };
    if inside.is_empty() || inside.ends_with('/') {
        return read(format!("{inside}index.html")).unwrap_or(Found::Nothing);
    }
    if folder.join(&inside).join("index.html").is_file() {
        return Found::Elsewhere(format!("{path}/"));
    }
    // GitHub Pages finds `about.html` at `about`, too.
    read(inside.clone())
        .or_else(|| read(format!("{inside}.html")))
        .unwrap_or(Found::Nothing)
}

/// The path within the site that an encoded path names; `None` for one that could lead out of it.
fn inside(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    let path = String::from_utf8(bytes).ok()?;
    let folders = path.strip_suffix('/').unwrap_or(&path);
    let is_safe = folders.is_empty() && path.is_empty()
        || folders
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']));
    is_safe.then_some(path)
}

/// The page with the script that keeps it up to date.
fn with_script(page: Vec<u8>, state: &State) -> Vec<u8> {
    let script = format!(
        "<script src=\"{OWN}reload.js\" data-number=\"{}\"></script>",
        state.number()
    );
    let mut page = match String::from_utf8(page) {
        Ok(page) => page,
        Err(error) => return error.into_bytes(),
    };
    let at = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(at, &script);
    page.into_bytes()
}

/// The media type by the end of a name, as GitHub Pages has them; text is UTF-8.
fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        // Not application/atom+xml and the like, which browsers would rather save than show.
        "xml" | "xsl" => "application/xml; charset=utf-8",
        "opml" => "text/x-opml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use crate::serve::answer::{content_type, inside, is_this_machine};

    #[test]
    fn no_path_leads_out_of_the_site() {
        for (path, named) in [
            ("", Some("")),
            ("a/b.html", Some("a/b.html")),
            ("a/", Some("a/")),
            ("%C3%A9%20x", Some("é x")),
            (".well-known/x", Some(".well-known/x")),
            ("..", None),
            ("../x", None),
            ("a/../../x", None),
            ("%2e%2e/x", None),
            ("a/%2E./x", None),
            ("..%2fx", None),
            ("%2fetc/passwd", None),
            ("/etc/passwd", None),
            ("a//b", None),
            ("//", None),
            ("/", None),
            ("..%5cx", None),
            ("a\\..\\x", None),
            ("c:/x", None),
            ("a%00.html", None),
            ("%ff", None),
            ("%", None),
            ("%4", None),
            ("%zz", None),
            ("./a", None),
        ] {
            assert_eq!(inside(path).as_deref(), named, "{path}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_its_names() {
        for host in [
            "127.0.0.1:1111",
            "localhost",
            "localhost:80",
            "[::1]:8080",
            "blog.localhost:1",
        ] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:1111",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "localhost.evil.example",
            "a@evil.example",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn content_types_are_those_of_the_web() {
        for (path, kind) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a.b/STYLE.CSS", "text/css; charset=utf-8"),
            ("atom.xml", "application/xml; charset=utf-8"),
            ("feed.json", "application/json; charset=utf-8"),
            ("blogroll.opml", "text/x-opml; charset=utf-8"),
            ("a.html/CNAME", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), kind);
        }
    }
}
