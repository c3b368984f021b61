/// Reads a plant file with all that it includes, into sound records by section.
struct PlantReader {
    private let source: any PlantSource
    private(set) var reader: FormatReader
    /// What the plant has once.
    private(set) var header: [String: FormatValue] = [:]
    /// Sound entries of each section, in the order of the files.
    private(set) var sections: [String: [FormatValue]] = [:]
    /// Files read, the plant file first.
    private(set) var files: [String] = []
    /// Whether every file and every row could be read. If not, ids may be missing that were defined there, and only what is certain is said.
    private(set) var isWhole = true
    /// Sections with entries that are not sound, and so are not among `sections`.
    private(set) var unsound: Set<String> = []
    private var bytesLeft = Limits.totalBytesMax
    private var valuesLeft = Limits.valuesMax
    /// Files that are being read, outermost first.
    private var open: [String] = []

    init(source: any PlantSource) {
        self.source = source
        reader = FormatReader(log: ProblemLog())
    }

    /// Reads the plant file and everything it includes, then the lists of files that are added to it.
    mutating func readPlant(_ name: String, adding added: [String] = []) {
        guard let node = readYAML(name, namedAt: SourcePlace(file: name)) else {
            isWhole = false
            return
        }
        open = [name]
        readSections(node, PlantFormat.plant, file: name)
        for file in added {
            open = [file]
            guard let node = readYAML(file, namedAt: SourcePlace(file: file)) else {
                isWhole = false
                continue
            }
            readSections(node, PlantFormat.included, file: file)
        }
        for field in PlantFormat.plant.fields where field.isRequired {
            guard case .map(let entries) = node.content, !entries.contains(where: { $0.key == field.name }) else {
                continue
            }
            reader.log.add(
                .missingKey,
                at: node.place,
                "the plant file has no '\(field.name)'; expected \(field.type.expectation)"
            )
        }
        if isWhole { reader.resolveReferences() }
    }

    // MARK: - Files

    private mutating func readText(_ name: String, namedAt place: SourcePlace) -> String? {
        guard files.count < Limits.filesMax else {
            reader.log.add(.includeTooDeep, at: place, "more than \(Limits.filesMax) files; expected fewer")
            return nil
        }
        switch source.read(name) {
        case .success(let bytes):
            guard bytes.count <= bytesLeft else {
                let limit = Limits.totalBytesMax >> 20
                reader.log.add(
                    .fileTooLarge,
                    at: place,
                    "with '\(name)' all files together are longer than \(limit) MiB; expected less"
                )
                return nil
            }
            bytesLeft -= bytes.count
            files.append(name)
            return SourceText.decode(bytes, file: name, log: &reader.log)
        case .failure(let failure):
            let what = "'\(name)'"
            switch failure {
            case .missing:
                reader.log.add(
                    .unreadableFile,
                    at: place,
                    "there is no file \(what); expected one in the plant's folder"
                )
            case .unreadable:
                reader.log.add(.unreadableFile, at: place, "\(what) cannot be read; expected a regular file")
            case .outside:
                reader.log.add(
                    .includeEscapes,
                    at: place,
                    "\(what) lies outside the plant's folder; expected it within"
                )
            case .tooLarge(let bytes):
                reader.log.add(
                    .fileTooLarge,
                    at: place,
                    "\(what) has \(bytes) bytes; expected at most \(Limits.fileBytesMax)"
                )
            }
            return nil
        }
    }

    private mutating func readYAML(_ name: String, namedAt place: SourcePlace) -> SourceNode? {
        guard let text = readText(name, namedAt: place) else { return nil }
        let errors = reader.log.errorCount
        guard let node = YAMLSource.read(text, file: name, budget: &valuesLeft, log: &reader.log) else {
            if reader.log.errorCount == errors {
                reader.log.add(
                    .emptyValue,
                    at: SourcePlace(file: name, line: 1, column: 1),
                    "the file is empty; expected a plant"
                )
            }
            return nil
        }
        guard case .map = node.content else {
            reader.log.add(.wrongType, at: node.place, "\(node.kind) is here; expected named fields such as 'sites:'")
            return nil
        }
        return node
    }

