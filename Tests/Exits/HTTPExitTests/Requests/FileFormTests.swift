import Testing

@testable import HTTPExit

@Suite("A form that carries a file is read as it has to be written, or not at all")
struct FileFormTests {
    private static let type = "multipart/form-data; boundary=----abc"
    private static let file: [UInt8] = [0x89, 0, 13, 10, 45, 45, 45, 45, 45, 45, 97, 98, 13, 10, 255]

    private static func part(_ head: String, _ content: [UInt8]) -> [UInt8] {
        Array("------abc\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + content + [13, 10]
    }

    private static func form(_ parts: [UInt8]..., end: String = "------abc--\r\n") -> [UInt8] {
        parts.flatMap { $0 } + Array(end.utf8)
    }

    private static let plain = part("name=\"file\"; filename=\"a.png\"\r\nContent-Type: text/html", file)

    private func fault(_ body: [UInt8], _ type: String = type, limits: ServerLimits = ServerLimits())
        -> MalformedRequest?
    {
        do throws(MalformedRequest) {
            _ = try FileForm(body, type: type, limits: limits).file
            return nil
        } catch {
            return error
        }
    }

    @Test("fields and the file come out as they were put in, the file byte for byte")
    func read() throws {
        let body = Self.form(Self.part("name=\"title\"", Array("Größe\r\n2".utf8)), Self.plain)
        let form = try FileForm(body, type: Self.type, limits: ServerLimits())
        #expect(try form.fields["title"] == "Größe\n2" && form.file == Self.file)
        #expect(
            try FileForm(body, type: "Multipart/Form-Data; boundary=\"----abc\"", limits: ServerLimits()).file
                == Self.file
        )
        let empty = Self.form(Self.part("name=\"file\"; filename=\"\"", []))
        #expect(try FileForm(empty, type: Self.type, limits: ServerLimits()).file == [])
    }

    @Test("the name that a file has where it comes from is not looked at")
    func names() throws {
        for name in ["../../etc/passwd", "C:\\a.exe", "a.svg", String(repeating: "n", count: 1_000)] {
            let body = Self.form(Self.part("name=\"file\"; filename=\"\(name)\"", Self.file))
            #expect(try FileForm(body, type: Self.type, limits: ServerLimits()).file == Self.file)
        }
    }

    @Test("a form may carry several files, each with its field and the name that it was sent under")
    func several() throws {
        let names = ["a b.yaml", "plant/ä.csv", "", "x%22y"]
        let parts = names.flatMap { Self.part("name=\"plant\"; filename=\"\($0)\"", Array($0.utf8)) }
        let form = try FileForm(Self.form(parts), type: Self.type, limits: ServerLimits())
        #expect(form.files.map(\.name) == ["a b.yaml", "plant/ä.csv", "", "x\"y"])
        #expect(form.files.allSatisfy { $0.field == "plant" } && form.files.map { $0.bytes.count } == [8, 12, 0, 5])
        var limits = ServerLimits()
        limits.fieldsMax = 3
        #expect(fault(Self.form(parts), limits: limits) == .tooManyFields)
    }

    @Test("what is written otherwise is refused")
    func malformed() {
        #expect(fault(Self.form(Self.plain), "multipart/form-data") == .wrongType)
        #expect(fault(Self.form(Self.plain), "application/x-www-form-urlencoded") == .wrongType)
        #expect(fault(Self.form(Self.plain), "multipart/form-data; boundary=a b") == .wrongType)
        #expect(fault(Self.form(Self.part("name=\"title\"", []))) == .wrongType)
        #expect(fault(Self.form(Self.plain, Self.plain)) == .repeatedField)
        let twice = Self.part("name=\"title\"", [65])
        #expect(fault(Self.form(twice, twice, Self.plain)) == .repeatedField)
        #expect(fault(Self.form(Self.plain, end: "")) == .wrongEncoding)
        #expect(fault(Self.form(Self.plain, end: "------abc--\r\nmore")) == .wrongEncoding)
        #expect(fault(Array("x\r\n".utf8) + Self.form(Self.plain)) == .wrongEncoding)
        #expect(fault(Self.form(Self.part("name=\"ti tle\"", [65]), Self.plain)) == .wrongEncoding)
        #expect(fault(Self.form(Self.part("filename=\"a\"; name=\"file\"", [65]))) == .wrongEncoding)
        #expect(fault(Self.form(Self.part("name=\"title\"", [0xff]), Self.plain)) == .wrongEncoding)
        #expect(fault(Self.form(Self.part("name=\"title\"", [0]), Self.plain)) == .wrongEncoding)
        #expect(fault([]) == .wrongEncoding)
    }

    @Test("fields are bounded as those of other forms are, and so is what stands before a part")
    func bounds() {
        var limits = ServerLimits()
        (limits.fieldsMax, limits.bodyBytesMax) = (2, 100)
        let three = (0..<3).flatMap { Self.part("name=\"f\($0)\"", [65]) }
        #expect(fault(Self.form(three, Self.plain), limits: limits) == .tooManyFields)
        let long = Self.part("name=\"title\"", [UInt8](repeating: 65, count: 101))
        #expect(fault(Self.form(long, Self.plain), limits: limits) == .tooLarge)
        let head = Self.part("name=\"file\"; filename=\"\(String(repeating: "n", count: 3_000))\"", Self.file)
        #expect(fault(Self.form(head)) == .wrongEncoding)
    }

    @Test("a form that is cut off anywhere is refused")
    func cut() {
        let body = Self.form(Self.part("name=\"title\"", [65]), Self.plain)
        for count in 0..<(body.count - 2) { #expect(fault(Array(body.prefix(count))) != nil) }
    }
}
