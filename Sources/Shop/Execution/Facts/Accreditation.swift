public import Boundary
internal import PlantModel
public import Storage

/// That a site is accredited for a special process, and until when.
public struct Accreditation: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Accreditation>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "accreditation",
        .inspectionRecords,
        [
            .init("process", .text, .inspectionRecords),
            .init("site", .text, .inspectionRecords),
            .init("accreditor", .text, .inspectionRecords),
            .init("until", .text, .inspectionRecords),
            .init("source", .text, .inspectionRecords),
            .init("asOf", .text, .inspectionRecords),
        ],
        lookups: [["process", "site"]]
    )
    /// Where it is from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// An accreditation as the system that owns it states it.
public struct AccreditationStatement: Codable, Hashable, Sendable {
    /// The special process, as work centers of the plant file name it, such as `NDT`.
    public var process: String
    /// The site, by its id in the plant file.
    public var site: String
    /// Who accredits, such as `Nadcap`.
    public var accreditor: String
    /// The last day on which it counts.
    public var until: String

    /// An accreditation.
    public init(process: String, site: String, accreditor: String, until: String) {
        self.process = process
        self.site = site
        self.accreditor = accreditor
        self.until = until
    }
}

/// An accreditation after an event.
struct AccreditationState: RecordState {
    typealias Entry = Accreditation
    let id: RecordID
    let accreditation: AccreditationStatement
    let stated: FactSource

    var values: [ViewValue] {
        [
            .text(accreditation.process), .text(accreditation.site), .text(accreditation.accreditor),
            .text(accreditation.until), .text(stated.source), .text(stated.asOf),
        ]
    }

    /// The one for a process at a site.
    static func named(_ process: String, at site: String) -> [ViewQuery.Match] {
        [.init("process", .equal, [.text(process)]), .init("site", .equal, [.text(site)])]
    }
}
