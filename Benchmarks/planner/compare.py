"""Solves every instance of a folder with bulkhead and with CP-SAT and prints one Markdown table.

usage: compare.py BULKHEAD PYTHON_WITH_ORTOOLS DIRECTORY [SECONDS]
"""
import json
import os
import subprocess
import sys
import time


def timed(command, seconds):
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
        return json.loads(done.stdout or "{}"), time.monotonic() - start
    except subprocess.TimeoutExpired:
        return {"status": "out of time"}, time.monotonic() - start


def main():
    bulkhead, python, directory = sys.argv[1:4]
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 60
    here = os.path.dirname(os.path.abspath(__file__))
    print("| instance | units | bulkhead | seconds | CP-SAT | seconds | ratio | optima equal | checker |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in sorted(os.listdir(directory)):
        if not name.endswith(".json"):
            continue
        path = os.path.join(directory, name)
        with open(path, encoding="utf-8") as file:
            units = sum(len(p["sites"]) for p in json.load(file)["programs"])
        ours, our_seconds = timed([bulkhead, "solve", path, "--json"], 4 * seconds)
        answer = os.path.join(directory, name + ".answer")
        with open(answer, "w", encoding="utf-8") as file:
            json.dump(ours, file)
        start = time.monotonic()
        checked = subprocess.run([bulkhead, "verify", answer, "--instance", path], capture_output=True, check=False).returncode == 0
        check_seconds = time.monotonic() - start
        theirs, their_seconds = timed([python, os.path.join(here, "cpsat.py"), path, str(seconds)], 4 * seconds)
        their_seconds = theirs.get("seconds", their_seconds)
        both = ours.get("status") == "proved" and str(theirs.get("status")).lower() in ("proved", "optimal")
        equal = ("yes" if ours["objective"] == theirs["objective"] else "NO") if both else "–"
        print(f"| {name[:-5]} | {units} | {ours.get('status')} {ours.get('objective') or ''} | {our_seconds:.2f} | "
              f"{theirs.get('status')} {theirs.get('objective') or ''} | {their_seconds:.2f} | {our_seconds / max(their_seconds, 0.001):.2f} | "
              f"{equal} | {'holds' if checked else '–'} {check_seconds:.2f} s |", flush=True)


main()
