import SeededGeneration

/// A schema, policies, a template with links, entities and requests, all made from one seed.
public struct GeneratedCase: Sendable {
    /// A request in JSON, its parts apart.
    public struct Request: Sendable {
        /// The principal's uid.
        public let principal: String
        /// The action's uid.
        public let action: String
        /// The resource's uid.
        public let resource: String
        /// The context.
        public let context: String

        /// The whole request.
        public var json: String {
            "{\"principal\": \(principal), \"action\": \(action), \"resource\": \(resource), \"context\": \(context)}"
        }
    }

    /// What it is made from.
    public let seed: UInt64
    /// Schema text.
    public let schema: String
    /// Policy text; once in a while with an error.
    public let policies: String
    /// Entities in JSON, once in a while wrong.
    public let entities: String
    /// Requests.
    public let requests: [Request]
    /// A template whose slots stand as `?principal` and `?resource`.
    public let template: String
    /// The entities that fill its slots, as policy text has them.
    public let slotValues: (principal: String, resource: String)

    /// The case of a seed.
    public init(seed: UInt64) {
        var random = SeededGenerator(seed: seed &* 0x2545_F491_4F6C_DD1D &+ 1)
        let model = SchemaModel(&random)
        let policies = PolicyModel(schema: model)
        self.seed = seed
        schema = model.text(&random)
        self.policies = policies.policies(&random)
        entities = policies.data.entities(&random)
        requests = (0..<3).map { _ in
            let parts = policies.data.request(&random)
            return Request(
                principal: parts.principal,
                action: parts.action,
                resource: parts.resource,
                context: parts.context
            )
        }
        template = policies.policy(&random, template: true)
        slotValues = (
            policies.uid(model.full(random.pick(model.types).name), &random),
            policies.uid(model.full(random.pick(model.types).name), &random)
        )
    }
}
