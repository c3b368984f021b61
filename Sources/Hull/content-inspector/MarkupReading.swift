internal import CXML2
internal import ContentScan

/// Reads XML or HTML by libxml2 and hands on its text, its attributes and its native fields.
///
/// No document type is followed: one that is declared ends the reading of XML, so that there is no entity but the five of the language, and no file or
/// network address is ever asked for.
final class MarkupReading {
    private let output: FrameOutput
    private let isHTML: Bool
    private var context: UnsafeMutablePointer<xmlParserCtxt>?
    /// The parser has its address.
    private let found: UnsafeMutablePointer<MarkupText>
    private var head: [UInt8] = []
    private var decoder: TextDecoder?

    init(_ output: FrameOutput, isHTML: Bool) {
        (self.output, self.isHTML) = (output, isHTML)
        found = .allocate(capacity: 1)
        found.initialize(to: MarkupText(output, isHTML: isHTML))
    }

    deinit {
        if let context { isHTML ? htmlFreeParserCtxt(context) : xmlFreeParserCtxt(context) }
        found.deinitialize(count: 1)
        found.deallocate()
    }

    /// Reads all of standard input.
    func readInput() throws {
        while true {
            let bytes = ContentInput.next()
            if bytes.isEmpty { break }
            output.inputCount += bytes.count
            try append(bytes[...])
        }
        try finish()
        try output.write(.done(UInt64(output.inputCount)))
    }

    func append(_ bytes: ArraySlice<UInt8>) throws {
        guard decoder == nil else { return try parse(bytes, isEnd: false) }
        head += bytes
        if head.count >= MediaType.headBytesMax { try begin(isWhole: false) }
    }

    /// Hands on what is left, and whether the content broke the rules.
    func finish() throws {
        if decoder == nil { try begin(isWhole: true) }
        try parse([], isEnd: true)
        try found.pointee.flush(all: true)
        if found.pointee.hasDocumentType {
            try output.write(.uninspected(.documentTypeDefinition))
        } else if !isHTML, context.map({ $0.pointee.wellFormed == 0 }) ?? true {
            try output.write(.uninspected(.malformed))
        }
    }

    private func begin(isWhole: Bool) throws {
        guard let guess = MediaType.reading(of: head, isWhole: isWhole).guess, makeContext() else {
            decoder = TextDecoder(.utf8, at: 0)
            return
        }
        if !Self.isKnownEncoding(head) { try output.write(.uninspected(.unknownFormat)) }
        decoder = TextDecoder(guess.encoding, at: guess.markLength)
        let start = head[guess.markLength...]
        head = []
        try parse(start, isEnd: false)
    }

    private func parse(_ bytes: ArraySlice<UInt8>, isEnd: Bool) throws {
        var piece = MappedText()
        decoder?.decode(bytes, isEnd: isEnd, into: &piece)
        guard let context, !found.pointee.hasDocumentType else { return }
        piece.utf8.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            _ =
                isHTML
                ? htmlParseChunk(context, start, Int32(buffer.count), isEnd ? 1 : 0)
                : xmlParseChunk(context, start, Int32(buffer.count), isEnd ? 1 : 0)
        }
        if let failure = found.pointee.failure { throw failure }
        try found.pointee.flush(all: false)
    }

    /// The encodings that are told by their bytes. Of one that is declared and is not among them the text may be another than the bytes show.
    private static func isKnownEncoding(_ head: [UInt8]) -> Bool {
        let start = String(decoding: head.prefix(200).filter { $0 != 0 }, as: UTF8.self)
        guard start.hasPrefix("<?xml"), let end = start.firstRange(of: "?>"),
            let key = start[..<end.lowerBound].firstRange(of: "encoding")
        else { return true }
        let name = start[key.upperBound..<end.lowerBound].drop { " =\"'".contains($0) }.prefix {
            $0 != "\"" && $0 != "'"
        }.lowercased()
        return [
            "utf-8", "utf8", "utf-16", "utf-32", "us-ascii", "ascii", "windows-125", "iso-8859-", "ibm037", "cp037",
            "ebcdic-cp-us",
        ]
        .contains(where: name.hasPrefix)
    }

    // MARK: The parser

    /// The parser itself is what it hands to its handlers: with it they can end it, and what it found is at its `_private`.
    private func makeContext() -> Bool {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.characters = { parser, bytes, count in MarkupReading.tell(parser) { $0.characters(bytes, count) } }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.comment = { parser, bytes in MarkupReading.tell(parser) { $0.aside(bytes) } }
        handler.processingInstruction = { parser, _, bytes in MarkupReading.tell(parser) { $0.aside(bytes) } }
        handler.serror = { _, _ in }
        if isHTML {
            handler.startElement = { parser, name, given in
                MarkupReading.tell(parser) { found in
                    var index = 0
                    // Name and value by turns, then nil.
                    while let given, given[index] != nil, found.aside(given[index + 1]) { index += 2 }
                    return found.begins(name, uri: nil)
                }
            }
            handler.endElement = { parser, name in MarkupReading.tell(parser) { $0.ends(name, uri: nil) } }
            context = htmlCreatePushParserCtxt(&handler, nil, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
            if let context {
                htmlCtxtUseOptions(
                    context,
                    Int32(HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
                )
            }
        } else {
            handler.startElementNs = { parser, name, _, uri, spaceCount, spaces, count, _, given in
                MarkupReading.tell(parser) { found in
                    // Prefix and address by turns.
                    for index in 0..<Int(spaceCount) { _ = found.aside(spaces?[index * 2 + 1]) }
                    for index in 0..<Int(count) {
                        // Five pointers for each: name, prefix, namespace, value, end of value.
                        guard let given, let from = given[index * 5 + 3], let to = given[index * 5 + 4],
                            to - from >= 3
                        else { continue }
                        _ = found.aside(UnsafeBufferPointer(start: from, count: to - from))
                    }
                    return found.begins(name, uri: uri)
                }
            }
            handler.endElementNs = { parser, name, _, uri in
                MarkupReading.tell(parser) { $0.ends(name, uri: uri) }
            }
            handler.internalSubset = { parser, _, _, _ in MarkupReading.tell(parser) { $0.declaresType() } }
            context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil)
            if let context {
                // After an error it goes on where it can: what is found is evidence, and that it is malformed is a finding.
                xmlCtxtUseOptions(
                    context,
                    Int32(XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue)
                )
            }
        }
        context?.pointee._private = UnsafeMutableRawPointer(found)
        return context != nil
    }

    /// Has what was found take one thing more, and ends the parser where it is to end.
    private static func tell(_ parser: UnsafeMutableRawPointer?, _ take: (inout MarkupText) -> Bool) {
        guard let context = parser?.assumingMemoryBound(to: xmlParserCtxt.self),
            let found = context.pointee._private?.assumingMemoryBound(to: MarkupText.self)
        else { return }
        if !take(&found.pointee) { xmlStopParser(context) }
    }
}
