import Boundary
import Classification
import Execution
import Journal
import PlantModel
import Storage
import TestPlant

/// An instance with its control compartment alone, its accounts and its register of persons.
struct Gatehouse {
    let hull: SiteHull
    let accounts: Accounts
    let register: PersonRegister
    let clock: SetClock

    /// Hashes of tests cost next to nothing.
    static let cost = SecretCost(rounds: 16, blockSize: 1, parallelism: 1)
    static let day = Day(year: 2026, month: 11, day: 24)

    init(
        _ engine: any StorageEngine = MemoryEngine(),
        key: any KeyProvider = MemorySiteKey(),
        clock: SetClock = SetClock(),
        refusesWellKnown: Bool = true
    ) async throws {
        let provider = SwiftCryptoProvider()
        self.clock = clock
        hull = try await SiteHull.open(
            SiteOpening(
                site: "plant.example/main",
                engine: engine,
                control: SiteCompartment(CompartmentName("control"), projections: [AccountProjection()]),
                compartments: [],
                schemes: .none,
                siteKey: key,
                provider: provider,
                clock: clock
            )
        )
        accounts = Accounts(
            hull,
            provider: provider,
            clock: clock,
            rules: SecretRules(refusesWellKnown: refusesWellKnown),
            cost: Self.cost
        )
        register = PersonRegister(hull, accounts)
    }

    /// Opens the first administrator's account.
    @discardableResult
    func setUp(pin: String = "402817") async throws -> Subject {
        let account = try Account(person: "root", badge: "B-0", name: "Ruth Root", home: "administrator")
        try await accounts.setUp(accounts.makeSetupLink().token, account, pin: pin, on: Self.today())
        return .person("root")
    }

    /// Reads a feed with these lines.
    @discardableResult
    func feed(_ lines: String...) async throws -> PersonRegister.Change {
        let text = (["person,badge,name,employer,role,home,citizenships"] + lines).joined(separator: "\n")
        let feed = try PersonFeed(text, file: "persons.csv", source: "HR", asOf: Self.today())
        return try await register.take(feed, by: .person("root"))
    }

    static func today() throws -> Day {
        guard let day else { throw AccountRefusal.noAccount }
        return day
    }

    /// The events of the control log, in their order.
    func events() throws -> [RecordedEvent] {
        var reader = LogReader(try hull.writer(of: hull.control).log)
        return try reader.events(0..<UInt64(LogReader.batchMax))
    }

    /// Their kinds.
    func kinds() throws -> [String] { try events().map(\.event.kind) }
}
