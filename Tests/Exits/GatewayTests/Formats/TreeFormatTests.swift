import Boundary
import BoundedXML
import Classification
import ContentScan
import Foundation
import Journal
import PlantModel
import TestPlant
import Testing

@testable import Gateway

@Suite("Documents of XML")
struct TreeFormatTests {
    static let head = """
        messages:
              format: xml
              record: /Orders/Order
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              fields:
                - { name: order, path: "@id", type: text, class: orders }
                - { name: project, path: Project, type: text, class: orders }
                - { name: quantity, path: Line/Quantity, type: integer, class: jobResponses, repeated: true }
                - { name: unit, path: Line/Quantity/@unit, type: text, class: jobResponses, optional: true, repeated: true }
                - { name: hours, path: Hours, type: decimal, class: jobResponses, optional: true }
                - { name: closed, path: Closed, type: day, class: jobResponses, optional: true }
                - { name: finding, path: Line/Finding, type: text, class: nonconformances, optional: true, repeated: true }
        """

    static func order(_ id: String, _ project: String, _ rest: String = "") -> String {
        "<Order id=\"\(id)\"><Project>\(project)</Project><Line><Quantity unit=\"EA\">12</Quantity></Line>\(rest)</Order>"
    }

    static let line = "<Line><Quantity>3</Quantity><Finding>bore &lt; 0.2</Finding></Line>"
    static let prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    @Test("whatever may be received arrives as it was sent, several lines of an order in their order")
    func everything() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: Self.head))
        let folder = try MessageFolder()
        let text = "<Orders>\n \(Self.order("A-1", "P-MED", Self.line)) \(Self.order("B-1", "P-NAV"))</Orders>"
        let (taken, sent) = try await plant.carry(text, named: "a.xml", to: folder)
        #expect(taken == TakeReport(records: 2, deadLetters: 0, undeclaredFields: 0, isNew: true))
        #expect(sent.records == 1)
        #expect(
            try folder.received(by: kept.signer.verifier).map(\.text) == [
                Self.prolog + "<Orders>\(Self.order("A-1", "P-MED", Self.line))</Orders>\n"
            ]
        )
        #expect(try folder.files().keys.allSatisfy { $0.hasSuffix(".xml") || $0.hasSuffix(".xml.manifest") })
    }

    @Test("a filter leaves no trace of what it drops: no empty element, no gap")
    func filter() async throws {
        let kept = try GatewayPlant.Kept()
        let rules =
            "passes: [order, project, quantity], drops: [nonconformances], redacts: [order], generalizes: { quantity: tens }"
        let plant = try await GatewayPlant(kept, GatewayPlant.text(filter: rules, messages: Self.head))
        let folder = try MessageFolder()
        let order = Self.order("A-1", "P-MED", "<Line><Finding>x</Finding></Line>\(Self.line)<Hours>1.5</Hours>")
        _ = try await plant.carry("<Orders>\(order)</Orders>", named: "a.xml", to: folder)
        #expect(
            try folder.received(by: kept.signer.verifier).map(\.text) == [
                Self.prolog
                    + "<Orders><Order id=\"[redacted]\"><Project>P-MED</Project><Line><Quantity>10</Quantity></Line>"
                    + "<Line><Quantity>0</Quantity></Line></Order></Orders>\n"
            ]
        )
    }

    @Test(
        "what nobody declared is withheld and reported: elements, attributes, text beside elements, what is outside of records"
    )
    func undeclared() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: Self.head))
        let folder = try MessageFolder()
        let order = Self.order(
            "A-1",
            "P-MED",
            "D-77 A<Drawing>D-77 B</Drawing><Line at='D-77 C'><Quantity>1</Quantity>D-77 D</Line><Empty/><!-- D-77 E --><?D-77 F?>"
        )
        let (taken, _) = try await plant.carry(
            "<Orders by='D-77 G'><Sender>D-77 H</Sender>\(order)</Orders>",
            named: "a.xml",
            to: folder
        )
        #expect(taken.records == 1 && taken.undeclaredFields == 7)
        #expect(try folder.files().allSatisfy { !String(decoding: $0.value, as: UTF8.self).contains("D-77") })
        #expect(try folder.files().count == 2)
    }

    @Test("what is no record is a dead letter, and becomes a record once the flow declares it")
    func deadLetters() async throws {
        let kept = try GatewayPlant.Kept()
        let folder = try MessageFolder()
        let orders = [
            Self.order("A-1", "P-MED"), Self.order("A-2", "P-NEW", Self.line),
            Self.order("A-3", "P-MED", "<Closed>soon</Closed>"),
            Self.order("A-4", "P-MED", "<Hours>1</Hours><Hours>2</Hours>"), "<Order id='A-5'/>", "<Order/>",
            Self.order("A-7", "P-MED", "<Project>P-MED</Project>"),
            Self.order("A-8", "P-MED", "<Line><Quantity><b>1</b></Quantity></Line>"),
        ]
        do {
            let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: Self.head))
            let (taken, _) = try await plant.carry(
                "<Orders>\(orders.joined())</Orders>",
                named: "a.xml",
                to: folder
            )
            #expect(taken.records == 2 && taken.deadLetters == 6)
            #expect(try await plant.gateway.replay(plant.flow()).deadLetters == 6)
            await plant.hull.close()
        }
        let messages = Self.head.replacing("P-MED: MED", with: "P-MED: MED, P-NEW: MED")
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: messages))
        #expect(try await plant.gateway.replay(plant.flow()).revived == 1)
        #expect(try await plant.gateway.send(plant.flow(), to: folder.connector).records == 1)
        #expect(try folder.received(by: kept.signer.verifier).contains { $0.text.contains(orders[1]) })
    }

    @Test(
        "a document that is not well-formed, of another root or with a document type is refused whole, and nothing of it is taken",
        arguments: [
            "<Orders>\(order("A-1", "P-MED"))", "<Jobs/>", "<Orders xmlns='urn:x'/>", "", "not XML",
            "<!DOCTYPE Orders [<!ENTITY x 'P-MED'>]><Orders>\(order("A-1", "&x;"))</Orders>",
        ]
    )
    func refused(text: String) async throws {
        let plant = try await GatewayPlant(try GatewayPlant.Kept(), GatewayPlant.text(messages: Self.head))
        let flow = try plant.flow()
        await #expect {
            try await plant.gateway.take(Array(text.utf8), named: "a.xml", for: flow)
        } throws: { ($0 as? GatewayRefusal)?.code == .otherSchema }
        #expect(try await plant.gateway.send(flow, to: MessageFolder().connector) == SendReport())
    }

    @Test("markings in a value stop that record alone, entities or not")
    func lastWall() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: Self.head))
        let folder = try MessageFolder()
        let marked = "<Line><Quantity>1</Quantity><Finding>CUI//SP-CTI&#47;/NOFORN</Finding></Line>"
        let (_, sent) = try await plant.carry(
            "<Orders>\(Self.order("A-1", "P-MED"))\(Self.order("A-2", "P-MED", marked))</Orders>",
            named: "a.xml",
            to: folder
        )
        #expect(sent.records == 1 && sent.stoppedRecords == 1)
        #expect(try folder.files().allSatisfy { !String(decoding: $0.value, as: UTF8.self).contains("NOFORN") })
    }

    @Test(
        "no pair of worlds can be told apart, whether a record is an element of a document or all of it",
        arguments: [true, false]
    )
    func pairs(isRoot: Bool) async throws {
        let messages = isRoot ? Self.head.replacing("/Orders/Order", with: "/Order") : Self.head
        let filter = "passes: [order, project, quantity], redacts: [finding], generalizes: { closed: month }"
        for flow in ["to-erp", "to-mx"] {
            let evidence = try await ValidationTests.validate(
                flow,
                GatewayPlant.text(filter: filter, messages: messages),
                pairs: max(4, ValidationTests.pairs / 2)
            )
            #expect(evidence.differing == nil && evidence.incomplete == nil, "\(flow)")
            #expect(evidence.arrived > 0)
        }
    }
}

