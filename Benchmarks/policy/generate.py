"""Writes the cases of the policy benchmark, each a folder with policies.cedar, entities.json and requests.json; the same on every run.

usage: generate.py FOLDER

- size-P-E: P policies as a plant grows them (a role's rights on the documents of a program or a site, what a single person may do,
  holds on one document, and a few rules for all) and E entities. The policies that can apply to a request grow slowly with P.
- host: 1,001 policies that all ask for the same action and the same two types.
- catalogue: Bulkhead's own obligations asked the questions of their expectations about the plant they speak of.
- gdrive, github, tinytodo: the three applications of the OOPSLA 2024 paper on Cedar, made again from what their policies need.
- gdrive-templates, github-templates: two of them with a link of a template for each grant; the paper has none of tinytodo.
"""
import json
import os
import random
import shutil
import sys

FOLDER = sys.argv[1]
POLICIES = [10, 100, 1_000, 10_000]
ENTITIES = [10, 100, 1_000, 10_000, 100_000]
REQUESTS = 2_000


def uid(kind, name):
    return {"type": kind, "id": str(name)}


def ref(kind, name):
    return {"__entity": uid(kind, name)}


def entity(kind, name, attributes=None, parents=()):
    return {"uid": uid(kind, name), "attrs": attributes or {}, "parents": [uid(*parent) for parent in parents]}


def request(principal, action, resource, context=None):
    return {"principal": uid(*principal), "action": uid("Action", action), "resource": uid(*resource), "context": context or {}}


def write(name, policies, entities, requests, links=()):
    os.makedirs(f"{FOLDER}/{name}", exist_ok=True)
    open(f"{FOLDER}/{name}/policies.cedar", "w").write("\n".join(policies) + "\n")
    json.dump(entities, open(f"{FOLDER}/{name}/entities.json", "w"))
    json.dump(requests, open(f"{FOLDER}/{name}/requests.json", "w"))
    if links:
        json.dump(links, open(f"{FOLDER}/{name}/links.json", "w"))


ACTIONS = ["view", "print", "export", "edit", "approve", "release"]
GROUPS = {"view": "read", "print": "read", "export": "read", "edit": "write", "approve": "write", "release": "write"}


