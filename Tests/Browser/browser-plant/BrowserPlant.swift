import Boundary
import Cedar
import Classification
import Execution
import Foundation
import HTTPExit
import Journal
import PlantModel
import Storage
import Web

/// A running instance for tests in a browser: a small plant over a store in memory, persons with badges and PINs, and work on the floor, all of it made
/// by commands. It prints one line of JSON with the address and what the tests scan, and serves until it is ended.
@main
struct BrowserPlant {
    static func main() async throws {
        let provider = SwiftCryptoProvider()
        let clock = MachineClock()
        let catalogue = try ObligationCatalogue.load(
            directory: Swift.CommandLine.arguments.dropFirst().first ?? "Catalogue"
        )
        let common = try CompartmentName("common")
        let shop = try CompartmentName("shop")
        let vehicle = try CompartmentName("veh")
        let hull = try await SiteHull.open(
            SiteOpening(
                site: "plant.example/main",
                engine: MemoryEngine(),
                control: SiteCompartment(CompartmentName("control"), projections: [AccountProjection()]),
                compartments: [common, shop, vehicle].map { SiteCompartment($0, projections: [ExecutionProjection()]) },
                schemes: catalogue.schemes,
                siteKey: MemorySiteKey(provider: provider),
                provider: provider,
                clock: clock
            )
        )
        try await hull.boundary.adopt(
            PolicyBaseline(
                plant: Plant.load("plant.yaml", files: ["plant.yaml": FloorPlant.text]),
                catalogue: catalogue,
                grants: PolicySet(parsing: FloorPlant.grants, file: "grants.cedar")
            ),
            by: .system("console")
        )
        let execution = try Execution(
            hull: hull,
            common: common,
            places: ["MED": shop, "VEH": vehicle],
            workCenters: ["mill": 100, "bench": 80],
            approval: TwoPersonApproval()
        )
        let accounts = Accounts(
            hull,
            provider: provider,
            clock: clock,
            rules: SecretRules(refusesWellKnown: true),
            cost: SecretCost(rounds: 1 << 12, blockSize: 8, parallelism: 1)
        )
        let register = PersonRegister(hull, accounts)
        let staff = try await FloorStaff.enrolled(accounts, register)
        let work = try await FloorWork.made(execution, hull, provider)
        let pages = PlantPages(
            hull: hull,
            execution: execution,
            accounts: accounts,
            register: register,
            clock: clock,
            newKey: { provider.randomBytes(16).map { String($0, radix: 16) }.joined() }
        )
        let server = PlantServer(
            PlantServer.Configuration(
                host: "127.0.0.1",
                port: 0,
                site: "Test, main",
                whereabouts: Whereabouts(site: "main", country: "US"),
                marking: ScreenMarking(schemes: catalogue.schemes, profile: .nara(.acronym)),
                assets: WebAssets.all
            ),
            pages.routes,
            boundary: hull.boundary,
            clock: clock,
            random: { provider.randomBytes($0) },
            failurePage: PlantPages.failurePage
        )
        let link = accounts.makeSetupLink().token
        try await server.run(
            log: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) },
            whenReady: { port in
                let facts: [String: Any] = [
                    "url": "http://127.0.0.1:\(port)", "setup": link, "staff": staff, "work": work,
                ]
                if let json = try? JSONSerialization.data(withJSONObject: facts) {
                    FileHandle.standardOutput.write(json + Data("\n".utf8))
                }
            }
        )
        await hull.close()
    }
}

/// The machine's clock.
struct MachineClock: PlantClock {
    var now: UInt64 { UInt64(Date.now.timeIntervalSince1970 * 1_000) }
}

/// A site key in memory.
struct MemorySiteKey: KeyProvider {
    private let key: SecretBytes
    private let provider: SwiftCryptoProvider

    init(provider: SwiftCryptoProvider) {
        self.provider = provider
        key = SecretBytes(provider.randomBytes(32))
    }

    var name: String { "a key in memory" }
    func wrap(_ key: SecretBytes) throws -> [UInt8] { try provider.wrap(key, under: self.key) }
    func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes { try provider.unwrap(wrapped, under: key) }
}

struct NotThere: Error { let what: String }

extension Optional {
    func orThrow(_ what: String) throws -> Wrapped {
        guard let self else { throw NotThere(what: what) }
        return self
    }
}
