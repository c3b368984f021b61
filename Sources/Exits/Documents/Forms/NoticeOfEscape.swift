public import Boundary

/// A notice of escape: what a customer is told of delivered units that do not conform, or may not.
public struct NoticeOfEscape: Sendable {
    /// That a notice does not stand any more.
    public struct Withdrawal: Sendable {
        /// Why.
        public var reason: ClearedText
        /// When whom at the customer's was told of the notice, and how; nil where nobody was.
        public var told: ClearedText?
        /// What was signed, as a hash.
        public var contentHash: ClearedText
        /// Who signs it for the organization.
        public var signature: Signature<ClearedText>

        /// A withdrawal.
        public init(
            reason: ClearedText,
            told: ClearedText?,
            contentHash: ClearedText,
            signature: Signature<ClearedText>
        ) {
            self.reason = reason
            self.told = told
            self.contentHash = contentHash
            self.signature = signature
        }
    }

    /// Identifies the notice.
    public var id: ClearedText
    /// Who delivered.
    public var organization: ClearedText
    /// Who is told.
    public var customer: ClearedText
    /// The purchase order or contract with its line.
    public var purchaseOrder: ClearedText
    /// The certificate of conformance by which the units were delivered.
    public var certificate: ClearedText
    /// When that was signed.
    public var certified: ClearedText
    /// The job order.
    public var order: ClearedText
    /// The number of the part.
    public var partNumber: ClearedText
    /// Serials of the units.
    public var serials: ClearedText
    /// How many.
    public var quantity: ClearedText
    /// When it was found.
    public var discovered: ClearedText
    /// By when the customer is to be told, and by which term.
    public var due: ClearedText
    /// What was found.
    public var finding: ClearedText
    /// What the customer is told of it: what is done with units that are with the customer.
    public var text: ClearedText
    /// What was signed, as a hash.
    public var contentHash: ClearedText
    /// Who signs for the organization.
    public var signature: Signature<ClearedText>
    /// That it was withdrawn; nil for one that stands.
    public var withdrawal: Withdrawal?

    /// A notice.
    public init(
        id: ClearedText,
        organization: ClearedText,
        customer: ClearedText,
        purchaseOrder: ClearedText,
        certificate: ClearedText,
        certified: ClearedText,
        order: ClearedText,
        partNumber: ClearedText,
        serials: ClearedText,
        quantity: ClearedText,
        discovered: ClearedText,
        due: ClearedText,
        finding: ClearedText,
        text: ClearedText,
        contentHash: ClearedText,
        signature: Signature<ClearedText>,
        withdrawal: Withdrawal? = nil
    ) {
        self.id = id
        self.organization = organization
        self.customer = customer
        self.purchaseOrder = purchaseOrder
        self.certificate = certificate
        self.certified = certified
        self.order = order
        self.partNumber = partNumber
        self.serials = serials
        self.quantity = quantity
        self.discovered = discovered
        self.due = due
        self.finding = finding
        self.text = text
        self.contentHash = contentHash
        self.signature = signature
        self.withdrawal = withdrawal
    }

    /// The document.
    public var document: ClearedDocument {
        ClearedDocument(
            id: id,
            title: "Notice of escape",
            caveat: withdrawal.map { "This notice was withdrawn on \($0.signature.date) and does not stand." },
            blocks: [
                .fields(
                    [
                        Field("Notice", id, .required), Field("Organization", organization, .required),
                        Field("Customer", customer, .required), Field("Purchase order", purchaseOrder, .required),
                        Field("Certificate of conformance", certificate, .required),
                        Field("Certified", certified, .required), Field("Part number", partNumber, .required),
                        Field("Quantity", quantity, .required), Field("Order", order, .required),
                        Field("Found", discovered, .required), Field("To be told by", due, .required),
                        Field("Signed content", contentHash, .required),
                    ],
                    columns: 3
                ),
                .heading("Delivered units"),
                .paragraph(serials),
                .heading("What was found"),
                .paragraph(finding),
                .heading("What the customer is told"),
                .paragraph(text),
                .together([.signatures([signature])]),
            ] + (withdrawal.map(Self.blocks) ?? [])
        )
    }

    private static func blocks(of withdrawal: Withdrawal) -> [Block<ClearedText>] {
        let told: [Block<ClearedText>] =
            withdrawal.told.map { [.fields([Field("Told of the notice", $0)], columns: 1)] } ?? []
        return [.heading("This notice is withdrawn"), .paragraph(withdrawal.reason)] + told + [
            .fields([Field("Signed content of the withdrawal", withdrawal.contentHash, .required)], columns: 1),
            .together([.signatures([withdrawal.signature])]),
        ]
    }
}
