extension Plant {
    /// Where an MES instance can be hosted, or its backups and messages kept and moved, by its facts.
    public struct Environment: Sendable, Equatable {
        /// A name for people; policies read the facts.
        public enum Kind: String, Sendable, CaseIterable {
            /// One for the whole enterprise.
            case sharedEnterprise
            /// A site's own, apart from the rest.
            case segmentedSite
            /// A tenant under the owner's control.
            case controlledTenant
            /// A provider's cloud for government work.
            case governmentCloud
            /// At the site.
            case onPremises
        }

        /// Whether it is there.
        public enum Status: String, Sendable, CaseIterable {
            /// Today.
            case exists
            /// Decided.
            case planned
            /// Possible.
            case candidate
        }

        /// What it may be used for.
        public enum Purpose: String, Sendable, CaseIterable {
            /// An MES instance runs there, in clear.
            case host
            /// Backups or mirrors rest there.
            case store
            /// Messages pass through.
            case relay
        }

        /// The id, unique among environments.
        public internal(set) var id: String
        /// Where its id is written.
        public internal(set) var place: SourcePlace
        /// Its kind.
        public let kind: Kind
        /// Whether it is there; a candidate if the file does not say.
        public internal(set) var status: Status
        /// What it may be used for; hosting if the file does not say.
        public let purposes: [Purpose]
        /// Id of the party that operates it; nil if the file does not say (see `PlantIndex.isExternal`).
        public let operatedBy: String?
        /// Who shares it.
        public let tenancy: Tenancy
        /// Where it processes, stores, backs up and is supported.
        public let locations: Locations
        /// Ids of the audiences that administer it.
        public let administrators: [Located<String>]
        /// Ids of the audiences that support it.
        public let support: [Located<String>]
        /// Its cryptography.
        public let keys: Keys
        /// What it logs.
        public let logging: Logging
        /// What its operator agrees to.
        public let terms: Terms
        /// Assurances such as FedRAMP, those expired included.
        public let assurances: [Assurance]
        /// What an instance there can enforce.
        public internal(set) var enforces: Enforcement
        /// Validated for regulated records (21 CFR 11.10(a)); nil if unknown.
        public internal(set) var validated: Fact<Bool>?
        /// How it is available.
        public let availability: Availability
        /// Load that one instance can carry, in hours per week of the work centers it serves; nil if not limited.
        public let hoursPerWeekMax: Int?
        /// How many instances can be opened there; nil if not limited.
        public internal(set) var instancesMax: Int?
        /// The sites it serves.
        public let sites: SiteReach
        /// Its price.
        public internal(set) var costs: Costs
        /// Where it is an instance of today rather than a place for a new one (see `Plant.hostCandidates`).
        public internal(set) var today: Today? = nil

        /// An instance of today as a candidate.
        public struct Today: Sendable, Equatable {
            /// Id of the environment that it runs in.
            public let environment: String
            /// Whether it is reached through the gateway alone.
            public let behindGateway: Bool
        }

        /// Id of the environment by which assessments and contracts know it.
        public var environmentID: String { today?.environment ?? id }
    }

    /// Which sites an environment serves.
    public enum SiteReach: Sendable, Equatable {
        /// All of the plant.
        case all
        /// These, by id.
        case listed([String])

        /// Whether a site is served.
        public func includes(_ site: String) -> Bool {
            switch self {
            case .all: true
            case .listed(let ids): ids.contains(site)
            }
        }
    }
}

extension Plant.Environment {
    /// Who shares an environment.
    public struct Tenancy: Sendable, Equatable {
        /// The model.
        public enum Model: String, Sendable, CaseIterable {
            /// With other customers of the operator.
            case multiTenant
            /// A tenant of its own with the operator.
            case dedicatedTenant
            /// Nobody.
            case dedicated
        }

        /// The model.
        public let model: Fact<Model>
        /// Ids of cloud account, hypervisor, directory, backup domain: environments that name one in common are entangled.
        public let infrastructure: [String]
    }

    /// Where it processes, stores, backs up and is supported, as country codes; nil where unknown.
    public struct Locations: Sendable, Equatable {
        /// Where it processes in clear.
        public let processing: Fact<[String]>?
        /// Where data rests.
        public let storage: Fact<[String]>?
        /// Where backups rest.
        public let backup: Fact<[String]>?
        /// Whence it is supported.
        public let support: Fact<[String]>?
    }

    /// Its cryptography.
    public struct Keys: Sendable, Equatable {
        /// Who holds the keys.
        public enum Custody: String, Sendable, CaseIterable {
            /// The plant's owner.
            case `self`
            /// The owner alone, in a module at the provider.
            case customerHSM
            /// The provider.
            case vendor
        }

        /// Who holds the keys; nil if unknown.
        public let custody: Fact<Custody>?
        /// FIPS 140 level of the module, 1 to 4, 0 for none; nil if unknown.
        public let fips140: Fact<Int>?
        /// Only ciphertext is there, the plaintext at both ends (22 CFR 120.54(b)); false if the file does not say.
        public let endToEnd: Fact<Bool>?
        /// Strength of the encryption in bits; nil if unknown.
        public let strengthBits: Fact<Int>?
    }

    /// What it logs; nil where unknown.
    public struct Logging: Sendable, Equatable {
        /// Whether reads are logged.
        public let reads: Fact<Bool>?
        /// How long logs are kept.
        public let retentionDays: Fact<Int>?
        /// Whether logs can be taken out.
        public let exportable: Fact<Bool>?
    }

    /// What its operator agrees to.
    public struct Terms: Sendable, Equatable {
        /// Ids of terms, such as `DFARS-252.204-7012-c-g`.
        public let accepts: [Located<String>]
        /// Within how many hours it tells of an incident; nil if it does not promise.
        public let incidentNoticeHours: Fact<Int>?
        /// For how many days it preserves media; nil if it does not promise.
        public let mediaPreservationDays: Fact<Int>?
    }

    /// What an instance there can enforce.
    public struct Enforcement: Sendable, Equatable {
        /// How data are kept apart.
        public enum Isolation: String, Sendable, CaseIterable {
            /// Not at all.
            case none
            /// By role.
            case role
            /// By tenant.
            case tenant
            /// By record.
            case record
        }

        /// How data are kept apart; nil if unknown.
        public let isolation: Fact<Isolation>?
        /// Attribute rules on every read; nil if unknown.
        public let attributes: Fact<Bool>?
        /// Rules on single fields; nil if unknown.
        public let fields: Fact<Bool>?
        /// Separately keyed compartments. If the file does not say, true exactly where records are isolated one by one; nil if that is unknown.
        public let compartments: Fact<Bool>?
    }

    /// How it is available; nil where unknown.
    public struct Availability: Sendable, Equatable {
        /// Its longest outage.
        public let longestOutageMinutes: Fact<Int>?
        /// Its longest maintenance.
        public let maintenanceMinutes: Fact<Int>?
        /// Time to answer, in milliseconds, without the site's uplink.
        public let latencyMs: Fact<Int>?
        /// Work that can be lost.
        public let rpoMinutes: Fact<Int>?
        /// Time until it runs again.
        public let rtoMinutes: Fact<Int>?
        /// Whether a site reaches it by its uplink only.
        public let needsUplink: Fact<Bool>
    }

    /// Its price, in one currency for the whole plant.
    public struct Costs: Sendable, Equatable {
        /// Opening it.
        public let open: Int
        /// Validating an instance.
        public let validation: Int
    }
}
