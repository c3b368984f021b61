import AllocationCount
import Cedar
import Foundation

/// One folder with policies, entities and requests.
struct Case {
    let name: String
    let policyText: [UInt8]
    private let links: [Link]
    let policies: PolicySet
    let entities: Entities
    let requests: [Request]

    init(folder: String) throws {
        func bytes(_ file: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
        }
        name = URL(filePath: folder).lastPathComponent
        policyText = try bytes("policies.cedar")
        links =
            FileManager.default.fileExists(atPath: "\(folder)/links.json")
            ? try JSONDecoder().decode([Link].self, from: Data(bytes("links.json"))) : []
        policies = try Self.policies(policyText, links)
        let schema =
            FileManager.default.fileExists(atPath: "\(folder)/schema.cedarschema")
            ? try Schema(bytes: bytes("schema.cedarschema"), file: "schema.cedarschema") : nil
        entities = try Entities(json: bytes("entities.json"), schema: schema, file: "entities.json")
        let list = try JSONSerialization.jsonObject(with: Data(try bytes("requests.json"))) as? [Any] ?? []
        requests = try list.map {
            try Request(
                json: [UInt8](JSONSerialization.data(withJSONObject: $0)),
                schema: schema,
                file: "requests.json"
            )
        }
    }

    /// A policy of a template; ids of templates are those of their places in the text.
    private struct Link: Decodable {
        struct Entity: Decodable {
            let type: String
            let id: String

            var uid: EntityUID { EntityUID(type: EntityTypeName(type), id: id) }
        }

        let template: String
        let id: String
        let principal: Entity
        let resource: Entity
    }

    private static func policies(_ text: [UInt8], _ links: [Link]) throws -> PolicySet {
        var set = try PolicySet(bytes: text, file: "policies.cedar")
        for link in links {
            try set.link(
                template: PolicyID(link.template),
                id: PolicyID(link.id),
                principal: link.principal.uid,
                resource: link.resource.uid
            )
        }
        return set
    }

    func measure() throws -> [String: Any] {
        policies.prepare()
        let decisions = decisions()
        let parsing = try parsing(for: 0.3)
        return [
            "case": name, "policies": policies.policies.count, "entities": entities.count,
            "allowed": decisions.allowed, "reasons": decisions.reasons, "errors": decisions.errors,
            "applicable": applicable(), "median": decisions.median, "p99": decisions.p99,
            "applied": Double(decisions.reasons + decisions.errors) / Double(requests.count),
            "decisionMedian": decisionMedian(), "decisionAllocations": allocations { _ = decide($0) },
            "allocations": allocations { _ = authorize($0) },
            "perSecond": decisionsPerSecond(for: 0.3), "parseMBs": parsing.alone,
            "parseAndFreeMBs": parsing.withFreeing,
            "compileMs": compiling(),
            "changeUs": try changing(),
            "changeSharedUs": try changingShared(),
        ]
    }

    /// How many policies have a scope that fits, on average.
    private func applicable() -> Double {
        let sample = requests.prefix(50)
        let count = sample.reduce(0) { count, request in
            let evaluator = Evaluator(request, entities)
            return count + policies.policies.count { (try? evaluator.scopeMatches($0)) == true }
        }
        return Double(count) / Double(sample.count)
    }

    @inline(never)
    private func authorize(_ request: Request) -> Response {
        Authorizer().authorize(request, policies: policies, entities: entities)
    }

    @inline(never)
    private func decide(_ request: Request) -> Decision {
        Authorizer().decision(on: request, policies: policies, entities: entities)
    }

    /// How often memory is asked for, on average of all requests.
    private func allocations(_ work: (Request) -> Void) -> Double {
        let before = allocationCount()
        for index in requests.indices { work(requests[index]) }
        return Double(allocationCount() - before) / Double(requests.count)
    }

    /// Every request decided once, for a profiler.
    func decideOnce() { for index in requests.indices { _ = authorize(requests[index]) } }

