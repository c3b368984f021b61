import ArgumentParser
import Boundary
import Classification
import Documents
import Execution
import Foundation
import Governance
import HTTPExit
import Journal
import Planning
import PlantModel
import Storage
import Web

/// `bulkhead serve`: runs one instance of the plan.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the MES of one instance of the plan: pages for browsers, under its policies.",
        discussion: """
            Exit codes: 0 it was told to end (SIGTERM, SIGINT); 1 there is no plan; 2 the input is wrong; 4 the control log or its keys are damaged, or \
            a witness remembers more of it; 75 the port, the folder or the volume is in use, or a witness does not answer.
            """
    )

    @OptionGroup var place: InstanceArguments

    @OptionGroup var watched: WitnessArguments

    @OptionGroup var sought: KnownContentArguments

    @Option(help: "Address and port; port 0 takes a free one.")
    var listen = "127.0.0.1:8080"

    @Option(help: "Names by which browsers reach it through the proxy; may be given several times.")
    var host: [String] = []

    @Flag(help: "A proxy beside it ends TLS. Without one the server listens on loopback alone.")
    var behindTlsProxy = false

    @Option(
        help:
            "The certificate by which it ends TLS itself, in PEM, followed by those that vouch for it; with --tls-key."
    )
    var tlsCertificate: String?

    @Option(help: "The certificate's private key, in PEM; nobody else may read the file.")
    var tlsKey: String?

    @Option(
        help:
            "The country of sessions that are begun at no registered terminal, where the network lets nobody in from another. Without it nobody knows it, and what hangs on the place is refused."
    )
    var unregisteredCountry: String?

    @Option(
        help:
            "The directory that feeds the person register, as a file in YAML says (docs/guide/feed-the-register.md): read at the start and again every so many minutes."
    )
    var directory: String?

    @Option(
        help:
            "Fills a new instance to try it with: the persons of this register, each with a new PIN that is printed, and work of its programs. On loopback alone."
    )
    var demo: String?

    @Option(
        help:
            "With --demo: a history of the last four weeks with so many units, instead of a few units of today; the same for the same number."
    )
    var demoUnits: Int?

    @Flag(help: "Print each route that it answers and who may come, and end without listening.")
    var listRoutes = false

    @Option(help: "Whose rules markings follow: nara or dod.")
    var marking = RationaleCommand.Profile.nara

    /// What documents are printed on.
    enum PaperSize: String, ExpressibleByArgument {
        case a4 = "A4"
        case letter = "Letter"
    }

    @Option(help: "The paper of documents: A4 or Letter.")
    var paper = PaperSize.letter

    @Option(help: "Whom to ask about controlled documents; it is printed in the block that designates them.")
    var contact: String?

    func validate() throws {
        let address = try ListenAddress(listen)
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together")
        }
        guard tlsCertificate == nil || !behindTlsProxy else {
            throw ValidationError(
                "either a proxy ends TLS (--behind-tls-proxy), or this server does (--tls-certificate)"
            )
        }
        guard address.isLoopback || behindTlsProxy || tlsCertificate != nil else {
            throw ValidationError(
                "\(listen) can be reached from other machines, and without a certificate this server speaks no TLS: listen on 127.0.0.1, give --tls-certificate and --tls-key, or put a proxy before it that ends TLS and say --behind-tls-proxy --host NAME"
            )
        }
        guard demo == nil || (address.isLoopback && !behindTlsProxy) else {
            throw ValidationError("--demo prints PINs, so it serves this machine alone: listen on 127.0.0.1")
        }
        guard demo == nil || directory == nil else {
            throw ValidationError("--demo has persons of its own; leave --directory away")
        }
        guard demo == nil || place.stores.attachments != nil else {
            throw ValidationError("--demo attaches drawings: name with --attachments the folder that they are kept in")
        }
        if let demoUnits {
            guard demo != nil, DemoHistory.unitsAllowed.contains(demoUnits) else {
                throw ValidationError(
                    "--demo-units goes with --demo and is \(DemoHistory.unitsAllowed.lowerBound) to \(DemoHistory.unitsAllowed.upperBound)"
                )
            }
        }
        if let unregisteredCountry, !Countries.codes.contains(unregisteredCountry) {
            throw ValidationError(
                "--unregistered-country \(unregisteredCountry) is no country; expected two capital letters (ISO 3166-1), such as US"
            )
        }
        guard !behindTlsProxy || !host.isEmpty else {
            throw ValidationError("name with --host by what name browsers reach the proxy")
        }
        guard tlsCertificate == nil || address.isLoopback || !host.isEmpty else {
            throw ValidationError(
                "name with --host by what name browsers reach it: the one that the certificate is for"
            )
        }
    }

    /// Read before anything is opened: a wrong file ends it at once.
    private func certificate() throws -> ServerCertificate? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return try WrongInput.telling {
            try KeyFile.mustBePrivate(tlsKey)
            return try ServerCertificate(certificates: tlsCertificate, key: tlsKey)
        }
    }

    func run() async throws {
        let certificate = try certificate()
        let directory = try self.directory.map { try RegisterDirectory.load($0) }
        let draft = try place.draft()
        guard let planned = draft.plan else { throw ExitStatus.findings }
        let served = try place.served(draft)
        let clock = DemoClock()
        // A history begins before its instance does; one that is there already goes on today.
        if demoUnits != nil, try OpenedHull.exiting({ try place.stores.isNew() }) {
            clock.set(DemoHistory.beginning(before: clock.now))
        }
        let opened = try await OpenedInstance(
            served,
            stores: place.stores,
            draft: draft,
            approvers: place.approvers,
            witnesses: watched.connections(),
            known: sought.content(draft.baseline.catalogue.schemes),
            clock: clock
        )
        try await placeContainments(opened.execution)
        await sweepMedia(opened.execution)
        let address = try ListenAddress(listen)
        let provider = SwiftCryptoProvider()
        let accounts = Accounts(
            opened.hull,
            provider: provider,
            clock: clock,
            rules: SecretRules(refusesWellKnown: !address.isLoopback || behindTlsProxy)
        )
        let register = PersonRegister(opened.hull, accounts)
        let pages = PlantPages(
            hull: opened.hull,
            execution: opened.execution,
            governance: opened.governance,
            accounts: accounts,
            register: register,
            plan: planned,
            followFlows: { [flows = FollowedFlows(planned)] in try flows.ways($0, $1) },
            press: press(
                draft.baseline,
                key: TravelerKey(opened.travelerKey, using: provider),
                signer: opened.signer
            ),
            codes: CodePage.all.map {
                CodeExplanation($0.code, kind: $0.kind, title: $0.title, explanation: $0.explanation)
            },
            clock: clock,
            random: { provider.randomBytes($0) }
        )
        let routes = pages.routes
        if listRoutes {
            print(routes.all.map(\.line).joined(separator: "\n"))
            return await opened.hull.close()
        }
        let server = PlantServer(
            configuration(at: address, of: served, certificate, draft.baseline),
            routes,
            boundary: opened.hull.boundary,
            clock: clock,
            random: { provider.randomBytes($0) },
            failurePage: PlantPages.failurePage
        )
        let issued = try await fill(opened, served, accounts, clock)
        let link = try accounts.needsAdministrator() ? accounts.makeSetupLink() : nil
        let text = ServeText(
            served: served,
            stores: place.stores,
            listen: address,
            host: behindTlsProxy ? host.first : nil,
            ownName: certificate == nil ? nil : host.first ?? address.host,
            link: link,
            demo: issued,
            baselines: try opened.governance.standing(on: clock.today())
        )
        let tell: @Sendable (String) -> Void = { Console.error("\(Date.now.formatted(.iso8601)) \($0)") }
        let handover = HeadHandover(hull: opened.hull, tell: tell)
        let handing = Task { await handover.run() }
        defer { handing.cancel() }
        let feeding = await feeding(register, from: directory, clock, tell)
        defer { feeding?.cancel() }
        do {
            try await server.run(
                log: tell,
                whenReady: { port in
                    for closed in opened.hull.closed { Console.error("\(closed)") }
                    Console.error(text.lines(port: port).joined(separator: "\n"))
                }
            )
        } catch {
            await opened.hull.close()
            Console.error("it cannot listen on \(listen): \(error)")
            throw ExitStatus.tryLater
        }
        await handover.finish()
        await opened.hull.close()
        Console.error("ended; everything that was acknowledged is in the logs")
    }

    /// Reads the directory before anybody is let in, and has it read again for as long as it serves.
    private func feeding(
        _ register: PersonRegister,
        from directory: RegisterDirectory?,
        _ clock: DemoClock,
        _ tell: @escaping @Sendable (String) -> Void
    ) async -> Task<Void, Never>? {
        guard let directory else { return nil }
        var feeding = RegisterFeeding(register: register, directory: directory, clock: clock, tell: tell)
        await feeding.read()
        return Task { [feeding] in
            var feeding = feeding
            await feeding.run()
        }
    }

    private func configuration(
        at address: ListenAddress,
        of served: ServedInstance,
        _ certificate: ServerCertificate?,
        _ baseline: PolicyBaseline
    ) -> PlantServer.Configuration {
        PlantServer.Configuration(
            host: address.host,
            port: address.port,
            otherHosts: Set(host.map { $0.lowercased() }),
            isSecure: behindTlsProxy,
            certificate: certificate,
            site:
                "\(baseline.plant.enterprise), \(served.site.id)\(demo == nil ? "" : " (demo, nothing on it is controlled)")",
            whereabouts: Whereabouts(site: served.site.id, country: served.site.country.value),
            elsewhere: unregisteredCountry.map { Whereabouts(country: $0) } ?? .unplaced,
            marking: ScreenMarking(schemes: baseline.catalogue.schemes, profile: markingProfile),
            assets: WebAssets.all
        )
    }

    /// Fills a new instance that is to be tried; nothing where it is not, or has accounts already.
    // The optimizer of Swift 6.3 does not get through this function.
    @_optimize(none)
    private func fill(
        _ opened: OpenedInstance,
        _ served: ServedInstance,
        _ accounts: Accounts,
        _ clock: DemoClock
    ) async throws -> DemoFloor.Issued? {
        guard let demo, try accounts.isEmpty() else { return nil }
        do {
            return try await DemoFloor(opened, served, accounts, register: demo, clock: clock)
                .fill(history: demoUnits)
        } catch {
            await opened.hull.close()
            Console.error(
                "the demo cannot be made: \(error); take away what is in \(place.stores.data) and \(place.stores.keys) to begin anew"
            )
            throw ExitStatus.wrongInput
        }
    }

    /// Goes on with what a crash cut off: whatever a bad gauge or lot touched is held before anybody works on it.
    private func placeContainments(_ execution: Execution) async throws {
        let left: Int
        do {
            left = try await execution.placeContainments()
        } catch {
            Console.error("\(error)")
            return
        }
        if left > 0 {
            Console.error("\(left) containments are not placed everywhere; quality's page goes on with each")
        }
    }

    /// Takes away files that no revision refers to. Where that fails they stay until the next start, and nobody waits for it.
    private func sweepMedia(_ execution: Execution) async {
        do {
            _ = try await execution.sweepMedia()
        } catch {
            Console.error("files that no revision refers to could not be taken away: \(error)")
        }
    }

    var markingProfile: MarkingProfile { marking == .dod ? .dod : .nara(.acronym) }
}
