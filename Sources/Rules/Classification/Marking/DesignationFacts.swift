/// What a marking says beside the label: who designated, who can be asked, who determined the distribution.
///
/// These are facts about the designation of a record and no restrictions, so a label does not carry them. What is missing is named in
/// the marking's problems and never made up.
public struct DesignationFacts: Hashable, Sendable {
    /// One distribution determination (DoDI 5230.24): statements B to F name reason, date and controlling office.
    public struct Distribution: Hashable, Sendable {
        /// The statement's letter, `A` to `F`.
        public let statement: String
        /// Why, such as `Critical Technology`; one of the reasons of DoDI 5230.24.
        public let reason: String?
        /// When it was determined, as the document writes days.
        public let date: String?
        /// The controlling DoD office.
        public let controllingOffice: String?

        /// A determination.
        public init(statement: String, reason: String? = nil, date: String? = nil, controllingOffice: String? = nil) {
            self.statement = statement
            self.reason = reason
            self.date = date
            self.controllingOffice = controllingOffice
        }
    }

    /// The contract that rights in technical data rest on (DFARS 252.227-7013(f)).
    public struct Contract: Hashable, Sendable {
        /// The contract's number.
        public let number: String
        /// The contractor's name.
        public let contractor: String
        /// The contractor's address.
        public let address: String
        /// When government purpose rights end; nil where they do not, or the document does not say.
        public let expiration: String?
        /// The licence that special license rights rest on.
        public let license: String?

        /// A contract.
        public init(
            number: String,
            contractor: String,
            address: String,
            expiration: String? = nil,
            license: String? = nil
        ) {
            self.number = number
            self.contractor = contractor
            self.address = address
            self.expiration = expiration
            self.license = license
        }
    }

    /// Who controls the record: the component or company, then the office; one line each.
    public let controlledBy: [String]
    /// Who can be asked: phone or mailbox of the person or office that created it.
    public let pointOfContact: String?
    /// The determinations of all records that it was made from.
    public let distributions: [Distribution]
    /// The contract of restrictive rights.
    public let contract: Contract?
    /// Whom `DL ONLY` admits; the list accompanies the document.
    public let disseminationList: [String]

    /// Facts; each may be missing.
    public init(
        controlledBy: [String] = [],
        pointOfContact: String? = nil,
        distributions: [Distribution] = [],
        contract: Contract? = nil,
        disseminationList: [String] = []
    ) {
        self.controlledBy = controlledBy
        self.pointOfContact = pointOfContact
        self.distributions = distributions
        self.contract = contract
        self.disseminationList = disseminationList
    }

    /// The facts of a record made from two: who controls it is said by the first, determinations and lists of both are kept.
    public func joined(with other: DesignationFacts) -> DesignationFacts {
        DesignationFacts(
            controlledBy: controlledBy.isEmpty ? other.controlledBy : controlledBy,
            pointOfContact: pointOfContact ?? other.pointOfContact,
            distributions: distributions + other.distributions.filter { !distributions.contains($0) },
            contract: contract ?? other.contract,
            // Only who is on both lists may see both; a record without a list does not limit by one.
            disseminationList: disseminationList.isEmpty || other.disseminationList.isEmpty
                ? disseminationList + other.disseminationList
                : disseminationList.filter(other.disseminationList.contains)
        )
    }
}
