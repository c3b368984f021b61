internal import CXML2
internal import ContentScan

/// Reads XML or HTML by libxml2 and hands on its text, its attributes and its native fields.
///
/// No document type is followed: one that is declared ends the reading of XML, so that there is no entity but the five of the language, and no file or
/// network address is ever asked for. Elements divide text as they do on paper: a paragraph ends a line, a run of letters in bold does not.
final class MarkupReading {
    private let output: FrameOutput
    private let isHTML: Bool
    private var context: UnsafeMutablePointer<xmlParserCtxt>?
    private var head: [UInt8] = []
    private var decoder: TextDecoder?
    private var text: [UInt8] = []
    private var attributes: [UInt8] = []
    private var field: (index: UInt8, depth: Int, value: [UInt8])?
    private var depth = 0
    private var hasDocumentType = false
    private var failure: (any Error)?

    init(_ output: FrameOutput, isHTML: Bool) { (self.output, self.isHTML) = (output, isHTML) }

    deinit { if let context { isHTML ? htmlFreeParserCtxt(context) : xmlFreeParserCtxt(context) } }

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
        try flush(all: true)
        if hasDocumentType {
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
        guard let context, !hasDocumentType else { return }
        piece.utf8.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            _ =
                isHTML
                ? htmlParseChunk(context, start, Int32(buffer.count), isEnd ? 1 : 0)
                : xmlParseChunk(context, start, Int32(buffer.count), isEnd ? 1 : 0)
        }
        if let failure { throw failure }
        try flush(all: false)
    }

    private func flush(all: Bool) throws {
        if text.count >= 32 << 10 || all, !text.isEmpty {
            try output.count(text.count)
            try output.write(text[...]) { .text($0) }
            text.removeAll(keepingCapacity: true)
        }
        if attributes.count >= 32 << 10 || all, !attributes.isEmpty {
            try output.count(attributes.count)
            try output.write(attributes[...]) { .attributes($0) }
            attributes.removeAll(keepingCapacity: true)
        }
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

    private func makeContext() -> Bool {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.characters = { data, bytes, count in MarkupReading.from(data)?.characters(bytes, count) }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.comment = { data, bytes in MarkupReading.from(data)?.aside(bytes) }
        handler.processingInstruction = { data, _, bytes in MarkupReading.from(data)?.aside(bytes) }
        handler.serror = { _, _ in }
        let data = Unmanaged.passUnretained(self).toOpaque()
        if isHTML {
            handler.startElement = { data, name, attributes in MarkupReading.from(data)?.start(html: name, attributes) }
            handler.endElement = { data, name in MarkupReading.from(data)?.end(name, uri: nil) }
            context = htmlCreatePushParserCtxt(&handler, data, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
            if let context {
                htmlCtxtUseOptions(
                    context,
                    Int32(HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
                )
            }
        } else {
            handler.startElementNs = { data, name, _, uri, spaceCount, spaces, count, _, attributes in
                // Prefix and address by turns.
                for index in 0..<Int(spaceCount) { MarkupReading.from(data)?.aside(spaces?[index * 2 + 1]) }
                MarkupReading.from(data)?.start(name, uri: uri, attributes, Int(count))
            }
            handler.endElementNs = { data, name, _, uri in MarkupReading.from(data)?.end(name, uri: uri) }
            handler.internalSubset = { data, _, _, _ in MarkupReading.from(data)?.refuseDocumentType() }
            context = xmlCreatePushParserCtxt(&handler, data, nil, 0, nil)
            if let context {
                // After an error it goes on where it can: what is found is evidence, and that it is malformed is a finding.
                xmlCtxtUseOptions(
                    context,
                    Int32(XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue)
                )
            }
        }
        return context != nil
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> MarkupReading? {
        data.map { Unmanaged<MarkupReading>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuseDocumentType() {
        hasDocumentType = true
        if let context { xmlStopParser(context) }
    }

    private func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
        guard let bytes, count > 0 else { return }
        let added = UnsafeBufferPointer(start: bytes, count: Int(count))
        text.append(contentsOf: added)
        if let value = field?.value, value.count < 4_096 { field?.value.append(contentsOf: added.prefix(4_096)) }
        drain()
    }

    private func aside(_ bytes: UnsafePointer<UInt8>?) {
        guard let bytes else { return }
        attributes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: length(bytes)))
        attributes.append(0x0A)
        drain()
    }

    /// One piece of input may make much output, so it is handed on inside the callbacks too.
    private func drain() {
        guard text.count + attributes.count > 256 << 10, failure == nil else { return }
        do { try flush(all: true) } catch {
            failure = error
            if let context { xmlStopParser(context) }
        }
    }

    private func length(_ bytes: UnsafePointer<UInt8>) -> Int {
        var count = 0
        while bytes[count] != 0 { count += 1 }
        return count
    }

    private func string(_ bytes: UnsafePointer<UInt8>?) -> String { bytes.map { String(cString: $0) } ?? "" }

    private func start(
        _ name: UnsafePointer<UInt8>?,
        uri: UnsafePointer<UInt8>?,
        _ given: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ count: Int
    ) {
        for index in 0..<count {
            // Five pointers for each: name, prefix, namespace, value, end of value.
            guard let given, let from = given[index * 5 + 3], let to = given[index * 5 + 4], to - from >= 3 else {
                continue
            }
            attributes.append(contentsOf: UnsafeBufferPointer(start: from, count: to - from))
            attributes.append(0x0A)
        }
        begin(string(name), uri: string(uri))
    }

    private func start(html name: UnsafePointer<UInt8>?, _ given: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
        var index = 0
        // Name and value by turns, then nil.
        while let given, given[index] != nil {
            aside(given[index + 1])
            index += 2
        }
        begin(string(name), uri: MarkupBreaks.html)
    }

    private func begin(_ name: String, uri: String) {
        depth += 1
        divide(name, uri: uri)
        if field == nil, let native = MarkupBreaks.fields[name], let index = NativeField.allCases.firstIndex(of: native)
        {
            field = (UInt8(index), depth, [])
        }
    }

    private func end(_ name: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?) {
        if let field, field.depth == depth {
            do { try output.write(.field(field.index, value: field.value)) } catch { failure = error }
            self.field = nil
        }
        depth -= 1
        divide(string(name), uri: isHTML ? MarkupBreaks.html : string(uri))
    }

    private func divide(_ name: String, uri: String) {
        guard let byte = MarkupBreaks.separator(name, uri: uri), let last = text.last, last != 0x0A else { return }
        text.append(byte)
        drain()
    }
}
