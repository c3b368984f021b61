/// The endpoints of the API (section 10.1, table 1 of the specification).
public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    /// One decision.
    case evaluation = "access_evaluation_endpoint"
    /// Several decisions.
    case evaluations = "access_evaluations_endpoint"
    /// Who may do this to that.
    case subjectSearch = "search_subject_endpoint"
    /// What someone may do this to.
    case resourceSearch = "search_resource_endpoint"
    /// What someone may do to this.
    case actionSearch = "search_action_endpoint"

    /// The name in the metadata.
    var parameter: String { rawValue }

    /// The default path, which follows that of the decision point's identifier.
    public var path: String {
        switch self {
        case .evaluation: "/access/v1/evaluation"
        case .evaluations: "/access/v1/evaluations"
        case .subjectSearch: "/access/v1/search/subject"
        case .resourceSearch: "/access/v1/search/resource"
        case .actionSearch: "/access/v1/search/action"
        }
    }
}
