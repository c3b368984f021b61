// Asks 10,000 (program, environment) requests of 1,000 generated `host` policies on one core, and prints how long it took. The same
// policies, entities and requests are written to a folder, for a peer to answer.
//
// usage: policy-benchmark FOLDER
import Cedar
import Foundation

let policyCount = 1_000
let programCount = 200
let environmentCount = 50

/// Numbers without a seed of their own: the same on every run (SplitMix64).
struct Draw {
    var state: UInt64 = 42
    mutating func below(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(count))
    }
}

var draw = Draw()
var policies = "permit (principal is Program, action == Action::\"host\", resource is Environment);\n"
for number in 0..<policyCount {
    let level = draw.below(4)
    let country = ["US", "CA", "MX", "DE", "FR"][draw.below(5)]
    let met = [
        "resource.fips140 >= \(level)", "resource.countries.contains(\"\(country)\")",
        "resource.assurances.containsAny([\"FedRAMP:Moderate\", \"A\(draw.below(20))\"])",
        "resource.readsLogged && resource.fips140 >= \(level)",
    ][draw.below(4)]
    policies += """
        @id("policy-\(number)")
        forbid (principal is Program, action == Action::"host", resource is Environment)
        when { principal.regimes.contains("R\(draw.below(300))") && principal.level > \(draw.below(5)) }
        unless { \(met) };

        """
}

func uid(_ type: String, _ id: Int) -> [String: String] { ["type": type, "id": "\(type)-\(id)"] }

var entities: [[String: Any]] = []
for program in 0..<programCount {
    let attributes: [String: Any] = [
        "regimes": (0..<12).map { _ in "R\(draw.below(300))" }, "level": draw.below(6),
    ]
    entities.append(["uid": uid("Program", program), "attrs": attributes, "parents": [Any]()])
}
for environment in 0..<environmentCount {
    let attributes: [String: Any] = [
        "fips140": draw.below(4), "countries": (0..<2).map { _ in ["US", "CA", "MX", "DE", "FR"][draw.below(5)] },
        "assurances": (0..<3).map { _ in "A\(draw.below(20))" }, "readsLogged": draw.below(2) == 1,
    ]
    entities.append(["uid": uid("Environment", environment), "attrs": attributes, "parents": [Any]()])
}
var requests: [[String: Any]] = []
for program in 0..<programCount {
    for environment in 0..<environmentCount {
        requests.append([
            "principal": uid("Program", program), "action": ["type": "Action", "id": "host"],
            "resource": uid("Environment", environment), "context": [String: Any](),
        ])
    }
}

let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "out/benchmarks/policy")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
try policies.write(to: folder.appending(path: "policies.cedar"), atomically: true, encoding: .utf8)
let entityBytes = try JSONSerialization.data(withJSONObject: entities, options: .sortedKeys)
try entityBytes.write(to: folder.appending(path: "entities.json"))
try JSONSerialization.data(withJSONObject: requests, options: .sortedKeys)
    .write(to: folder.appending(path: "requests.json"))

let set = try PolicySet(parsing: policies, file: "policies.cedar")
let store = try Entities(json: Array(entityBytes), schema: nil, file: "entities.json")
let asked = try requests.map { request in
    try Request(
        json: Array(try JSONSerialization.data(withJSONObject: request)),
        schema: nil,
        file: "requests.json"
    )
}
let authorizer = Authorizer()
let start = ContinuousClock.now
var allowed = 0
for request in asked where authorizer.authorize(request, policies: set, entities: store).decision == .allow {
    allowed += 1
}
let seconds = (ContinuousClock.now - start) / .seconds(1)
print(
    "\(set.policies.count) policies, \(asked.count) requests, \(allowed) allowed: \(String(format: "%.2f", seconds)) s"
)
