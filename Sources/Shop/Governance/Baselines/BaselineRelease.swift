internal import PlantModel

/// A baseline that was released: which files, from which day, and who approved it.
public struct BaselineRelease: Sendable, Equatable, Codable {
    /// An approval.
    public struct Approval: Sendable, Equatable, Codable {
        /// Who: an id of the register, or of the first baseline a name that was entered on the console.
        public let approver: String
        /// In which capacity.
        public let capacity: String

        /// An approval.
        public init(approver: String, capacity: String) {
            self.approver = approver
            self.capacity = capacity
        }
    }

    /// The hash of all of it.
    public let digest: String
    /// The hash of each file, by part and name.
    public let hashes: [String: String]
    /// The first day on which it counts, ISO 8601.
    public let effective: String
    /// Who approved it.
    public let approvals: [Approval]
    /// The change that it was asked for by, in hexadecimal; nil for the first one.
    public let change: String?
    /// The tier of that change; nil for the first one.
    public let tier: Int?

    /// Whether it was released before plans were part of baselines, or for an instance that hosts without one.
    var isWithoutPlan: Bool { hashes[BaselineFiles.planName] == nil }

    /// The first day on which it counts; nil where that is no day, so that it never counts.
    var firstDay: Day? { Day(effective) }
}
