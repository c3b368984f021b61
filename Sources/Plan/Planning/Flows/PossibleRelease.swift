public import PlantModel

/// Data that rests where somebody can read it who may not have it, as far as the plant file says: a possible release, and not more.
public struct PossibleRelease: Sendable, Equatable, Codable {
    /// Programs and the classes of their data.
    public struct Data: Sendable, Equatable, Codable {
        /// Ids of programs.
        public let programs: [String]
        /// Data classes.
        public let classes: [String]
    }

    /// Actions that cut the way, and their declared cost together.
    public struct Option: Sendable, Equatable, Codable {
        /// What is done.
        public let action: CutAction
        /// What it costs, in points.
        public let cost: Int
    }

    /// Where the data rests: a system or an MES instance.
    public let at: String
    /// Where that is written; nil for an instance of a plan.
    public let place: String?
    /// The audience that may not have it; nil where the place itself may not receive it.
    public let audience: String?
    /// How the audience reads it: `system`, `administration`, `support` or, for both of these, `staff`; `receive` for the place
    /// itself.
    public let channel: String
    /// The environment that the audience administers or supports.
    public let environment: String?
    /// Ids of the obligations that refuse.
    public let refusedBy: [String]
    /// What is possibly released.
    public let data: [Data]
    /// Where the shortest way starts.
    public let origin: String
    /// The flows of the shortest way; none where the data is made there.
    public let flows: [String]
    /// What would cut the shortest way.
    public let options: [Option]
}

/// One thing that could be done so that data no longer gets to who may not have it.
public struct CutAction: Sendable, Hashable, Codable {
    /// What kind of thing.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A filter in a flow.
        case filter
        /// An audience that no longer reads a system or an instance.
        case narrowAudience
        /// An audience that no longer administers or supports an environment.
        case narrowAdministration
        /// A system hosted elsewhere.
        case rehost
        /// A flow that is stopped.
        case stopFlow
    }

    /// What kind of thing.
    public let kind: Kind
    /// The flow, for filters and stops.
    public let flow: String?
    /// What a filter drops.
    public let classes: [String]
    /// The audience to narrow.
    public let audience: String?
    /// The system or instance.
    public let at: String?
    /// The environment: whose staff is narrowed, or where the system moves.
    public let environment: String?

    /// The action as a sentence's part.
    public var text: String {
        switch kind {
        case .filter: "filter \(flow ?? "") so that it drops \(classes.joined(separator: ", "))"
        case .narrowAudience: "take \(audience ?? "") from who reads \(at ?? "")"
        case .narrowAdministration: "take \(audience ?? "") from who administers or supports \(environment ?? "")"
        case .rehost: "host \(at ?? "") in \(environment ?? "")"
        case .stopFlow: "stop \(flow ?? "")"
        }
    }
}

/// The cheapest set of actions after which nothing is possibly released.
public struct ReleaseCut: Sendable, Equatable, Codable {
    /// An action of the set.
    public struct Part: Sendable, Equatable, Codable {
        /// What is done.
        public let action: CutAction
        /// What it costs, in points.
        public let cost: Int
        /// How many of the possible releases it cuts on their shortest way.
        public let cuts: Int
        /// Where what it changes is written; nil where no file has it.
        public let place: String?
    }

    /// What a flow no longer carries once the cut is made, so that the plant file has to say so.
    public struct Idle: Sendable, Equatable, Codable {
        /// The flow.
        public let flow: String
        /// What no longer gets to where it starts.
        public let data: [PossibleRelease.Data]
        /// Where it is written.
        public let place: String
    }

    /// `proved`: no set costs less; `bounded`: none costs less than the bound.
    public let status: String
    /// What the set costs, in points.
    public let cost: Int
    /// What no set costs less than.
    public let bound: Int
    /// The set.
    public let parts: [Part]
    /// What flows no longer carry then.
    public let idle: [Idle]
    /// What shows that no set costs less than the bound; `bulkhead verify` checks it.
    public let proof: ReleaseProof
}

/// What a place holds once everything has moved.
public struct FlowHolding: Sendable, Equatable, Codable {
    /// The system or instance.
    public let at: String
    /// How many kinds of data rest there.
    public let kinds: Int
    /// The label of all of it together.
    public let label: String
}

/// What the plant file does not say, or says in a way that cannot be meant.
public struct FlowQuestion: Sendable, Equatable, Codable {
    /// The system, flow, filter, environment, audience or site that it is about.
    public let about: String
    /// Where that is written.
    public let place: String?
    /// What is not known, how it was taken, and what to write.
    public let text: String
}
