import Testing

@testable import Cedar

@Suite("Tokens")
struct LexerTests {
    private func kinds(_ text: String) throws -> [Token.Kind] {
        try Lexer.tokens(of: SourceText(text, file: "t")).map(\.kind)
    }

    @Test("every keyword is told from other words", arguments: Keyword.allCases)
    func keywords(keyword: Keyword) throws {
        let word = keyword.rawValue
        #expect(try kinds(word) == [.identifier(keyword), .end])
        // Longer, shorter, in other letters, and with the same last eight bytes.
        for other in ["\(word)s", "s\(word)", String(word.dropLast()) + "_", word.uppercased(), "ssssssss\(word)"] {
            #expect(try kinds(other) == [.identifier(nil), .end])
        }
    }

    @Test("reserved are the words that an attribute cannot bear bare")
    func reserved() {
        #expect(Set(Keyword.allCases.filter(\.isReserved).map(\.rawValue)) == Identifier.reserved)
    }

    @Test("columns count scalars, whatever stands before")
    func places() throws {
        let text = "\"é€\" a // ü\u{2028}\n b\r\n\u{A0}\"\n\" c"
        let source = try SourceText(text, file: "t")
        let tokens = try Lexer.tokens(of: source)
        for token in tokens {
            #expect(token.range.start == SourceText.position(of: token.range.start.offset, in: source.bytes))
            #expect(token.range.end == SourceText.position(of: token.range.end.offset, in: source.bytes))
        }
        #expect(tokens.map(\.range.start.line) == [1, 1, 2, 3, 4, 4])
        #expect(tokens.map(\.range.start.column) == [1, 6, 2, 2, 3, 4])
    }

    @Test("a text that cannot be split into tokens says only that, wherever it cannot")
    func failureHidesOthers() throws {
        let wrong = "permit(principal, action);\n"
        for text in [wrong + "#", String(repeating: wrong, count: 50) + "permit(principal, action, resource); \"open"] {
            let errors = #expect(throws: CedarErrors.self) { try PolicySet(parsing: text, file: "t") }
            #expect(errors?.errors.count == 1)
            #expect(try #require(errors?.errors.first).range.start.offset >= wrong.utf8.count)
        }
        let schema = #expect(throws: CedarErrors.self) { try Schema(parsing: "entity A\nentity B;\n'", file: "t") }
        #expect(schema?.errors.map(\.range.start.line) == [3])
        let expression = #expect(throws: ParseError.self) { try Expression(parsing: "1 1 '", file: "t") }
        #expect(expression?.range.start.column == 5)
        #expect(throws: ParseError.self) { try Expression(parsing: "1 '", file: "t") }
        #expect(throws: ParseError.self) { try Expression(parsing: "1 1", file: "t") }
    }
}
