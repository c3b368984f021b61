public import Boundary

/// The paper that goes with an order: what is built, by which operations, with codes to scan at each and boxes to buy it off.
///
/// The names in a code, of the traveler, the order and an operation, have 40 characters together at most, so that a Code 128 takes them.
public struct Traveler: Sendable {
    /// An operation of the order.
    public struct Operation: Sendable {
        /// Its number in the routing; a name of a ``TravelerIdentity``.
        public var number: ClearedText
        /// What is done.
        public var name: ClearedText
        /// Where.
        public var workCenter: ClearedText
        /// The work instruction with its revision.
        public var instruction: ClearedText
        /// What to heed, in a few words; empty where there is nothing.
        public var note: ClearedText
        /// What is bought off and by whom: `Done`, `Inspected`, `Customer`.
        public var buyOffs: [ClearedText]

        /// An operation.
        public init(
            number: ClearedText,
            name: ClearedText,
            workCenter: ClearedText,
            instruction: ClearedText,
            note: ClearedText,
            buyOffs: [ClearedText]
        ) {
            self.number = number
            self.name = name
            self.workCenter = workCenter
            self.instruction = instruction
            self.note = note
            self.buyOffs = buyOffs
        }
    }

    /// Identifies this paper; a name of a ``TravelerIdentity``. A second print is a second paper.
    public var id: ClearedText
    /// The job order; a name of a ``TravelerIdentity``.
    public var order: ClearedText
    /// The number of the part.
    public var partNumber: ClearedText
    /// Its name.
    public var partName: ClearedText
    /// Its revision.
    public var revision: ClearedText
    /// The work definition with its revision, as the order froze it.
    public var workDefinition: ClearedText
    /// How many units.
    public var quantity: ClearedText
    /// When it is due.
    public var due: ClearedText
    /// The serials of the units; empty for an order by quantity.
    public var serials: [ClearedText]
    /// The operations in their order.
    public var operations: [Operation]

    /// A traveler.
    public init(
        id: ClearedText,
        order: ClearedText,
        partNumber: ClearedText,
        partName: ClearedText,
        revision: ClearedText,
        workDefinition: ClearedText,
        quantity: ClearedText,
        due: ClearedText,
        serials: [ClearedText],
        operations: [Operation]
    ) {
        self.id = id
        self.order = order
        self.partNumber = partNumber
        self.partName = partName
        self.revision = revision
        self.workDefinition = workDefinition
        self.quantity = quantity
        self.due = due
        self.serials = serials
        self.operations = operations
    }

    /// Serials of one row of the list of units.
    private static let serialsPerRow = 4

    /// The document, for an exit with the site's ``TravelerKey``.
    public var document: ClearedDocument {
        var blocks: [Block<ClearedText>] = [
            .fields(
                [
                    Field("Order", order, .required), Field("Part number", partNumber, .required),
                    Field("Part name", partName, .required), Field("Revision", revision, .required),
                    Field("Work definition", workDefinition, .required), Field("Quantity", quantity, .required),
                    Field("Due", due, .required), Field("Traveler", id, .required),
                ],
                columns: 4
            )
        ]
        if !serials.isEmpty {
            blocks.append(.heading("Units"))
            blocks.append(
                .fields(
                    serials.map { Field("Serial", $0, .required) },
                    columns: Self.serialsPerRow
                )
            )
        }
        blocks.append(.heading("Operations"))
        blocks += operations.map(block)
        return ClearedDocument(id: id, title: "Traveler \(order)", blocks: blocks)
    }

    private func block(_ operation: Operation) -> Block<ClearedText> {
        let identity = Code<ClearedText>.Content.traveler(
            document: id,
            order: order,
            operation: operation.number
        )
        return .together([
            .fields(
                [
                    Field("Operation", operation.number, .required), Field("What is done", operation.name, .required),
                    Field("Work center", operation.workCenter, .required),
                    Field("Instruction", operation.instruction, .required),
                    Field("Note", operation.note),
                ],
                columns: 5
            ),
            .codes([Code([.dataMatrix, .code128], identity, caption: "Operation \(operation.number)")]),
            .signatures(operation.buyOffs.map { Signature($0, name: "", date: "") }),
        ])
    }
}