    /// The median time of a decision without its grounds, measured like ``decisions()``.
    private func decisionMedian() -> Double {
        var least = [Double](repeating: .infinity, count: requests.count)
        for _ in 0..<5 {
            for (index, request) in requests.enumerated() {
                let start = ContinuousClock.now
                _ = decide(request)
                least[index] = min(least[index], Double((ContinuousClock.now - start) / .nanoseconds(1)) / 1_000)
            }
        }
        return least.sorted()[least.count / 2]
    }

    /// Every request decided five times in rounds, the least time of each: what other work on the machine adds is left out.
    private func decisions() -> (median: Double, p99: Double, allowed: Int, reasons: Int, errors: Int) {
        var least = [Double](repeating: .infinity, count: requests.count)
        var (allowed, reasons, errors) = (0, 0, 0)
        for round in 0..<5 {
            for (index, request) in requests.enumerated() {
                let start = ContinuousClock.now
                let response = Authorizer().authorize(request, policies: policies, entities: entities)
                least[index] = min(least[index], Double((ContinuousClock.now - start) / .nanoseconds(1)) / 1_000)
                guard round == 0 else { continue }
                if response.decision == .allow { allowed += 1 }
                reasons += response.reasons.count
                errors += response.errors.count
            }
        }
        least.sort()
        return (least[least.count / 2], least[least.count * 99 / 100], allowed, reasons, errors)
    }

    /// Decisions in a second of CPU time.
    func decisionsPerSecond(for duration: Double) -> Double {
        var count = 0
        let seconds = CPUTime.ofOne(atLeast: duration) {
            for request in requests {
                if Authorizer().authorize(request, policies: policies, entities: entities).decision == .allow {
                    count += 1
                }
            }
        }
        return Double(requests.count) / seconds
    }

    /// Megabytes of policy text read in a second of CPU time, the freeing of the sets left out and with it.
    func parsing(for duration: Double) throws -> (alone: Double, withFreeing: Double) {
        var (reading, rounds) = (0.0, 0)
        let start = CPUTime.now
        while CPUTime.now - start < duration {
            let before = CPUTime.now
            let set = try PolicySet(bytes: policyText, file: "policies.cedar")
            reading += CPUTime.now - before
            rounds += set.policies.count + set.templates.count > 0 ? 1 : 0
        }
        let bytes = Double(policyText.count * rounds) / 1e6
        return (bytes / reading, bytes / (CPUTime.now - start))
    }

    /// Milliseconds to compile the whole set, policies included.
    private func compiling() -> Double {
        guard let fresh = try? (0..<3).map({ _ in try Self.policies(policyText, links) }) else { return 0 }
        return fresh.map { set in CPUTime.of { set.prepare() } }.reduce(.infinity, min) * 1_000
    }

    /// Microseconds to put one policy in the place of another, compiled, and decide a request.
    private func changing() throws -> Double {
        var set = policies
        let renewed = try Self.policies(policyText, links).policies
        // From now on the set's tables are its own.
        if let first = renewed.first { try set.replace(with: first) }
        var failed: (any Error)?
        let sample = renewed.dropFirst().prefix(1_000)
        let seconds = CPUTime.of {
            for policy in sample {
                do { try set.replace(with: policy) } catch { failed = error }
                _ = Authorizer().authorize(requests[0], policies: set, entities: entities)
            }
        }
        if let failed { throw failed }
        return seconds / Double(sample.count) * 1e6
    }

    /// The same on a copy while the set as it was is still in use.
    private func changingShared() throws -> Double {
        let renewed = try Self.policies(policyText, links).policies
        var failed: (any Error)?
        let sample = renewed.prefix(50)
        let seconds = CPUTime.of {
            for policy in sample {
                var copy = policies
                do { try copy.replace(with: policy) } catch { failed = error }
                _ = Authorizer().authorize(requests[0], policies: copy, entities: entities)
            }
        }
        if let failed { throw failed }
        return seconds / Double(sample.count) * 1e6
    }
}
