import BoundedXML
import Testing

@Suite("Reading the records of an XML document")
struct XMLRecordReadingTests {
    private func records(
        _ text: String,
        of path: [String] = ["a", "b"],
        in namespace: String = "",
        by count: Int = 1 << 20,
        bytesMax: Int = 1 << 20
    ) throws -> (records: [XMLRecordReading.Record], outside: [String: Int]) {
        let reading = XMLRecordReading(record: path.map { XMLName($0, in: namespace) }, bytesMax: bytesMax)
        let bytes = Array(text.utf8)
        var records: [XMLRecordReading.Record] = []
        for start in stride(from: 0, to: bytes.count, by: count) {
            records += try reading.append(bytes[start..<min(start + count, bytes.count)])
        }
        return (records + (try reading.finish()), reading.outside)
    }

    static let document = """
        <?xml version="1.0"?>
        <a when="today"><head>said</head><b id="1"><c>x &amp; y</c><b/></b><d><b>none</b></d>
        <b id="2">\u{1F600}<![CDATA[<z>]]></b></a>
        """

    @Test("records are told by the way to them alone, and what stands outside is noted")
    func found() throws {
        let (found, outside) = try records(Self.document)
        #expect(found.map { $0.element.attributes.map(\.value) } == [["1"], ["2"]])
        #expect(found[0].element.children.map(\.name.local) == ["c", "b"])
        #expect(found[0].element.children[0].text == "x & y")
        #expect(found[1].element.text == "\u{1F600}<z>")
        #expect(outside == ["a": 1, "a/head": 1, "a/d/b": 1])
    }

    @Test("it does not matter how the bytes come", arguments: [1, 2, 7, 64])
    func chunks(count: Int) throws {
        let (found, _) = try records(Self.document, by: count)
        #expect(found.map(\.element) == (try records(Self.document).records.map(\.element)))
    }

    @Test("the root may be the record, and names are told by their namespaces and never by prefixes")
    func namespaces() throws {
        let text = "<p:a xmlns:p=\"urn:x\" xmlns:q=\"urn:x\" q:at=\"1\"><q:b/></p:a>"
        let found = try records(text, of: ["a"], in: "urn:x").records
        #expect(found[0].element.children[0].name == XMLName("b", in: "urn:x"))
        #expect(found[0].element.attributes[0].name == XMLName("at", in: "urn:x"))
        #expect(throws: XMLRecordReading.Fault.otherRoot) { try records(text, of: ["a"], in: "urn:y") }
    }

    @Test(
        "what is not well-formed or declares a document type is refused",
        arguments: [
            "", "<a>", "<a></b>", "<a><b></a>", "<a>&no;</a>", "<a b=1/>", "<a/><a/>", "<a>\u{1}</a>", "<p:a/>", "text",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a><b>&x;</b></a>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/x'> %p;]><a/>", "<a><b",
        ]
    )
    func refused(text: String) {
        #expect(throws: XMLRecordReading.Fault.self) { try records(text) }
        #expect(throws: XMLRecordReading.Fault.self) { try records(text, by: 1) }
    }

    @Test("a bomb of entities ends at its document type, whatever it would grow to")
    func bomb() {
        let entities = (1...30).map { "<!ENTITY e\($0) \"&e\($0 - 1);&e\($0 - 1);\">" }.joined()
        #expect(throws: XMLRecordReading.Fault.documentType) {
            try records("<!DOCTYPE a [<!ENTITY e0 \"x\">\(entities)]><a><b>&e30;</b></a>")
        }
    }

    @Test("a record past a bound is told as not whole, takes no more room, and those after it are read")
    func bounds() throws {
        let deep = String(repeating: "<c>", count: 200) + String(repeating: "</c>", count: 200)
        let found = try records("<a><b>\(deep)</b><b>x</b></a>").records
        #expect(found.map(\.isWhole) == [false, true])
        let long = String(repeating: "y", count: 5_000)
        let other = try records("<a><b>\(long)</b><b><c at='\(long)'/></b><b>x</b></a>", bytesMax: 1_000).records
        #expect(other.map(\.isWhole) == [false, false, true])
        #expect(other[0].element.text.isEmpty)
        let many = String(repeating: "<c/>", count: XMLRecordReading.elementsMax + 5)
        let last = try records("<a><b>\(many)</b><b/></a>", bytesMax: 1 << 30).records
        #expect(last.map(\.isWhole) == [false, true])
        #expect(last[0].element.children.count < XMLRecordReading.elementsMax)
    }

    @Test("nesting without end is refused before it takes the stack")
    func nesting() {
        #expect(throws: XMLRecordReading.Fault.self) { try records(String(repeating: "<a>", count: 100_000)) }
    }

    @Test("what is written is read back, whatever is in it")
    func roundTrip() throws {
        let element = XMLElement(
            XMLName("b", in: "urn:x"),
            attributes: [
                XMLElement.Attribute(XMLName("at"), "a\"b<&\t\n\r'"),
                XMLElement.Attribute(XMLName("lang", in: "http://www.w3.org/XML/1998/namespace"), "en"),
                XMLElement.Attribute(XMLName("at", in: "urn:y"), "1"),
            ],
            children: [
                XMLElement(XMLName("c"), text: " ]]> &\r\n\té\u{1F600} "), XMLElement(XMLName("d", in: "urn:x")),
            ]
        )
        let reading = XMLRecordReading(
            record: [XMLName("a"), XMLName("b", in: "urn:x")],
            bytesMax: 1 << 20
        )
        let bytes = element.document(inside: [XMLName("a")])
        #expect(try (reading.append(bytes[...]) + reading.finish()).map(\.element) == [element])
    }
}
