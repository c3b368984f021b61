"""The served description of the API against the API: schemathesis asks as several persons.

    contract.py PROGRAM CATALOGUE SCHEMATHESIS FOLDER

starts PROGRAM (browser-plant), signs persons in, and lets SCHEMATHESIS ask each operation with what fits the description and what does not. Fails on a status of 500 or more, on
an answer that is not described, and where what a person may not see stands in an answer, in a file that the run left, or in what the server printed.
"""
import html
import http.client
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

# What stands in restricted records of the program VEH alone: serial numbers and the order.
CANARIES = [f"VEH-{number}" for number in range(1, 7)] + ["O-VEH"]
# Who is asked as, and whether the person may see that program.
PERSONS = {"olga": True, "cora": True, "aude": True, "fred": False, "colin": False}
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"


def ask(url, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    return answer, text


def sign_in(url, known):
    """The headers that carry a person's session."""
    form = urlencode({"badge": known["badge"], "pin": known["pin"]})
    answer, text = ask(url, "POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
    if answer.status != 303:
        raise SystemExit(f"{known['badge']} is not signed in: {answer.status}\n{text}")
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    _, page = ask(url, "GET", "/password", headers={"Cookie": cookie})
    token = re.search(r'name="form-token" value="(.*?)"', page)[1]
    return {"Cookie": cookie, "X-Form-Token": html.unescape(token)}


def waiting_for_customer(url, facts):
    """A nonconformance of a customer's design that waits for the customer, made by the operations themselves."""
    def command(person, path, **body):
        headers = sign_in(url, facts["staff"][person]) | {"Content-Type": "application/json", "Idempotency-Key": f"{person} {path}"}
        answer, text = ask(url, "POST", path, json.dumps(body), headers)
        if answer.status != 200:
            raise SystemExit(f"{person} {path}: {answer.status}\n{text}")
        return next(record["id"] for record in json.loads(text)["records"] if record["kind"] == "nonconformance")

    found = command("olga", f"/api/units/{facts['work']['AGR-2']}/nonconformance", description="Scratched")
    pin = {person: known["pin"] for person, known in facts["staff"].items()}
    command("quin", f"/api/nonconformances/{found}/dispose", disposition="useAsIs", reason="Shallow", pin=pin["quin"])
    return command("ed", f"/api/nonconformances/{found}/accept", pin=pin["ed"])


def examples(document, work, more):
    """The description with the ids of real records as examples, so that it is not answered with 404 alone."""
    ids = [work["VEH-1"], work["MED-1"], work["O-VEH"], work["O-MED"], *more]
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["examples"] = {f"record{place}": {"value": each} for place, each in enumerate(ids)}
                if parameter["name"] == "center":
                    parameter["examples"] = {"mill": {"value": "mill"}}
    return document


def main(program, catalogue, schemathesis, folder):
    # It runs in the folder, so that what it leaves behind is there.
    schemathesis, folder = str(Path(schemathesis).absolute()), Path(folder).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    problems = []
    said = folder / "server.log"
    with open(said, "w", encoding="utf-8") as log:
        server = subprocess.Popen([program, catalogue], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        facts = json.loads(server.stdout.readline())
        url = facts["url"]
        answer, text = ask(url, "GET", "/openapi.json")
        if answer.status != 200:
            raise SystemExit(f"/openapi.json: {answer.status}")
        document = examples(json.loads(text), facts["work"], [waiting_for_customer(url, facts)])
        described = folder / "openapi.json"
        described.write_text(json.dumps(document), encoding="utf-8")
        for person, may_see in PERSONS.items():
            headers = sign_in(url, facts["staff"][person])
            report = folder / f"{person}.har"
            command = [schemathesis, "run", str(described), "--url", url, "--checks", CHECKS, "--seed", "20261124", "--max-examples", "12",
                       "--phases", "examples,coverage,fuzzing", "--warnings", "off", "--no-color", "--continue-on-failure",
                       "--generation-with-security-parameters", "false",
                       "--generation-database", "none", "--report", "har", "--report-har-path", str(report)]
            for name, value in headers.items():
                command += ["-H", f"{name}: {value}"]
            ran = subprocess.run(command, capture_output=True, text=True, timeout=280, cwd=folder)
            asked = report.read_text(encoding="utf-8", errors="replace") if report.exists() else ""
            count = asked.count('"startedDateTime"')
            print(f"{person}: {count} requests, exit {ran.returncode}", flush=True)
            if ran.returncode != 0 or count == 0:
                problems.append(f"{person}:\n{ran.stdout[-6000:]}\n{ran.stderr[-2000:]}")
            found = sorted({canary for canary in CANARIES if canary in answers(asked)})
            if may_see and person == "olga" and not found:
                problems.append("olga: nothing of VEH was seen, so that it shows nothing that others see nothing of it")
            if not may_see and found:
                problems.append(f"{person}: answers hold {', '.join(found)}")
    finally:
        server.terminate()
        server.wait(10)
    printed = said.read_text(encoding="utf-8")
    problems += [f"the server printed {canary}" for canary in CANARIES if canary in printed]
    print("\n".join(problems) or "every answer is as it is described")
    return 1 if problems else 0


def answers(har):
    """The texts of the answers in a report."""
    if not har:
        return ""
    entries = json.loads(har)["log"]["entries"]
    return "\n".join(str(entry["response"]) for entry in entries)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
