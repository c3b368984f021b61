public import Cedar
import Foundation

/// The catalogue: what law, regulation and standard ask, as policies over one schema.
///
/// A catalogue is a folder: `*.cedar` (one file a source), `bulkhead.cedarschema` and `lists.json` (country lists as entities). Adding a
/// regime is adding a file.
public struct ObligationCatalogue: Sendable {
    /// Every entry, base permits included, in the order of files and of policies in them.
    public let obligations: [Obligation]
    /// What the policies may speak of.
    public let schema: Schema
    /// Country lists.
    public let lists: Entities

    /// Largest file the catalogue may hold, in bytes.
    static let fileBytesMax = 4_000_000

    /// Reads a folder and reports all problems of all files at once.
    public static func load(directory: String) throws(ObligationProblems) -> ObligationCatalogue {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw ObligationProblems([
                "\(directory): the catalogue folder cannot be read: \(error.localizedDescription)"
            ])
        }
        var problems: [String] = []
        func bytes(_ name: String) -> [UInt8]? {
            guard let data = FileManager.default.contents(atPath: directory + "/" + name) else {
                problems.append("\(directory)/\(name): the file cannot be read")
                return nil
            }
            guard data.count <= fileBytesMax else {
                problems.append(
                    "\(directory)/\(name): \(data.count) bytes are more than the \(fileBytesMax) a catalogue file may have"
                )
                return nil
            }
            return [UInt8](data)
        }
        var schema: Schema?
        if let text = bytes("bulkhead.cedarschema") {
            do throws(CedarErrors) {
                schema = try Schema(bytes: text, file: "\(directory)/bulkhead.cedarschema")
            } catch {
                problems += error.errors.map(\.description)
            }
        }
        var lists = Entities()
        if names.contains("lists.json"), let json = bytes("lists.json") {
            do throws(CedarErrors) {
                lists = try Entities(json: json, schema: schema, file: "\(directory)/lists.json")
            } catch {
                problems += error.errors.map(\.description)
            }
        }
        var obligations: [Obligation] = []
        for name in names where name.hasSuffix(".cedar") {
            guard let text = bytes(name) else { continue }
            do throws(CedarErrors) {
                let set = try PolicySet(bytes: text, file: "\(directory)/\(name)").renamedByAnnotation()
                let read = reading(set, schema: schema)
                obligations += read.obligations
                problems += read.problems
            } catch {
                problems += error.errors.map(\.description)
            }
        }
        problems += duplicates(obligations)
        guard problems.isEmpty, let schema else { throw ObligationProblems(problems) }
        return ObligationCatalogue(obligations: obligations, schema: schema, lists: lists)
    }

    /// Reads policies as obligations: shape, annotations, and names that the schema does not know.
    static func reading(_ set: PolicySet, schema: Schema?) -> (
        obligations: [Obligation], problems: [String]
    ) {
        var obligations: [Obligation] = []
        var problems: [String] = []
        for template in set.templates {
            problems.append("\(place(template)): an obligation is a policy without slots; this is a template")
        }
        for policy in set.policies {
            let read = Obligation.reading(policy)
            problems += read.problems.map { "\(place(policy)): \(policy.id): \($0)" }
            if let schema { problems += schema.check(policy).map(\.description) }
            if let obligation = read.obligation { obligations.append(obligation) }
        }
        return (obligations, problems)
    }

    private static func place(_ policy: Policy) -> String {
        "\(policy.file):\(policy.range.start.line):\(policy.range.start.column)"
    }

    private static func duplicates(_ obligations: [Obligation]) -> [String] {
        var seen: [String: SourcePlace] = [:]
        return obligations.compactMap { obligation in
            if let first = seen[obligation.id] {
                return "\(obligation.place): the id \(obligation.id) stands at \(first) already"
            }
            seen[obligation.id] = obligation.place
            return nil
        }
    }
}
