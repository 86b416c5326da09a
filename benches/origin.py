#!/usr/bin/env python3
"""What `../shared/bench/bench.py` does not measure of `planet`, against origins on 127.0.0.0/8.

    origin.py --planet target/release/planet [--feeds 1000] [--rounds 5] [--work .bench] [warm one large flaky]

    warm    a first build, and one in which every feed answers 304, beside one `curl --parallel` that gets the same 304s
    one     a planet of one feed that answers 304
    large   a planet of one feed of 35 MB (which planet.toml must allow): memory by size of the feed
    flaky   an origin with the weather of the web, with and without requests that hang: time by what its latencies allow,
            requests at once per host
Needs nginx, curl and GNU time, and the other files of that folder (PLANET_SHARED, else ../shared). `--work` may be that of bench.py: the
feeds are the same. Prints medians; exit 1 when a run was not what it should be. Speed never fails.
"""
import argparse, json, os, pathlib, re, shutil, signal, socket, statistics, subprocess, sys, time, urllib.request

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--planet", required=True)
ap.add_argument("--feeds", type=int, default=1000)
ap.add_argument("--rounds", type=int, default=5)
ap.add_argument("--work", default=".bench")
ap.add_argument("--port", type=int, default=8802)
ap.add_argument("what", nargs="*", default=["warm", "one", "large", "flaky"])
O = ap.parse_args()
BENCH = pathlib.Path(os.environ.get("PLANET_SHARED", "../shared")).resolve() / "bench"
WORK = pathlib.Path(O.work).resolve()
RUN = WORK / "origin"
RUN.mkdir(parents=True, exist_ok=True)
PLANET = str(pathlib.Path(O.planet).resolve())
# The defaults of [fetch] in planet.toml: requests at once, and seconds until a server must begin to answer.
THREADS, TIMEOUT = 64, 15


def timed(command, cwd):
    # A child of Python has had Python's memory: time (GNU) starts it from its own.
    command = ["/usr/bin/time", "-q", "-o", RUN / "memory", "-f", "%M", *command]
    start = time.perf_counter()
    with open(RUN / "last.out", "wb") as out:
        child = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if child.returncode:
        sys.exit(f"{command[6]} exited {child.returncode}:\n" + (RUN / "last.out").read_text(errors="replace")[-2000:])
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": int((RUN / "memory").read_text()) / 1024}


