import Boundary
import Foundation
import Journal
import TestPlant
import Testing

@testable import Gateway

/// What leaves as B2MML is held against schemas: a small one of our own that asks for what matters here, and those of MESA International where their folder is named, as
/// `Benchmarks/gateway/validate-b2mml.sh` does.
@Suite("Messages of B2MML against schemas", .enabled(if: SchemaValidation.isInstalled))
struct B2MMLSchemaTests {
    /// A flow of work requests, or of whole schedules.
    private static func messages(_ record: String, _ inner: String) -> String {
        """
        messages:
              format: b2mml
              record: \(record)
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: request
              fields:
                - { name: request, path: ID, type: text, class: orders }
                - { name: project, path: HierarchyScope/EquipmentID, type: text, class: orders }
                - { name: level, path: HierarchyScope/EquipmentLevel, type: text, class: orders }
                - { name: inner, path: "\(inner)ID", type: text, class: orders, repeated: true, optional: true }
                - { name: job, path: "\(inner)JobOrder/ID", type: text, class: orders, repeated: true }
                - { name: note, path: "\(inner)JobOrder/Description", type: text, class: nonconformances, repeated: true, optional: true }
        """.replacing(
            "        - { name: inner, path: \"ID\", type: text, class: orders, repeated: true, optional: true }\n",
            with: ""
        )
    }

    private static let way = "/SyncWorkSchedule/DataArea/WorkSchedule"
    private static let scope =
        "<HierarchyScope><EquipmentID>P-MED</EquipmentID><EquipmentLevel>Site</EquipmentLevel></HierarchyScope>"
    private static let job = "<JobOrder><ID>J-1</ID><Description>bore</Description></JobOrder>"

    private static func document(_ schedule: String) -> String {
        "<SyncWorkSchedule xmlns=\"http://www.mesa.org/xml/B2MML\" releaseID=\"1\"><ApplicationArea><CreationDateTime>2026-11-24T10:00:00Z</CreationDateTime></ApplicationArea>"
            + "<DataArea><Sync/><WorkSchedule>\(schedule)</WorkSchedule></DataArea></SyncWorkSchedule>"
    }

    /// What leaves of a document.
    private static func leaving(_ text: String, _ messages: String, filter: String?) async throws -> [String] {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(filter: filter, messages: messages))
        let folder = try MessageFolder()
        let (taken, _) = try await plant.carry(text, named: "a.xml", to: folder)
        #expect(taken.records == 1)
        return try folder.received(by: kept.signer.verifier).map(\.text)
    }

    @Test(
        "a record that passes is valid with its marking, whole and without what a filter drops",
        arguments: [nil, "passes: [orders], drops: [nonconformances]"]
    )
    func permitted(filter: String?) async throws {
        let request = "<ID>R-1</ID>\(Self.scope)\(Self.job)\(Self.job)"
        let single = try await Self.leaving(
            Self.document("<ID>S-1</ID><WorkRequest>\(request)</WorkRequest>"),
            Self.messages(Self.way + "/WorkRequest", ""),
            filter: filter
        )
        let whole = try await Self.leaving(
            Self.document("<ID>S-1</ID>\(Self.scope)<WorkRequest><ID>R-1</ID>\(Self.job)</WorkRequest>"),
            Self.messages(Self.way, "WorkRequest/"),
            filter: filter
        )
        #expect(single.count == 1 && whole.count == 1)
        for text in single + whole {
            #expect(text.contains("J-1") && text.contains("bore") == (filter == nil))
            for problem in try B2MMLSchema.problems(of: text, root: "WorkSchedule") {
                Issue.record("\(problem)\n\(text)")
            }
        }
    }

    @Test("what is left where nothing passes is the same whatever was there, and valid")
    func nothing() async throws {
        for record in [Self.way, Self.way + "/WorkRequest"] {
            let inner = record == Self.way ? "WorkRequest/" : ""
            let plant = try await GatewayPlant(
                try GatewayPlant.Kept(),
                GatewayPlant.text(messages: Self.messages(record, inner))
            )
            let format = try plant.flow().format
            let text = String(decoding: format.message([]), as: UTF8.self)
            #expect(text.contains("ConfirmBOD") && !text.contains("WorkSchedule"))
            #expect(try format.received(Array(text.utf8)) == [])
            #expect(try B2MMLSchema.problems(of: text, root: "ConfirmBOD") == [])
        }
    }

    @Test("a document that is none of B2MML's is told from one that is: the schemas do ask for something")
    func control() throws {
        for text in [
            "<ConfirmBOD xmlns=\"http://www.mesa.org/xml/B2MML\"/>",
            Self.document("<WorkRequest><ID>R-1</ID>\(Self.job)</WorkRequest>"), Self.document("<ID>S-1</ID>"),
            Self.document("<ID>S-1</ID><WorkRequest><ID>R-1</ID></WorkRequest>"),
            Self.document("<ID>S-1</ID><WorkRequest>\(Self.job)<ID>R-1</ID></WorkRequest>"),
        ] {
            let root = text.hasPrefix("<Confirm") ? "ConfirmBOD" : "WorkSchedule"
            #expect(try !B2MMLSchema.problems(of: text, root: root).isEmpty, "\(text)")
        }
    }
}

