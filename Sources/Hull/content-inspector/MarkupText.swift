internal import CXML2
internal import ContentScan

/// What the parser found of one document: its text, its attributes and its native fields, on their way out.
///
/// Elements divide text as they do on paper: a paragraph ends a line, a run of letters in bold does not. A value and no object, for the parser calls
/// it at every name and run of letters.
struct MarkupText {
    private let output: FrameOutput
    private let isHTML: Bool
    private var text: [UInt8] = []
    private var attributes: [UInt8] = []
    private var field: (index: UInt8, depth: Int, value: [UInt8])?
    /// The head of a sheet's pages that is open.
    private var pageHead: [UInt8]?
    private var depth = 0
    private var elements = [Element?](repeating: nil, count: elementsKept)
    /// A document type was declared; nothing after it is read.
    private(set) var hasDocumentType = false
    /// What went wrong when something was handed on.
    private(set) var failure: (any Error)?

    /// What an element does to the text. Its name and namespace lie in the parser's dictionary, where each text lies once for as long as the parser
    /// lives (libxml2, dict.h), so that they are known by their addresses.
    private struct Element {
        let name: UnsafePointer<UInt8>?
        let uri: UnsafePointer<UInt8>?
        let separator: UInt8?
        let field: UInt8?
        let isPageHead: Bool
    }

    /// Office programs take 255 characters.
    private static let pageHeadBytesMax = 16 << 10

    /// Elements that are remembered, by a hash of their addresses.
    private static let elementsKept = 256

    init(_ output: FrameOutput, isHTML: Bool) { (self.output, self.isHTML) = (output, isHTML) }

    // MARK: What the parser calls. Each returns whether it is to go on.

    mutating func declaresType() -> Bool {
        hasDocumentType = true
        return false
    }

    mutating func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) -> Bool {
        guard let bytes, count > 0 else { return true }
        let added = UnsafeBufferPointer(start: bytes, count: Int(count))
        if let head = pageHead, head.count < Self.pageHeadBytesMax {
            pageHead?.append(contentsOf: added)
            return true
        }
        text.append(contentsOf: added)
        if let value = field?.value, value.count < 4_096 { field?.value.append(contentsOf: added.prefix(4_096)) }
        return drain()
    }

    /// What stands beside the text: a comment, an instruction, the value of an attribute.
    mutating func aside(_ bytes: UnsafePointer<UInt8>?) -> Bool {
        guard let bytes else { return true }
        var count = 0
        while bytes[count] != 0 { count += 1 }
        return aside(UnsafeBufferPointer(start: bytes, count: count))
    }

    mutating func aside(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        attributes.append(contentsOf: bytes)
        attributes.append(0x0A)
        return drain()
    }

    mutating func begins(_ name: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?) -> Bool {
        let element = element(name, uri)
        depth += 1
        if field == nil, let index = element.field { field = (index, depth, []) }
        if element.isPageHead { pageHead = [] }
        return divide(element, isBegin: true)
    }

    mutating func ends(_ name: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?) -> Bool {
        if let field, field.depth == depth {
            do { try output.write(.field(field.index, value: field.value)) } catch { failure = error }
            self.field = nil
        }
        depth -= 1
        let element = element(name, uri)
        if element.isPageHead, let head = pageHead {
            pageHead = nil
            if text.last.map({ $0 != 0x0A }) ?? false { text.append(0x0A) }
            text.append(contentsOf: PageHeadCodes.lines(of: head))
            return drain()
        }
        return divide(element, isBegin: false)
    }

    // MARK: Handing on

    mutating func flush(all: Bool) throws {
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

    /// One piece of input may make much output, so it is handed on inside the calls too.
    private mutating func drain() -> Bool {
        guard text.count + attributes.count > 256 << 10, failure == nil else { return failure == nil }
        do { try flush(all: true) } catch { failure = error }
        return failure == nil
    }

    private mutating func divide(_ element: Element, isBegin: Bool) -> Bool {
        guard let byte = element.separator else { return failure == nil }
        let isDivided = text.last.map { $0 == 0x0A } ?? true
        if byte == PageHeads.formFeed {
            if !isDivided { text.append(0x0A) }
            if isBegin { text.append(byte) }
        } else if !isDivided {
            text.append(byte)
        }
        return drain()
    }

    private mutating func element(_ name: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?) -> Element {
        let address = (Int(bitPattern: name) >> 3) &+ (Int(bitPattern: uri) >> 4)
        let place = (address ^ address >> 8) & (Self.elementsKept - 1)
        if let known = elements[place], known.name == name, known.uri == uri { return known }
        let text = name.map { String(cString: $0) } ?? ""
        let space = isHTML ? MarkupBreaks.html : uri.map { String(cString: $0) } ?? ""
        let native = MarkupBreaks.fields[text].flatMap { NativeField.allCases.firstIndex(of: $0) }
        let element = Element(
            name: name,
            uri: uri,
            separator: MarkupBreaks.separator(text, uri: space),
            field: native.map { UInt8($0) },
            isPageHead: MarkupBreaks.isPageHead(text, uri: space)
        )
        elements[place] = element
        return element
    }
}
