public import Boundary
internal import Classification
public import Documents
public import Execution
public import Governance
public import HTTPExit
internal import Journal
public import PlantModel
internal import Storage
internal import TestPlant
internal import Web

/// A small plant over a store in memory, persons with badges and PINs, and work on the floor, all of it made by commands, with the server of its pages:
/// for tests in a browser and over a connection.
public struct TestFloor: Sendable {
    /// The instance.
    public let hull: SiteHull
    /// Its plant floor.
    public let execution: Execution
    /// Its change control.
    public let governance: Governance
    /// Who signs in.
    public let accounts: Accounts
    /// Badges and PINs, by person.
    public let staff: [String: [String: String]]
    /// Ids of orders and units as they are scanned, by their numbers.
    public let work: [String: String]
    /// What the codes of its travelers are checked by.
    public let travelerKey: TravelerKey
    /// What its statements are verified by.
    public let statementKey: String
    /// All that is answered.
    public let routes: Routes
    /// Its pages.
    public let server: PlantServer
    private let clock = MachineClock()
    private let serving: @Sendable (ServerCertificate?) -> PlantServer

    /// The feed that its register was taken from.
    public static var feed: String { FloorStaff.feed }

    /// Words of a document that is restricted, which its inspector recognises wherever they stand.
    public static let restrictedWords =
        "The separation bolt of the aft ring is released by the second pulse of the igniter once both accelerometers agree within four milliseconds, and the charge behind the collar is vented through the ring of nine ports before the sleeve moves"

    /// Its plant file.
    public static var plantText: String { FloorPlant.text(asksTwoFactors: false) }

    /// Makes it anew.
    /// - Parameters:
    ///   - folder: of the catalogue.
    ///   - store: a new folder of files to keep it in; memory if there is none.
    ///   - operatorCount: operators beside the others, each qualified for all operations; their PINs cost what they cost in a plant.
    ///   - asksTwoFactors: whether the contract of the ITAR program asks for sessions of two factors.
    ///   - isSetUp: whether there are persons and work; without them nobody administers it yet.
    ///   - limits: what one client may use of its server.
    ///   - plan: the plan that it was made by.
    ///   - elsewhere: where a session is that was begun at no registered terminal.
    public init(
        catalogue folder: String,
        store: String? = nil,
        operatorCount: Int = 0,
        asksTwoFactors: Bool = false,
        isSetUp: Bool = true,
        limits: ServerLimits = ServerLimits(),
        plan: PlanFile? = nil,
        elsewhere: Whereabouts = Whereabouts(country: "US")
    ) async throws {
        let provider = SwiftCryptoProvider()
        let clock = clock
        let draft = try FloorPlant.draft(catalogue: folder, asksTwoFactors: asksTwoFactors)
        let catalogue = draft.baseline.catalogue
        let common = try CompartmentName("common")
        let shop = try CompartmentName("shop")
        let vehicle = try CompartmentName("veh")
        let opening = try Self.opening(
            [common, shop, vehicle],
            store: store,
            schemes: catalogue.schemes,
            clock: clock,
            provider: provider
        )
        hull = try await SiteHull.open(opening)
        let places = ["MED": shop, "AGR": shop, "VEH": vehicle]
        governance = try Governance(hull: hull, places: places, planning: FloorPlant.planning)
        let today = try Day(millisecondsSince1970: clock.now).orThrow("a day")
        try await governance.releaseFirst(
            draft,
            approvedBy: [.init(approver: "Ada", capacity: "owner"), .init(approver: "Ben", capacity: "export office")],
            on: today
        )
        try await governance.start(draft, on: today)
        execution = try Execution(
            hull: hull,
            common: common,
            places: places,
            workCenters: ["mill": 100, "bench": 80],
            approval: ReleasedChanges(hull: hull, places: places)
        )
        accounts = Accounts(
            hull,
            provider: provider,
            clock: clock,
            rules: SecretRules(refusesWellKnown: true),
            cost: operatorCount > 0 ? .standard : SecretCost(rounds: 16, blockSize: 8, parallelism: 1)
        )
        let register = PersonRegister(hull, accounts)
        staff = try await isSetUp ? FloorStaff.enrolled(accounts, register, operatorCount: operatorCount) : [:]
        let floorWork = FloorWork(execution: execution, governance: governance, provider: provider)
        work = try await isSetUp ? floorWork.made(operatorCount: operatorCount) : [:]
        travelerKey = TravelerKey(SecretBytes(provider.randomBytes(32)), using: provider)
        let signer = try Self.signer(provider)
        statementKey = signer.verifier.text
        let pages = PlantPages(
            hull: hull,
            execution: execution,
            governance: governance,
            accounts: accounts,
            register: register,
            plan: plan,
            followFlows: { _, _ in FloorPlant.flowWays },
            press: Self.press(catalogue, travelerKey, signer),
            codes: PageCode.allCases.map {
                CodeExplanation("\($0.code)", kind: "refusal", title: $0.title, explanation: "\($0.says)")
            },
            clock: clock,
            random: { provider.randomBytes($0) }
        )
        let marking = ScreenMarking(schemes: catalogue.schemes, profile: .nara(.acronym))
        routes = pages.routes
        serving = Self.serving(pages, hull.boundary, marking, limits, clock, elsewhere) { provider.randomBytes($0) }
        server = serving(nil)
    }

