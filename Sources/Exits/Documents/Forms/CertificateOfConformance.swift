public import Boundary

/// A certificate of conformance: what was delivered, that it conforms and by which exceptions, and what it was made of.
public struct CertificateOfConformance: Sendable {
    /// A part or lot that went into a delivered unit, directly or through others.
    public struct Component: Sendable {
        /// How deep it is: 0 is a delivered unit, 1 what went into it.
        public var level: ClearedText
        /// The number of the part or material.
        public var partNumber: ClearedText
        /// Its name.
        public var name: ClearedText
        /// Its serial, or its lot.
        public var serialOrLot: ClearedText
        /// What it went into; empty for a delivered unit.
        public var parent: ClearedText
        /// Who supplied it.
        public var supplier: ClearedText
        /// Its own certificate.
        public var certificate: ClearedText

        /// A component.
        public init(
            level: ClearedText,
            partNumber: ClearedText,
            name: ClearedText,
            serialOrLot: ClearedText,
            parent: ClearedText,
            supplier: ClearedText,
            certificate: ClearedText
        ) {
            self.level = level
            self.partNumber = partNumber
            self.name = name
            self.serialOrLot = serialOrLot
            self.parent = parent
            self.supplier = supplier
            self.certificate = certificate
        }
    }

    /// A departure from the requirements that the customer accepted.
    public struct Exception: Sendable {
        /// The nonconformance.
        public var nonconformance: ClearedText
        /// What departs.
        public var description: ClearedText
        /// Who accepted it, by which document.
        public var acceptance: ClearedText

        /// A departure.
        public init(nonconformance: ClearedText, description: ClearedText, acceptance: ClearedText) {
            self.nonconformance = nonconformance
            self.description = description
            self.acceptance = acceptance
        }
    }

    /// Operations beside those of the routing that a unit went through.
    public struct Rework: Sendable {
        /// The unit.
        public var unit: ClearedText
        /// By which definition, and whether it was a rework or a repair.
        public var rework: ClearedText
        /// What was done.
        public var operations: ClearedText

        /// A rework.
        public init(unit: ClearedText, rework: ClearedText, operations: ClearedText) {
            self.unit = unit
            self.rework = rework
            self.operations = operations
        }
    }

    /// Identifies the certificate.
    public var id: ClearedText
    /// Who certifies.
    public var organization: ClearedText
    /// For whom.
    public var customer: ClearedText
    /// The purchase order or contract with its line.
    public var purchaseOrder: ClearedText
    /// The job order.
    public var order: ClearedText
    /// The number of the part.
    public var partNumber: ClearedText
    /// Its name.
    public var partName: ClearedText
    /// The revision of part and drawing.
    public var revision: ClearedText
    /// How many.
    public var quantity: ClearedText
    /// What is declared, in the words that the customer's terms ask for.
    public var statement: ClearedText
    /// What was accepted although it departs.
    public var exceptions: [Exception]
    /// What was reworked; nothing is said where nothing was.
    public var reworks: [Rework]
    /// The delivered units and what they were made of, from the top down.
    public var genealogy: [Component]
    /// Who signs for the organization.
    public var signature: Signature<ClearedText>
    /// When a value that it covers was corrected after it was signed; nil where none was.
    public var corrected: ClearedText?

    /// A certificate.
    public init(
        id: ClearedText,
        organization: ClearedText,
        customer: ClearedText,
        purchaseOrder: ClearedText,
        order: ClearedText,
        partNumber: ClearedText,
        partName: ClearedText,
        revision: ClearedText,
        quantity: ClearedText,
        statement: ClearedText,
        exceptions: [Exception],
        reworks: [Rework] = [],
        genealogy: [Component],
        signature: Signature<ClearedText>,
        corrected: ClearedText? = nil
    ) {
        self.id = id
        self.organization = organization
        self.customer = customer
        self.purchaseOrder = purchaseOrder
        self.order = order
        self.partNumber = partNumber
        self.partName = partName
        self.revision = revision
        self.quantity = quantity
        self.statement = statement
        self.exceptions = exceptions
        self.reworks = reworks
        self.genealogy = genealogy
        self.signature = signature
        self.corrected = corrected
    }

    /// The document.
    public var document: ClearedDocument {
        var blocks: [Block<ClearedText>] = [
            .fields(
                [
                    Field("Certificate", id, .required), Field("Organization", organization, .required),
                    Field("Customer", customer, .required), Field("Purchase order", purchaseOrder, .required),
                    Field("Part number", partNumber, .required), Field("Part name", partName, .required),
                    Field("Revision", revision, .required), Field("Quantity", quantity, .required),
                    Field("Order", order, .required),
                ],
                columns: 3
            ),
            .paragraph(statement),
            .heading("Accepted departures"),
        ]
        if exceptions.isEmpty {
            blocks.append(.paragraph("None."))
        } else {
            blocks.append(
                .table(
                    Table(
                        [
                            .init("Nonconformance", weight: 2), .init("Departure", weight: 4),
                            .init("Accepted by", weight: 3),
                        ],
                        rows: exceptions.map { [$0.nonconformance, $0.description, $0.acceptance] }
                    )
                )
            )
        }
        if !reworks.isEmpty {
            blocks += [
                .heading("Reworks"),
                .table(
                    Table(
                        [.init("Unit", weight: 2), .init("Rework", weight: 3), .init("Operations", weight: 6)],
                        rows: reworks.map { [$0.unit, $0.rework, $0.operations] }
                    )
                ),
            ]
        }
        blocks += [
            .together([.signatures([signature])]),
            .heading("Genealogy"),
            .table(
                Table(
                    [
                        .init("Level", weight: 2), .init("Part or material", weight: 4), .init("Name", weight: 4),
                        .init("Serial or lot", weight: 4), .init("Went into", weight: 4), .init("Supplier", weight: 4),
                        .init("Certificate", weight: 4),
                    ],
                    rows: genealogy.map { part in
                        [
                            part.level, part.partNumber, part.name, part.serialOrLot, part.parent, part.supplier,
                            part.certificate,
                        ]
                    }
                )
            ),
        ]
        return ClearedDocument(
            id: id,
            title: "Certificate of conformance",
            isWide: true,
            caveat: corrected.map {
                "A value that this certificate covers was corrected on \($0), after it was signed. The signature is over what was recorded before; what is printed is what is recorded now."
            },
            blocks: blocks
        )
    }
}
