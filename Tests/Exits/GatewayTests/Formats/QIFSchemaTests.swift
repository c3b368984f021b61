import Foundation
import Journal
import TestPlant
import Testing

@testable import Gateway

/// What leaves as QIF is held against schemas: a small one of our own that asks for what a document has beside its records, and that of QIF 3.0 where its folder is named, as
/// `Benchmarks/gateway/validate-qif.sh` does.
@Suite("Messages of QIF against schemas", .enabled(if: SchemaValidation.isInstalled))
struct QIFSchemaTests {
    private static let theirs = ProcessInfo.processInfo.environment["BULKHEAD_QIF_SCHEMAS"].map {
        $0 + "/QIFDocument.xsd"
    }

    private static let own = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://qifstandards.org/xsd/qif3"
                   targetNamespace="http://qifstandards.org/xsd/qif3" elementFormDefault="qualified">
          <xs:element name="QIFDocument">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="QPId">
                  <xs:simpleType>
                    <xs:restriction base="xs:token">
                      <xs:pattern value="[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"/>
                    </xs:restriction>
                  </xs:simpleType>
                </xs:element>
                <xs:any namespace="##targetNamespace" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
              </xs:sequence>
              <xs:attribute name="versionQIF" type="xs:NMTOKEN" fixed="3.0.0" use="required"/>
              <xs:attribute name="idMax" type="xs:unsignedInt" use="required"/>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """

    private static let messages = """
        messages:
              format: qif
              record: /QIFDocument/Header
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: author
              fields:
                - { name: author, path: Author/Name, type: text, class: orders }
                - { name: project, path: Description, type: text, class: orders }
                - { name: scope, path: Scope, type: text, class: nonconformances, optional: true }
        """

    private static let document =
        "<QIFDocument xmlns=\"http://qifstandards.org/xsd/qif3\" versionQIF=\"3.0.0\" idMax=\"7\"><QPId>ffb3e503-d9ba-4046-a08e-f6cf5427cd87</QPId>"
        + "<Header><Author><Name>A. Roe</Name></Author><Description>P-MED</Description><Scope>bore</Scope></Header></QIFDocument>"

    private static func problems(of text: String) throws -> [String] {
        try SchemaValidation.problems(of: text, own: own, theirs: theirs)
    }

    @Test(
        "a record that passes is valid, whole and without what a filter drops, and says nothing of the document that it was in",
        arguments: [nil, "passes: [orders], drops: [nonconformances]"]
    )
    func permitted(filter: String?) async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(filter: filter, messages: Self.messages))
        let folder = try MessageFolder()
        let (taken, _) = try await plant.carry(Self.document, named: "a.qif", to: folder)
        #expect(taken.records == 1)
        let text = try folder.received(by: kept.signer.verifier).first.orThrow("a message").text
        #expect(text.contains("A. Roe") && text.contains("bore") == (filter == nil))
        #expect(!text.contains("ffb3e503") && !text.contains("idMax=\"7\""))
        #expect(try Self.problems(of: text) == [], "\(text)")
    }

    @Test("what is left where nothing passes is the same whatever was there, and valid")
    func nothing() async throws {
        let plant = try await GatewayPlant(try GatewayPlant.Kept(), GatewayPlant.text(messages: Self.messages))
        let format = try plant.flow().format
        let text = String(decoding: format.message([]), as: UTF8.self)
        #expect(try format.received(Array(text.utf8)) == [])
        #expect(try Self.problems(of: text) == [])
    }

    @Test("a document that is none of QIF's is told from one that is: the schemas do ask for something")
    func control() throws {
        #expect(try Self.problems(of: Self.document) == [])
        for (part, other) in [("versionQIF=\"3.0.0\" ", ""), ("3.0.0", "3.0"), ("ffb3e503-", ""), ("qif3", "qif2")] {
            let text = Self.document.replacing(part, with: other)
            #expect(try !Self.problems(of: text).isEmpty, "\(text)")
        }
    }

    @Test(
        "a whole sample that passes is as valid as it came",
        .enabled(if: theirs != nil && ProcessInfo.processInfo.environment["BULKHEAD_SHARED"] != nil),
        arguments: SampleTests.documents.filter { $0.path.hasSuffix("3.0.qif") }
    )
    func samples(sample: SampleTests.Sample) async throws {
        let text = try await SampleTests.permitted(sample)
        #expect(try Self.problems(of: text) == [])
    }
}