    private static func serving(
        _ pages: PlantPages,
        _ boundary: Boundary,
        _ marking: ScreenMarking,
        _ limits: ServerLimits,
        _ clock: MachineClock,
        _ elsewhere: Whereabouts,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) -> @Sendable (ServerCertificate?) -> PlantServer {
        { certificate in
            var configuration = PlantServer.Configuration(
                host: "127.0.0.1",
                port: 0,
                certificate: certificate,
                site: "Test, main",
                whereabouts: Whereabouts(site: "main", country: "US"),
                elsewhere: elsewhere,
                marking: marking,
                assets: WebAssets.all
            )
            configuration.limits = limits
            return PlantServer(
                configuration,
                pages.routes,
                boundary: boundary,
                clock: clock,
                random: random,
                failurePage: PlantPages.failurePage
            )
        }
    }

    private static func opening(
        _ compartments: [CompartmentName],
        store: String?,
        schemes: Schemes,
        clock: MachineClock,
        provider: SwiftCryptoProvider
    ) throws -> SiteOpening {
        var opening = try SiteOpening(
            site: "plant.example/main",
            engine: store.map { try SQLiteEngine(directory: $0 + "/data", keyDirectory: $0 + "/keys") }
                ?? MemoryEngine(),
            control: SiteCompartment(
                CompartmentName("control"),
                projections: [AccountProjection(), GovernanceProjection()]
            ),
            compartments: compartments.map {
                SiteCompartment($0, projections: [ExecutionProjection(), GovernanceProjection()])
            },
            schemes: schemes,
            siteKey: MemorySiteKey(using: provider),
            provider: provider,
            clock: clock
        )
        opening.inspector = try ScannerInspector(knowing: restrictedWords)
        opening.blobs = { name in
            if let store { return try BlobFolder(directory: store + "/data", compartment: name) }
            return MemoryBlobs()
        }
        return opening
    }

    private static func signer(_ provider: SwiftCryptoProvider) throws -> NoteSigner {
        try NoteSigner(
            name: KeyName("plant.example/main/statements"),
            kind: .ed25519,
            privateKey: SecretBytes(provider.randomBytes(32)),
            using: provider
        )
    }

    private static func press(_ catalogue: ObligationCatalogue, _ key: TravelerKey, _ signer: NoteSigner) -> PaperPress
    {
        PaperPress(
            paper: .letter,
            marking: MarkingRules(
                schemes: catalogue.schemes,
                profile: .nara(.acronym),
                facts: DesignationFacts(controlledBy: ["Test"], pointOfContact: "export@test.example")
            ),
            key: key,
            signer: signer
        )
    }

    /// Moves its clock on.
    public func advance(days: Int = 0, minutes: Int = 0) { clock.advance(minutes: days * 24 * 60 + minutes) }

    /// Releases a housing that brackets are built into, and orders one, `ASM-1`.
    /// - Returns: the id of the unit.
    public func orderHousing() async throws -> String {
        try await FloorWork(execution: execution, governance: governance, provider: SwiftCryptoProvider()).housing()
    }

    /// The same pages by a server that ends TLS itself.
    public func server(_ certificate: ServerCertificate) -> PlantServer { serving(certificate) }
}
