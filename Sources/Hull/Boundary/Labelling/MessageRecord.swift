internal import Classification
public import PlantModel
public import Storage

/// The kind of record that the messages of a flow hold: its fields are declared in the plant file, so that no type of the program has them.
public struct MessageKind: Sendable {
    /// Its name in the journal.
    public let name: String
    /// The data class of a record as a whole.
    public let dataClass: DataClass
    /// The names of its fields, in their order.
    public let names: [String]
    let fields: [RecordField<MessageRecord>]
    let declared: DeclaredKind

    /// A kind.
    /// - Parameter fields: name and class of each.
    public init(_ name: String, dataClass: DataClass, fields: [(name: String, fieldClass: DataClass)]) {
        self.name = name
        self.dataClass = dataClass
        names = fields.map(\.name)
        declared = DeclaredKind(message: name, dataClass: dataClass)
        let absent = Restricted<ViewValue>(.null, label: SharedLabel(.sealed), fieldClass: dataClass)
        self.fields = fields.enumerated().map { place, field in
            RecordField<MessageRecord>(field.name, field.fieldClass) { record in
                record.values.indices.contains(place) ? record.values[place] : absent
            }
        }
    }
}

/// A record of a message: a value for each field of its kind, each under its label.
public struct MessageRecord: OriginatedRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    let values: [Restricted<ViewValue>]

    /// A record.
    /// - Parameter values: one for each field of the kind, in their order. What is missing is sealed, which admits nobody.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

extension Boundary {
    /// What restricts a record of a class today: what was recorded of it, joined with what the plant says of its programs by now (decision 0020).
    /// - Throws: `noPolicies`.
    public func labelToday(_ label: SharedLabel, of dataClass: DataClass) throws(BoundaryError) -> SharedLabel {
        try world().tightened(RecordLabel(label, of: dataClass)).label
    }

    /// Releases records of messages to a system, as ``release(_:to:through:from:)`` does those of the plant's own kinds.
    ///
    /// Their labels are to be those of today (``labelToday(_:of:)``).
    /// - Throws: `AccessRefusal.failed`. Nothing leaves then.
    public func release<Way: Channel>(
        _ records: [MessageRecord],
        of kind: MessageKind,
        to subject: Subject,
        through channel: Way
    ) async throws(AccessRefusal) -> Release<Way> {
        do throws(BoundaryError) {
            typealias Answer = (released: [ReleasedRecord], receipts: [EventReceipt], clearance: Clearance?)
            let answer = try await untilAdmitted { () async throws(BoundaryError) -> Answer in
                let session = try self.session(subject, nil, channel, .unknown)
                let clearance = session.map { self.clearance($0, Way.kind) }
                guard let session else { return (released: [], receipts: [], clearance: clearance) }
                let (clearings, released) = clear(
                    records,
                    kind.declared,
                    kind.fields,
                    kind.names,
                    session,
                    clearance
                )
                return (released: released, receipts: try await record(clearings), clearance: clearance)
            }
            return Release(records: answer.released, receipts: answer.receipts, clearance: answer.clearance)
        } catch {
            throw .failed(error)
        }
    }
}
