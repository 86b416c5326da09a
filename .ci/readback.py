#!/usr/bin/env python3
"""Reads what planet writes with other people's readers (feedparser, listparser), and holds it against what the feeds said.

usage: readback.py PLANET SITE BASE_URL   PLANET: the program; SITE: the example planet as built under BASE_URL. Run it beside planet.toml.

The truth is `planet inspect` of each feed's file and `planet list`. Nothing may be lost or changed: id, link, title, authors,
source, dates, enclosures, categories, language. One line per difference; exit 1 if there is any.
"""
import html, json, re, subprocess, sys
from calendar import timegm
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser, listparser

program, site, base = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
feedparser.SANITIZE_HTML = feedparser.RESOLVE_RELATIVE_URIS = 0
differences = []


def planet(*arguments):
    return json.loads(subprocess.run([program, *arguments, "--format", "json"], check=True, stdout=subprocess.PIPE).stdout)


def differ(where, what, found, expected):
    if found != expected:
        differences.append(f"{where}: {what}: {found!r} instead of {expected!r}")


def plain(markup):
    return " ".join(html.unescape(re.sub("<[^>]*>", "", markup)).split())


def text(value):
    if not value:
        return ""
    return plain(value["value"]) if value["type"] == "html" else value["value"]


def title(detail):
    """What a reader shows of a title: Atom says which are markup, RSS and JSON Feed have none."""
    if detail and detail.get("type") == "text/html":
        return plain(detail["value"])
    return (detail or {}).get("value", "")


def host(url):
    return urlsplit(url or "").hostname


def seconds(date):
    return date and int(datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp())


def language(tag):
    return (tag or "").lower()


def is_iri(id):
    return ":" in id and not any(c.isspace() for c in id)


subscriptions = planet("list")["feeds"]
truth = {}
for subscription in subscriptions:
    said = planet("inspect", subscription["url"])
    feed = said["feed"]
    own = [link["href"] for link in feed["links"] if link["rel"] == "self"]
    subscription["address"] = own[0] if own else None
    own += [id for id in [feed["id"]] if id and id.startswith("http")]
    subscription["title"] = text(feed["title"])
    subscription["link"] = subscription["home"] or feed["link"]
    # What to give where an address is wanted: the feed's, else an id that is one, else that of its site.
    subscription["readable"] = own[0] if own else subscription["link"]
    subscription["said_language"] = subscription["language"] or feed["language"]
    for entry in said["entries"]:
        date = entry["published"] or entry["updated"]
        authors = entry["authors"] or feed["authors"]
        # A post of two feeds belongs to the one that is on its host.
        if entry["link"] in truth and host(subscription["link"]) != host(entry["link"]):
            continue
        truth[entry["link"]] = {
            "id": entry["id"],
            "title": text(entry["title"]),
            "published": seconds(date),
            "updated": seconds(entry["updated"]),
            "authors": [author["name"] for author in authors if author["name"]] or [subscription["name"]],
            "categories": [category["label"] or category["term"] for category in entry["categories"]],
            "terms": [category["term"] for category in entry["categories"]],
            "enclosures": [(e["url"], e["type"] or "", e["length"]) for e in entry["enclosures"]],
            "language": language(entry["language"] or subscription["said_language"]),
            "feed": subscription,
        }
# A post without a date stays off the river of a blog that is new.
newest = sorted((link for link in truth if truth[link]["published"]), key=lambda link: truth[link]["published"], reverse=True)


def expected_of(group):
    """The links of a feed of ours, newest first, and how many it can hold."""
    links = [link for link in newest if not group or truth[link]["feed"]["group"] == group]
    return links[:60]


def check_xml(path, group, kind):
    parsed = feedparser.parse((site / path).read_bytes())
    differ(path, "well-formed", bool(parsed.bozo), False)
    expected = expected_of(group)
    differ(path, "entries", [entry.get("link") for entry in parsed.entries], expected)
    for entry in parsed.entries:
        true = truth.get(entry.get("link"))
        if true is None:
            continue
        where = f"{path}: {entry.link}"
        if kind == "rss10":
            # RDF names an item by its address and has neither enclosures nor languages of items.
            pass
        elif kind == "atom" and not is_iri(true["id"]):
            differ(where, "id", entry.id.startswith(base + "#e-"), True)
        else:
            differ(where, "id", entry.get("id"), true["id"])
        differ(where, "title", title(entry.get("title_detail")) if kind == "atom" else entry.get("title", ""), true["title"])
        differ(where, "authors", [author.name for author in entry.get("authors", [])], true["authors"])
        differ(where, "categories", [tag.get("label") or tag.term for tag in entry.get("tags", [])], true["categories"])
        at = lambda name: entry.get(name) and timegm(entry[name])
        differ(where, "published", at("published_parsed") or at("updated_parsed"), true["published"])
        source = entry.get("source", {})
        differ(where, "source title", source.get("title"), true["feed"]["title"])
        if kind == "atom":
            differ(where, "terms", [tag.term for tag in entry.get("tags", [])], true["terms"])
            differ(where, "updated", at("updated_parsed"), true["updated"] or true["published"])
            differ(where, "language", language(entry.content[0].language), true["language"])
            links = {link.rel: link.href for link in source.get("links", [])}
            differ(where, "source link", links.get("alternate"), true["feed"]["link"])
            differ(where, "source feed", links.get("self"), true["feed"]["address"])
        elif kind == "rss":
            # RSS wants an address here in any case.
            differ(where, "source feed", source.get("href"), true["feed"]["readable"])
        if kind != "rss10":
            enclosures = [(e.href, e.get("type", ""), int(e.get("length") or 0)) for e in entry.get("enclosures", [])]
            wanted = [(url, media, length or 0) for url, media, length in true["enclosures"]]
            differ(where, "enclosures", enclosures, wanted)
    return len(parsed.entries)


