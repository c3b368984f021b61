import Classification
import ContentScan
import Foundation
import Gateway
import Journal
import LeakScan
import PlantModel

/// What `scan` was told, read and compared: wrong input is said before the first file is read.
struct ScanArguments {
    private let roots: [String]
    private let databases: [DatabaseScan]
    private let scan: LeakScan
    private let statePath: String?
    private let baseline: LeakBaseline
    private let judge: PlaceJudge?
    private let asOf: Day

    init(_ command: ScanCommand) throws {
        var roots: [String] = []
        let paths = command.paths.filter { !DatabaseScan.isDatabase($0) }
        for path in paths { roots.append(try Self.resolved(path)) }
        databases = try command.paths.filter(DatabaseScan.isDatabase).map(Self.database)
        for (index, root) in roots.enumerated() {
            guard
                let inside = roots.enumerated().first(where: { $0.offset != index && LeakScan.holds($0.element, root) })
            else {
                continue
            }
            Console.error(
                "\(paths[index]): it lies in \(paths[inside.offset]), which is scanned anyway; leave one of them"
            )
            throw ExitStatus.wrongInput
        }
        self.roots = roots
        asOf = try Self.day(command.asOf)
        let folder = try command.location.folder()
        let catalogue = try command.location.load()
        let extractor = Self.extractor
        if extractor == nil {
            Console.error(
                "no content-inspector beside this program: archives, office documents, XML and PDF are reported as not inspected"
            )
        }
        let known = try KnownIndex.read(command.known, command.key, catalogue.schemes)
        var limits = InspectionLimits.standard
        limits.readsPictures = !command.withoutPictures
        scan = LeakScan(
            ContentScanner(
                schemes: catalogue.schemes,
                limits: limits,
                extractor: extractor,
                known: known?.contents.known
            ),
            rules: try WrongInput.telling { try InputFile.bytes(folder + "/schemes.json") } + (known?.bytes ?? []),
            showsExcerpts: command.excerpts,
            atOnce: command.atOnce,
            releases: known?.contents.releases,
            manifests: try Self.manifests(command.manifestKey)
        )
        statePath = command.state
        if let state = command.state,
            let folder = LeakScan.resolved(
                URL(filePath: state).deletingLastPathComponent().path(percentEncoded: false)
            ),
            roots.contains(where: { LeakScan.holds($0, folder) })
        {
            Console.error("--state \(state): it lies in what is scanned, and changes while it is; keep it elsewhere")
            throw ExitStatus.wrongInput
        }
        baseline = try Self.baseline(command.baseline, asOf)
        judge = try command.plant.map { try Self.judge($0, command.holdings, catalogue) }
    }

    /// Scans once, with progress on a terminal.
    func outcome() async throws -> ScanOutcome {
        let progress = ScanProgress.onTerminal(roots)
        let result: LeakScan.Result
        do {
            result = try await scan.run(roots, databases: databases, statePath: statePath) { progress?.show($0) }
        } catch {
            progress?.clear()
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        }
        progress?.clear()
        return ScanOutcome(
            result.findings,
            counts: result.counts,
            roots: roots + databases.map(\.address),
            asOf: asOf,
            baseline: baseline,
            judge: judge
        )
    }

    private static func database(_ url: String) throws -> DatabaseScan {
        do throws(DatabaseScan.Problem) { return try DatabaseScan(url) } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }

    /// What reads manifests of the gateways whose keys were named.
    private static func manifests(_ paths: [String]) throws -> SideManifest.Reader? {
        guard !paths.isEmpty else { return nil }
        let keys = try paths.map { path in try WrongInput.telling { try InputFile.verifierKey(path) } }
        return { bytes in
            keys.lazy.compactMap { key in
                try? MessageManifest(signed: bytes, by: key, using: SwiftCryptoProvider())
            }.first.map {
                SideManifest(file: $0.file, byteCount: $0.byteCount, digest: $0.digest, marking: $0.marking)
            }
        }
    }

    static func resolved(_ path: String) throws -> String {
        guard let resolved = LeakScan.resolved(path) else {
            Console.error("\(path): there is no such file or folder")
            throw ExitStatus.wrongInput
        }
        return resolved
    }

    private static func day(_ text: String?) throws -> Day {
        guard let text else { return try SystemClock().today() }
        guard let day = Day(text) else {
            Console.error("--as-of: a day such as 2026-11-30 is expected, not \"\(text)\"")
            throw ExitStatus.wrongInput
        }
        return day
    }

    private static func baseline(_ path: String?, _ today: Day) throws -> LeakBaseline {
        guard let path else { return .empty }
        let bytes = try WrongInput.telling { try InputFile.bytes(path) }
        do throws(LeakBaseline.Problem) {
            return try LeakBaseline(json: bytes, file: path, today: today)
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
    }

    private static func judge(_ path: String, _ holdings: [String], _ catalogue: ObligationCatalogue) throws
        -> PlaceJudge
    {
        let plant = try CheckCommand.load(path)
        let obligations: PlantObligations
        do throws(ObligationProblems) {
            obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        } catch {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        let facts = try WrongInput.telling {
            try FoundDataFacts(plant: plant, obligations: obligations, schemes: catalogue.schemes)
        }
        let held = try holdings.map { holding -> PlaceJudge.Holding in
            guard let sign = holding.firstIndex(of: "=") else {
                Console.error("--at \(holding): SYSTEM=PATH is expected, such as share=/mnt/share")
                throw ExitStatus.wrongInput
            }
            let system = String(holding[..<sign])
            guard facts.has(system: system) else {
                let ids = plant.systems.map(\.id).joined(separator: ", ")
                Console.error("--at \(holding): \(path) has no system \(system); its systems are \(ids)")
                throw ExitStatus.wrongInput
            }
            let place = String(holding[holding.index(after: sign)...])
            let path = try DatabaseScan.isDatabase(place) ? database(place).address : resolved(place)
            return PlaceJudge.Holding(system: system, path: path)
        }
        return PlaceJudge(facts, schemes: catalogue.schemes, holdings: held)
    }

    /// The content-inspector that was installed beside this program.
    static var extractor: ExtractorProgram? {
        let program = URL(filePath: Bundle.main.executablePath ?? CommandLine.arguments[0]).resolvingSymlinksInPath()
        let inspector = program.deletingLastPathComponent().appending(path: "content-inspector")
            .path(percentEncoded: false)
        return FileManager.default.isExecutableFile(atPath: inspector) ? ExtractorProgram(path: inspector) : nil
    }
}
