"""Makes the table of docs/benchmarks.md from what policy-benchmark and peer.py printed.

usage: table.py OURS PEER
"""
import json
import sys


def rows(path):
    return {row["case"]: row for row in map(json.loads, open(path))}


ours, peer = rows(sys.argv[1]), rows(sys.argv[2])


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


heads = ["policies", "entities", "scope fits", "apply", "median µs", "p99 µs", "decisions/s", "allocations", "decision alone µs", "its allocations"]
heads += ["cedarpy median µs (engine)", "cedarpy/s", "ratio", "compile ms", "change µs (shared)"]
print("| " + " | ".join(heads) + " |")
print("|" + "---|" * len(heads))
for name, row in ours.items():
    other = peer.get(name)
    case = f"{row['policies']:,} | {row['entities']:,}" if name.startswith("size") else f"{name}: {row['policies']:,} | {row['entities']:,}"
    cells = [number(row[key]) for key in ["applicable", "applied", "median", "p99", "perSecond", "allocations", "decisionMedian", "decisionAllocations"]]
    if other:
        engine = number(other["engine"]) if other["engine"] is not None else "–"
        cells += [f"{number(other['median'])} ({engine})", number(other["perSecond"]), number(row["perSecond"] / other["perSecond"])]
    else:
        cells += ["–", "–", "–"]
    cells += [number(row["compileMs"]), f"{number(row['changeUs'])} ({number(row['changeSharedUs'])})"]
    print(f"| {case} | " + " | ".join(cells) + " |")
print()
others = sorted(row["parseMBs"] for row in peer.values() if ours[row["case"]]["policies"] >= 100)
print("Parsing, MB/s of policy text, in brackets with the freeing of the set:", end=" ")
print(", ".join(f"{name} {row['parseMBs']:.0f} ({row['parseAndFreeMBs']:.0f})" for name, row in ours.items() if row["policies"] >= 100), end="; ")
print(f"cedarpy, median of the same cases, {others[len(others) // 2]:.1f}." if others else "")
