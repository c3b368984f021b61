extension Plant {
    /// How hard each kind of change is that would give an infeasible plant a plan, in whole points: the way out with the fewest is told.
    public struct RemedyEfforts: Sendable, Equatable {
        /// Letting an environment hold or carry more.
        public var raiseLimits = 3
        /// Letting an environment serve further sites.
        public var extendReach = 5
        /// Changing facts of an environment so that they meet an obligation.
        public var changeFacts = 6
        /// Agreeing with the customer on another flowdown.
        public var renegotiate = 8
        /// Obtaining an authorization.
        public var obtainAuthorization = 13
        /// Adding an environment.
        public var addEnvironment = 20
        /// Who set them; nil if nobody did.
        public var approvedBy: String?
        /// Where they are written; nil if the plant file has none and the standard ones hold.
        public var place: SourcePlace?

        /// The standard efforts, which nobody set for this plant.
        public static let standard = RemedyEfforts()
    }
}

extension Plant.RemedyEfforts {
    init(_ record: FormatRecord) {
        self = .standard
        let points: [(String, WritableKeyPath<Plant.RemedyEfforts, Int>)] = [
            ("raiseLimits", \.raiseLimits), ("extendReach", \.extendReach), ("changeFacts", \.changeFacts),
            ("renegotiate", \.renegotiate), ("obtainAuthorization", \.obtainAuthorization),
            ("addEnvironment", \.addEnvironment),
        ]
        for (name, path) in points {
            if let value = record.integer(name) { self[keyPath: path] = value }
        }
        approvedBy = record.optionalText("approvedBy")
        place = record.place
    }
}
