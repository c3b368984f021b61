extension Plant {
    /// A legal entity.
    public struct Party: Sendable, Equatable {
        /// What a party is to the plant's owner.
        public enum Kind: String, Sendable, CaseIterable {
            /// The plant's owner.
            case `self`
            /// Another entity of the same group.
            case affiliate
            /// Who orders.
            case customer
            /// Who makes parts or performs processes.
            case supplier
            /// Who operates systems.
            case vendor
            /// A government body.
            case government
        }

        /// The id, unique among parties.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// What it is to the plant's owner.
        public let kind: Kind
        /// ISO 3166-1 alpha-2 code of the country it is organised in.
        public let country: Fact<String>
        /// The last day of its DD Form 2345 certification; nil if it has none.
        public let jcpUntil: Fact<Day>?
        /// Special processes it is accredited for.
        public let nadcap: [String]
        /// Ids of the clauses flowed down to it.
        public let flowedDown: [String]

        /// Whether its DD Form 2345 certification is in force on a day.
        public func isJointlyCertified(on day: Day) -> Bool {
            guard let until = jcpUntil?.value(on: day) else { return false }
            return until >= day
        }
    }

    /// A class of persons, described by its members' worst facts. Never a name.
    public struct Audience: Sendable, Equatable {
        /// A need to know that is on file.
        public struct NeedToKnow: Sendable, Equatable {
            /// Ids of the programs it is for.
            public let programs: [String]
            /// The function that sponsors it.
            public let sponsor: String?
            /// The last day on which it counts.
            public let expires: Day?
            /// Where it is written.
            public let place: SourcePlace

            /// Whether it counts on a day.
            public func isInForce(on day: Day) -> Bool { expires.map { $0 >= day } ?? true }
        }

        /// The id, unique among audiences.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Id of the party that employs its members.
        public let employer: String?
        /// What its members do, such as `supplier`; nil if the file does not say.
        public let role: String?
        /// Every member is a U.S. person (22 CFR 120.62); nil if unknown.
        public let allUSPersons: Fact<Bool>?
        /// Every member is a U.S. citizen; nil if unknown. A lawful permanent resident is a U.S. person and no citizen.
        public let allUSCitizens: Fact<Bool>?
        /// Every citizenship ever held and every residency held now by any member (22 CFR 120.50(b)); nil if unknown.
        public let citizenships: Fact<[String]>?
        /// The latest citizenship or residency of each member (15 CFR 734.13(b)); nil if unknown.
        public let latestCitizenships: Fact<[String]>?
        /// The countries its members work in; nil if unknown.
        public let worksIn: Fact<[String]>?
        /// Every member is a federal employee; nil if unknown.
        public let federalEmployees: Fact<Bool>?
        /// The programs it needs to know of; nil if nobody limits it by program.
        public internal(set) var needToKnow: NeedToKnow?
    }

    /// What lets a foreign person in: an agreement, licence, exemption or exception.
    public struct Authorization: Sendable, Equatable {
        /// The id, unique among authorizations.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// `MLA`, `TAA`, `WDA`, `DSP-5`, `DSP-73`, `licence`, `exemption`, `exception` or `noLicenceRequired`.
        public let kind: String
        /// Ids of the parties it admits.
        public let parties: [String]
        /// Ids of the programs it covers.
        public internal(set) var programs: [String]
        /// The classes of data it covers; nil means it names none, which is all of them.
        public let dataClasses: [DataClass]?
        /// Ids of the parts it covers, each of a program it covers; nil means it names none, which is all of them.
        public let parts: [String]?
        /// The countries it admits.
        public let countries: [String]
        /// Its conditions.
        public let provisos: [String]
        /// The first day it is in force.
        public let from: Day?
        /// The last day it is in force.
        public let until: Day?
        /// How often it may be used; nil if it is not limited.
        public let useLimit: Int?

        /// Whether it is in force on a day. One that does not say until when never is.
        public func isInForce(on day: Day) -> Bool {
            guard let until, day <= until else { return false }
            return from.map { $0 <= day } ?? true
        }
    }
}