/// What B2MML asks for.
private enum B2MMLSchema {
    /// Those of the schemas here and, where they are named, of MESA's own.
    /// - Parameter root: which of MESA's files has the root.
    static func problems(of text: String, root: String) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "b2mml-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let document = folder.appending(path: "document.xml")
        let own = folder.appending(path: "own.xsd")
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        try Data(text.utf8).write(to: document)
        try Data(Self.own.utf8).write(to: own)
        var repository = here
        for _ in 0..<4 { repository.deleteLastPathComponent() }
        try FileManager.default.copyItem(
            at: repository.appending(path: "schemas/marking.xsd"),
            to: folder.appending(path: "marking.xsd")
        )
        var problems = try SchemaValidation.run(own, document)
        if let theirs = ProcessInfo.processInfo.environment["BULKHEAD_B2MML_SCHEMAS"] {
            problems += try SchemaValidation.run(URL(filePath: theirs).appending(path: "B2MML-\(root).xsd"), document)
        }
        return problems
    }

    /// What B2MML 0701 asks of these transactions, as far as it matters here: what has to be there, and in which order.
    private static let own = """
        <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="http://www.mesa.org/xml/B2MML" xmlns:m="urn:bulkhead:marking:1"
                    targetNamespace="http://www.mesa.org/xml/B2MML" elementFormDefault="qualified">
          <xsd:import namespace="urn:bulkhead:marking:1" schemaLocation="marking.xsd"/>
          <xsd:complexType name="Nothing"/>
          <xsd:complexType name="Area">
            <xsd:sequence><xsd:element name="CreationDateTime" type="xsd:dateTime"/></xsd:sequence>
          </xsd:complexType>
          <xsd:complexType name="Scope">
            <xsd:sequence>
              <xsd:element name="EquipmentID" type="xsd:string"/>
              <xsd:element name="EquipmentLevel" type="xsd:string"/>
            </xsd:sequence>
          </xsd:complexType>
          <xsd:complexType name="Job">
            <xsd:sequence>
              <xsd:element name="ID" type="xsd:string"/>
              <xsd:element name="Description" type="xsd:string" minOccurs="0" maxOccurs="unbounded"/>
            </xsd:sequence>
          </xsd:complexType>
          <xsd:complexType name="Request">
            <xsd:sequence>
              <xsd:element name="ID" type="xsd:string"/>
              <xsd:element name="HierarchyScope" type="Scope" minOccurs="0"/>
              <xsd:element name="JobOrder" type="Job" maxOccurs="unbounded"/>
              <xsd:element ref="m:Marking" minOccurs="0"/>
            </xsd:sequence>
          </xsd:complexType>
          <xsd:complexType name="Schedule">
            <xsd:sequence>
              <xsd:element name="ID" type="xsd:string"/>
              <xsd:element name="HierarchyScope" type="Scope" minOccurs="0"/>
              <xsd:element name="WorkRequest" type="Request" maxOccurs="unbounded"/>
              <xsd:element ref="m:Marking" minOccurs="0"/>
            </xsd:sequence>
          </xsd:complexType>
          <xsd:element name="SyncWorkSchedule">
            <xsd:complexType>
              <xsd:sequence>
                <xsd:element name="ApplicationArea" type="Area"/>
                <xsd:element name="DataArea">
                  <xsd:complexType>
                    <xsd:sequence>
                      <xsd:element name="Sync" type="Nothing"/>
                      <xsd:element name="WorkSchedule" type="Schedule" maxOccurs="unbounded"/>
                    </xsd:sequence>
                  </xsd:complexType>
                </xsd:element>
              </xsd:sequence>
              <xsd:attribute name="releaseID" type="xsd:normalizedString" use="required"/>
            </xsd:complexType>
          </xsd:element>
          <xsd:element name="ConfirmBOD">
            <xsd:complexType>
              <xsd:sequence>
                <xsd:element name="ApplicationArea" type="Area"/>
                <xsd:element name="DataArea">
                  <xsd:complexType>
                    <xsd:sequence>
                      <xsd:element name="Confirm" type="Nothing"/>
                      <xsd:element name="BOD" type="Nothing" maxOccurs="unbounded"/>
                    </xsd:sequence>
                  </xsd:complexType>
                </xsd:element>
              </xsd:sequence>
            </xsd:complexType>
          </xsd:element>
        </xsd:schema>
        """
}
