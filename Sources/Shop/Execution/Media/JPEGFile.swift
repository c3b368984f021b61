/// JPEG (ITU-T T.81): the segments that make the picture, and none of what stands beside them; of EXIF only which side is up.
enum JPEGFile {
    /// Baseline, extended and progressive pictures with Huffman codes; no browser shows others.
    private static let frames: Set<UInt8> = [0xc0, 0xc1, 0xc2]
    private static let tables: Set<UInt8> = [0xc4, 0xdb, 0xdd]
    private static let startOfScan: UInt8 = 0xda

    /// The picture alone. What follows its end is no part of it, and is left out.
    /// - Throws: `damaged`, `pixels`.
    static func cleaned(_ bytes: [UInt8]) throws(PictureFault) -> ([UInt8], PictureSize?) {
        var picture: [UInt8] = []
        picture.reserveCapacity(bytes.count)
        var size: PictureSize?
        var side = 1
        var hasScan = false
        var place = 2
        while let marker = try self.marker(bytes, &place) {
            if marker == 0xd9 {
                guard hasScan else { throw .damaged }
                return (head(side) + picture + [0xff, 0xd9], size)
            }
            guard let length = bytes[place...].number(at: 0, bytes: 2), length >= 2, length <= bytes.count - place
            else {
                throw .damaged
            }
            let segment = bytes[(place + 2)..<(place + length)]
            place += length
            switch marker {
            case _ where frames.contains(marker):
                guard size == nil else { throw .damaged }
                size = try read(segment)
            case _ where tables.contains(marker): break
            case startOfScan: guard size != nil else { throw .damaged }
            case 0xe1:
                side = orientation(segment) ?? side
                continue
            case 0xee where segment.starts(with: Array("Adobe".utf8)) && segment.count >= 12:
                // How its colors are coded; 12 bytes, and whatever follows them is none of it.
                picture += [0xff, 0xee, 0, 14] + segment.prefix(12)
                continue
            case 0xe0...0xef, 0xfe: continue
            default: throw .damaged
            }
            picture += [0xff, marker, UInt8(length >> 8), UInt8(length & 0xff)] + segment
            if marker == startOfScan {
                hasScan = true
                let start = place
                place = endOfScan(bytes, from: start)
                picture += bytes[start..<place]
            }
        }
        throw .damaged
    }

    /// The next marker, after any bytes that fill up; nil at the end.
    private static func marker(_ bytes: [UInt8], _ place: inout Int) throws(PictureFault) -> UInt8? {
        guard place < bytes.count else { return nil }
        guard bytes[place] == 0xff else { throw .damaged }
        while place < bytes.count, bytes[place] == 0xff { place += 1 }
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    /// Where the coded pixels end: before a marker that is neither a stuffed byte nor a restart.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var place = start
        while place + 1 < bytes.count {
            if bytes[place] == 0xff {
                let next = bytes[place + 1]
                if next != 0, next != 0xff, !(0xd0...0xd7).contains(next) { return place }
            }
            place += 1
        }
        return bytes.count
    }

    private static func read(_ frame: ArraySlice<UInt8>) throws(PictureFault) -> PictureSize {
        guard frame.first == 8, let height = frame.number(at: 1, bytes: 2), let width = frame.number(at: 3, bytes: 2),
            let parts = frame.number(at: 5, bytes: 1), [1, 3, 4].contains(parts), frame.count == 6 + 3 * parts
        else { throw .damaged }
        return try PictureSize(width, height)
    }

    /// What a file begins with: `JFIF`, and which side is up where it is not the first one.
    private static func head(_ side: Int) -> [UInt8] {
        let file: [UInt8] = [0xff, 0xd8, 0xff, 0xe0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]
        guard side != 1 else { return file }
        let tag: [UInt8] = [1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(side), 0, 0]
        return file + [0xff, 0xe1, 0, 34] + Array("Exif\0\0MM\0".utf8) + [0x2a, 0, 0, 0, 8, 0, 1] + tag + [0, 0, 0, 0]
    }

    /// Which side is up, as EXIF says it (CIPA DC-008, 4.6.5.1.5): 1 to 8.
    private static func orientation(_ segment: ArraySlice<UInt8>) -> Int? {
        let head = Array("Exif\0\0".utf8)
        guard segment.starts(with: head) else { return nil }
        let file = segment.dropFirst(head.count)
        let isLittle = file.starts(with: Array("II".utf8))
        guard isLittle || file.starts(with: Array("MM".utf8)) else { return nil }
        func number(_ offset: Int, _ count: Int) -> Int? {
            guard offset >= 0, file.count - offset >= count else { return nil }
            let part = Array(file.dropFirst(offset).prefix(count))
            return (isLittle ? part.reversed() : part)[...].number(at: 0, bytes: count)
        }
        guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<min(entries, 200) where number(directory + 2 + 12 * entry, 2) == 0x112 {
            return number(directory + 10 + 12 * entry, 2).flatMap { (1...8).contains($0) ? $0 : nil }
        }
        return nil
    }
}
