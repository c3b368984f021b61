import Journal
import Storage
import Testing

@testable import Boundary

@Suite("Every refusal has one code, and every code its page")
struct RefusalCodeTests {
    private static let attachments: [AttachmentError.Code] = [
        .notOpen, .notPermitted, .invalidName, .empty, .tooLarge, .tooMany, .unknownUpload, .busy,
        .wrongOffset(expected: 1), .classified, .otherType, .restricted, .active,
        .notInspected, .full, .failed, .notJournaled,
    ]
    private static let releases: [ReleaseError] = [
        .notLiteral, .otherClearance, .otherRecipient, .otherPolicies, .otherFacts, .expired,
    ]

    @Test("no code is unused, and none stands for two things")
    func covered() {
        var used: [RefusalCode] = [.notFound, .denied]
        used += BoundaryError.Code.allCases.map(\.refusal)
        used += JournalError.Code.allCases.map(\.refusal)
        used += StorageError.Code.allCases.map(\.refusal)
        used += Self.attachments.map { AttachmentError($0, "").refusal }
        used += Self.releases.map(\.refusal)
        #expect(AccessRefusal.notFound.refusal == .notFound)
        #expect(Set(used).count == used.count)
        #expect(Set(used) == Set(RefusalCode.allCases))
    }

    @Test("every code has its own title and says what to do", arguments: RefusalCode.allCases)
    func page(code: RefusalCode) throws {
        #expect(!code.title.isEmpty && !code.title.hasSuffix("."))
        #expect(code.explanation.hasSuffix("."))
        #expect(RefusalCode.allCases.filter { $0.title == code.title } == [code])
        let form = try Regex("BH-[BRAJS][0-9]{3}")
        #expect(code.rawValue.wholeMatch(of: form) != nil)
    }
}
