/// What QIF asks of a document beside its records (ANSI/DMSC QIF 3.0, QIFDocument.xsd, and QIF 2.1): its version, the largest id in it, an id of its own.
///
/// The ids of a message's records are not counted, for that would tell of those that were withheld: the largest that there can be is named.
struct QIFEnvelope: MessageEnvelope {
    /// The version that each namespace is of.
    private static let versions = [
        "http://qifstandards.org/xsd/qif2": "2.1.0", "http://qifstandards.org/xsd/qif3": "3.0.0",
    ]
    private static let root = "QIFDocument"
    /// The nil UUID (RFC 9562, 5.9): a document that is made anew for each release is no version of one.
    private static let id = "<QPId>00000000-0000-0000-0000-000000000000</QPId>"

    private let namespace: String
    private let version: String

    /// The envelope of documents whose record is found by some names from the root on; nil for others.
    init?(_ namespace: String, _ names: [String]) {
        guard names.first == Self.root, let version = Self.versions[namespace] else { return nil }
        (self.namespace, self.version) = (namespace, version)
    }

    var rootAttributes: String { " versionQIF=\"\(version)\" idMax=\"\(UInt32.max)\"" }

    func content(at depth: Int) -> String { depth == 0 ? Self.id : "" }

    var empty: String {
        "<\(Self.root) xmlns=\"\(namespace)\" versionQIF=\"\(version)\" idMax=\"0\">\(Self.id)</\(Self.root)>"
    }
}
