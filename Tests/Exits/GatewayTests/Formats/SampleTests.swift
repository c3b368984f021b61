import Boundary
import BoundedXML
import Foundation
import Journal
import TestPlant
import Testing

@testable import Gateway

/// The public documents of `BULKHEAD_SHARED`, where it is there. Nothing of them is in the repository.
@Suite("Samples of real plants", .enabled(if: ProcessInfo.processInfo.environment["BULKHEAD_SHARED"] != nil))
struct SampleTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        let path: String
        let format: String
        var testDescription: String { path }

        func bytes() throws -> [UInt8] {
            let shared = try ProcessInfo.processInfo.environment["BULKHEAD_SHARED"].orThrow("BULKHEAD_SHARED")
            return Array(try Data(contentsOf: URL(filePath: shared + "/samples/" + path)))
        }
    }

    static let documents = [
        Sample(path: "b2mml/MaterialLot_V0401.xml", format: "b2mml"),
        Sample(path: "b2mml/ProductionPerformance_V0401.xml", format: "b2mml"),
        Sample(path: "b2mml/ProductionSchedule_V0401.xml", format: "b2mml"),
        Sample(path: "qif/FirstArticleInspection_2.1.qif", format: "qif"),
        Sample(path: "qif/Results_Sample_3.0.qif", format: "qif"),
        Sample(path: "qif/planWithWorkInstructions_3.0.qif", format: "qif"),
        Sample(path: "nist/Cover_FAIR_Results_20parts_2.1.qif", format: "qif"),
        Sample(path: "nist/MTConnectDevices_1.3.xml", format: "xml"),
        Sample(path: "nist/MTConnectStreams_Cover01_excerpt.xml", format: "xml"),
        Sample(path: "mtconnect/CuttingToolAsset.xml", format: "xml"),
        Sample(path: "mtconnect/Devices_kinematics_2.x.xml", format: "xml"),
    ]

    /// Everything that stands in a document, by the names of the elements on the way, and how often.
    private struct Contents {
        var paths: [(path: [XMLName], attribute: XMLName?)] = []
        private var counts: [String: Int] = [:]
        private var texts: [String: String] = [:]

        init(_ element: XMLElement) { add(element, []) }

        private mutating func add(_ element: XMLElement, _ way: [XMLName]) {
            for attribute in element.attributes { note(way, attribute.name, attribute.value) }
            if element.children.isEmpty, element.hasText || element.attributes.isEmpty { note(way, nil, element.text) }
            for child in element.children { add(child, way + [child.name]) }
        }

        private mutating func note(_ way: [XMLName], _ attribute: XMLName?, _ text: String) {
            let key = Self.key(way, attribute)
            if counts[key] == nil { paths.append((way, attribute)) }
            counts[key, default: 0] += 1
            texts[key] = text
        }

        static func key(_ way: [XMLName], _ attribute: XMLName?) -> String {
            (way + [attribute].compactMap(\.self)).map(\.description).joined(separator: "/")
                + (attribute == nil ? "" : "@")
        }

        func count(_ one: (path: [XMLName], attribute: XMLName?)) -> Int {
            counts[Self.key(one.path, one.attribute)] ?? 0
        }
        func text(_ one: (path: [XMLName], attribute: XMLName?)) -> String {
            texts[Self.key(one.path, one.attribute)] ?? ""
        }
    }

    /// A flow that declares everything in a document: the record is the document, its program what stands in a value that is there once.
    private static func messages(_ sample: Sample, _ root: XMLElement) throws -> String {
        let contents = Contents(root)
        var prefixes: [String: String] = [:]
        func name(_ name: XMLName, isAttribute: Bool) -> String {
            if name.namespace == (isAttribute ? "" : root.name.namespace) { return name.local }
            let prefix = prefixes[name.namespace, default: "n\(prefixes.count)"]
            prefixes[name.namespace] = prefix
            return prefix + ":" + name.local
        }
        let fields = contents.paths.enumerated().map { number, one in
            let way = one.path.map { name($0, isAttribute: false) }
            let path = (way + [one.attribute.map { "@" + name($0, isAttribute: true) }].compactMap(\.self))
                .joined(separator: "/")
            return
                "- { name: f\(number), path: \"\(path)\", type: text, class: orders, optional: \(contents.count(one) > 1), "
                + "repeated: \(contents.count(one) > 1), longest: 100000 }"
        }
        let key = try contents.paths.firstIndex { one in
            contents.count(one) == 1 && (1...60).contains(contents.text(one).utf8.count)
                && contents.text(one).utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
        }.orThrow("a value that is there once")
        return """
            messages:
                  format: \(sample.format)
                  record: /\(root.name.local)
                  \(root.name.namespace.isEmpty ? "" : "namespace: \"\(root.name.namespace)\"")
                  namespaces: { unused: "urn:unused"\(prefixes.sorted { $0.key < $1.key }.map { ", \($1): \"\($0)\"" }.joined()) }
                  holds: orders
                  program: { field: f\(key), codes: { "\(contents.text(contents.paths[key]))": MED } }
                  about: f\(key)
                  fields:
                    \(fields.joined(separator: "\n        "))
            """
    }

    /// The document without what says nothing: comments, blanks between elements, the order of attributes, and the gateway's own marking.
    private static func canonical(_ bytes: [UInt8]) throws -> XMLElement {
        // The root is not known before it is read.
        let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
        let start = try text.firstMatch(of: /<([A-Za-z_][A-Za-z0-9_.\-]*)/).orThrow("a root").1
        let head = text.firstMatch(of: /xmlns\s*=\s*["']([^"']*)["']/).map { String($0.1) } ?? ""
        let reading = XMLRecordReading(record: [XMLName(String(start), in: head)], bytesMax: 1 << 24)
        let records = try reading.append(bytes[...]) + reading.finish()
        return tidy(try records.first.orThrow("a document").element)
    }

    private static func tidy(_ element: XMLElement) -> XMLElement {
        XMLElement(
            element.name,
            attributes: element.attributes.sorted { "\($0.name)" < "\($1.name)" },
            children: element.children.filter { $0.name != TreeFormat.marking }.map(tidy),
            text: element.children.isEmpty || element.hasText ? element.text : ""
        )
    }

    @Test("under a filter that lets everything through a document comes back canonically equal", arguments: documents)
    func everything(sample: Sample) async throws {
        let text = try await Self.permitted(sample)
        #expect(try Self.canonical(Array(text.utf8)) == Self.canonical(sample.bytes()))
    }

    /// The message that a sample becomes where all of it passes.
    static func permitted(_ sample: Sample) async throws -> String {
        let bytes = try sample.bytes()
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: messages(sample, canonical(bytes))))
        let folder = try MessageFolder()
        let flow = try plant.flow()
        let taken = try await plant.gateway.take(bytes, named: "a.xml", for: flow)
        #expect(taken == TakeReport(records: 1, deadLetters: 0, undeclaredFields: 0, isNew: true))
        #expect(try await plant.gateway.send(flow, to: folder.connector).records == 1)
        return try folder.received(by: kept.signer.verifier).first.orThrow("a message").text
    }

    @Test(
        "under a filter that lets nothing through nothing leaves, and a message without records is one root",
        arguments: documents
    )
    func nothing(sample: Sample) async throws {
        let bytes = try sample.bytes()
        let document = try Self.canonical(bytes)
        let messages = try Self.messages(sample, document)
        let text = GatewayPlant.text(filter: "passes: [], drops: [orders]", messages: messages)
        let plant = try await GatewayPlant(try GatewayPlant.Kept(), text)
        let folder = try MessageFolder()
        let flow = try plant.flow()
        _ = try await plant.gateway.take(bytes, named: "a.xml", for: flow)
        #expect(try await plant.gateway.send(flow, to: folder.connector).messages == 0)
        #expect(try folder.files().isEmpty)
        let message = flow.format.message([])
        let empty = try Self.canonical(message)
        #expect(empty.name == document.name)
        #expect(empty.children.map(\.name.local) == (sample.format == "qif" ? ["QPId"] : []))
        // Whatever was in the document.
        #expect(message == Self.emptyMessages[document.name.namespace].map { Array($0.utf8) } ?? message)
    }

    /// What is left of a document of QIF, whatever was in it.
    private static let emptyMessages = Dictionary(
        uniqueKeysWithValues: [("2", "2.1.0"), ("3", "3.0.0")].map { namespace, version in
            (
                "http://qifstandards.org/xsd/qif\(namespace)",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<QIFDocument xmlns=\"http://qifstandards.org/xsd/qif\(namespace)\" versionQIF=\"\(version)\" idMax=\"0\">"
                    + "<QPId>00000000-0000-0000-0000-000000000000</QPId></QIFDocument>\n"
            )
        }
    )

    @Test("a table of comma-separated values comes back with every record as it was, in its order")
    func table() async throws {
        let bytes = try Sample(path: "cui/cui_marking_codes_niem6.csv", format: "csv").bytes()
        let lines = bytes.split(separator: 0x0A).map { $0.last == 0x0D ? Array($0.dropLast()) : Array($0) }
        let records = try lines.map { try CommaSeparatedRecord.fields($0) }
        let names = try records.first.orThrow("a line of names")
        let codes = Set(records.dropFirst().map { $0[0] }).sorted().map { "\"\($0)\": MED" }.joined(separator: ", ")
        let messages = """
            messages:
                  format: csv
                  holds: orders
                  program: { field: "\(names[0])", codes: { \(codes) } }
                  about: "\(names[0])"
                  fields:
                    \(names.enumerated().map { "- { name: \"\($1)\", type: text, class: orders, optional: \($0 > 0) }" }.joined(separator: "\n        "))
            """
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: messages))
        let folder = try MessageFolder()
        let flow = try plant.flow()
        let taken = try await plant.gateway.take(bytes, named: "a.csv", for: flow)
        #expect(taken == TakeReport(records: records.count - 1, deadLetters: 0, undeclaredFields: 0, isNew: true))
        // A table of the words that mark is no marked table: nothing of it is stopped.
        #expect(try await plant.gateway.send(flow, to: folder.connector).records == records.count - 1)
        let arrived = try folder.received(by: kept.signer.verifier).flatMap { message in
            try message.text.split(separator: "\r\n").map { try CommaSeparatedRecord.fields(Array($0.utf8)) }
        }
        #expect(arrived.filter { $0 == names }.count == (records.count + 98) / 100)
        #expect(arrived.filter { $0 != names } == Array(records.dropFirst()))
        let none = try await GatewayPlant(
            try GatewayPlant.Kept(),
            GatewayPlant.text(filter: "passes: [], drops: [orders]", messages: messages)
        )
        let empty = try MessageFolder()
        _ = try await none.gateway.take(bytes, named: "a.csv", for: none.flow())
        #expect(try await none.gateway.send(none.flow(), to: empty.connector).messages == 0)
    }

    @Test(
        "a bill of material of an ERP comes back with every value as it was written, and leaves nothing where nothing may pass"
    )
    func billOfMaterial() async throws {
        let bytes = try Sample(path: "erpnext/bom_records_excerpt.json", format: "json").bytes()
        let number = { (name: String) in "- { name: \(name), type: decimal, class: orders, optional: true }" }
        let of = { (list: String, name: String, type: String) in
            "- { name: \(list).\(name), path: /\(list)/*/\(name), type: \(type), class: orders, optional: true }"
        }
        let fields =
            ["- { name: item, type: text, class: orders }", "- { name: doctype, type: text, class: orders }"]
            + ["docstatus", "is_active", "is_default", "quantity", "with_operations"].map(number)
            + ["doctype", "item_code", "parentfield", "stock_uom", "bom_no"].map { of("items", $0, "text") }
            + ["amount", "qty", "rate"].map { of("items", $0, "decimal") }
            + ["operation", "description", "workstation"].map { of("operations", $0, "text") }
            + ["time_in_mins", "operating_cost"].map { of("operations", $0, "decimal") }
        let messages = """
            messages:
                  format: json
                  holds: orders
                  program: { field: doctype, codes: { BOM: MED } }
                  about: item
                  fields:
                    \(fields.joined(separator: "\n        "))
            """
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: messages))
        let folder = try MessageFolder()
        let flow = try plant.flow()
        let taken = try await plant.gateway.take(bytes, named: "a.json", for: flow)
        #expect(taken.deadLetters == 0 && taken.undeclaredFields == 0 && taken.records > 1)
        #expect(try await plant.gateway.send(flow, to: folder.connector).records == taken.records)
        let message = try folder.received(by: kept.signer.verifier).first.orThrow("a message")
        let canonical = { (bytes: Data) in
            try JSONSerialization.data(withJSONObject: JSONSerialization.jsonObject(with: bytes), options: .sortedKeys)
        }
        #expect(try canonical(Data(message.text.utf8)) == canonical(Data(bytes)))
        let none = try await GatewayPlant(
            try GatewayPlant.Kept(),
            GatewayPlant.text(filter: "passes: [], drops: [orders]", messages: messages)
        )
        let empty = try MessageFolder()
        _ = try await none.gateway.take(bytes, named: "a.json", for: none.flow())
        #expect(try await none.gateway.send(none.flow(), to: empty.connector).messages == 0)
    }
}
