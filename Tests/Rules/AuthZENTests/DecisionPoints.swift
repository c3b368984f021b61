import AuthZEN
import Cedar

/// A small deployment for one test.
func decisionPoint(
    _ policies: String,
    _ entities: [Entity] = [],
    schema: String? = nil,
    search: (any PermittedSearch)? = nil,
    _ change: (inout DecisionPointConfiguration) throws -> Void = { _ in }
) throws -> DecisionPointClient {
    var configuration = DecisionPointConfiguration()
    try change(&configuration)
    let schema = try schema.map { try Schema(parsing: $0, file: "s.cedarschema") }
    return DecisionPointClient(
        point: PolicyDecisionPoint(
            policies: try PolicySet(parsing: policies, file: "p.cedar"),
            entities: try Entities(entities + (schema?.actionEntities ?? [])),
            schema: schema,
            configuration: configuration,
            search: search
        )
    )
}

extension Entity {
    init(_ type: EntityTypeName, _ id: String, _ attributes: Record = Record()) {
        self.init(uid: EntityUID(type: type, id: id), attributes: attributes)
    }
}
