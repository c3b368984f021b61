/// Turns bytes into scalars, piece by piece, and keeps where each came from.
///
/// Bytes that are not of the encoding are read as Windows-1252, one by one, because what a marking is made of is the same there; they are counted.
/// NUL is left out and counted: text of two bytes a character inside text of one is read so.
package struct TextDecoder {
    /// The encoding.
    let encoding: TextEncoding
    /// Bytes that were not of the encoding.
    private(set) var malformedCount = 0
    /// NUL characters left out.
    private(set) var nulCount = 0
    private let table: [UInt32]?
    private var pending: [UInt8] = []
    private var offset: Int

    /// - Parameter offset: where the first byte stands in the source.
    package init(_ encoding: TextEncoding, at offset: Int) {
        (self.encoding, self.offset) = (encoding, offset)
        table = encoding.table
    }

    /// Decodes more bytes, in time linear in them.
    ///
    /// - Parameter isEnd: whether no more follow; else a character that is cut waits for its rest.
    package mutating func decode(_ given: ArraySlice<UInt8>, isEnd: Bool, into text: inout MappedText) {
        let bytes = pending.isEmpty ? given : (pending + given)[...]
        pending = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let taken: Int
            switch encoding {
            case .utf8: taken = utf8(bytes, at, isEnd, &text)
            case .windows1252, .ebcdic037: taken = single(bytes, at, &text)
            default: taken = wide(bytes, at, isEnd, &text)
            }
            if taken == 0 { break }
            at += taken
            offset += taken
        }
        pending = Array(bytes[at...])
    }

    private mutating func add(_ value: UInt32, width: Int, _ text: inout MappedText) {
        if value == 0 {
            nulCount += 1
            return
        }
        guard let scalar = Unicode.Scalar(value) else {
            malformedCount += 1
            text.append("\u{FFFD}", source: offset, width: width)
            return
        }
        text.append(scalar, source: offset, width: width)
    }

    private mutating func single(_ bytes: ArraySlice<UInt8>, _ at: Int, _ text: inout MappedText) -> Int {
        guard let table else { return bytes.count }
        if encoding == .windows1252, let run = asciiRun(bytes, at) {
            text.append(ascii: bytes[at..<run], source: offset)
            return run - at
        }
        let value = table[Int(bytes[at])]
        // The five bytes that no program writes in this encoding.
        if encoding == .windows1252, (0x80..<0xA0).contains(value) { malformedCount += 1 }
        add(value, width: 1, &text)
        return 1
    }

    /// The end of the ASCII without NUL that begins there; nil for none.
    private func asciiRun(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int? {
        let span = bytes.span
        let base = bytes.startIndex
        var end = at - base
        while end + 8 <= span.count, !EightBytes(span, at: end).mayLeaveASCII { end += 8 }
        while end < span.count, span[end] &- 1 < 0x7F { end += 1 }
        return end + base > at ? end + base : nil
    }

    private mutating func utf8(_ bytes: ArraySlice<UInt8>, _ at: Int, _ isEnd: Bool, _ text: inout MappedText) -> Int {
        if let run = asciiRun(bytes, at) {
            text.append(ascii: bytes[at..<run], source: offset)
            return run - at
        }
        let first = bytes[at]
        let (length, least): (Int, UInt32) =
            switch first {
            case 0: (1, 0)
            case 0xC2...0xDF: (2, 0x80)
            case 0xE0...0xEF: (3, 0x800)
            case 0xF0...0xF4: (4, 0x10000)
            default: (0, 0)
            }
        if length == 1 {
            nulCount += 1
            return 1
        }
        var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        var isSound = length > 0
        for step in 1..<max(length, 1) where isSound {
            guard at + step < bytes.endIndex else {
                if !isEnd { return 0 }
                isSound = false
                break
            }
            let next = bytes[at + step]
            isSound = next & 0xC0 == 0x80
            value = value << 6 | UInt32(next & 0x3F)
        }
        if isSound, value >= least, let scalar = Unicode.Scalar(value) {
            text.append(scalar, source: offset, width: length)
            return length
        }
        malformedCount += 1
        add(TextEncoding.windows1252.table?[Int(first)] ?? 0xFFFD, width: 1, &text)
        return 1
    }

    private mutating func wide(_ bytes: ArraySlice<UInt8>, _ at: Int, _ isEnd: Bool, _ text: inout MappedText) -> Int {
        let width = encoding.unitBytes
        guard let unit = unit(bytes, at) else {
            // What is left at the end is no whole unit.
            if !isEnd { return 0 }
            malformedCount += 1
            return bytes.endIndex - at
        }
        guard width == 2, (0xD800..<0xE000).contains(unit) else {
            add(unit, width: width, &text)
            return width
        }
        guard let low = self.unit(bytes, at + 2) else {
            if !isEnd { return 0 }
            add(unit, width: 2, &text)
            return 2
        }
        guard unit < 0xDC00, (0xDC00..<0xE000).contains(low) else {
            add(unit, width: 2, &text)
            return 2
        }
        add(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), width: 4, &text)
        return 4
    }

    private func unit(_ bytes: ArraySlice<UInt8>, _ at: Int) -> UInt32? {
        let width = encoding.unitBytes
        guard at + width <= bytes.endIndex else { return nil }
        let isLittle = encoding == .utf16LittleEndian || encoding == .utf32LittleEndian
        return (0..<width).reduce(0) { value, step in
            value << 8 | UInt32(bytes[at + (isLittle ? width - 1 - step : step)])
        }
    }
}
