//! Names of elements: which namespace a URI or a well-known prefix stands for, however it is written, and local names
//! without regard to case.

/// The namespaces a feed reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    /// The vocabulary of the root element: RSS without a namespace or in one of its many, the root's default namespace.
    Core,
    /// Atom, 0.3 or 1.0.
    Atom,
    /// Dublin Core, elements and terms.
    Dc,
    /// RSS 1.0 content module.
    Content,
    /// Media RSS.
    Media,
    /// iTunes podcasts.
    Itunes,
    /// XHTML.
    Xhtml,
    /// RSS 1.0 syndication module.
    Syndication,
    /// RDF.
    Rdf,
    /// `FeedBurner`.
    Feedburner,
    /// RSS 1.0 admin module.
    Admin,
    /// Any other: passed over.
    Unknown,
}

/// The namespace that `uri` stands for. Case, scheme, blanks and a final slash or hash are not held against it.
pub(crate) fn namespace(uri: &str) -> Ns {
    let plain = uri.trim().trim_end_matches(['/', '#']);
    let plain = plain
        .strip_prefix("http://")
        .or_else(|| plain.strip_prefix("https://"))
        .unwrap_or(plain);
    let plain = plain.strip_prefix("www.").unwrap_or(plain);
    let is = |known: &str| plain.eq_ignore_ascii_case(known);
    let starts = |known: &str| {
        plain
            .get(..known.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(known))
    };
    if is("w3.org/2005/atom") || starts("purl.org/atom/ns") || starts("purl.org/atom/app") {
        Ns::Atom
    } else if starts("purl.org/dc/") || starts("dublincore.org/") {
        Ns::Dc
    } else if starts("purl.org/rss/1.0/modules/content") {
        Ns::Content
    } else if starts("search.yahoo.com/mrss")
        || is("rssboard.org/media-rss")
        || starts("tools.search.yahoo.com/mrss")
    {
        Ns::Media
    } else if starts("itunes.com/dtds/podcast")
        || starts("itunes.apple.com/dtds/podcast")
        || is("example.com/dtds/podcast-1.0.dtd")
    {
        Ns::Itunes
    } else if is("w3.org/1999/xhtml") {
        Ns::Xhtml
    } else if starts("purl.org/rss/1.0/modules/syndication") {
        Ns::Syndication
    } else if starts("w3.org/1999/02/22-rdf-syntax-ns") {
        Ns::Rdf
    } else if starts("rssnamespace.org/feedburner") {
        Ns::Feedburner
    } else if starts("webns.net/mvcb") {
        Ns::Admin
    } else if is("purl.org/rss/1.0")
        || starts("purl.org/rss/2.0")
        || starts("purl.org/net/rss1.1")
        || starts("my.netscape.com/rdf/simple")
        || starts("channel.netscape.com/rdf/simple")
        || starts("backend.userland.com/")
        || starts("blogs.law.harvard.edu/tech/rss")
        || starts("cyber.law.harvard.edu/rss")
        || starts("my.netscape.com/publish/formats/rss")
    {
        Ns::Core
    } else {
        Ns::Unknown
    }
}

/// Whether `uri` is Atom 1.0's namespace, or meant to be.
pub(crate) fn is_atom10(uri: &str) -> bool {
    namespace(uri) == Ns::Atom && !uri.contains("purl.org")
}

/// The namespace that a prefix stands for when nothing declares it.
pub(crate) fn prefix(prefix: &str) -> Ns {
    let is = |known: &str| prefix.eq_ignore_ascii_case(known);
    if is("dc") || is("dcterms") {
        Ns::Dc
    } else if is("content") {
        Ns::Content
    } else if is("atom") || is("atom10") || is("a10") {
        Ns::Atom
    } else if is("media") {
        Ns::Media
    } else if is("itunes") {
        Ns::Itunes
    } else if is("xhtml") || is("html") {
        Ns::Xhtml
    } else if is("sy") {
        Ns::Syndication
    } else if is("rdf") {
        Ns::Rdf
    } else if is("feedburner") {
        Ns::Feedburner
    } else if is("admin") {
        Ns::Admin
    } else if is("rss") {
        Ns::Core
    } else {
        Ns::Unknown
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A local name in the spelling that the readers compare with (lower case), when it is one they know.
pub(crate) fn canonical(local: &str) -> &str {
    if !local.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return local;
    }
    KNOWN
        .iter()
        .find(|known| known.eq_ignore_ascii_case(local))
        .copied()
        .unwrap_or(local)
}

/// Every local name that some reader asks for and that may be written with capitals; the usual ones first.
const KNOWN: [&str; 72] = [
    "pubdate",
    "lastbuilddate",
    "commentrss",
    "updateperiod",
    "updatefrequency",
    "managingeditor",
    "webmaster",
    "origlink",
    "textinput",
    "skiphours",
    "skipdays",
    "generatoragent",
    "rdf",
    "guid",
    "title",
    "link",
    "description",
    "item",
    "channel",
    "rss",
    "feed",
    "entry",
    "author",
    "category",
    "image",
    "url",
    "html",
    "head",
    "body",
    "abstract",
    "lastmod",
    "logo",
    "language",
    "copyright",
    "generator",
    "ttl",
    "source",
    "comments",
    "enclosure",
    "summary",
    "content",
    "id",
    "updated",
    "published",
    "issued",
    "modified",
    "created",
    "creator",
    "date",
    "subject",
    "rights",
    "encoded",
    "thumbnail",
    "group",
    "player",
    "keywords",
    "owner",
    "name",
    "email",
    "uri",
    "fullitem",
    "subtitle",
    "tagline",
    "info",
    "icon",
    "contributor",
    "publisher",
    "identifier",
    "references",
    "items",
    "div",
    "p",
];

/// What a damaged document's start tags tell about the elements still open; only consulted when tags don't match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// `item`, `entry`: no two of them are open at once.
    Entry,
    /// A field that holds a value: any other field ends it.
    Value,
    /// A field that may hold markup: only what cannot be markup ends it.
    Markup,
    /// A field whose name HTML has too, so that it may be part of another's markup.
    Ambiguous,
    /// Anything else.
    Other,
}

/// The role of an element.
pub(crate) fn role(ns: Ns, local: &str) -> Role {
    match (ns, local) {
        (Ns::Core | Ns::Atom, "item" | "entry") => Role::Entry,
        (
            Ns::Core | Ns::Atom,
            "guid" | "pubdate" | "lastbuilddate" | "category" | "comments" | "enclosure"
            | "updated" | "published" | "issued" | "modified" | "created" | "language"
            | "managingeditor" | "webmaster" | "generator" | "ttl" | "docs" | "id",
        )
        | (Ns::Dc | Ns::Syndication | Ns::Feedburner, _) => Role::Value,
        (
            Ns::Core | Ns::Atom,
            "description" | "content" | "subtitle" | "tagline" | "rights" | "copyright"
            | "fullitem",
        )
        | (Ns::Atom, "summary" | "title")
        | (Ns::Content, "encoded") => Role::Markup,
        (Ns::Core, "title" | "summary" | "body" | "link")
        | (Ns::Atom, "link")
        | (Ns::Xhtml, "body") => Role::Ambiguous,
        _ => Role::Other,
    }
}

/// HTML elements that have no end tag.
pub(crate) fn is_void(local: &str) -> bool {
    const VOID: [&str; 12] = [
        "br", "hr", "img", "input", "meta", "area", "base", "col", "embed", "wbr", "param", "track",
    ];
    VOID.iter().any(|void| void.eq_ignore_ascii_case(local))
}
