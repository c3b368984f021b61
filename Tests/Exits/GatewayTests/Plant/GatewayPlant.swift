import Boundary
import Cedar
import Classification
import ContentScan
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant

@testable import Gateway

/// A plant with a legacy system whose records go to an ERP on site and to one abroad, and a gateway that carries them.
struct GatewayPlant {
    static let messages = """
        messages:
              format: FORMAT
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              fields:
                - { name: order, type: text, class: orders }
                - { name: project, type: text, class: orders }
                - { name: quantity, type: integer, class: jobResponses }
                - { name: hours, type: decimal, class: jobResponses, optional: true }
                - { name: closed, type: day, class: jobResponses, optional: true }
                - { name: finding, type: text, class: nonconformances, optional: true, longest: 200 }
        """

    /// - Parameters:
    ///   - filter: the entry of `filters` of the name `minimum`; without one the flows have none.
    ///   - messages: what the records look like.
    static func text(filter: String? = nil, format: String = "csv", messages: String = messages) -> String {
        let flow = { (id: String, to: String) in
            """
              - id: \(id)
                from: legacy
                to: \(to)
                carries: [orders, jobResponses, nonconformances]
                programs: [VEH, NAV, MED]\(filter == nil ? "" : "\n    filter: minimum")
                \(messages.replacing("FORMAT", with: format))

            """
        }
        return ThreePrograms.text + """
              - { id: legacy, kind: MES, hosting: { site: main }, audiences: [staff] }
            flows:
            \(flow("to-erp", "erp"))\(flow("to-mx", "mx-erp"))
            """ + (filter.map { "\nfilters:\n  - { id: minimum, \($0) }\n" } ?? "")
    }

    static func plant(_ text: String = text()) throws -> Plant {
        try Plant.load("plant.yaml", files: ["plant.yaml": text])
    }

    static func name(_ text: String) throws -> CompartmentName { try CompartmentName(text) }

    let hull: SiteHull
    let clock: SetClock
    let engine: any StorageEngine
    let plant: Plant
    var gateway: Gateway
    static let site = "plant.example/main"

    /// What is kept apart from the instance and outlives it: stores, the site's key, the key that signs.
    struct Kept {
        let engine: any StorageEngine
        let site = MemorySiteKey()
        let signer: NoteSigner

        init(_ engine: any StorageEngine = MemoryEngine()) throws {
            self.engine = engine
            signer = try NoteSigner(
                name: try KeyName("plant.example/main/gateway"),
                kind: .ed25519,
                privateKey: SecretBytes(Array(repeating: 7, count: 32)),
                using: SwiftCryptoProvider()
            )
        }
    }

    init(
        _ kept: Kept,
        _ text: String = text(),
        isNew: Bool = true,
        hosted: [String] = ["VEH", "NAV", "MED"],
        known: KnownContent? = nil
    ) async throws {
        clock = SetClock("2026-11-24")
        engine = kept.engine
        plant = try Self.plant(text)
        let places = Dictionary(
            uniqueKeysWithValues: try hosted.map { ($0, try Self.name("p_" + $0.lowercased())) }
        )
        let common = try Self.name("common")
        let catalogue = try TestCatalogue.get()
        var opening = SiteOpening(
            site: Self.site,
            engine: kept.engine,
            control: SiteCompartment(try Self.name("control"), projections: []),
            compartments: (places.values.sorted() + [common]).map {
                SiteCompartment($0, projections: [GatewayProjection()])
            },
            schemes: catalogue.schemes,
            siteKey: kept.site,
            provider: SwiftCryptoProvider(),
            clock: clock
        )
        opening.hosted = HostedPrograms(
            instance: "cellar",
            programs: Dictionary(grouping: places) { $0.value }.mapValues { Set($0.map(\.key)) }
        )
        hull = try await SiteHull.open(opening)
        let baseline = try PolicyBaseline(
            plant: plant,
            catalogue: catalogue,
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
        if isNew {
            try await hull.boundary.adopt(baseline, by: .system("console"))
        } else {
            try hull.boundary.resume(baseline)
        }
        gateway = Gateway(
            hull: hull,
            common: common,
            places: places,
            site: Self.site,
            clock: clock,
            scanner: ContentScanner(schemes: catalogue.schemes, known: known),
            signer: kept.signer
        )
    }

    func flow(_ id: String = "to-erp") throws -> CarriedFlow { try CarriedFlow(id, of: plant) }

    /// Takes a file's text and sends what waits.
    @discardableResult
    func carry(_ text: String, _ flow: String = "to-erp", named name: String = "a.csv", to folder: MessageFolder)
        async throws
        -> (TakeReport, SendReport)
    {
        let flow = try self.flow(flow)
        let taken = try await gateway.take(Array(text.utf8), named: name, for: flow)
        return (taken, try await gateway.send(flow, to: folder.connector))
    }
}

/// A folder that messages are sent to, as its receiver sees it.
final class MessageFolder {
    let path: String
    let connector: FolderConnector

    init(messagesMax: Int = 10_000) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        connector = FolderConnector(folder: path, messagesMax: messagesMax)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Every file, by name.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            files[name] = Array(try Data(contentsOf: URL(filePath: path).appending(path: name)))
        }
        return files
    }

    /// What a receiver makes of it: messages whose manifest holds, one for each origin and number, in their order.
    func received(by key: VerifierKey) throws -> [(manifest: MessageManifest, text: String)] {
        let files = try files()
        var messages: [(manifest: MessageManifest, text: String)] = []
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) where name.hasSuffix(FolderConnector.manifestSuffix)
        {
            let manifest = try MessageManifest(signed: bytes, by: key, using: SwiftCryptoProvider())
            let content = try files[manifest.file].orThrow("no file \(manifest.file)")
            guard manifest.fits(content) else { throw TestFailure(message: "\(manifest.file) is not what was sent") }
            messages.append((manifest, String(decoding: content, as: UTF8.self)))
        }
        return messages
    }

    /// The data lines of all messages.
    func lines(by key: VerifierKey) throws -> [String] {
        try received(by: key).flatMap { message in
            message.text.split(separator: "\r\n").dropFirst().map(String.init)
        }
    }
}
