/// A directory (RFC 4511) as the source of the person register: where it is, and which attribute of its entries fills which column.
///
/// A file of its own beside the plant file, in YAML: it names machines and persons' attributes, and no policy hangs on it.
public struct DirectoryFile: Sendable, Equatable {
    /// A column and the attribute that fills it.
    public struct Column: Sendable, Equatable {
        /// The column of the register.
        public let name: String
        /// The attribute, in small letters.
        public let attribute: String
        /// What each value says in the register, nil for one that says nothing; empty where values are the register's words.
        public let values: [String: String?]
    }

    /// As whom it is asked.
    public struct Bind: Sendable, Equatable {
        /// The distinguished name.
        public let name: String
        /// The file of the password, relative to this one.
        public let passwordFile: String
    }

    /// Where it is.
    public let url: Located<String>
    /// Whether it takes StartTLS on this machine too.
    public let startTLS: Bool
    /// The file of the authorities that its certificate is believed from, relative to this one; nil for those of the machine.
    public let authorities: String?
    /// As whom it is asked; nil for as nobody.
    public let bind: Bind?
    /// The name of the entry below which persons are.
    public let base: String
    /// Which entries are persons.
    public let filter: String
    /// What the register names as the source of the facts.
    public let source: String
    /// The attribute of the day as of which facts were stated, in small letters; nil for the day of reading.
    public let asOf: String?
    /// Minutes from one reading to the next.
    public let everyMinutes: Int
    /// Days without a reading after which the register has drifted.
    public let staleDays: Int
    /// Persons who may be gone from one reading to the next.
    public let goneMax: Int
    /// The columns that are filled, in the register's order.
    public let columns: [Column]

    /// The columns of the person register.
    public static var columnsOfRegister: [String] { columnNames.map(\.name) }

    /// The attributes that the directory is asked for, each once.
    public var attributes: [String] { Set(columns.map(\.attribute) + [asOf].compactMap(\.self)).sorted() }

    /// Reads a directory's file.
    /// - Parameter file: what its places are named by.
    /// - Throws: every problem of form, with its place.
    public init(_ bytes: [UInt8], file: String) throws(PlantProblems) {
        var log = ProblemLog()
        var budget = Limits.valuesMax
        let node = SourceText.decode(bytes, file: file, log: &log)
            .flatMap { YAMLSource.read($0, file: file, budget: &budget, log: &log) }
        guard let node else {
            if log.errorCount == 0 {
                log.add(
                    .emptyValue,
                    at: SourcePlace(file: file, line: 1, column: 1),
                    "the file is empty; expected a directory's url, base, filter, source and columns"
                )
            }
            throw log.failure
        }
        var reader = FormatReader(log: log)
        guard let record = reader.readObject(node, Self.format), reader.log.errorCount == 0 else {
            throw reader.log.failure
        }
        if let version = record.integer("directory"), version != Self.version {
            reader.log.add(
                .unsupportedVersion,
                at: record.place(of: "directory"),
                "version \(version) is not known here; expected \(Self.version)"
            )
            throw reader.log.failure
        }
        self.init(record)
    }

    private init(_ record: FormatRecord) {
        url = Located(record.text("url"), place: record.place(of: "url"))
        startTLS = record.boolean("startTLS") ?? false
        authorities = record.optionalText("authorities")
        bind = record.record("bind").map { Bind(name: $0.text("name"), passwordFile: $0.text("passwordFile")) }
        base = record.text("base")
        filter = record.text("filter")
        source = record.text("source")
        asOf = record.optionalText("asOf")?.lowercased()
        everyMinutes = record.integer("everyMinutes") ?? 15
        staleDays = record.integer("staleDays") ?? 2
        goneMax = record.integer("goneMax") ?? 20
        let filled = record.record("columns")
        columns = Self.columnsOfRegister.compactMap { name in
            filled?[name].map { Column(name, $0) }
        }
    }
}

extension DirectoryFile.Column {
    fileprivate init(_ name: String, _ value: FormatValue) {
        var values: [String: String?] = [:]
        if case .map(let pairs) = value.record?["values"]?.content {
            for (key, value) in pairs {
                if let text = key.text { values[text] = .some(value.word == nil ? value.text : nil) }
            }
        }
        self.init(
            name: name,
            attribute: (value.record?.text("attribute") ?? value.text ?? "").lowercased(),
            values: values
        )
    }
}
