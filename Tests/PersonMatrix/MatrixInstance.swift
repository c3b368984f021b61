import Boundary
import Cedar
import Documents
import Execution
import Foundation
import Journal
import PlantModel
import Storage
import Testing

@testable import bulkhead

/// An instance of the example plant in folders of its own, opened to make work in it before the server opens it.
struct MatrixInstance {
    let hull: SiteHull
    let execution: Execution
    let served: ServedInstance
    let travelerKey: TravelerKey
    private let provider = SwiftCryptoProvider()

    /// Opens it, makes work for all of its programs, and closes it again.
    /// - Parameters:
    ///   - name: of the instance in the plan.
    ///   - site: where its terminals stand.
    ///   - serials: names after which the units of each program are called.
    static func work(
        _ name: String,
        at site: String,
        in stores: InstanceStores,
        _ baseline: PolicyBaseline,
        _ instances: [PlanFile.Instance],
        _ persons: PersonFeed,
        serials: [String]
    ) async throws -> [MatrixWork] {
        let served = try ServedInstance(instances, named: name, at: site, of: baseline.plant)
        let instance = try await MatrixInstance(served, stores, baseline)
        try await instance.enrol(persons)
        let workCenter = try #require(served.workCenters.keys.sorted().first)
        var made: [MatrixWork] = []
        for program in served.programs {
            made.append(
                try await MatrixWork.made(
                    of: program,
                    at: workCenter,
                    serials: serials.map { "\(program)-\($0)" },
                    in: instance
                )
            )
        }
        await instance.hull.close()
        return made
    }

    private init(_ served: ServedInstance, _ stores: InstanceStores, _ baseline: PolicyBaseline) async throws {
        self.served = served
        try FileManager.default.createDirectory(atPath: stores.keys, withIntermediateDirectories: true)
        let common = try CompartmentName("common")
        let names = Set(served.places.values).union([common]).sorted()
        let siteKey = try SiteKeyFile.create(at: stores.siteKey, using: provider)
        let key = try WrappedKeyFile.key(
            at: stores.keys + "/traveler.key",
            what: "the traveler key",
            site: siteKey,
            using: provider
        )
        travelerKey = TravelerKey(key, using: provider)
        hull = try await SiteHull.open(
            SiteOpening(
                site: "example-aerostructures.example/\(served.site.id)",
                engine: try SQLiteEngine(directory: stores.data, keyDirectory: stores.keys),
                control: SiteCompartment(try CompartmentName("control"), projections: [AccountProjection()]),
                compartments: names.map { SiteCompartment($0, projections: [ExecutionProjection()]) },
                schemes: baseline.catalogue.schemes,
                siteKey: siteKey,
                provider: provider,
                clock: SystemClock()
            )
        )
        try await hull.boundary.adopt(baseline, by: .system("console"))
        execution = try Execution(
            hull: hull,
            common: common,
            places: served.places,
            workCenters: served.workCenters,
            approval: TwoPersonApproval()
        )
    }

    /// Persons with accounts, PINs and passwords. Hashes are cheap, for the server is asked by everybody many times; the first administrator's and
    /// one person's, who enrol over HTTP, are as the server makes them.
    private func enrol(_ persons: PersonFeed) async throws {
        let accounts = Accounts(
            hull,
            provider: provider,
            clock: SystemClock(),
            rules: SecretRules(refusesWellKnown: true),
            cost: SecretCost(rounds: 16, blockSize: 8, parallelism: 1)
        )
        for (place, person) in persons.persons.enumerated() {
            let id = person.facts.id
            try await hull.boundary.learn(person.facts, by: .system("register"))
            try await accounts.open(person.account, by: .system("register"))
            try await accounts.choose(pin: Self.pin(place + 1), of: id)
            _ = try await accounts.choose(password: "of the matrix, \(id)", of: id, factors: 1)
        }
    }

    /// The PIN of a person by the place in the register; the first administrator is at 0. `matrix.py` knows them by the same rule.
    private static func pin(_ place: Int) -> String { String(730_184 + 1_117 * place) }

    /// Somebody at a terminal of the site.
    func asker(_ person: String) -> Asker<Screen> {
        Asker(
            .person(person),
            through: Screen(isShared: true),
            from: Whereabouts(site: served.site.id, country: served.site.country.value)
        )
    }

    /// A new key for a command.
    func key(_ person: String) throws -> CommandKey {
        try #require(CommandKey("\(provider.randomBytes(16))", of: .person(person)))
    }
}
