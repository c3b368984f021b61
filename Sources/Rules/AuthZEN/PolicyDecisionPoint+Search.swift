import Cedar

extension PolicyDecisionPoint {
    /// Answers a search.
    func search(_ shape: SearchShape) async throws(RequestProblem) -> String {
        let paging = SearchPaging(seal: configuration.pageSeal, resultsMax: configuration.limits.results)
        return try await paging.answer(shape) { after, count async throws(RequestProblem) in
            try await permitted(shape, after: after, count: count)
        }
    }

    private func permitted(_ shape: SearchShape, after: CedarString?, count: Int) async throws(RequestProblem)
        -> [CedarString]
    {
        switch shape.question {
        case .actions(let subject, let resource):
            return try actionSearch.permitted(
                subject: subject,
                resource: resource,
                context: shape.context,
                after: after,
                count: count
            )
        case .subjects(let sought, let action, let resource):
            guard let query = try query(.principal, sought, action, resource, shape.context) else { return [] }
            return try await permitted(query, after: after, count: count)
        case .resources(let subject, let action, let sought):
            guard let query = try query(.resource, sought, action, subject, shape.context) else { return [] }
            return try await permitted(query, after: after, count: count)
        }
    }

    /// Nil when no entity can be of a type that is named.
    private func query(
        _ role: SearchQuery.Role,
        _ sought: SoughtShape,
        _ action: ActionShape,
        _ other: EntityShape,
        _ context: PropertiesNode?
    ) throws(RequestProblem) -> SearchQuery? {
        let mapping = decider.mapping
        guard let type = mapping.names.type(sought.type), let otherUID = mapping.uid(other) else { return nil }
        let actionUID = mapping.names.action(action.name)
        return SearchQuery(
            role: role,
            type: type,
            action: actionUID,
            other: otherUID,
            context: try mapping.context(context, action.properties, for: actionUID),
            entities: try mapping.entities(
                subject: role == .resource ? (other, otherUID) : nil,
                resource: role == .principal ? (other, otherUID) : nil
            )
        )
    }

    private func permitted(_ query: SearchQuery, after: CedarString?, count: Int) async throws(RequestProblem)
        -> [CedarString]
    {
        do {
            return try await entitySearch.permitted(query, after: after, count: count)
        } catch {
            throw RequestProblem(500, "the search failed", cause: error)
        }
    }
}