    // MARK: - Sections

    private mutating func readSections(_ node: SourceNode, _ object: FormatObject, file: String) {
        guard case .map(let entries) = node.content else { return }
        var included: [(name: String, path: FormatValue)] = []
        for entry in entries {
            guard let field = object.field(entry.key) else {
                if PlantFormat.plant.field(entry.key) != nil {
                    reader.log.add(
                        .misplacedKey,
                        at: entry.keyPlace,
                        "'\(entry.key)' is in an included file; expected it in the plant file"
                    )
                } else {
                    reader.unknownKey(entry, of: object)
                }
                continue
            }
            guard case .list(let item, _) = field.type else {
                if let value = reader.read(entry.value, as: field.type) { header[field.name] = value }
                continue
            }
            // Read one by one, so that an error in one entry does not hide those that only show between entries.
            guard case .list(let nodes) = entry.value.content else {
                _ = reader.read(entry.value, as: field.type)
                unsound.insert(field.name)
                continue
            }
            for node in nodes {
                guard let value = reader.read(node, as: item) else {
                    unsound.insert(field.name)
                    continue
                }
                switch field.name {
                case "include", "programsFrom", "systemsFrom": included.append((field.name, value))
                default: sections[field.name, default: []].append(value)
                }
            }
        }
        for (name, path) in included where !follow(name, path, from: file) { isWhole = false }
    }

    /// Reads what a file names; false if it could not be read.
    private mutating func follow(_ key: String, _ value: FormatValue, from file: String) -> Bool {
        guard let path = value.text else { return false }
        guard let name = PlantReader.resolve(path, from: file) else {
            reader.log.add(
                .includeEscapes,
                at: value.place,
                "'\(SourceNode.shortened(path))' leads out of the plant's folder; expected a path within, relative to this file"
            )
            return false
        }
        if let start = open.firstIndex(of: name) {
            let circle = (open[start...] + [name]).joined(separator: " → ")
            reader.log.add(.includeCycle, at: value.place, "files include one another in a circle: \(circle)")
            return false
        }
        guard !files.contains(name) else {
            reader.log.add(.includeCycle, at: value.place, "'\(name)' is included already; expected each file once")
            return false
        }
        guard open.count < Limits.includeDepthMax else {
            reader.log.add(
                .includeTooDeep,
                at: value.place,
                "files include one another deeper than \(Limits.includeDepthMax) levels; expected fewer"
            )
            return false
        }
        switch key {
        case "programsFrom":
            return readTable(name, TableColumn.programs, PlantFormat.program, section: "programs", namedAt: value.place)
        case "systemsFrom":
            return readTable(name, TableColumn.systems, PlantFormat.system, section: "systems", namedAt: value.place)
        default:
            guard let node = readYAML(name, namedAt: value.place) else { return false }
            open.append(name)
            readSections(node, PlantFormat.included, file: name)
            open.removeLast()
            return true
        }
    }

    private mutating func readTable(
        _ name: String,
        _ columns: [TableColumn],
        _ object: FormatObject,
        section: String,
        namedAt place: SourcePlace
    ) -> Bool {
        guard let text = readText(name, namedAt: place) else { return false }
        let errors = reader.log.errorCount
        let rows = TableSource.read(text, file: name, columns: columns.map(\.name), log: &reader.log)
        let isWhole = reader.log.errorCount == errors
        for row in rows {
            let node = TableColumn.node(of: row, columns: columns, log: &reader.log)
            guard let record = reader.readObject(node, object) else {
                unsound.insert(section)
                continue
            }
            sections[section, default: []].append(FormatValue(place: row.place, content: .record(record)))
        }
        return isWhole
    }

    /// A path relative to a file, without `.` and `..`; nil if it is absolute or leads out of the plant's folder.
    static func resolve(_ path: String, from file: String) -> String? {
        guard !path.hasPrefix("/"), !path.contains("\\"), !path.contains(":") else { return nil }
        var parts = file.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            default: parts.append(String(part))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
