#!/usr/bin/env python3
"""Follows the gateway's feed and deals with every item at least once, in order.

The place in the feed is written down after an item was dealt with: nothing is missed, whatever dies.
An item that was dealt with just before a crash comes again; `seq` tells it.
"""
import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request


def read_place(path):
    """Generation and seq of the last item that was dealt with; "" and 0 in the beginning."""
    try:
        with open(path, encoding="ascii") as file:
            generation, _, seq = file.read().strip().rpartition(":")
            return generation, int(seq)
    except FileNotFoundError:
        return "", 0


def write_place(path, generation, seq):
    """Whole or not at all: written beside, then renamed."""
    with open(path + ".new", "w", encoding="ascii") as file:
        file.write(f"{generation}:{seq}")
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)


def read_page(api, key, generation, after, wait):
    """The page after `after`; waits so many seconds for an item when there is none."""
    request = urllib.request.Request(f"{api}/feed?after={after}&generation={generation}&limit=500&wait={wait}", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=wait + 30) as response:
        return json.load(response)


def deal_with(item):
    """Yours to write. Here: one line."""
    print(item["seq"], item["kind"], item["sn"], json.dumps(item["data"], ensure_ascii=False), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--api", default=os.environ.get("GATEWAY_API", "http://127.0.0.1:8080/api/v1"))
    parser.add_argument("--key", default=os.environ.get("GATEWAY_KEY"), help="an API key of any role; also GATEWAY_KEY")
    parser.add_argument("--state", default="feed.state", help="where the place in the feed is kept")
    parser.add_argument("--once", action="store_true", help="end when there is nothing new")
    options = parser.parse_args()
    if not options.key:
        parser.error("--key or GATEWAY_KEY is needed")

    (generation, place), pause = read_place(options.state), 1
    while True:
        try:
            page = read_page(options.api, options.key, generation, place, 0 if options.once else 30)
            items, generation, pause = page["items"], page["generation"], 1
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 503):
                # 409: the database was restored; 410: we were away for longer than items are kept. The text says from where to go on.
                sys.exit(f"{refused.code}: {refused.read().decode()}")
            items, pause = None, int(refused.headers.get("Retry-After", "5"))
        except OSError as away:
            print(f"the gateway does not answer: {away}", file=sys.stderr)
            items, pause = None, min(2 * pause, 60)
        if items is None:
            time.sleep(pause)
            continue
        for item in items:
            deal_with(item)
            place = item["seq"]
        if items:
            write_place(options.state, generation, place)
        elif options.once:
            return


if __name__ == "__main__":
    main()
