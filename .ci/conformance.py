#!/usr/bin/env python3
"""Holds the results of the conformance checks (`conformance.py --out`) to what planet has reached.

usage: conformance.py RESULTS.jsonl

A change may raise these figures, never lower them: per cent of the documents read, of the fields that a planet shows, and
of the documents without any mistake in those."""
import json
import sys

REQUIRED = {  # suite: (read, core fields right, whole documents right)
    "feedparser wellformed": (100, 99.5, 99.5),
    "feedparser others": (100, 100, 100),
    "gofeed": (100, 99.8, 99.6),
    "real": (100, 99.9, 98.2),
    "validator": (100, 99.7, 98.9),
    "mutate": (100, 99.9, 98.5),
    "hostile": (100, 100, 100),
}
SLOWEST = 2.0  # seconds for one document


def suite(case):
    if case["suite"] != "feedparser":
        return case["suite"]
    return "feedparser wellformed" if case["folder"].startswith("wellformed") else "feedparser others"


def share(good, of):
    return 100 * good / of if of else 100


def main(results):
    cases = [json.loads(line) for line in open(results, encoding="utf-8")]
    bad = []
    for name, required in REQUIRED.items():
        mine = [case for case in cases if suite(case) == name and not case["contested"]]
        must = [case for case in mine if case["expect_ok"]]
        core = [check for case in mine for check in case["checks"] if check["group"] == "core"]
        reached = (
            share(sum(case["parsed"] for case in must), len(must)),
            share(sum(check["pass"] for check in core), len(core)),
            share(sum(case["pass"] for case in mine), len(mine)),
        )
        short = not mine or any(a < b - 0.05 for a, b in zip(reached, required))
        print(f"{'FAIL' if short else 'ok  '} {name:22} {len(mine):5}", *(f"{a:6.1f} ({b})" for a, b in zip(reached, required)))
        bad += [name] * short
    unsafe = [case["id"] for case in cases for check in case["checks"] if check["group"] == "safety" and not check["pass"]]
    slow = [case["id"] for case in cases if case["secs"] > SLOWEST]
    fatal = [case["id"] for case in cases if (case["error"] or {}).get("kind") in ("panic", "crash", "timeout", "bad-json")]
    fickle = [case["id"] for case in cases if case["same"] is False]
    for what, found in {"unsafe": unsafe, "too slow": slow, "broke the program": fatal, "answers differ": fickle}.items():
        print(f"{'FAIL' if found else 'ok  '} {what}: {len(found)}", *found[:5])
        bad += [what] * bool(found)
    return 1 if bad else 0


sys.exit(main(sys.argv[1]))
