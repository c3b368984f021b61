import PlantModel

/// What a flow analysis claims, as far as it is checked; read from `bulkhead flows --json`, whose other keys are passed over.
public struct ReleaseClaim: Sendable, Decodable {
    /// An MES instance.
    public struct Instance: Sendable, Decodable {
        let id: String
        let environment: String?
        let programs: [String]
    }

    /// An action of the cut.
    public struct Action: Sendable, Decodable {
        let kind: String
        let flow: String?
        let classes: [String]
        let audience: String?
        let at: String?
        let environment: String?
    }

    /// An action with its cost.
    public struct Part: Sendable, Decodable {
        let action: Action
        let cost: Int
    }

    /// The cut.
    public struct Cut: Sendable, Decodable {
        let status: String
        let cost: Int
        let bound: Int
        let parts: [Part]
        let proof: ReleaseProof
    }

    /// A possible release; only how many there are is read.
    public struct Release: Sendable, Decodable {
        let at: String
    }

    /// The version of this form.
    public static let format = "flows/1"

    let format: String
    let enterprise: String
    let asOf: String
    /// `plan` or `today`.
    public let hosting: String
    /// The instances that `mes` stands for.
    public let instances: [Instance]
    let releases: [Release]
    /// The least set that cuts all; nil where nothing is possibly released, or where none was looked for.
    public let cut: Cut?
}

extension ReleaseClaim.Cut {
    /// What is claimed, in a line.
    public var summary: String { "\(status), a cut of \(cost) points, none below \(bound)" }
}
