import Testing

@testable import Cedar

@Suite("Names made once")
struct InternedNamesTests {
    @Test("each stretch of a text is what stands there, however many there are and however they collide")
    func names() throws {
        // Many more names than places in the table, many of them alike in length and in the first and last eight bytes.
        let words = (0..<5_000).map { number in
            switch number % 3 {
            case 0: "n\(number)"
            case 1: "abcdefgh\(number)ijklmnop"
            default: String(repeating: "long ", count: number % 40) + "é"
            }
        }
        let source = try SourceText(words.joined(separator: "|"), file: "t")
        let names = InternedNames(source)
        for _ in 0..<2 {
            var start = 0
            for word in words {
                let end = start + word.utf8.count
                #expect(names.name(from: start, to: end) == CedarString(word))
                start = end + 1
            }
        }
        #expect(names.name(from: 0, to: 0) == "")
        #expect(names.name(from: source.bytes.count, to: source.bytes.count) == "")
    }

    @Test("entities are told by type and id")
    func entities() throws {
        let names = InternedNames(try SourceText("", file: "t"))
        for _ in 0..<2 {
            for type in 0..<20 {
                for id in 0..<20 {
                    let (type, id) = (EntityTypeName("T\(type)"), CedarString("\(id)"))
                    #expect(names.entity(type, id) == EntityUID(type: type, id: id))
                }
            }
        }
    }

    @Test("the same name with and without blanks in it is the same type")
    func blanksInPaths() throws {
        for text in ["A::B::C::\"d\"", "A :: B::C :: \"d\"", "A:: // first\n B ::C::\"d\""] {
            #expect(try Expression(parsing: text, file: "t") == Expression(parsing: "A::B::C::\"d\"", file: "t"))
        }
    }
}
