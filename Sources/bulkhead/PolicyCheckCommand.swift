import ArgumentParser
import Cedar
import PlantModel

/// `bulkhead policy check`: says what is wrong with policies, by themselves or against a schema.
struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Check Cedar policies, and entities and a request, against a schema: 0 nothing wrong, 1 findings, 2 the input is wrong."
    )

    @Option(help: "Cedar policies; may be given several times.")
    var policies: [String]

    @Option(help: "A Cedar schema; without it the policies are only read.")
    var schema: String?

    @Option(help: "Entities in JSON, checked against the schema.")
    var entities: String?

    @Option(help: "A request in JSON, checked against the schema.")
    var request: String?

    @Option(help: "How many steps from the request into the entities policies may take.")
    var level: Int?

    @Flag(help: "Let types differ where evaluation cannot go wrong by it.")
    var permissive = false

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func validate() throws {
        if let level, level < 0 { throw ValidationError("--level must be 0 or more, found \(level)") }
        if schema == nil, entities != nil || request != nil || level != nil || permissive {
            throw ValidationError("--entities, --request, --level and --permissive need a --schema")
        }
    }

    func run() throws {
        let report = try WrongInput.telling { try findings() }
        print(json ? report.json.pretty : report.text, terminator: "")
        if report.isWrong { throw ExitStatus.findings }
    }

    private func findings() throws -> PolicyCheckReport {
        let files = try PolicyFiles(reading: policies)
        let set = files.set
        var report = PolicyCheckReport()
        report.sources = files.sources
        report.policyCount = set.policies.count + set.templates.count
        guard let path = schema else { return report }
        let schema = try Schema(bytes: InputFile.bytes(path), file: path)
        let validator = Validator(schema, mode: permissive ? .permissive : .strict, level: level)
        report.add(validator.validate(set))
        if let path = entities {
            let bytes = try jsonBytes(path)
            report.add(conforming: { () throws(CedarErrors) in _ = try Entities(json: bytes, schema: schema, file: path)
            })
        }
        if let path = request {
            let bytes = try jsonBytes(path)
            report.add(conforming: { () throws(CedarErrors) in _ = try Request(json: bytes, schema: schema, file: path)
            })
        }
        return report
    }
}

extension PolicyCheckCommand {
    /// The bytes of a file that holds JSON; what the JSON says is judged later, and what does not conform is a finding.
    private func jsonBytes(_ path: String) throws -> [UInt8] {
        let bytes = try InputFile.bytes(path)
        _ = try JSONNode(parsing: bytes, file: path)
        return bytes
    }
}
