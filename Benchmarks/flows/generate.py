#!/usr/bin/env python3
"""Writes a plant file whose flows are to be analysed.

usage: generate.py SYSTEMS FLOWS LABELS sparse|dense > plant.yaml

Each of LABELS programs has a classification of its own. In a sparse plant a flow names the few programs whose data it carries; in a dense one
half of the flows name none, so that they carry those of all. The same arguments give the same file.
"""
import random
import sys

CLASSES = ["technicalData", "workInstructions", "inspectionRecords", "nonconformances", "attachments", "jobResponses"]
CUI = ["SP-CTI", "SP-EXPT", "SP-PROPIN", "SP-NNPI", "SP-PCII"]
COUNTRIES = ["CU", "IR", "KP", "SY", "CN", "RU", "BY", "VE"]
ENVIRONMENTS, AUDIENCES, SITES, INSTANCES = 12, 60, 5, 20


def classification(index):
    """One of 400 and more combinations; every twentieth program is free."""
    if index % 20 == 0:
        return "{ exports: [ { regime: EAR, article: 9A991.d, technicalData: 9E991, licenceRequiredFor: [%s] } ] }" % ", ".join(
            COUNTRIES[: 1 + index // 20 % 8]
        )
    parts = []
    if index % 2:
        parts.append("{ regime: ITAR, article: VIII(%s), technicalData: VIII(i) }" % "abcdefgh"[index // 2 % 8])
    licences = [c for bit, c in enumerate(COUNTRIES) if (index * 7 + 3) >> bit & 1]
    parts.append("{ regime: EAR, article: 9A610.x, technicalData: 9E610, licenceRequiredFor: [%s] }" % ", ".join(licences or ["CU"]))
    cui = [c for bit, c in enumerate(CUI) if index >> bit & 1]
    return "{ exports: [ %s ], cui: %s, determination: { by: office, date: 2026-01-01 } }" % (", ".join(parts), "[%s]" % ", ".join(cui) if cui else "none")


def main():
    systems, flows, labels, density = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    rng = random.Random("%d %d %d %s" % (systems, flows, labels, density))
    out = ["bulkhead: 1", "enterprise: Flow benchmark", "asOf: 2026-11-24"]
    out.append("sites: [ %s ]" % ", ".join("{ id: site%d, country: US }" % i for i in range(SITES)))
    out.append("parties: [ { id: self, kind: self, country: US }, { id: abroad, kind: affiliate, country: MX }, { id: buyer, kind: customer, country: US } ]")
    out.append("audiences:")
    for i in range(AUDIENCES):
        if i % 12 == 5:
            facts = "employer: abroad, citizenships: [MX], worksIn: MX"
        elif i % 20 == 7:
            facts = "employer: self, worksIn: US"
        else:
            facts = "employer: self, allUSPersons: true, allUSCitizens: true, worksIn: US"
        out.append("  - { id: audience%d, %s }" % (i, facts))
    clear = [i for i in range(AUDIENCES) if i % 12 != 5 and i % 20 != 7]
    out.append("programs:")
    for i in range(labels):
        out.append("  - { id: program%d, customer: buyer, classification: %s, sites: [site%d] }" % (i, classification(i), i % SITES))
    out.append("environments:")
    for i in range(ENVIRONMENTS):
        staff = rng.choice(clear) if i else 5
        country = "US" if i else "MX"
        out += [
            "  - id: environment%d" % i,
            "    kind: onPremises",
            "    tenancy: { model: dedicated, infrastructure: [rack%d] }" % i,
            "    locations: { processing: [%s], storage: [%s], backup: [%s], support: [%s] }" % ((country,) * 4),
            "    administrators: [audience%d]" % staff,
            "    support: [audience%d]" % staff,
            "    availability: { needsUplink: false }",
            "    sites: all",
            "    costs: { open: 1, validation: 1 }",
        ]
    out.append("systems:")
    for i in range(systems):
        host = "environment%d" % rng.randrange(ENVIRONMENTS) if rng.random() < 0.6 else "{ site: site%d }" % rng.randrange(SITES)
        readers = rng.sample(clear, 2) + ([rng.randrange(AUDIENCES)] if rng.random() < 0.3 else [])
        out.append("  - { id: system%d, kind: other, hosting: %s, audiences: [%s] }" % (i, host, ", ".join("audience%d" % r for r in sorted(set(readers)))))
    covered = ", ".join("system%d" % i for i in range(systems) if i % 10)
    out.append("assessmentScopes: [ { id: scope, kind: CMMC, level: 2, assessment: C3PAO, status: final, date: 2026-06-01, expires: 2029-06-01, covers: { systems: [%s] } } ]" % covered)
    out.append("instances:")
    for i in range(INSTANCES):
        hosts = ", ".join("{ program: program%d, site: site%d }" % (p, p % SITES) for p in range(labels) if p % INSTANCES == i)
        out.append("  - { id: mes%d, environment: environment%d, hosts: [ %s ], audiences: [audience0] }" % (i, 1 + i % (ENVIRONMENTS - 1), hosts))
    out.append("filters: [ %s ]" % ", ".join("{ id: drops-%s, passes: [], drops: [%s] }" % (c, c) for c in CLASSES))
    out.append("flows:")
    for i in range(flows):
        start = "mes" if rng.random() < 0.1 else "system%d" % rng.randrange(systems)
        end = "system%d" % rng.randrange(systems)
        classes = rng.sample(CLASSES, rng.choice([1, 1, 2]))
        line = "  - { id: flow%d, from: %s, to: %s, carries: [%s]" % (i, start, end, ", ".join(classes))
        if density == "sparse" or rng.random() < 0.5:
            line += ", programs: [%s]" % ", ".join("program%d" % p for p in sorted(rng.sample(range(labels), rng.choice([1, 2, 3, 5]))))
        if rng.random() < 0.1:
            line += ", filter: drops-%s" % rng.choice(classes)
        out.append(line + " }")
    print("\n".join(out))


main()
