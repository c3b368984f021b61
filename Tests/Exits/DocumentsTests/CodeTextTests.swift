import Documents
import Testing

@Suite("Each refusal has a code, and says what is the case and what to do")
struct CodeTextTests {
    @Test("no two codes are one, and none says the same as another")
    func texts() {
        let texts =
            DocumentError.Code.allCases.map { ($0.rawValue, "\($0.says)", "\($0.remedy)") }
            + ScanError.Code.allCases.map { ($0.rawValue, "\($0.says)", "\($0.remedy)") }
        #expect(Set(texts.map(\.0)).count == texts.count)
        #expect(Set(texts.map(\.1)).count == texts.count)
        for (code, says, remedy) in texts {
            #expect(code.wholeMatch(of: /BH-X[0-9]{3}/) != nil, "\(code)")
            #expect(!says.hasSuffix(".") && remedy.hasSuffix("."), "\(code)")
        }
    }
}
