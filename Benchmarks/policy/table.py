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


print("| policies | entities | scope fits | median µs | p99 µs | decisions/s | cedarpy median µs (engine) | cedarpy/s | ratio | compile ms | change µs (shared) |")
print("|---|---|---|---|---|---|---|---|---|---|---|")
for name, row in ours.items():
    other = peer.get(name)
    case = f"{row['policies']:,} | {row['entities']:,}" if name.startswith("size") else f"{name}: {row['policies']:,} | {row['entities']:,}"
    cells = [number(row["applicable"]), number(row["median"]), number(row["p99"]), number(row["perSecond"])]
    if other:
        engine = number(other["engine"]) if other["engine"] is not None else "–"
        cells += [f"{number(other['median'])} ({engine})", number(other["perSecond"]), number(row["perSecond"] / other["perSecond"])]
    else:
        cells += ["–", "–", "–"]
    cells += [number(row["compileMs"]), f"{number(row['changeUs'])} ({number(row['changeSharedUs'])})"]
    print(f"| {case} | " + " | ".join(cells) + " |")
print()
rates = sorted(row["parseMBs"] for row in ours.values() if row["policies"] >= 100)
others = sorted(row["parseMBs"] for row in peer.values() if ours[row["case"]]["policies"] >= 100)
print(f"Parsing, MB/s of policy text, median of the cases with 100 policies and more: {rates[len(rates) // 2]:.1f}; cedarpy {others[len(others) // 2]:.2f}.")
