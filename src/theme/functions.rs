//! The functions and filters that templates get besides Tera's own.

use std::collections::BTreeMap;

use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

use crate::site::PageInfo;
use crate::theme::Asset;

/// Registers them for a site at `base_url`.
pub(super) fn register(tera: &mut Tera, base_url: &str, assets: &[Asset]) {
    let (origin, base_path) = split(base_url);
    let (origin, base_path) = (origin.to_owned(), base_path.to_owned());
    let hashed: BTreeMap<String, String> = assets
        .iter()
        .map(|asset| (asset.path.clone(), asset_url(&base_path, asset)))
        .collect();

    let (base, asset_base) = (base_path.clone(), base_path.clone());
    tera.register_function(
        "url",
        move |arguments: Kwargs, state: &State| -> TeraResult<String> {
            let path = arguments.must_get::<&str>("path")?;
            if path.contains("://") {
                return Ok(path.to_owned());
            }
            from_page(&base, path, state)
        },
    );
    tera.register_function(
        "absolute",
        move |arguments: Kwargs, _: &State| -> TeraResult<String> {
            let path = arguments.must_get::<&str>("path")?;
            if path.contains("://") {
                return Ok(path.to_owned());
            }
            Ok(format!("{origin}{base_path}{}", below(&base_path, path)))
        },
    );
    tera.register_function(
        "asset",
        move |arguments: Kwargs, state: &State| -> TeraResult<String> {
            let path = arguments.must_get::<&str>("path")?;
            let missing =
                || Error::message(format!("There is no static file `{path}` in this theme"));
            let address = hashed.get(path).ok_or_else(missing)?;
            if arguments.get::<bool>("rooted")?.unwrap_or_default() {
                return Ok(address.clone());
            }
            from_page(&asset_base, address, state)
        },
    );
    let contents: BTreeMap<String, String> = assets
        .iter()
        .map(|asset| (asset.path.clone(), hash(asset)))
        .collect();
    tera.register_function(
        "asset_hash",
        move |arguments: Kwargs, _: &State| -> TeraResult<String> {
            let path = arguments.must_get::<&str>("path")?;
            Ok(contents.get(path).cloned().unwrap_or_default())
        },
    );
    tera.register_filter("json_script", json_script);
}

/// Splits `https://example.org/planet/` into `https://example.org` and `/planet/`.
pub(super) fn split(base_url: &str) -> (&str, &str) {
    let host = base_url.find("://").map_or(0, |scheme| scheme + 3);
    let path = base_url
        .get(host..)
        .and_then(|rest| rest.find('/'))
        .map_or(base_url.len(), |slash| host + slash);
    match base_url.split_at(path) {
        (origin, "") => (origin, "/"),
        parts => parts,
    }
}

/// `path` without the base path; a path that does not start there, as those of `site` do, is meant to be below it.
fn below<'a>(base_path: &str, path: &'a str) -> &'a str {
    path.strip_prefix(base_path)
        .unwrap_or_else(|| path.trim_start_matches('/'))
}

/// A path on this site as the page that is being rendered links to it: relative, so that the site works at every address and
/// when its files are opened from a disk. The page for unknown addresses cannot know where it is shown.
fn from_page(base_path: &str, path: &str, state: &State) -> TeraResult<String> {
    let path = below(base_path, path);
    let up = state.get::<Value>(UP)?;
    Ok(match up.as_ref().and_then(Value::as_str) {
        None => format!("{base_path}{path}"),
        Some("") if path.is_empty() => "./".to_owned(),
        Some(up) => format!("{up}{path}"),
    })
}

/// The variable that leads from a page up to the root of the site.
const UP: &str = "up";

/// Puts into the context how many folders up the root of the site is, for pages that always stand at their own address.
pub(super) fn place(context: &mut Context, base_path: &str, page: &PageInfo) {
    if page.kind != "404" {
        let below = page.path.strip_prefix(base_path).unwrap_or_default();
        let up = match below.matches('/').count() {
            // Of a file beside the front page: a fragment alone would be one of its own.
            0 if !below.is_empty() => "./".to_owned(),
            folders => "../".repeat(folders),
        };
        context.insert(UP, &up);
    }
}

/// The address of a static file; it changes with the content, so that browsers may keep it for ever.
fn asset_url(base_path: &str, asset: &Asset) -> String {
    format!("{base_path}{}?v={}", asset.path, hash(asset))
}

/// A word for the content of a static file.
fn hash(asset: &Asset) -> String {
    let hash = blake3::hash(&asset.bytes).to_hex();
    hash.get(..10).unwrap_or_default().to_owned()
}

/// JSON that may stand inside `<script type="application/json">`: nothing in it can end the element.
fn json_script(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let json = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    let json = json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Ok(Value::safe_string(&json))
}
