internal import Foundation
internal import PlantModel

/// Files that somebody would have in the place of those in force, and files that would go: whatever is not named stays as it is.
public struct BaselineEdit: Sendable, Equatable {
    /// New contents, by part and name: `plant/plant.yaml`, `grants/grants.cedar`.
    public let files: [String: [UInt8]]
    /// What would go, by part and name.
    public let removed: Set<String>
    /// The plan as `bulkhead plan` wrote it; nil where it is to be made.
    public let plan: [UInt8]?

    /// The most files, and bytes of all of them.
    public static let (filesMax, bytesMax) = (200, 8 << 20)

    /// Files.
    public init(files: [String: [UInt8]], removed: Set<String> = [], plan: [UInt8]? = nil) {
        self.files = files
        self.removed = removed
        self.plan = plan
    }
}

extension BaselineFiles {
    /// These files with others in their place. They are not read for what they mean yet.
    /// - Throws: `invalid`, with the file that is wrong and why.
    func changed(by edit: BaselineEdit) throws(GovernanceRefusal) -> BaselineFiles {
        let count = edit.files.count + edit.removed.count
        guard count > 0 || edit.plan != nil else { throw Self.wrong("no file was given; choose those that differ") }
        guard count <= BaselineEdit.filesMax else {
            throw Self.wrong("there are \(count) files; at most \(BaselineEdit.filesMax) are taken at once")
        }
        let bytes = edit.files.values.reduce(edit.plan?.count ?? 0) { $0 + $1.count }
        guard bytes <= BaselineEdit.bytesMax else {
            throw Self.wrong("the files have \(bytes) bytes; at most \(BaselineEdit.bytesMax) are taken at once")
        }
        var files = self
        for path in edit.removed.sorted() {
            let (part, name) = try Self.place(path)
            guard files[part].removeValue(forKey: name) != nil, edit.files[path] == nil else {
                throw Self.wrong("\(path) cannot go: it is none of the files in force, or was given as well")
            }
        }
        for (path, content) in edit.files.sorted(by: { $0.key < $1.key }) {
            let (part, name) = try Self.place(path)
            guard String(validating: content, as: UTF8.self) != nil else { throw Self.wrong("\(path) is not UTF-8") }
            files[part][name] = content
        }
        // `serve` is started with one file of each plant, and one of grants.
        guard files.plant[plantName] != nil else {
            throw Self.wrong("plant/\(plantName) cannot go: it is the plant file")
        }
        guard files.grants.count == 1 else {
            let names = files.grants.keys.sorted().map { "grants/\($0)" }.joined(separator: ", ")
            throw Self.wrong("there is one file of grants, and there would be \(names.isEmpty ? "none" : names)")
        }
        // A plan of the files in force is none of others: it is given, or made anew.
        files.plan = try edit.plan.map { (bytes) throws(GovernanceRefusal) in try Self.plan(bytes) }
        return files
    }

    private static func plan(_ bytes: [UInt8]) throws(GovernanceRefusal) -> PlanFile {
        do {
            return try JSONDecoder().decode(PlanFile.self, from: Data(bytes))
        } catch {
            throw wrong("the plan is none: write it with bulkhead plan --json-file")
        }
    }

    /// Part and name of a path. Names lead nowhere: they are kept as keys, and whoever writes such files writes them below a folder.
    private static func place(_ path: String) throws(GovernanceRefusal) -> (part: BaselinePart, name: String) {
        let pieces = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard path.utf8.count <= nameBytesMax, pieces.count >= 2, let part = BaselinePart(rawValue: pieces[0]) else {
            let parts = BaselinePart.allCases.map { "\($0)/" }.joined(separator: ", ")
            throw wrong(
                "\(path.prefix(100).debugDescription) is no file of a baseline: its path begins with one of \(parts)"
            )
        }
        let names = pieces.dropFirst()
        let isSound = names.allSatisfy { name in
            !name.isEmpty && name != "." && name != ".."
                && name.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && $0.value != 0x7f && !"\\:".unicodeScalars.contains($0)
                }
        }
        guard isSound, part == .plant || names.count == 1 else {
            throw wrong("\(path.prefix(100).debugDescription) leads elsewhere, or is no name of a file")
        }
        let name = names.joined(separator: "/")
        guard part != .catalogue || ObligationCatalogue.isPart(name), part != .theorems || name.hasSuffix(".cedar")
        else {
            throw wrong(
                "\(path) is no file of a catalogue: those are policies in Cedar, the schema, lists.json and schemes.json"
            )
        }
        return (part, name)
    }

    private static let nameBytesMax = 500

    private static func wrong(_ place: String) -> GovernanceRefusal { GovernanceRefusal(.invalid, place) }

    /// The files of the plant as text.
    /// - Throws: `unsound` for one that is none.
    func plantTexts() throws(GovernanceRefusal) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, bytes) in plant {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw GovernanceRefusal(.unsound, "\(name) is not UTF-8")
            }
            texts[name] = text
        }
        return texts
    }

    /// The path of a file that was sent by its name alone, as browsers send it: that of the file in force that is called so, else the name itself.
    /// - Throws: `invalid` where several are called so.
    func path(ofSent name: String, in part: BaselinePart) throws(GovernanceRefusal) -> String {
        let alike = self[part].keys.filter { $0.split(separator: "/").last.map(String.init) == name }
        guard alike.count <= 1 else {
            throw Self.wrong("several files of the plant are called \(name); send them by the API, with their paths")
        }
        return "\(part)/\(alike.first ?? name)"
    }
}
