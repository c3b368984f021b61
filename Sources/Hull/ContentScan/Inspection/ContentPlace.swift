/// Where in content something stands, in numbers alone: names inside content are themselves content.
public struct ContentPlace: Hashable, Sendable {
    /// What the bytes are counted in.
    public enum Reading: UInt8, Hashable, Sendable, CaseIterable {
        /// The bytes of the part.
        case content
        /// The text that a parser made of it, in UTF-8: XML without tags, pages of a PDF.
        case parsedText
        /// Attributes, comments and instructions of XML, in UTF-8, a line each.
        case parsedAttributes
    }

    /// The way to the part, by ordinals from 1: `[2, 1]` is the first part of the second one; empty for the content itself.
    public let part: [Int]
    /// What `bytes` and `line` count in.
    public let reading: Reading
    /// Where it stands; nil where it is the part as a whole.
    public let bytes: Range<Int>?
    /// Its line, from 1.
    public let line: Int?

    init(part: [Int], reading: Reading = .content, bytes: Range<Int>? = nil, line: Int? = nil) {
        (self.part, self.reading, self.bytes, self.line) = (part, reading, bytes, line)
    }
}

extension ContentPlace: CustomStringConvertible {
    /// `part 2.1, line 7, bytes 40..<59 of its text`.
    public var description: String {
        var words: [String] = []
        if !part.isEmpty { words.append("part " + part.map(String.init).joined(separator: ".")) }
        if let line { words.append("line \(line)") }
        if let bytes { words.append("bytes \(bytes.lowerBound)..<\(bytes.upperBound)") }
        if words.isEmpty { return "the whole" }
        let text = words.joined(separator: ", ")
        return switch reading {
        case .content: text
        case .parsedText: text + " of its text"
        case .parsedAttributes: text + " of its attributes"
        }
    }
}