def check_json(path, group):
    feed = json.loads((site / path).read_text())
    differ(path, "entries", [item["url"] for item in feed["items"]], expected_of(group))
    for item in feed["items"]:
        true = truth.get(item["url"])
        if true is None:
            continue
        where = f"{path}: {item['url']}"
        differ(where, "id", item["id"], true["id"])
        differ(where, "title", item.get("title", ""), true["title"])
        differ(where, "authors", [author["name"] for author in item["authors"]], true["authors"])
        differ(where, "published", seconds(item.get("date_published")), true["published"])
        differ(where, "updated", seconds(item.get("date_modified")) or true["published"], true["updated"] or true["published"])
        differ(where, "categories", item.get("tags", []), true["categories"])
        differ(where, "language", language(item.get("language") or feed["language"]), true["language"])
        attachments = [(a["url"], a["mime_type"], a.get("size_in_bytes")) for a in item.get("attachments", [])]
        differ(where, "enclosures", attachments, true["enclosures"])
        source = item["_planet"]
        differ(where, "source title", source["source_title"], true["feed"]["title"])
        differ(where, "source link", source["source_home"], true["feed"]["link"])
        differ(where, "source feed", source.get("source_feed_url"), true["feed"]["address"])
    return len(feed["items"])


def check_opml(path, group):
    parsed = listparser.parse((site / path).read_text())
    differ(path, "well-formed", bool(parsed.bozo), False)
    found = {feed.url: (feed.title, feed.get("tags", []), [c for cs in feed.get("categories", []) for c in cs]) for feed in parsed.feeds}
    wanted = [s for s in subscriptions if s["address"] and (not group or s["group"] == group)]
    differ(path, "feeds", sorted(found), sorted(s["address"] for s in wanted))
    for s in wanted:
        title, tags, _ = found.get(s["address"], (None, [], None))
        differ(path, f"title of {s['address']}", title, s["name"])
        differ(path, f"tags of {s['address']}", sorted(tags), sorted(s["tags"] + ([s["group"]] if s["group"] else [])))
    return len(found)


read = 0
groups = {s["group"] for s in subscriptions if s["group"]}
folders = {"": None}
for folder in sorted(path.parent for path in site.glob("groups/*/index.html")):
    name = next(g for g in groups if g.lower().replace(" ", "-") == folder.name)
    folders[f"groups/{folder.name}/"] = name
differ("groups", "folders", len(folders) - 1, len(groups))
for folder, group in folders.items():
    read += check_xml(folder + "atom.xml", group, "atom")
    read += check_xml(folder + "rss.xml", group, "rss")
    read += check_json(folder + "feed.json", group)
    read += check_opml(folder + "blogroll.opml", group)
for path in ("rss10.xml", "rss20.xml"):
    if (site / path).exists():
        read += check_xml(path, None, path.removesuffix(".xml").replace("rss20", "rss"))
changes = feedparser.parse((site / "blogroll/changes.xml").read_bytes())
differ("blogroll/changes.xml", "well-formed", bool(changes.bozo), False)
differ("blogroll/changes.xml", "entries", len(changes.entries), 1)
for entry in changes.entries:
    differ("blogroll/changes.xml", "an id, a title, a link and a date", all(entry.get(k) for k in ("id", "title", "link", "updated_parsed")), True)
# The digest: an entry for each page of an issue, with everything that is in it.
digest = feedparser.parse((site / "weekly/atom.xml").read_bytes())
differ("weekly/atom.xml", "well-formed", bool(digest.bozo), False)
issues = sorted((path.parent.name for path in site.glob("weekly/*/index.html")), reverse=True)
differ("weekly/atom.xml", "links", [entry.link for entry in digest.entries], [f"{base}weekly/{name}/" for name in issues])
for name, entry in zip(issues, digest.entries):
    where = f"weekly/atom.xml: {name}"
    issue = planet("digest", "show", name)
    items = [item for section in issue["sections"] for item in section["items"]]
    differ(where, "id", entry.id, entry.link)
    differ(where, "title", entry.title, f"{issue['title']}: {issue['headline'] or items[0]['title']}")
    differ(where, "published", timegm(entry.published_parsed) > seconds(issue["to"] + "T00:00:00Z"), True)
    links = re.findall(r'<h3>[^<]*<a href="([^"]*)">(.*?)</a>', entry.content[0].value)
    differ(where, "items", [(html.unescape(url), html.unescape(title)) for url, title in links], [(item["url"], item["title"]) for item in items])
    read += len(links)
print("\n".join(differences[:40]))
print(f"{read} entries and outlines read back, {len(differences)} differences")
sys.exit(1 if differences or not read else 0)
