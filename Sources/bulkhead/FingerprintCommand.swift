import ArgumentParser
import Classification
import ContentScan
import Foundation
import Journal
import LeakScan
import PlantModel

/// `bulkhead fingerprint`: an index of restricted documents and values, for `scan --known`.
struct FingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract:
            "Index restricted documents and values, so that scan finds copies of them: 0 all is indexed, 1 some is not, 2 the input is wrong.",
        discussion: "docs/guide/scan-for-leaks.md says what is found by it and what the files give away."
    )

    @Argument(help: "Restricted documents, or folders of them.", completion: .file())
    var paths: [String] = []

    @Option(
        name: .customLong("values"),
        help: "A table in CSV whose values are looked for one by one; may be repeated."
    )
    var tables: [String] = []

    @Option(
        name: .customLong("column"),
        help: "A column of the tables whose values are looked for; may be repeated, all if left out."
    )
    var columns: [String] = []

    @Option(
        help:
            "The folder of an instance's logs: the values and long texts of its restricted records are indexed, and what gateways let out; takes --compartment, --keys, --site-key."
    )
    var store: String?

    @Option(name: .customLong("compartment"), help: "A compartment of --store; may be repeated.")
    var compartments: [String] = []

    @Option(help: "The folder of the logs' wrapped keys.")
    var keys: String?

    @Option(help: "The file of the site key.")
    var siteKey: String?

    @Option(help: "The marking of all of it, beside those in the documents: \"CUI//SP-CTI//NOFORN\".")
    var label: String?

    @Option(
        help: "Texts that are not restricted, such as templates and standard notes: what they share is not looked for."
    )
    var ordinary: [String] = []

    @Option(name: .customLong("into"), help: "The index's file; it is written anew.")
    var output: String

    @Option(help: "The index's key; it is made where there is none. Keep it apart from the index.")
    var key: String

    @OptionGroup var location: CatalogueLocation

    func validate() throws {
        if paths.isEmpty, tables.isEmpty, store == nil {
            throw ValidationError("name documents, tables with --values, or an instance's logs with --store")
        }
        guard [store != nil, keys != nil, siteKey != nil, !compartments.isEmpty].allSatisfy({ $0 == (store != nil) })
        else {
            throw ValidationError("--store, --compartment, --keys and --site-key go together")
        }
        if !columns.isEmpty, tables.isEmpty {
            throw ValidationError("--column names columns of tables; name those with --values")
        }
    }

    func run() throws {
        let schemes = try location.load().schemes
        let scanner = ContentScanner(schemes: schemes, extractor: ScanArguments.extractor)
        var indexing = KnownIndexing(scanner, label: try Self.read(label, schemes), seed: Self.seed())
        let keyText = try KeyFile.readOrMake(key) {
            KnownFile.text(ofKey: SwiftCryptoProvider().randomBytes(KnownFile.keyBytes))
        }
        var refused = 0
        func tell(_ path: String, _ outcome: KnownIndexing.Outcome) {
            guard case .refused(let reason) = outcome else { return }
            refused += 1
            Console.error("\(path): not indexed, because \(reason)")
        }
        for table in tables {
            let text = String(decoding: try WrongInput.telling { try InputFile.bytes(table) }, as: UTF8.self)
            do throws(KnownTableProblem) { try indexing.add(table: table, text: text, columns: columns) } catch {
                Console.error(error.description)
                throw ExitStatus.wrongInput
            }
        }
        if let store, let keys, let siteKey {
            var journals = IndexedJournals(schemes)
            for compartment in compartments {
                try journals.read(AuditedStore(store: store, compartment: compartment), keys, siteKey, into: &indexing)
            }
            try AuditCommand.reporting { try journals.releases.add(to: &indexing) }
        }
        indexing.add(documents: try paths.map(ScanArguments.resolved), told: tell)
        indexing.subtract(ordinary: try ordinary.map(ScanArguments.resolved), told: tell)
        let (known, omitted) = indexing.finish()
        guard !known.sources.isEmpty || indexing.releases != nil else {
            Console.error("nothing is indexed, so no index is written")
            throw ExitStatus.wrongInput
        }
        let sealed: [UInt8]
        do throws(KnownFile.Problem) {
            sealed = try KnownFile.seal(known, releases: indexing.releases, key: keyText)
        } catch {
            Console.error("\(key): \(error)")
            throw ExitStatus.wrongInput
        }
        try KeyFile.write(sealed, to: output)
        let counts = known.counts
        let messages = indexing.releases.map { "; \($0.count) messages that gateways let out" } ?? ""
        print(
            "\(known.sources.count) sources: \(counts.places) places of documents, \(counts.values) values, \(counts.columns) names of columns; \(omitted) places are ordinary and left out\(messages)"
        )
        if refused > 0 { throw ExitStatus.findings }
    }

    private static func seed() -> UInt64 {
        SwiftCryptoProvider().randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func read(_ text: String?, _ schemes: Schemes) throws -> Label {
        guard let text else { return .unrestricted }
        let found = schemes.readMarkings(in: text).found
        let label = found.reduce(Label.unrestricted) { $0.join($1.label) }
        guard !label.isUnrestricted else {
            Console.error("--label \(text): it is no marking that restricts; \"CUI//SP-CTI//NOFORN\" is one")
            throw ExitStatus.wrongInput
        }
        return label
    }
}