def median(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def tell(name, run, words=""):
    print(f"{name:28}{run['wall']:9.3f} s{run['cpu']:9.3f} CPU s{run['rss']:8.1f} MB  {words}")


def corpus():
    folder = WORK / f"corpus-{O.feeds}-0"
    if not (folder / "paths.txt").exists():
        subprocess.run([sys.executable, BENCH / "gen_feeds.py", "--feeds", str(O.feeds), "--out", folder, "--gzip", "--generation", "0"], check=True)
    return folder


def urls(folder, port):
    made = subprocess.run([sys.executable, BENCH / "make_urls.py", folder, "--port", str(port)], capture_output=True, text=True, check=True)
    # It counts on in the third part of 127.1.x.y, where there is no 256.
    def spread(found):
        third = int(found[1])
        return f"//127.{1 + third // 256}.{third % 256}."

    return re.sub(r"//127\.1\.(\d+)\.", spread, made.stdout).split()


def planet(name, urls, more=""):
    folder = RUN / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    feeds = "".join(f'\n[[feeds]]\nname = "Blog {n:05}"\nurl = "{url}"\n' for n, url in enumerate(urls))
    (folder / "planet.toml").write_text(f'title = "Bench"\nbase_url = "https://bench.example/"\n{more}\n{feeds}')
    return folder


class Nginx:
    def __init__(self, root):
        self.root = root

    def __enter__(self):
        for n in range(1, 6):
            (RUN / f"t{n}").mkdir(exist_ok=True)
        conf = (BENCH / "nginx.conf.in").read_text().replace("@ROOT@", str(self.root)).replace("@RUN@", str(RUN)).replace("@WORKERS@", "1")
        (RUN / "nginx.conf").write_text(conf.replace("8801", str(O.port - 1)).replace("8802", str(O.port)))
        subprocess.run(["nginx", "-c", RUN / "nginx.conf"], check=True)
        time.sleep(.3)

    def __exit__(self, *_):
        os.kill(int((RUN / "nginx.pid").read_text()), signal.SIGTERM)
        time.sleep(.3)


NOW = ["-q", "--now", "2026-11-20T00:30:00Z"]
LATER = ["-q", "--now", "2026-11-20T03:30:00Z"]


def warm():
    folder = corpus()
    addresses = urls(folder, O.port)
    site = planet("warm", addresses)
    (RUN / "curl.cfg").write_text("".join(f'url="{url}"\noutput="/dev/null"\n' for url in addresses))
    curl = ["curl", "-sS", "--parallel", "--parallel-immediate", "--parallel-max", "64", "--compressed", "-H", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", "-K", str(RUN / "curl.cfg")]
    with Nginx(folder / "www"):
        tell(f"{O.feeds} feeds: the first build", timed([PLANET, *NOW, "build", "--force"], site))
        rounds = [(timed(curl, site), timed([PLANET, *LATER, "build", "--force"], site)) for _ in range(O.rounds + 1)][1:]
    log = (RUN / "access.log").read_text()
    if log.count("\n304 ") < 2 * O.feeds * O.rounds:
        sys.exit("not everything was answered with 304")
    floor, run = median([pair[0] for pair in rounds]), median([pair[1] for pair in rounds])
    tell("304s: curl", floor)
    tell("304s: planet build", run, f"{run['cpu'] / floor['cpu']:.2f} x the CPU, {run['wall'] / floor['wall']:.2f} x the wall")


def one():
    folder = corpus()
    site = planet("one", urls(folder, O.port)[:1])
    with Nginx(folder / "www"):
        timed([PLANET, *NOW, "build", "--force"], site)
        tell("one feed, one 304", median([timed([PLANET, *LATER, "build", "--force"], site) for _ in range(20)]))


def large():
    folder = RUN / "large"
    item = "<item><title>Post {n}</title><link>https://large.example/{n}</link><guid>{n}</guid><pubDate>Thu, 19 Nov 2026 {h:02}:00:00 GMT</pubDate><description>" + "&lt;p&gt;What a feed says in many words, &lt;b&gt;some&lt;/b&gt; of them bold.&lt;/p&gt; " * 60 + "</description></item>\n"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    text = '<?xml version="1.0"?><rss version="2.0"><channel><title>Large</title><link>https://large.example/</link><description>d</description>'
    parts, size, n = [text], len(text), 0
    while size < 35_000_000:
        parts.append(item.format(n=n, h=n % 24))
        size += len(parts[-1])
        n += 1
    (folder / "large.xml").write_text("".join(parts) + "</channel></rss>")
    site = planet("large-site", [f"http://127.0.0.1:{O.port}/large.xml"], '[fetch]\nmax_body = "64MB"\nmax_transfer = "64MB"\n')
    runs = []
    with Nginx(folder):
        for _ in range(O.rounds):
            shutil.rmtree(site / ".planet", ignore_errors=True)
            shutil.rmtree(site / "output", ignore_errors=True)
            runs.append(timed([PLANET, *NOW, "build", "--force"], site))
    run = median(runs)
    tell(f"one feed of {size / 1e6:.0f} MB, {n} posts", run, f"{run['rss'] * 1048576 / size:.1f} x its size")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def flaky():
    folder = corpus()
    port = free_port()
    addresses = urls(folder, port)
    for hangs in (0, .01):
        origin = subprocess.Popen([sys.executable, BENCH / "flaky_origin.py", "--root", folder / "www", "--port", str(port), "--timeouts", str(hangs)])
        try:
            base = f"http://127.0.0.1:{port}"
            for _ in range(100):
                try:
                    urllib.request.urlopen(base + "/__reset", timeout=1).read()
                    break
                except OSError:
                    time.sleep(.1)

            def plan(url):
                path = url.split("/", 3)[3]
                fault, latency = json.load(urllib.request.urlopen(f"{base}/__plan?path=/{path}"))
                return fault, latency * (2 if fault == "301" else 1)

            plans = [plan(url) for url in addresses]
            answered = [latency for fault, latency in plans if fault != "timeout"]
            site = planet(f"flaky-{hangs}", addresses)
            run = timed([PLANET, *NOW, "fetch", "--force"], site)
            stats = json.load(urllib.request.urlopen(base + "/__stats"))
        finally:
            origin.terminate()
            origin.wait(5)
        best = max(max(answered), sum(answered) / THREADS)
        hung = sum(fault == "timeout" for fault, _ in plans)
        words = f"{run['wall'] / best:.2f} x max(slowest {max(answered):.1f} s, sum / threads {sum(answered) / THREADS:.1f} s)"
        if hung:
            words += f", {run['wall'] / TIMEOUT:.2f} x the time-out of {TIMEOUT} s"
        tell(f"weather, {hung} hang", run, f"{words}; at most {stats['host_peak']} at once per host")
        if stats["host_peak"] > 2:
            sys.exit("more than two requests at once for a host")


for name in O.what:
    {"warm": warm, "one": one, "large": large, "flaky": flaky}[name]()
