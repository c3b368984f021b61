/// PNG (ISO/IEC 15948): the chunks that make the picture, and none of what stands beside them.
enum PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    private static let header = Array("IHDR".utf8)
    private static let data = Array("IDAT".utf8)
    private static let end = Array("IEND".utf8)
    /// What the picture looks like is said by these. Left out are texts, times, EXIF, color profiles (which have texts), animations and whatever is not known.
    private static let kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs"].map {
        Array($0.utf8)
    }

    /// The picture alone. What follows its end is no part of it, and is left out.
    /// - Throws: `damaged`, `pixels`.
    static func cleaned(_ bytes: [UInt8]) throws(PictureFault) -> ([UInt8], PictureSize?) {
        var cleaned = signature
        cleaned.reserveCapacity(bytes.count)
        var size: PictureSize?
        var hasData = false
        var place = signature.count
        while place < bytes.count {
            let rest = bytes[place...]
            guard let length = rest.number(at: 0, bytes: 4), length <= bytes.count - place - 12,
                let sum = rest.number(at: 8 + length, bytes: 4)
            else { throw .damaged }
            let type = Array(rest[(place + 4)..<(place + 8)])
            guard checksum(rest[(place + 4)..<(place + 8 + length)]) == UInt32(sum) else { throw .damaged }
            // The first chunk says how large the picture is, and no other does.
            guard (type == header) == (size == nil) else { throw .damaged }
            if type == header { size = try read(rest[(place + 8)..<(place + 8 + length)]) }
            hasData = hasData || type == data
            if kept.contains(type) {
                cleaned += rest[place..<(place + 12 + length)]
            } else if type[0] & 0x20 == 0 {
                // A chunk without which the picture is not to be shown, and that nobody here knows.
                throw .damaged
            }
            place += 12 + length
            if type == end {
                guard hasData, length == 0 else { throw .damaged }
                return (cleaned, size)
            }
        }
        throw .damaged
    }

    private static func read(_ header: ArraySlice<UInt8>) throws(PictureFault) -> PictureSize {
        guard header.count == 13, let width = header.number(at: 0, bytes: 4),
            let height = header.number(at: 4, bytes: 4)
        else { throw .damaged }
        let (depth, color) = (header[header.startIndex + 8], header[header.startIndex + 9])
        let depths: [UInt8: Set<UInt8>] = [
            0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
        ]
        guard depths[color]?.contains(depth) == true, header.suffix(3).starts(with: [0, 0]),
            header[header.startIndex + 12] <= 1
        else { throw .damaged }
        return try PictureSize(width, height)
    }

    // MARK: CRC-32

    private static let table: [UInt32] = (0..<256).map { (byte: UInt32) in
        (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1 }
    }

    /// CRC-32 of a chunk's type and data (annex D).
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xff)] ^ sum >> 8 }
        return ~sum
    }
}
