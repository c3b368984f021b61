extension Plant {
    /// What a customer or a contract asks beyond clauses of regulations. One flowdown may ask several things.
    public struct Flowdown: Sendable, Equatable {
        /// What it rests on.
        public enum Basis: String, Sendable, CaseIterable {
            /// A clause of the contract.
            case contract
            /// The customer's demand.
            case customer
            /// A wish: priced and named, it never forces anything.
            case preference
        }

        /// The id, unique within the program.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// What it rests on.
        public internal(set) var basis: Basis
        /// Where the demand is written, such as `SOW 4.2.1`.
        public let cite: String?
        /// How far apart from others.
        public let separation: Separation?
        /// Whether the infrastructure has to be dedicated; never false.
        public let dedicatedTenancy: Located<Bool>?
        /// Who may see the program's records.
        public let persons: Located<Persons>?
        /// Who may administer and support what hosts it.
        public let administration: Located<Persons>?
        /// How sessions have to be begun that reach the program's records.
        public let signIn: Located<SignIn>?
        /// Where it may be hosted.
        public let hosting: Hosting?
        /// How long records have to be kept.
        public let retain: Keeping?
        /// How soon data has to be destroyed or returned.
        public let purge: Keeping?
        /// How soon an incident has to be reported.
        public let report: Report?
        /// Which changes need the customer's approval before use.
        public let approves: [Located<ChangeKind>]
        /// Whether nothing may go to a sub-tier without consent; never false.
        public let noSubtier: Located<Bool>?
        /// Within how many days of a request the customer may inspect records.
        public let auditDays: Located<Int>?
        /// Cedar policies as written, for what no other key says.
        public let policy: Located<String>?
    }
}

extension Plant.Flowdown {
    /// A demand to be kept apart.
    public struct Separation: Sendable, Equatable {
        /// The least rung.
        public enum Rung: String, Sendable, CaseIterable {
            /// A separately keyed part of an instance.
            case compartment
            /// A deployment of its own.
            case instance
            /// Infrastructure of its own.
            case environment

            /// 1 to 3, as `context.separation` of the action `share`.
            public var level: Int {
                switch self {
                case .compartment: 1
                case .instance: 2
                case .environment: 3
                }
            }
        }

        /// From whom.
        public enum Against: Sendable, Equatable {
            /// Every other program.
            case everyone
            /// Programs of other customers.
            case otherCustomers
            /// Programs of other contracts.
            case otherContracts
            /// Programs of these customers, by party id.
            case parties([String])
        }

        /// In which systems.
        public enum Scope: String, Sendable, CaseIterable {
            /// The MES.
            case mes
            /// Every system that holds the program's data.
            case allSystems
            /// Every system, backups and failover targets.
            case backups
        }

        /// How it may be shown.
        public enum Strength: String, Sendable, CaseIterable {
            /// By rules of access.
            case logical
            /// By separate keys.
            case cryptographic
            /// By separate machines.
            case physical
        }

        /// The least rung.
        public let rung: Rung
        /// From whom; everyone if the file does not say.
        public let against: Against
        /// In which systems; the MES if the file does not say.
        public let scope: Scope
        /// How it may be shown; nil if the file does not say.
        public let accepts: Strength?
        /// Where it is written.
        public let place: SourcePlace
    }

    /// Which persons.
    public enum Persons: String, Sendable, CaseIterable {
        /// U.S. persons (22 CFR 120.62).
        case usPersons
        /// U.S. citizens.
        case usCitizens
    }

    /// How a session has to be begun.
    public enum SignIn: String, Sendable, CaseIterable {
        /// By two factors: what one knows and what one has. A badge that can be copied is none.
        case twoFactors
    }

    /// Where a program may be hosted: an environment is admitted if its id or its kind is named.
    public struct Hosting: Sendable, Equatable {
        /// Kinds named.
        public let kinds: [Plant.Environment.Kind]
        /// Ids of environments named.
        public let environments: [String]
        /// Where it is written.
        public let place: SourcePlace
    }

    /// What a period runs from.
    public enum Trigger: String, Sendable, CaseIterable {
        /// Last delivery.
        case delivery
        /// Completion of the contract.
        case completion
        /// Final payment.
        case finalPayment
        /// The transaction recorded.
        case transaction
        /// The end of the licence or agreement.
        case licenceExpiry
        /// The product leaves service.
        case outOfService
        /// Release of the product.
        case release
        /// The day of the assessment's status.
        case statusDate
        /// The record is made.
        case creation
    }

    /// How long, from when.
    public struct Keeping: Sendable, Equatable {
        /// How long.
        public let period: Period
        /// From when.
        public let trigger: Trigger
        /// Where it is written.
        public let place: SourcePlace
    }

    /// A duty to report an incident.
    public struct Report: Sendable, Equatable {
        /// Within how many hours of discovery.
        public let hours: Int
        /// To whom: `customer`, `DoD`, `DDTC`, `BIS`, or a party's id.
        public let addressee: String
        /// Where it is written.
        public let place: SourcePlace
    }

    /// What can change.
    public enum ChangeKind: String, Sendable, CaseIterable {
        /// The routing.
        case routing
        /// A special process.
        case specialProcess
        /// The site.
        case site
        /// The material.
        case material
        /// The design.
        case design
        /// A machine's program.
        case ncProgram
        /// The tooling.
        case tooling
        /// The method of inspection.
        case inspectionMethod
        /// The supplier.
        case supplier
        /// The software.
        case software
        /// The infrastructure.
        case infrastructure
    }
}
