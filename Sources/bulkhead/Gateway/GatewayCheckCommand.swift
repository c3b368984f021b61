import ArgumentParser
import Cedar
import Foundation
import Gateway
import Governance
import PlantModel

/// What commands take that try a flow in memory.
struct TrialArguments: ParsableArguments {
    @Option(help: "Permits of the plant's own, in Cedar; systems need none.")
    var grants: String?

    @Option(help: "Determinations in JSON, as `gateway run` is given them. May be given several times.")
    var determinations: [String] = []

    @Option(help: "A flow; may be given several times. All that declare messages, if left out.")
    var flow: [String] = []

    /// The permits of the plant's own.
    func policies() throws -> PolicySet {
        let text = try grants.map { String(decoding: try InputFile.bytes($0), as: UTF8.self) } ?? ""
        do {
            return try PolicySet(parsing: text, file: grants ?? "grants.cedar")
        } catch {
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        }
    }

    func trial(_ plant: Plant, _ catalogue: ObligationCatalogue) async throws -> FilterTrial {
        let grants = try policies()
        let files = try Dictionary(
            determinations.map { ($0, try InputFile.bytes($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        do {
            return try await FilterTrial(
                plant,
                catalogue: catalogue,
                grants: grants,
                determinations: BaselineDraft.determinations(in: files, schemes: catalogue.schemes)
            )
        } catch {
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        }
    }
}

/// `bulkhead gateway check`: what would pass, before anything does.
struct GatewayCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what becomes of each field of a flow, for each program; and of a file, without sending it.",
        discussion: """
            Everything is done in memory: nothing is recorded and nothing leaves. Exit codes: 0 done; 1 the file holds what is no record of the flow, or \
            fields that it does not declare; 2 the input is wrong, or a parameter of questions selects by what is withheld.
            """
    )

    @OptionGroup var plant: PlantArguments
    @OptionGroup var trying: TrialArguments

    @Option(help: "A file of the flow's source, to be tried.")
    var sample: String?

    @Option(help: "Where the messages are written that the destination would get of the sample.")
    var into: String?

    @Flag(help: "Print JSON: for each flow and program, what becomes of each field.")
    var json = false

    func validate() throws {
        guard sample == nil || trying.flow.count == 1 else {
            throw ValidationError("name the sample's flow with --flow")
        }
        guard into == nil || sample != nil else { throw ValidationError("--into takes the messages of a --sample") }
    }

    func run() async throws {
        let model = try CheckCommand.load(plant.plant)
        let flows = try GatewayCommand.flows(trying.flow, of: model)
        let trial = try await trying.trial(model, try plant.location.load())
        defer { Task { await trial.close() } }
        var all: [String: [String: [String: String]]] = [:]
        var faults: [GatewayRefusal] = []
        for flow in flows {
            let passages = try await trial.passages(of: flow)
            all[flow.id] = passages.mapValues { $0.mapValues(\.description) }
            if !json { print(Self.table(flow, passages)) }
            faults += try await trial.parameterFaults(of: flow)
        }
        if json { print(try ReportOutput.encode(all)) }
        for fault in faults { Console.error("\(fault)") }
        if let fault = faults.first { throw fault.exit }
        guard let sample, let flow = flows.first else { return }
        do {
            let done = try await trial.carry(
                try InputFile.bytes(sample),
                named: URL(filePath: sample).lastPathComponent,
                flow
            )
            let report = """
                \(done.taken.records) records, \(done.taken.deadLetters) pieces that are none, \(done.taken.undeclaredFields) undeclared fields; \
                \(done.sent.records) records would leave in \(done.sent.messages) messages, \(done.sent.stoppedRecords) would be stopped
                """
            Console.error(report)
            if let into {
                try FileManager.default.createDirectory(atPath: into, withIntermediateDirectories: true)
                for file in done.files {
                    try Data(file.bytes).write(to: URL(filePath: into).appending(path: file.name))
                }
            }
            guard done.taken.deadLetters == 0, done.taken.undeclaredFields == 0, done.sent.stoppedRecords == 0 else {
                throw ExitStatus.findings
            }
        } catch let refusal as GatewayRefusal {
            Console.error("\(refusal)")
            throw refusal.exit
        }
    }

    /// A line for each field: what becomes of it, for programs that it is alike for.
    static func table(_ flow: CarriedFlow, _ passages: [String: [String: FilterTrial.Passage]]) -> String {
        var lines = ["\(flow.id) to \(flow.destination)"]
        for field in flow.messages.fields {
            let alike = Dictionary(grouping: passages.keys.sorted()) { passages[$0]?[field.name] ?? .filtered }
            for (passage, programs) in alike.sorted(by: { $0.value[0] < $1.value[0] }) {
                lines.append(
                    "  \(field.name) (\(field.dataClass.rawValue)) \(passage): \(programs.joined(separator: ", "))"
                )
            }
        }
        for parameter in flow.messages.source?.parameters ?? [] {
            let field = parameter.selects.map { "selects by \($0.value)" }
            let words = [field, parameter.because?.value].compactMap(\.self).joined(separator: ": ")
            lines.append("  parameter \(parameter.name.value): \(words)")
        }
        return lines.joined(separator: "\n")
    }
}

/// `bulkhead gateway diff`: what would pass under other files and does not now, and the reverse.
struct GatewayDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare what two plant files let through: 0 the same, 1 something differs, 2 the input is wrong."
    )

    @Argument(help: "The plant file of today.")
    var before: String

    @Argument(help: "The plant file to come.")
    var after: String

    @OptionGroup var location: CatalogueLocation
    @OptionGroup var trying: TrialArguments

    @Flag(help: "Print JSON.")
    var json = false

    /// A field that is let through otherwise.
    struct Difference: Encodable {
        let flow: String
        let program: String
        let field: String
        let before: String
        let after: String
    }

    func run() async throws {
        let catalogue = try location.load()
        let (old, new) = (try CheckCommand.load(before), try CheckCommand.load(after))
        let first = try await passages(old, catalogue)
        let second = try await passages(new, catalogue)
        var differences: [Difference] = []
        for flow in Set(first.keys).union(second.keys).sorted() {
            let (was, will) = (first[flow] ?? [:], second[flow] ?? [:])
            for program in Set(was.keys).union(will.keys).sorted() {
                let (one, other) = (was[program] ?? [:], will[program] ?? [:])
                for field in Set(one.keys).union(other.keys).sorted() where one[field] != other[field] {
                    differences.append(
                        Difference(
                            flow: flow,
                            program: program,
                            field: field,
                            before: one[field]?.description ?? "not carried",
                            after: other[field]?.description ?? "not carried"
                        )
                    )
                }
            }
        }
        if json {
            print(try ReportOutput.encode(differences))
        } else {
            for one in differences {
                print("\(one.flow), \(one.program), \(one.field): \(one.before) now, then \(one.after)")
            }
        }
        if !differences.isEmpty { throw ExitStatus.findings }
    }

    private func passages(
        _ plant: Plant,
        _ catalogue: ObligationCatalogue
    ) async throws -> [String: [String: [String: FilterTrial.Passage]]] {
        let known = Set(plant.flows.map(\.id))
        let flows =
            trying.flow.isEmpty
            ? CarriedFlow.all(of: plant)
            : try GatewayCommand.flows(trying.flow.filter(known.contains), of: plant)
        let trial = try await trying.trial(plant, catalogue)
        var all: [String: [String: [String: FilterTrial.Passage]]] = [:]
        for flow in flows { all[flow.id] = try await trial.passages(of: flow) }
        await trial.close()
        return all
    }
}
