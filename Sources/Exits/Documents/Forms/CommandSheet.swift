internal import Boundary

/// What an operator can say by scanning a command sheet.
public enum ScanCommand: String, Hashable, Sendable, CaseIterable {
    /// Begins the operation that was scanned.
    case start = "START"
    /// Ends it.
    case done = "DONE"
    /// Interrupts it.
    case pause = "PAUSE"
    /// Reports a nonconformance.
    case nonconformance = "NCR"
    /// Calls somebody.
    case help = "HELP"

    /// What the code of a command begins with; no other code of ours does.
    public static let prefix = "BHC:"

    /// What the code carries.
    public var code: String { Self.prefix + rawValue }

    /// Reads what a scanner sent; nil for what is no command.
    public init?(scan: [UInt8]) {
        let codes = Self.allCases.first { Array($0.code.utf8) == scan }
        guard let command = codes else { return nil }
        self = command
    }

    /// Code, name and meaning, from the source of the program.
    fileprivate var texts: (code: ClearedText, name: ClearedText, meaning: ClearedText) {
        switch self {
        case .start: ("BHC:START", "START", "Begins the operation that was scanned")
        case .done: ("BHC:DONE", "DONE", "Ends it; asks for the signature")
        case .pause: ("BHC:PAUSE", "PAUSE", "Interrupts it; START goes on")
        case .nonconformance: ("BHC:NCR", "NCR", "Reports a nonconformance of the unit before you")
        case .help: ("BHC:HELP", "HELP", "Calls the supervisor of this work center")
        }
    }
}

/// The sheet beside a terminal: commands to scan in place of keys. It holds no data, and is for anybody.
public struct CommandSheet: Sendable {
    /// A sheet of all commands.
    public init() {}

    /// The document; a release of literals takes it.
    public var document: ClearedDocument {
        ClearedDocument(
            id: "COMMANDS-1",
            title: "Commands",
            blocks: [
                .paragraph("Scan a command in place of pressing its key. Scan the operation on the traveler first.")
            ]
                + ScanCommand.allCases.map { command in
                    let texts = command.texts
                    return .together([
                        .paragraph(texts.meaning),
                        .codes([Code([.dataMatrix, .code128], .text(texts.code), caption: texts.name, size: .large)]),
                    ])
                }
        )
    }
}
