//! What safe markup holds: its paragraphs as text, its links with the paragraph around each, its images.
//!
//! It reads markup of our own writing only, and changes nothing.

use std::ops::Range;

use crate::sanitize::{
    SafeHtml,
    tree::{self, Element, Node, is_block, is_heading},
};

/// What was found, in the order of the markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Extract {
    /// Its blocks, none of them empty, white space collapsed.
    pub(crate) blocks: Vec<Block>,
    /// Its links to web addresses.
    pub(crate) links: Vec<Link>,
    /// Its images.
    pub(crate) images: Vec<Image>,
}

/// A block of text: a paragraph, an item of a list, a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its text.
    pub(crate) text: String,
    /// Whether it is running text: no heading, code or table.
    pub(crate) is_prose: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where it leads; http(s).
    pub(crate) url: String,
    /// The index of its block.
    pub(crate) block: usize,
    /// Where its text stands in that block, in bytes.
    pub(crate) at: Range<usize>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    /// Where it is.
    pub(crate) url: String,
    /// Its alternative text.
    pub(crate) alt: String,
    /// Its width in pixels, where the feed gives it.
    pub(crate) width: Option<u32>,
    /// Its height in pixels, where the feed gives it.
    pub(crate) height: Option<u32>,
}

/// Looks through markup.
pub(crate) fn extract(html: &SafeHtml) -> Extract {
    let nodes = tree::read(html.as_str(), |element, out| {
        out.push(Node::Element(element));
    });
    let mut walk = Walk {
        is_prose: true,
        ..Walk::default()
    };
    walk.nodes(&nodes);
    walk.flush();
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Extract,
    text: String,
    pending_space: bool,
    /// The links of the block that is being read.
    links: Vec<Link>,
    is_prose: bool,
}

impl Walk {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name {
            "a" => self.link(element),
            "img" => self.image(element),
            // What stands for a frame or a player is no text of the entry.
            "audio" | "video" | "rp" | "rt" => {}
            name if is_block(name) || name == "br" => {
                self.flush();
                let was_prose = self.is_prose;
                let is_furniture =
                    is_heading(name) || matches!(name, "pre" | "table" | "figcaption" | "summary");
                self.is_prose &= !is_furniture;
                self.nodes(&element.children);
                self.flush();
                self.is_prose = was_prose;
            }
            _ => self.nodes(&element.children),
        }
    }

    fn text(&mut self, text: &str) {
        for (n, word) in text.split(char::is_whitespace).enumerate() {
            self.pending_space |= n > 0;
            if word.is_empty() {
                continue;
            }
            if self.pending_space && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.pending_space = false;
            self.text.push_str(word);
        }
    }

    fn link(&mut self, element: &Element) {
        let url = element
            .attribute("href")
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let block = self.found.blocks.len();
        let start = self.text.len();
        self.nodes(&element.children);
        let Some(url) = url else {
            return;
        };
        // A link around several blocks stands in the first of them, as a whole.
        let (start, end) = if block == self.found.blocks.len() {
            let own = self.text.get(start..).unwrap_or_default();
            let space = own.len() - own.trim_start().len();
            (start + space, self.text.len())
        } else {
            (0, self.found.blocks.get(block).map_or(0, |b| b.text.len()))
        };
        let link = Link {
            url: url.to_owned(),
            block,
            at: start..end,
        };
        if block == self.found.blocks.len() {
            self.links.push(link);
        } else {
            self.found.links.push(link);
        }
    }

    fn image(&mut self, element: &Element) {
        let pixels = |name| element.attribute(name)?.parse().ok();
        if let Some(url) = element.attribute("src") {
            self.found.images.push(Image {
                url: url.to_owned(),
                alt: element.attribute("alt").unwrap_or_default().to_owned(),
                width: pixels("width"),
                height: pixels("height"),
            });
        }
    }

    /// Ends the block. Links without a word in it, around pictures, go with it.
    fn flush(&mut self) {
        self.pending_space = false;
        let links = std::mem::take(&mut self.links);
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        self.found.links.extend(links);
        self.found.blocks.push(Block {
            text,
            is_prose: self.is_prose,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        feed::RawHtml,
        sanitize::{
            content,
            extract::{Extract, extract},
        },
    };

    fn found(markup: &str) -> Extract {
        extract(&content(&RawHtml {
            markup: markup.to_owned(),
            base: Some("https://ana.example/post".into()),
        }))
    }

    /// Address, block and words of each link.
    fn links(found: &Extract) -> Vec<(&str, &str, &str)> {
        let links = found.links.iter().map(|link| {
            let block = found.blocks[link.block].text.as_str();
            (link.url.as_str(), block, &block[link.at.clone()])
        });
        links.collect()
    }

    #[test]
    fn links_come_with_their_words_and_the_block_around_them() {
        let found = found(
            "<p>I  tried\n<a href='https://x.example/a?b&amp;c'>the <em>good</em> one</a>, twice.</p>\
             <ul><li><a href='/local'>Local</a></li><li><a href='mailto:a@b.example'>Mail</a> me</li></ul>",
        );
        assert_eq!(
            links(&found),
            [
                (
                    "https://x.example/a?b&c",
                    "I tried the good one, twice.",
                    "the good one"
                ),
                ("https://ana.example/local", "Local", "Local"),
            ]
        );
    }

    #[test]
    fn headings_code_and_tables_are_no_prose() {
        let found = found(
            "<h1>Title</h1><p>One.<br>Two.</p><pre><code>x = 1</code></pre>\
             <blockquote><p>Three.</p></blockquote><table><tr><td>4</td></tr></table>",
        );
        let blocks: Vec<_> = found
            .blocks
            .iter()
            .map(|block| (block.text.as_str(), block.is_prose))
            .collect();
        assert_eq!(
            blocks,
            [
                ("Title", false),
                ("One.", true),
                ("Two.", true),
                ("x = 1", false),
                ("Three.", true),
                ("4", false)
            ]
        );
    }

    #[test]
    fn images_come_with_their_size_and_words_and_links_around_them_are_none() {
        let found = found(
            "<p><a href='https://x.example/'><img src='pic.png' width='640' height='480' alt='A boat'></a></p>\
             <p>Text</p>",
        );
        let image = &found.images[0];
        assert_eq!(image.url, "https://ana.example/pic.png");
        assert_eq!((image.width, image.height), (Some(640), Some(480)));
        assert_eq!(image.alt, "A boat");
        assert_eq!(found.links, []);
    }

    #[test]
    fn a_link_in_brackets_and_at_the_begin_has_only_its_own_words() {
        let found = found(
            "<p>(<a href='https://x.example/'>one</a>) <a href='https://y.example/'> two </a>!</p>",
        );
        let words: Vec<_> = links(&found)
            .into_iter()
            .map(|(_, _, words)| words)
            .collect();
        assert_eq!(words, ["one", "two"]);
    }
}
