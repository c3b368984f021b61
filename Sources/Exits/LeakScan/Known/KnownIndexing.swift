public import Classification
public import ContentScan
internal import PlantModel

/// Makes an index of what is restricted out of files: documents, and tables whose values are looked for one by one.
public struct KnownIndexing {
    /// What became of one file.
    public enum Outcome: Hashable, Sendable {
        /// It is in the index.
        case added
        /// It is not, and why.
        case refused(String)
    }

    /// The tag of what gateways took and kept. Inside the plant it is no evidence: what is kept today may leave tomorrow.
    public static let keptTag = Int(UInt32.max)

    private let scanner: ContentScanner
    private let label: Label
    let seed: UInt64
    private var builder: KnownContentBuilder
    /// What gateways let out; nil where no log of one was indexed.
    public internal(set) var releases: ReleaseTrace?

    /// - Parameters:
    ///   - scanner: what reads documents.
    ///   - label: what restricts all of it beside the markings in each document.
    ///   - seed: random and new for each index, so that nobody compares two of them.
    public init(_ scanner: ContentScanner, label: Label, seed: UInt64) {
        (self.scanner, self.label, self.seed) = (scanner, label, seed)
        builder = KnownContentBuilder(seed: seed)
    }

    /// Adds all documents in paths.
    ///
    /// - Parameters:
    ///   - roots: paths from ``LeakScan/resolved(_:)``.
    ///   - told: called for each file; of one that is only partly read its words so far are in the index, and it is told what is missing.
    public mutating func add(documents roots: [String], told: (String, Outcome) -> Void) {
        for item in FileWalk(roots) {
            switch item {
            case .refused(let path, let reason): told(path, .refused(reason))
            case .file(let path, let stamp): told(path, add(document: path, stamp))
            }
        }
    }

    private mutating func add(document path: String, _ stamp: FileStamp) -> Outcome {
        do throws(OpenFile.Problem) {
            let pieces = try Self.read(path, stamp)
            do throws(KnownContentBuilder.Problem) {
                try builder.add(document: path, pieces: pieces, label: label, scanner: scanner)
                return .added
            } catch { return .refused(error.description) }
        } catch { return .refused(error.reason) }
    }

    /// Adds the values of a table in CSV, whose first row names the columns.
    ///
    /// - Parameter columns: those whose values are looked for; all where it is empty.
    /// - Throws: where the table is malformed or has no such column.
    public mutating func add(table path: String, text: String, columns: [String]) throws(KnownTableProblem) {
        let rows: [[String]]
        do throws(PlantProblems) { rows = try TableSource.rows(of: text, file: path) } catch {
            throw KnownTableProblem(error.description)
        }
        guard let names = rows.first, rows.count > 1 else { throw KnownTableProblem("\(path): it has no rows") }
        for column in columns where !names.contains(column) {
            let known = names.joined(separator: ", ")
            throw KnownTableProblem("\(path): it has no column '\(column)'; its columns are \(known)")
        }
        let values = rows.dropFirst().map { row in
            row.enumerated().map { columns.isEmpty || columns.contains(names[$0.offset]) ? $0.element : "" }
        }
        try add(table: path, columns: names, rows: values, label: .unrestricted)
    }

    /// Adds the values of a table that is at hand.
    mutating func add(table name: String, columns: [String], rows: [[String]], label: Label) throws(KnownTableProblem) {
        do throws(KnownContentBuilder.Problem) {
            try builder.add(table: name, columns: columns, rows: rows, label: self.label.join(label))
        } catch { throw KnownTableProblem("\(name): \(error.description)") }
    }

    /// Adds a text that is at hand; one with too few words is left out.
    /// - Parameter tag: whose messages it left in, in ``ReleaseTrace``: it has its own label alone then. 0 of what did not leave.
    mutating func add(text: String, named name: String, label: Label, tag: Int = 0) {
        try? builder.add(
            document: name,
            pieces: [Array(text.utf8)],
            label: tag == 0 ? self.label.join(label) : label,
            tag: tag,
            scanner: scanner
        )
    }

    /// Adds what was let out: of each record all values that left in it, and long texts by themselves.
    /// - Parameter tag: whose messages they are, in ``ReleaseTrace``.
    mutating func add(
        released name: String,
        columns: [String],
        records: [[[String]]],
        label: Label,
        tag: Int
    ) throws(KnownTableProblem) {
        do throws(KnownContentBuilder.Problem) {
            try builder.add(table: name, columns: columns, records: records, label: label, tag: tag)
        } catch { throw KnownTableProblem("\(name): \(error.description)") }
    }

    /// Takes out what stands in ordinary texts too.
    public mutating func subtract(ordinary roots: [String], told: (String, Outcome) -> Void) {
        for item in FileWalk(roots) {
            switch item {
            case .refused(let path, let reason): told(path, .refused(reason))
            case .file(let path, let stamp):
                do throws(OpenFile.Problem) {
                    builder.subtract(pieces: try Self.read(path, stamp), name: path, scanner: scanner)
                    told(path, .added)
                } catch { told(path, .refused(error.reason)) }
            }
        }
    }

    /// The index, and how many places of documents were left out as ordinary.
    public func finish() -> (known: KnownContent, ordinary: Int) { builder.finish() }

    private static func read(_ path: String, _ stamp: FileStamp) throws(OpenFile.Problem) -> [[UInt8]] {
        var file = try OpenFile(path, expecting: stamp)
        var pieces: [[UInt8]] = []
        while true {
            let bytes = try file.next()
            if bytes.isEmpty { return pieces }
            pieces.append(Array(bytes))
        }
    }
}

/// What is wrong with a table whose values shall be looked for.
public struct KnownTableProblem: Error, Sendable, CustomStringConvertible {
    /// In words, with the file and the place.
    public let description: String

    init(_ description: String) { self.description = description }
}
