#!/usr/bin/env python3
"""What a build costs when planet remembers 20,000 entries, and when it remembers a million.

    growth.py --planet target/release/planet [--entries 20000 1000000] [--feeds 1000] [--work DIR] [--rounds 5]

Two planets follow the same number of blogs, which are files and posted over the same ten years, so that both sites have the same
days; one has fifty times the posts. Each is built once. Then, by turns, so that whatever else the machine does slows both down:
    warm     nothing has changed
    changed  one blog in twenty has one more post
Prints the median of CPU seconds and of wall time, how many files were written, and the ratio of the two planets.
"""
import argparse, datetime, pathlib, random, re, resource, shutil, statistics, subprocess, sys, time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--planet", required=True)
ap.add_argument("--entries", type=int, nargs=2, default=[20_000, 1_000_000])
ap.add_argument("--feeds", type=int, default=1000)
ap.add_argument("--rounds", type=int, default=5)
ap.add_argument("--work", default=".growth")
O = ap.parse_args()
PLANET = str(pathlib.Path(O.planet).resolve())
NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.timezone.utc)
YEARS = 10
WORDS = "the river of a planet gathers what many people write so that one page shows it all and nobody misses a post".split()


class Grown:
    """A planet whose blogs are files, with so many entries in all."""

    def __init__(self, entries):
        self.folder = pathlib.Path(O.work).resolve() / str(entries)
        self.entries = entries
        self.each = entries // O.feeds
        # How many posts a blog has had since it was filled; not there before it is.
        self.mark = self.folder / "more"
        if not self.mark.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            (self.folder / "blogs").mkdir(parents=True)
            self.fill()
            self.mark.write_text("0")
        self.more = int(self.mark.read_text())

    def fill(self):
        # A feed holds as many posts as readers take of one document; older ones came in earlier runs.
        toml = 'title = "Growth"\nbase_url = "https://growth.example/"\n\n[river]\nnew_feed_entries = 1000000\nrestamp_entries = 1000000\n'
        toml += "".join(f'\n[[feeds]]\nname = "Blog {n:04}"\nurl = "blogs/{n}.xml"\nhome = "https://{n}.example/"\n' for n in range(O.feeds))
        (self.folder / "planet.toml").write_text(toml)
        for first in range(0, self.each, 500):
            for n in range(O.feeds):
                self.write(n, range(first, min(first + 500, self.each)))
            self.run("fetch", "--force")
        for n in range(O.feeds):
            self.write(n, range(max(0, self.each - 20), self.each))
        start = time.perf_counter()
        self.run("build", "--force")
        print(f"{self.entries:>9} entries: filled; the first site took {time.perf_counter() - start:.1f} s")
        # What is changed by turns must not be new to one of the two alone.
        self.run("build", "--force")

    def date(self, blog, post):
        """Posts of all blogs are spread evenly over the same days, oldest first."""
        span = YEARS * 365 * 86_400
        return NOW - datetime.timedelta(seconds=span - (post + (blog / O.feeds)) * span / self.each + 86_400)

    def write(self, blog, posts, more=0):
        items = []
        for post in list(posts) + [self.each + m for m in range(more)]:
            date = self.date(blog, post) if post < self.each else NOW - datetime.timedelta(minutes=blog % 600)
            random.seed(blog * 1_000_003 + post)
            text = " ".join(random.choices(WORDS, k=80))
            link = f"https://{blog}.example/{post}"
            items.append(f"<item><guid>{link}</guid><title>Post {post} of {blog}</title><link>{link}</link>"
                         f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} GMT</pubDate><category>{WORDS[post % len(WORDS)]}</category>"
                         f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>")
        (self.folder / "blogs" / f"{blog}.xml").write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Blog {blog}</title><link>https://{blog}.example/</link>'
            f"<description>d</description>{''.join(items)}</channel></rss>")

    def grow(self):
        self.more += 1
        self.mark.write_text(str(self.more))
        for blog in range(0, O.feeds, 20):
            self.write(blog, range(max(0, self.each - 20), self.each), self.more)

    def run(self, *arguments):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        done = subprocess.run([PLANET, "--now", NOW.isoformat(), *arguments], cwd=self.folder, capture_output=True, text=True)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(done.stderr)
        written = re.search(r"(\d+) pages written", done.stderr)
        return {"cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "wall": wall,
                "written": int(written[1]) if written else 0}


planets = [Grown(entries) for entries in O.entries]
measured = {name: [[], []] for name in ("warm", "changed")}
for round in range(O.rounds + 1):
    for n, planet in enumerate(planets):
        results = {"warm": planet.run("build", "--force")}
        planet.grow()
        results["changed"] = planet.run("build", "--force")
        if round:
            for name, result in results.items():
                measured[name][n].append(result)
print(f"{'':9}{'entries':>10}{'CPU s':>9}{'wall s':>9}{'written':>9}")
for name, both in measured.items():
    medians = [{key: statistics.median(result[key] for result in results) for key in results[0]} for results in both]
    for planet, median in zip(planets, medians):
        print(f"{name:9}{planet.entries:>10}{median['cpu']:9.3f}{median['wall']:9.3f}{median['written']:9.0f}")
    few, many = medians
    print(f"{'':9}{'ratio':>10}{many['cpu'] / few['cpu']:9.2f}{many['wall'] / few['wall']:9.2f}")
