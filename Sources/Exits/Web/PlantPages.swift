public import Boundary
public import Execution
public import Governance
public import HTTPExit
public import PlantModel
internal import Storage

/// The pages of an instance: who may come is said by each route, what is shown by the boundary, how it looks here.
public struct PlantPages: Sendable {
    let hull: SiteHull
    let execution: Execution
    let governance: Governance
    let accounts: Accounts
    let register: PersonRegister
    /// The plan that the instance was made by; without one nothing is said of what drifted from it.
    let plan: PlanFile?
    /// Follows the flows of a plant file as of a day.
    let followFlows: @Sendable (PolicyBaseline, Day) throws -> [FlowWay]
    let press: PaperPress
    let codes: [CodeExplanation]
    let clock: any PlantClock
    /// So many random bytes.
    let random: @Sendable (Int) -> [UInt8]

    /// Pages over what is running.
    /// - Parameter codes: what each code says, for the pages of codes.
    public init(
        hull: SiteHull,
        execution: Execution,
        governance: Governance,
        accounts: Accounts,
        register: PersonRegister,
        plan: PlanFile?,
        followFlows: @escaping @Sendable (PolicyBaseline, Day) throws -> [FlowWay],
        press: PaperPress,
        codes: [CodeExplanation],
        clock: any PlantClock,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.hull = hull
        self.execution = execution
        self.governance = governance
        self.accounts = accounts
        self.register = register
        self.plan = plan
        self.followFlows = followFlows
        self.press = press
        self.codes = codes
        self.clock = clock
        self.random = random
    }

    /// A new key for a form.
    func newKey() -> String { random(16).hexadecimal }

    /// All routes.
    public var routes: Routes {
        var routes = Routes()
        routes.page("/health", .anybody) { _ in try .page("Health", "<p>This server answers.</p>") }
        routes.page("/") { request in
            guard let visitor = request.visitor else { throw Failure.signIn }
            switch visitor.home {
            case "administrator": return try .go(to: "/administrator")
            case "compliance": return try .go(to: "/compliance")
            case "auditor": return try .go(to: "/auditor")
            case "engineer": return try .go(to: "/engineer")
            case "quality": return try .go(to: "/quality")
            case "planner": return try .go(to: "/planner")
            default: return try .go(to: "/operator")
            }
        }
        addSignIn(&routes)
        addSetup(&routes)
        addOperator(&routes)
        addGenealogy(&routes)
        addCertificates(&routes)
        addFirstArticles(&routes)
        addLapses(&routes)
        addContainments(&routes)
        addEscapes(&routes)
        addEngineer(&routes)
        addMedia(&routes)
        addQuality(&routes)
        addPlanner(&routes)
        addOrders(&routes)
        addFacts(&routes)
        addLifts(&routes)
        addCorrections(&routes)
        addRunCharts(&routes)
        addAdministrator(&routes)
        addTerminals(&routes)
        addAccessRequests(&routes)
        addCompliance(&routes)
        addBaselines(&routes)
        addAuditor(&routes)
        addEvidence(&routes)
        addSheets(&routes)
        addAPI(&routes)
        addOperationAPI(&routes)
        addDefinitionAPI(&routes)
        addMediaAPI(&routes)
        addOrderAPI(&routes)
        addQualityAPI(&routes)
        addFactsAPI(&routes)
        addCorrectionAPI(&routes)
        addComplianceAPI(&routes)
        addTerminalAPI(&routes)
        routes.description("/openapi.json")
        routes.explanations(codes)
        routes.stream(
            "/events",
            EventFeed(
                begin: { [hull] in try hull.streamPlace(after: $0) },
                next: { [hull] request, place in
                    try await hull.events(
                        from: &place,
                        Execution.streamedKinds,
                        for: try request.subject,
                        through: API(client: "session"),
                        from: request.whereabouts
                    )
                }
            )
        )
        routes.decisionPoint { [accounts] in try accounts.system(bearing: $0) }
        return routes
    }

    /// Says what an account's refusal says.
    static func refusal(_ refusal: AccountRefusal, field: StaticString? = nil) -> Refusal {
        Refusal(
            refusal.rawValue,
            refusal.says,
            field: field,
            status: refusal == .notAdministrator ? .denied : .conflict
        )
    }
}