def plant(policy_count, entity_count):
    """Persons, documents, programs, teams and sites; a third of what is not a program or a team are persons."""
    draw = random.Random(policy_count * 7 + entity_count)
    programs = max(1, min(entity_count // 10, 500))
    teams = programs
    people = max(1, (entity_count - programs - teams) // 3)
    documents = max(1, entity_count - programs - teams - people)
    sites = [f"S{number}" for number in range(20)]
    entities = [entity("Action", name, parents=[("Action", GROUPS[name])]) for name in ACTIONS]
    entities += [entity("Program", f"p{number}", {"site": draw.choice(sites)}) for number in range(programs)]
    entities += [entity("Team", f"t{number}", {}, [("Program", f"p{number % programs}")]) for number in range(teams)]
    for number in range(people):
        entities.append(
            entity(
                "Person",
                f"person{number}",
                {"clearance": draw.randrange(5), "site": draw.choice(sites), "country": draw.choice(["US", "CA", "DE", "MX"])},
                [("Team", f"t{draw.randrange(teams)}") for _ in range(draw.randrange(1, 4))],
            )
        )
    for number in range(documents):
        program = f"p{draw.randrange(programs)}"
        entities.append(
            entity(
                "Document",
                f"doc{number}",
                {
                    "program": ref("Program", program),
                    "level": draw.randrange(5),
                    "site": draw.choice(sites),
                    "owner": ref("Person", f"person{draw.randrange(people)}"),
                    "released": draw.random() < 0.3,
                },
                [("Program", program)],
            )
        )
    policies = [
        'permit (principal is Person, action in Action::"read", resource is Document) when { resource.owner == principal };',
        'forbid (principal is Person, action == Action::"export", resource is Document) when { !resource.released } unless { principal.country == "US" };',
    ]
    while len(policies) < policy_count:
        program, team = draw.randrange(programs), draw.randrange(teams)
        actions = ", ".join(f'Action::"{name}"' for name in draw.sample(ACTIONS, draw.randrange(1, 4)))
        level, site = draw.randrange(5), draw.choice(sites)
        policies.append(
            draw.choices(
                [
                    f'permit (principal is Person, action in [{actions}], resource is Document) when {{ principal in Team::"t{team}" && resource.program == Program::"p{program}" && principal.clearance >= resource.level }};',
                    f'permit (principal in Team::"t{team}", action in Action::"read", resource in Program::"p{program}") when {{ principal.clearance >= {level} && context.hour < 20 }};',
                    f'permit (principal is Person, action in [{actions}], resource is Document) when {{ principal.clearance >= {level} && resource.program == Program::"p{program}" && resource.site == "{site}" }};',
                    f'permit (principal == Person::"person{draw.randrange(people)}", action in [{actions}], resource is Document) when {{ context.network == "plant" }};',
                    f'forbid (principal, action in [{actions}], resource == Document::"doc{draw.randrange(documents)}") unless {{ principal has clearance && principal.clearance >= {level} }};',
                    f'forbid (principal is Person, action == Action::"release", resource is Document) when {{ resource has program && resource.program == Program::"p{program}" }} unless {{ principal.site == "{site}" }};',
                ],
                [30, 20, 20, 15, 10, 5],
            )[0]
        )
    requests = [
        request(
            ("Person", f"person{draw.randrange(people)}"),
            draw.choice(ACTIONS),
            ("Document", f"doc{draw.randrange(documents)}"),
            {"hour": draw.randrange(24), "network": draw.choice(["plant", "office"])},
        )
        for _ in range(REQUESTS)
    ]
    return policies, entities, requests


def host():
    draw = random.Random(42)
    policies = ['permit (principal is Program, action == Action::"host", resource is Environment);']
    for number in range(1_000):
        level = draw.randrange(4)
        country = draw.choice(["US", "CA", "MX", "DE", "FR"])
        met = draw.choice(
            [
                f"resource.fips140 >= {level}",
                f'resource.countries.contains("{country}")',
                f'resource.assurances.containsAny(["FedRAMP:Moderate", "A{draw.randrange(20)}"])',
                f"resource.readsLogged && resource.fips140 >= {level}",
            ]
        )
        policies.append(
            f'@id("policy-{number}") forbid (principal is Program, action == Action::"host", resource is Environment) '
            f'when {{ principal.regimes.contains("R{draw.randrange(300)}") && principal.level > {draw.randrange(5)} }} unless {{ {met} }};'
        )
    entities = []
    for number in range(200):
        regimes = [f"R{draw.randrange(300)}" for _ in range(12)]
        entities.append(entity("Program", f"p{number}", {"regimes": regimes, "level": draw.randrange(6)}))
    for number in range(50):
        attributes = {
            "fips140": draw.randrange(4),
            "countries": [draw.choice(["US", "CA", "MX", "DE", "FR"]) for _ in range(2)],
            "assurances": [f"A{draw.randrange(20)}" for _ in range(3)],
            "readsLogged": draw.random() < 0.5,
        }
        entities.append(entity("Environment", f"e{number}", attributes))
    requests = [request(("Program", f"p{p}"), "host", ("Environment", f"e{e}")) for p in range(200) for e in range(50)]
    return policies, entities, requests[:REQUESTS]


def gdrive(count):
    """Users who own documents and folders, and what each may view as a hierarchy of views."""
    draw = random.Random(1)
    chance = 0.05
    entities = []
    members = {group: [user for user in range(count) if draw.random() < chance] for group in range(count)}
    for user in range(count):
        attributes = {
            "viewable": ref("View", f"u{user}"),
            "documents": [ref("Document", d) for d in range(count) if draw.random() < chance],
            "folders": [ref("Folder", f) for f in range(count) if draw.random() < chance],
        }
        entities.append(entity("User", user, attributes, [("Group", g) for g in range(count) if user in members[g]]))
        entities.append(entity("View", f"u{user}"))
    for group in range(count):
        entities.append(entity("Group", group))
        entities.append(entity("View", f"g{group}", {}, [("View", f"u{user}") for user in members[group]]))

    def parents(folders):
        found = [("Folder", f) for f in folders if draw.random() < chance]
        found += [("View", f"u{u}") for u in range(count) if draw.random() < chance]
        return found + [("View", f"g{g}") for g in range(count) if draw.random() < chance]

    for number in range(count):
        entities.append(entity("Folder", number, {"public": False}, parents(range(number))))
        entities.append(entity("Document", number, {"public": draw.random() < 0.5}, parents(range(count))))
    policies = [
        'permit (principal, action == Action::"read", resource) when { resource in principal.viewable };',
        'permit (principal, action == Action::"read", resource) when { resource.public };',
        'permit (principal, action in [Action::"read", Action::"write", Action::"share"], resource) when { resource in principal.documents || resource in principal.folders };',
        'permit (principal, action == Action::"reassign", resource) when { principal.documents.contains(resource) };',
        'permit (principal, action == Action::"create", resource) when { principal.folders.contains(resource) };',
    ]
    requests = []
    for _ in range(REQUESTS):
        action = draw.choice(["read", "write", "share", "reassign", "create"])
        kind = "Folder" if action == "create" else "Document"
        requests.append(request(("User", draw.randrange(count)), action, (kind, draw.randrange(count))))
    return policies, entities, requests


def github(count):
    """Users in teams in teams; repositories with five roles, organizations with three."""
    draw = random.Random(2)
    chance = 0.05
    roles = ["readers", "triagers", "writers", "maintainers", "admins"]
    chain = ["read", "triage", "write", "maintain", "admin"]
    entities = [
        entity("Action", name, parents=[("Action", chain[place + 1])] if place < 4 else []) for place, name in enumerate(chain)
    ]
    for number in range(count):
        owned = {role: ref("OrgRole", f"{number}-{role}") for role in ["readers", "writers", "admins"]}
        entities.append(entity("Organization", number, owned))
        entities += [entity("OrgRole", f"{number}-{role}") for role in owned]
        attributes = {role: ref("RepoRole", f"{number}-{role}") for role in roles}
        entities.append(entity("Repository", number, {**attributes, "owner": ref("Organization", draw.randrange(count))}))
        entities += [entity("RepoRole", f"{number}-{role}") for role in roles]

    def granted():
        repos = [("RepoRole", f"{r}-{draw.choice(roles)}") for r in range(count) if draw.random() < chance]
        return repos + [("OrgRole", f"{o}-{draw.choice(['readers', 'writers', 'admins'])}") for o in range(count) if draw.random() < chance]

    for number in range(count):
        entities.append(entity("Team", number, {}, [("Team", t) for t in range(number) if draw.random() < chance] + granted()))
        entities.append(entity("User", number, {}, [("Team", t) for t in range(count) if draw.random() < chance] + granted()))
    policies = [f'permit (principal, action == Action::"read", resource) when {{ principal in resource.readers }};']
    for action, role in zip(chain[1:], roles[1:]):
        policies.append(f'permit (principal, action in Action::"{action}", resource) when {{ principal in resource.{role} }};')
    policies.append('permit (principal, action == Action::"read", resource) when { principal in resource.owner.readers };')
    for action, role in [("write", "writers"), ("admin", "admins")]:
        policies.append(f'permit (principal, action in Action::"{action}", resource) when {{ principal in resource.owner.{role} }};')
    requests = [
        request(("User", draw.randrange(count)), draw.choice(chain), ("Repository", draw.randrange(count))) for _ in range(REQUESTS)
    ]
    return policies, entities, requests


def link(links, template, principal, resource):
    links.append({"template": f"policy{template}", "id": f"link{len(links)}", "principal": uid(*principal), "resource": uid(*resource)})


def gdrive_templates(count):
    """Who may read what stands in links of a template instead of views."""
    draw = random.Random(4)
    chance = 0.05
    entities, links = [entity("Group", number) for number in range(count)], []
    for number in range(count):
        owned = {
            "documents": [ref("Document", d) for d in range(count) if draw.random() < chance],
            "folders": [ref("Folder", f) for f in range(count) if draw.random() < chance],
        }
        entities.append(entity("User", number, owned, [("Group", g) for g in range(count) if draw.random() < chance]))
        entities.append(entity("Folder", number, {"public": False}, [("Folder", f) for f in range(number) if draw.random() < chance]))
        folders = [("Folder", f) for f in range(count) if draw.random() < chance]
        entities.append(entity("Document", number, {"public": draw.random() < 0.5}, folders))
        for kind in ["Document", "Folder"]:
            for who in ["User", "Group"]:
                for other in range(count):
                    if draw.random() < chance:
                        link(links, 0, (who, other), (kind, number))
    policies, _, requests = gdrive(count)
    policies[0] = 'permit (principal in ?principal, action == Action::"read", resource in ?resource);'
    return policies, entities, requests, links


def github_templates(count):
    """What users and teams may do on a repository stands in links of five templates instead of roles."""
    draw = random.Random(5)
    chance = 0.05
    policies, entities, requests = github(count)
    kept = [e for e in entities if e["uid"]["type"] in ["Action", "Organization", "OrgRole"]]
    links = []
    kept += [entity("Repository", number, {"owner": ref("Organization", draw.randrange(count))}) for number in range(count)]

    def granted(kind, number):
        for repository in range(count):
            if draw.random() < chance:
                link(links, draw.randrange(5), (kind, number), ("Repository", repository))
        organizations = [o for o in range(count) if draw.random() < chance]
        return [("OrgRole", f"{o}-{draw.choice(['readers', 'writers', 'admins'])}") for o in organizations]

    for number in range(count):
        teams = [("Team", t) for t in range(number) if draw.random() < chance]
        kept.append(entity("Team", number, {}, teams + granted("Team", number)))
        teams = [("Team", t) for t in range(count) if draw.random() < chance]
        kept.append(entity("User", number, {}, teams + granted("User", number)))
    for place, policy in enumerate(policies[:5]):
        head = policy.split(" when ")[0]
        policies[place] = head.replace("(principal,", "(principal in ?principal,").replace("resource)", "resource == ?resource)") + ";"
    return policies, kept, requests, links


def tinytodo(count):
    """Lists of tasks, each with an owner and a team of readers and of editors."""
    draw = random.Random(3)
    chance = 0.05
    app = ("Application", "TinyTodo")
    entities = [entity(*app)]
    for number in range(count):
        teams = [("Team", t) for t in range(count) if draw.random() < chance]
        entities.append(entity("User", number, {}, teams + [app]))
        entities.append(entity("Team", number, {}, [("Team", t) for t in range(number) if draw.random() < chance] + [app]))
        tasks = [{"id": n, "name": f"task {n}", "state": draw.choice(["open", "done"])} for n in range(draw.randrange(50))]
        attributes = {"owner": ref("User", draw.randrange(count)), "name": f"list {number}", "tasks": tasks}
        attributes |= {role: ref("Team", draw.randrange(count)) for role in ["readers", "editors"]}
        entities.append(entity("List", number, attributes, [app]))
    edits = ", ".join(f'Action::"{name}"' for name in ["UpdateList", "CreateTask", "UpdateTask", "DeleteTask"])
    policies = [
        'permit (principal, action in [Action::"CreateList", Action::"GetLists"], resource == Application::"TinyTodo");',
        "permit (principal, action, resource) when { resource has owner && resource.owner == principal };",
        'permit (principal, action == Action::"GetList", resource) when { principal in resource.readers || principal in resource.editors };',
        f"permit (principal, action in [{edits}], resource) when {{ principal in resource.editors }};",
    ]
    requests = []
    for _ in range(REQUESTS):
        action = draw.choice(["CreateList", "GetLists", "GetList", "UpdateList", "CreateTask", "UpdateTask", "DeleteTask", "EditShares"])
        resource = app if action in ["CreateList", "GetLists"] else ("List", draw.randrange(count))
        requests.append(request(("User", draw.randrange(count)), action, resource))
    return policies, entities, requests


def catalogue():
    """Needs the schema too: it gives the entities their types and the actions their groups."""
    root = os.path.dirname(os.path.abspath(__file__)) + "/../.."
    expected = json.load(open(f"{root}/Tests/Plan/PlantModelTests/Obligations/expectations.json"))
    files = sorted(name for name in os.listdir(f"{root}/Catalogue") if name.endswith(".cedar"))
    policies = [open(f"{root}/Catalogue/{name}").read() for name in files]
    entities = expected["entities"] + json.load(open(f"{root}/Catalogue/lists.json"))
    cases = [{key: case[key] for key in ["principal", "action", "resource", "context"]} for case in expected["cases"]]
    os.makedirs(f"{FOLDER}/catalogue", exist_ok=True)
    shutil.copy(f"{root}/Catalogue/bulkhead.cedarschema", f"{FOLDER}/catalogue/schema.cedarschema")
    return policies, entities, [cases[number % len(cases)] for number in range(REQUESTS)]


for policy_count in POLICIES:
    for entity_count in ENTITIES:
        write(f"size-{policy_count}-{entity_count}", *plant(policy_count, entity_count))
write("host", *host())
write("catalogue", *catalogue())
for name, make in [
    ("gdrive", gdrive),
    ("gdrive-templates", gdrive_templates),
    ("github", github),
    ("github-templates", github_templates),
    ("tinytodo", tinytodo),
]:
    for count in [5, 50]:
        write(f"{name}-{count}", *make(count))
