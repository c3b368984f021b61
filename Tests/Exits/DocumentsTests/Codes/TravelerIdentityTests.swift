import Documents
import Journal
import SeededGeneration
import Testing

@Suite("A scan is an identity of this site, or says why not")
struct TravelerIdentityTests {
    private let key = PaperPlant.key

    private func text() throws -> String {
        try TravelerIdentity(document: "TR-1", order: "JO-7", operation: "0010").text(under: key)
    }

    private func refusal(_ scan: String) -> ScanError? { refusal(Array(scan.utf8)) }

    private func refusal(_ scan: [UInt8]) -> ScanError? {
        do throws(ScanError) {
            _ = try TravelerIdentity(scan: scan, key: key)
            return nil
        } catch {
            return error
        }
    }

    @Test("what was printed reads back; the check is the same in every run")
    func roundTrip() throws {
        #expect(try text() == "BH1:TR-1:JO-7:0010:\(try text().suffix(13))")
        #expect(try text().count == 32)
        #expect(refusal(try text()) == nil)
    }

    @Test("scans that are no identity, each with its reason")
    func hostile() throws {
        let text = try text()
        #expect(refusal("") == .otherCode)
        #expect(refusal("4006381333931") == .otherCode)
        #expect(refusal("bh1" + text.dropFirst(3)) == .otherCode)
        #expect(refusal("BH2" + text.dropFirst(3)) == .otherCode)
        #expect(refusal(text + "\r") == .character(0x0D, position: 33))
        #expect(refusal(text.replacing(":", with: "\u{BA}")) == .character(0xC2, position: 4))
        #expect(refusal([0x42, 0x00, 0xFF]) == .character(0, position: 2))
        #expect(refusal(String(repeating: "A", count: 100_000)) == .tooLong(bytes: 100_000))
        #expect(refusal("BH1:TR-1:JO-7:0010") == .parts(4))
        #expect(refusal(text + ":X") == .parts(6))
        #expect(refusal("BH1::JO-7:0010:0000000000000") == .name(part: "document"))
        #expect(refusal("BH1:TR-1:JO'7:0010:0000000000000") == .name(part: "order"))
        #expect(refusal("BH1:TR-1:JO-7:\(String(repeating: "1", count: 33)):0000000000000") == .name(part: "operation"))
        #expect(refusal(String(text.dropLast())) == .checkLength(12))
        #expect(refusal(text.dropLast(13) + "0000000000000") == .check)
        #expect(refusal(text.dropLast(13) + text.suffix(13).lowercased()) == .check)
    }

    @Test("the refusal of a forged code names no key and no right check")
    func silent() throws {
        let right = try text()
        let error = try #require(refusal(right.dropLast(13) + "0000000000000"))
        #expect("\(error)" == "this code was not printed by this site; take the traveler to quality")
        #expect(error.code == .check)
        #expect(refusal(right + ":")?.code == .torn)
    }

    @Test("no change of one character passes, and no other key")
    func forged() throws {
        let bytes = Array(try text().utf8)
        for index in bytes.indices {
            for other in UInt8(0x21)...0x7E where other != bytes[index] {
                var changed = bytes
                changed[index] = other
                #expect(refusal(changed) != nil)
            }
        }
        let other = TravelerKey(SecretBytes([UInt8](repeating: 8, count: 32)), using: SwiftCryptoProvider())
        #expect(throws: ScanError.check) { _ = try TravelerIdentity(scan: bytes, key: other) }
    }

    @Test("parts cannot be moved from one name to the next")
    func boundaries() throws {
        let one = try TravelerIdentity(document: "A", order: "BC", operation: "1").text(under: key)
        let other = try TravelerIdentity(document: "AB", order: "C", operation: "1").text(under: key)
        #expect(one.suffix(13) != other.suffix(13))
    }

    @Test("bytes by chance are refused")
    func chance() {
        var generator = SeededGenerator(seed: 4711)
        for _ in 0..<2_000 { #expect(refusal(generator.bytes(generator.below(140))) != nil) }
    }

    @Test("commands are read as they are printed, and nothing else is")
    func commands() {
        for command in ScanCommand.allCases { #expect(ScanCommand(scan: Array(command.code.utf8)) == command) }
        for scan in ["START", "BHC:", "BHC:start", "BHC:START ", "BHC:STOP"] {
            #expect(ScanCommand(scan: Array(scan.utf8)) == nil)
        }
    }
}
