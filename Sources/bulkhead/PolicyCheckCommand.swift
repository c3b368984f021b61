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
        let report: PolicyCheckReport
        do {
            report = try findings()
        } catch let error as CedarErrors {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        } catch let error as InputFile.Failure {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        print(json ? report.json.pretty : report.text, terminator: "")
        if report.isWrong { throw ExitStatus.findings }
    }

    private func findings() throws -> PolicyCheckReport {
        var report = PolicyCheckReport()
        var sets: [PolicySet] = []
        for path in policies {
            let source = try SourceText(reading: path)
            report.sources[path] = source
            let set = try PolicySet(source: source)
            sets.append(policies.count > 1 ? try set.renamedByAnnotation() : set)
        }
        let set = try PolicySet.merging(sets)
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
        do throws(ParseError) {
            _ = try JSONNode(parsing: bytes, file: path)
        } catch {
            throw CedarErrors(error)
        }
        return bytes
    }
}

extension SourceText {
    fileprivate init(reading path: String) throws {
        let bytes = try InputFile.bytes(path)
        do throws(ParseError) {
            try self.init(bytes: bytes, file: path)
        } catch {
            throw CedarErrors(error)
        }
    }
}