@Suite("Documents that bear markings of their own")
struct SourceMarkingTests {
    static func messages(_ format: String) -> String {
        """
        messages:
              format: \(format)
              record: /Sync
              \(format == "b2mml" ? "marked: DataArea/Order" : "namespaces: { x: 'urn:x' }")
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              fields:
                - { name: order, path: DataArea/Order/ID, type: text, class: orders }
                - { name: project, path: Project, type: text, class: orders }
        """
    }

    static func document(_ project: String, _ marking: String, namespace: String = "http://www.mesa.org/xml/B2MML")
        -> String
    {
        "<Sync xmlns=\"\(namespace)\"><DataArea><Order><ID>A-1</ID>\(marking)</Order></DataArea><Project>\(project)</Project></Sync>"
    }

    static func extension_(_ banner: String) -> String {
        "<m:Marking xmlns:m=\"urn:bulkhead:marking:1\"><m:Banner>\(banner)</m:Banner></m:Marking>"
    }

    @Test("a B2MML message bears the banner of its label in an extension element, last in the element that is named")
    func out() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: Self.messages("b2mml")))
        let folder = try MessageFolder()
        _ = try await plant.carry(Self.document("P-VEH", ""), named: "a.xml", to: folder)
        _ = try await plant.carry(Self.document("P-MED", ""), named: "b.xml", to: folder)
        let received = try folder.received(by: kept.signer.verifier)
        #expect(received.count == 2)
        for message in received {
            let banner = try #require(message.manifest.marking.first)
            #expect(
                message.text.contains(
                    "<ID>A-1</ID><Marking xmlns=\"urn:bulkhead:marking:1\"><Banner>\(banner)</Banner>"
                )
            )
            #expect(message.text.contains("</Marking></Order>"))
        }
        #expect(Set(received.map(\.manifest.marking.first)).count == 2)
    }

    @Test("what another gateway marked is taken where it says no more than the label, and said anew")
    func again() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(messages: Self.messages("b2mml")))
        let folder = try MessageFolder()
        _ = try await plant.carry(Self.document("P-VEH", ""), named: "a.xml", to: folder)
        let first = try #require(try folder.received(by: kept.signer.verifier).first)
        let (taken, sent) = try await plant.carry(first.text, named: "b.xml", to: folder)
        #expect(taken == TakeReport(records: 1, deadLetters: 0, undeclaredFields: 0, isNew: true))
        #expect(sent.records == 1)
        #expect(try folder.received(by: kept.signer.verifier).map(\.text) == [first.text, first.text])
    }

    @Test(
        "a marking that says more than the label, or is not understood, keeps the record from being taken; one that says less lowers nothing",
        arguments: [
            ("CUI//SP-CTI//NOFORN", 1), ("SECRET//NOFORN", 1), ("ACME EYES ONLY", 1), ("", 1), ("UNCLASSIFIED", 0),
            ("PUBLIC RELEASE", 1),
        ]
    )
    func taken(banner: String, deadLetters: Int) async throws {
        let plant = try await GatewayPlant(try GatewayPlant.Kept(), GatewayPlant.text(messages: Self.messages("b2mml")))
        let folder = try MessageFolder()
        let text = Self.document("P-MED", Self.extension_(banner))
        let (taken, _) = try await plant.carry(text, named: "a.xml", to: folder)
        #expect(taken.deadLetters == deadLetters, "\(banner)")
        #expect(taken.undeclaredFields == 0)
        #expect(try folder.files().count == 2 * (1 - deadLetters))
    }

    @Test("a marking whose words are known values is no better understood by that")
    func takenBesideKnownContent() async throws {
        var builder = KnownContentBuilder(seed: 7)
        let numbers = (0..<20).map { [["47118832\(10 + $0)"]] }
        try builder.add(table: "released", columns: ["number"], records: numbers, label: .unrestricted, tag: 1)
        let known = builder.finish().known
        let scanner = ContentScanner(schemes: try TestCatalogue.get().schemes, known: known)
        let found = scanner.inspect(Array("ACME 4711883212".utf8), name: "marking.txt").inspection.findings
        #expect(!found.isEmpty && found.allSatisfy(\.isKnown))
        let plant = try await GatewayPlant(
            try GatewayPlant.Kept(),
            GatewayPlant.text(messages: Self.messages("b2mml")),
            known: known
        )
        let text = Self.document("P-MED", Self.extension_("ACME 4711883212"))
        let (taken, _) = try await plant.carry(text, named: "a.xml", to: try MessageFolder())
        #expect(taken.deadLetters == 1)
    }

    @Test(
        "a classification of QIF raises and never lowers",
        arguments: [
            ("<SecurityClassificationEnum>UNCLASSIFIED</SecurityClassificationEnum>", 0),
            ("<SecurityClassificationEnum>SECRET</SecurityClassificationEnum>", 1),
            ("<SecurityClassificationEnum>EU_RESTRICTED</SecurityClassificationEnum>", 1),
            ("<OtherSecurityClassification>CUI//SP-CTI//NOFORN</OtherSecurityClassification>", 1),
            ("<OtherSecurityClassification>ours</OtherSecurityClassification>", 1),
        ]
    )
    func qif(content: String, deadLetters: Int) async throws {
        let plant = try await GatewayPlant(try GatewayPlant.Kept(), GatewayPlant.text(messages: Self.messages("qif")))
        let folder = try MessageFolder()
        let text = Self.document(
            "P-MED",
            "<SecurityClassification>\(content)</SecurityClassification>",
            namespace: "http://qifstandards.org/xsd/qif3"
        )
        let (taken, _) = try await plant.carry(text, named: "a.qif", to: folder)
        #expect(taken.deadLetters == deadLetters, "\(content)")
    }
}
