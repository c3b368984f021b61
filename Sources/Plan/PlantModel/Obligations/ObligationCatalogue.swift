public import Cedar
public import Classification
import Foundation

/// The catalogue: what law, regulation and standard ask, as policies over one schema.
///
/// A catalogue is a folder: `*.cedar` (one file a source), `bulkhead.cedarschema`, `lists.json` (country lists as entities) and
/// `schemes.json` (what restrictions there are, and how they join). Adding a regime is adding a file.
public struct ObligationCatalogue: Sendable {
    /// Every entry, base permits included, in the order of files and of policies in them.
    public let obligations: [Obligation]
    /// What the policies may speak of.
    public let schema: Schema
    /// Country lists.
    public let lists: Entities
    /// What labels are made of; none where the catalogue has no `schemes.json`.
    public let schemes: Schemes

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
        var files: [String: [UInt8]] = [:]
        for name in names where isPart(name) {
            if let data = FileManager.default.contents(atPath: directory + "/" + name) {
                files[name] = [UInt8](data)
            } else {
                problems.append("\(directory)/\(name): the file cannot be read")
            }
        }
        guard problems.isEmpty else { throw ObligationProblems(problems) }
        return try load(files: files, directory: directory)
    }

    /// Whether a file of the folder is one of the catalogue.
    public static func isPart(_ name: String) -> Bool {
        name.hasSuffix(".cedar") || ["bulkhead.cedarschema", "lists.json", "schemes.json"].contains(name)
    }

    /// Reads a catalogue that is not in a folder, by the names of its files.
    /// - Parameter directory: what messages call the folder.
    public static func load(files: [String: [UInt8]], directory: String = "catalogue") throws(ObligationProblems)
        -> ObligationCatalogue
    {
        let names = files.keys.sorted()
        var problems: [String] = []
        func bytes(_ name: String) -> [UInt8]? {
            guard let data = files[name] else {
                problems.append("\(directory)/\(name): the file cannot be read")
                return nil
            }
            guard data.count <= fileBytesMax else {
                problems.append(
                    "\(directory)/\(name): \(data.count) bytes are more than the \(fileBytesMax) a catalogue file may have"
                )
                return nil
            }
            return data
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
        let schemes: Schemes?
        if names.contains("schemes.json") {
            schemes = bytes("schemes.json").flatMap { readSchemes($0, file: "\(directory)/schemes.json", &problems) }
        } else {
            schemes = Schemes.none
        }
        var obligations: [Obligation] = []
        var sets: [PolicySet] = []
        for name in names where name.hasSuffix(".cedar") {
            guard let text = bytes(name) else { continue }
            do throws(CedarErrors) {
                let set = try PolicySet(bytes: text, file: "\(directory)/\(name)").renamedByAnnotation()
                let read = reading(set, schema: schema)
                obligations += read.obligations
                problems += read.problems
                sets.append(set)
            } catch {
                problems += error.errors.map(\.description)
            }
        }
        problems += duplicates(obligations) + unknownRestated(obligations)
        // Only of what is well formed: a name that the schema lacks would be told twice.
        if problems.isEmpty, let schema { problems += sets.flatMap { invalid($0, schema) } }
        guard problems.isEmpty, let schema, let schemes else { throw ObligationProblems(problems) }
        return ObligationCatalogue(obligations: obligations, schema: schema, lists: lists, schemes: schemes)
    }

    private static func readSchemes(_ json: [UInt8], file: String, _ problems: inout [String]) -> Schemes? {
        do throws(ClassificationError) {
            return try Schemes(json: json, file: file)
        } catch {
            problems.append("\(file): \(error)")
            return nil
        }
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

    /// What does not validate, and the forbids that can err: Cedar would skip them. Lists, plants and requests hold every entity that
    /// an entry may read; where one is absent all the same, whoever asks counts the error as a refusal.
    private static func invalid(_ set: PolicySet, _ schema: Schema) -> [String] {
        let problems = Validator(schema).validate(set).problems.map(\.description)
        guard problems.isEmpty else { return problems }
        do throws(CedarErrors) {
            try set.requireForbidsNeverErr(under: schema, isStoreComplete: true)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    /// The catalogue with other obligations: some taken out, and what policies say put in.
    /// - Throws: as ``load(files:directory:)`` of what is put in, and of what is no longer sound without what was taken out.
    public func changing(without removed: Set<String>, adding set: PolicySet) throws(ObligationProblems)
        -> ObligationCatalogue
    {
        let read = Self.reading(set, schema: schema)
        let all = obligations.filter { !removed.contains($0.id) } + read.obligations
        var problems = read.problems + Self.duplicates(all) + Self.unknownRestated(all)
        if problems.isEmpty { problems = Self.invalid(set, schema) }
        guard problems.isEmpty else { throw ObligationProblems(problems) }
        return ObligationCatalogue(obligations: all, schema: schema, lists: lists, schemes: schemes)
    }

    private static func place(_ policy: Policy) -> String {
        "\(policy.file):\(policy.range.start.line):\(policy.range.start.column)"
    }

    private static func unknownRestated(_ obligations: [Obligation]) -> [String] {
        let ids = Set(obligations.map(\.id))
        return obligations.compactMap { obligation in
            guard let other = obligation.restates, other == obligation.id || !ids.contains(other) else { return nil }
            return "\(obligation.place): \(obligation.id): @restates(\"\(other)\") must name another entry"
        }
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
