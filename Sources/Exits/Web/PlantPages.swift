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
    let accounts: Accounts
    let register: PersonRegister
    let governance: Governance
    /// The plan that the instance was made by; without one nothing is said of what drifted from it.
    let plan: PlanFile?
    let clock: any PlantClock
    /// So many random bytes.
    let random: @Sendable (Int) -> [UInt8]

    /// Pages over what is running.
    public init(
        hull: SiteHull,
        execution: Execution,
        accounts: Accounts,
        register: PersonRegister,
        governance: Governance,
        plan: PlanFile?,
        clock: any PlantClock,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.hull = hull
        self.execution = execution
        self.accounts = accounts
        self.register = register
        self.governance = governance
        self.plan = plan
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
            default: return try .go(to: "/operator")
            }
        }
        addSignIn(&routes)
        addSetup(&routes)
        addOperator(&routes)
        addAdministrator(&routes)
        addCompliance(&routes)
        addAuditor(&routes)
        addAPI(&routes)
        addComplianceAPI(&routes)
        routes.description("/openapi.json")
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
