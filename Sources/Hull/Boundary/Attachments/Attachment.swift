internal import Cedar
internal import Journal
internal import PlantModel
public import Storage

/// A file that is attached to a record, as far as rows tell of it. What is in it is released by ``Boundary/releaseContent(of:in:for:through:from:)``.
public struct Attachment: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    /// The file's name.
    public let name: Restricted<String>
    /// The media type, by content.
    public let mediaType: Restricted<String>
    /// How many bytes are in it.
    public let content: Restricted<Int64>
    /// The id of the record that it is attached to.
    public let record: Restricted<ViewValue>

    /// The table of attachments, to be one of every compartment's views that takes them.
    public static let table = ViewTable(
        "attachment",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("record", .bytes),
            ViewColumn("name", .text), ViewColumn("media_type", .text), ViewColumn("byte_count", .integer),
            ViewColumn("blob", .bytes), ViewColumn("inspection", .text), ViewColumn("scope_program", .text),
            ViewColumn("scope_period", .text), ViewColumn("recorded", .integer),
        ],
        key: ["id"],
        label: "label",
        indexes: [["record"], ["blob"]],
        searched: ["name"]
    )

    /// Attachments to policies, lists and releases. Who may see the field `content` may have the content.
    public static let kind = RecordKind<Attachment>(
        "attachment",
        dataClass: .attachments,
        table: table,
        fields: [
            RecordField("name", .attachments, \.name),
            RecordField("mediaType", .attachments, column: "media_type", \.mediaType),
            RecordField("content", .attachments, column: "byte_count", \.content),
            RecordField("record", .attachments, \.record),
        ]
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        name = try row.value("name")
        mediaType = try row.value("media_type")
        content = try row.value("byte_count")
        record = try row.value("record")
    }
}

/// An attachment as the journal and the writer have it.
struct AttachmentEntry: Hashable, Sendable {
    /// How far it was looked into.
    enum Inspection: String, Sendable {
        /// All of it.
        case complete
        /// Not all of it, or nobody did: it leaves nowhere.
        case incomplete
        /// Not all of it, and a named person has determined what restricts it.
        case determined
        /// All but what its pictures show, which whoever attached it has looked at, and has stated that nothing else restricts it than the record.
        case stated
    }

    let id: AggregateID
    let record: AggregateID
    let name: String
    let mediaType: String
    let byteCount: UInt64
    let blob: BlobName
    var inspection: Inspection
    /// What it is shredded with, content and events alike.
    let scope: DataKeyScope

    /// The columns of ``Attachment/table`` that ``init(row:)`` reads.
    static let columns = [
        "id", "record", "name", "media_type", "byte_count", "blob", "inspection",
        "scope_program", "scope_period",
    ]

    init(
        id: AggregateID,
        record: AggregateID,
        name: String,
        mediaType: String,
        byteCount: UInt64,
        blob: BlobName,
        inspection: Inspection,
        scope: DataKeyScope
    ) {
        self.id = id
        self.record = record
        self.name = name
        self.mediaType = mediaType
        self.byteCount = byteCount
        self.blob = blob
        self.inspection = inspection
        self.scope = scope
    }

    init?(row: [ViewValue]) {
        guard row.count == Self.columns.count, case .bytes(let id) = row[0], case .bytes(let record) = row[1],
            case .text(let name) = row[2], case .text(let mediaType) = row[3], case .integer(let byteCount) = row[4],
            case .bytes(let blob) = row[5], case .text(let inspection) = row[6], case .text(let program) = row[7],
            case .text(let period) = row[8]
        else { return nil }
        self.init(
            AggregateID(id),
            AggregateID(record),
            name,
            mediaType,
            byteCount,
            BlobName(blob),
            inspection,
            Self.scope(program, period)
        )
    }

    /// Reads the payload of an event about an attachment.
    init?(_ payload: [UInt8], id: AggregateID) {
        guard let node = try? JSONNode(parsing: payload, file: "payload"), let name = node["name"]?.text,
            let mediaType = node["mediaType"]?.text, let inspection = node["inspection"]?.text,
            let count = node["byteCount"]?.text.flatMap({ Int64($0) }), let program = node["scopeProgram"]?.text,
            let period = node["scopePeriod"]?.text
        else { return nil }
        let record = node["record"]?.text.flatMap { [UInt8](hexadecimal: $0, count: 16) }.flatMap { AggregateID($0) }
        let blob = node["blob"]?.text.flatMap { BlobName(text: $0) }
        self.init(id, record, name, mediaType, count, blob, inspection, Self.scope(program, period))
    }

    private init?(
        _ id: AggregateID?,
        _ record: AggregateID?,
        _ name: String,
        _ mediaType: String,
        _ byteCount: Int64,
        _ blob: BlobName?,
        _ inspection: String,
        _ scope: DataKeyScope
    ) {
        guard let id, let record, let blob, let inspection = Inspection(rawValue: inspection), byteCount > 0 else {
            return nil
        }
        self.init(
            id: id,
            record: record,
            name: name,
            mediaType: mediaType,
            byteCount: UInt64(byteCount),
            blob: blob,
            inspection: inspection,
            scope: scope
        )
    }

    private static func scope(_ program: String, _ period: String) -> DataKeyScope {
        DataKeyScope(program: program, retentionClass: DataClass.attachments.rawValue, period: period)
    }

    /// Numbers are texts, as JSON readers take large ones apart differently.
    func write(into payload: inout PayloadText) {
        payload.set("record", record.bytes.hexadecimal)
        payload.set("name", name)
        payload.set("mediaType", mediaType)
        payload.set("byteCount", String(byteCount))
        payload.set("blob", blob.description)
        payload.set("inspection", inspection.rawValue)
        payload.set("scopeProgram", scope.program)
        payload.set("scopePeriod", scope.period)
    }

    /// - Parameter time: when its event was recorded, in milliseconds since 1970.
    func row(label: Int64, recorded time: UInt64) -> [ViewValue] {
        [
            .bytes(id.bytes), .integer(label), .bytes(record.bytes), .text(name), .text(mediaType),
            .integer(Int64(clamping: byteCount)), .bytes(blob.bytes), .text(inspection.rawValue), .text(scope.program),
            .text(scope.period), .integer(Int64(clamping: time)),
        ]
    }
}
