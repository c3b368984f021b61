extension Plant {
    /// A plant location.
    public struct Site: Sendable, Equatable {
        /// The id, unique among sites.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// ISO 3166-1 alpha-2 code of the country.
        public let country: Fact<String>
        /// The link to elsewhere.
        public let uplink: Uplink
        /// Times at which nothing runs, as written: `Sun 02:00-06:00 America/Chicago`.
        public let downtimeWindows: [Located<String>]
        /// Areas with their own rule of who may be there.
        public let zones: [Zone]
    }

    /// A site's link to elsewhere; nil where unknown.
    public struct Uplink: Sendable, Equatable {
        /// The longest outage that has to be reckoned with.
        public let longestOutageMinutes: Fact<Int>?
        /// How often it fails.
        public let outagesPerYear: Fact<Int>?
        /// Round trip to elsewhere, in milliseconds.
        public let latencyMs: Fact<Int>?
    }

    /// An area of a site: who is in it sees the article, or a screen there has received it.
    public struct Zone: Sendable, Equatable {
        /// The id, unique among the zones of all sites.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Ids of the audiences that may be there.
        public let admits: [String]
        /// Whether it cannot be looked into from outside; nil if unknown.
        public let visualBarrier: Fact<Bool>?
    }

    /// A machine or cell with its capacity.
    public struct WorkCenter: Sendable, Equatable {
        /// The id, unique among work centers.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Id of its site.
        public let site: String
        /// Id of its zone, one of that site's.
        public let zone: String?
        /// Capacity in hours per week.
        public let hoursPerWeek: Int
        /// The special process it performs, such as `NDT`; nil if none.
        public let specialProcess: String?
    }
}
