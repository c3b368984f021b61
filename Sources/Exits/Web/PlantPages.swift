public import Boundary
public import Execution
public import HTTPExit
internal import Storage

/// The pages of an instance: who may come is said by each route, what is shown by the boundary, how it looks here.
public struct PlantPages: Sendable {
    let hull: SiteHull
    let execution: Execution
    let accounts: Accounts
    let register: PersonRegister
    let clock: any PlantClock
    /// So many random bytes.
    let random: @Sendable (Int) -> [UInt8]

    /// Pages over what is running.
    public init(
        hull: SiteHull,
        execution: Execution,
        accounts: Accounts,
        register: PersonRegister,
        clock: any PlantClock,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.hull = hull
        self.execution = execution
        self.accounts = accounts
        self.register = register
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
            default: return try .go(to: "/operator")
            }
        }
        addSignIn(&routes)
        addSetup(&routes)
        addOperator(&routes)
        addAdministrator(&routes)
        addAPI(&routes)
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
