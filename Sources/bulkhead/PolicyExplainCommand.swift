import ArgumentParser
import Cedar
import PlantModel

/// `bulkhead policy explain`: says why a request is decided as it is, and what would permit it.
struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a decision, and what would permit a denied request: 0 allow, 1 deny, 2 the input is wrong."
    )

    @Option(help: "Cedar policies; may be given several times.")
    var policies: [String]

    @Option(help: "Entities in JSON.")
    var entities: String

    @Option(help: "The request in JSON: principal, action, resource, context.")
    var request: String

    @Option(help: "A Cedar schema; with it no change is offered that does not conform to it.")
    var schema: String?

    @Option(
        parsing: .upToNextOption,
        help: "Facts that the reader may not see, such as `principal.citizenships`, or `principal in` for groups."
    )
    var hide: [String] = []

    @Option(
        help:
            "Who can change what, in JSON: {\"principal.clearance\": \"Security\", \"principal in Team\": \"Team lead\"}."
    )
    var granters: String?

    @Option(help: "How a forbid that errs counts: 'skips' as Cedar has it, 'denies' as Bulkhead does.")
    var erringForbid = ErringForbid.skips

    @Flag(help: "Print the explanation as JSON.")
    var json = false

    func run() throws {
        let report: PolicyExplanationReport
        do {
            report = try explain()
        } catch let error as CedarErrors {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        } catch let error as InputFile.Failure {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        print(json ? report.json.pretty : report.text, terminator: "")
        if report.explanation.decision == .deny { throw ExitStatus.findings }
    }

    private func explain() throws -> PolicyExplanationReport {
        let schema = try self.schema.map { try Schema(bytes: InputFile.bytes($0), file: $0) }
        var sources: [String: SourceText] = [:]
        var sets: [PolicySet] = []
        for path in policies {
            let source = try Self.source(path)
            sources[path] = source
            let set = try PolicySet(source: source)
            sets.append(policies.count > 1 ? try set.renamedByAnnotation() : set)
        }
        let set = try PolicySet.merging(sets)
        let entities = try Entities(json: InputFile.bytes(self.entities), schema: schema, file: self.entities)
        let request = try Request(json: InputFile.bytes(self.request), schema: schema, file: self.request)
        let explainer = Explainer(
            set,
            schema: schema,
            granters: try granters.map(Self.granters) ?? .none,
            hidden: try HiddenFacts(parsing: hide),
            erringForbid: erringForbid
        )
        return PolicyExplanationReport(
            explanation: try explainer.explain(request, entities: entities),
            policies: set,
            sources: sources
        )
    }

    private static func source(_ path: String) throws -> SourceText {
        let bytes = try InputFile.bytes(path)
        do throws(ParseError) {
            return try SourceText(bytes: bytes, file: path)
        } catch {
            throw CedarErrors(error)
        }
    }

    private static func granters(_ path: String) throws -> Granters {
        let bytes = try InputFile.bytes(path)
        let node: JSONNode
        do throws(ParseError) {
            node = try JSONNode(parsing: bytes, file: path)
        } catch {
            throw CedarErrors(error)
        }
        guard case .object(let members) = node.kind else {
            let range = SourceRange(start: node.position, end: node.position)
            throw CedarErrors(ParseError(file: path, range: range, message: "expected an object of facts and granters"))
        }
        var granters: [String: String] = [:]
        for (fact, granter) in members {
            guard let name = granter.text else {
                let range = SourceRange(start: granter.position, end: granter.position)
                let message = "the granter of `\(fact)` must be a string"
                throw CedarErrors(ParseError(file: path, range: range, message: message))
            }
            granters[fact.text] = name
        }
        return try Granters(parsing: granters)
    }
}
