import Testing

@testable import bulkhead

@Suite("bulkhead explain knows every code")
struct CodePageTests {
    @Test("each code stands for one thing, of the part that its letter names")
    func unique() {
        let codes = CodePage.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(
            Set(codes.map { $0.prefix(4).suffix(1) }) == [
                "A", "B", "C", "D", "E", "G", "H", "J", "L", "M", "P", "R", "S", "W", "X",
            ]
        )
    }

    @Test("each has a title and says what to do")
    func pages() {
        for page in CodePage.all {
            #expect(!page.title.isEmpty && !page.explanation.isEmpty, "\(page.code)")
            #expect(page.explanation.hasSuffix("."), "\(page.code): \(page.explanation)")
        }
    }
}
