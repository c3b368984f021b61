/// Pictures and PDFs as tests send them, made byte by byte.
public enum TestMedia {
    /// A chunk of a PNG.
    public static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        return number(data.count) + content + number(Int(checksum(content)))
    }

    /// A grey picture of a size, with other chunks before its pixels.
    /// - Parameter claiming: the width that its header says, where that is another one.
    public static func png(_ width: Int = 8, _ height: Int = 8, claiming: Int? = nil, with chunks: [UInt8] = [])
        -> [UInt8]
    {
        let rows = (0..<height).flatMap { row in [UInt8(0)] + (0..<width).map { UInt8(($0 + row) % 256) } }
        let header = number(claiming ?? width) + number(height) + [8, 0, 0, 0, 0]
        // Stored, not compressed (RFC 1951, 3.2.4).
        let stored = [UInt8(1)] + little(rows.count) + little(rows.count ^ 0xffff) + rows
        var (low, high) = (1, 0)
        for byte in rows {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header) + chunks
            + chunk("IDAT", [0x78, 0x01] + stored + number(high << 16 | low)) + chunk("IEND", [])
    }

    /// A picture with segments after its beginning. Its pixels are none: nobody here looks at them.
    public static func jpeg(_ width: Int = 8, _ height: Int = 8, with segments: [UInt8] = []) -> [UInt8] {
        let frame: [UInt8] =
            [8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 1, 1, 0x11, 0]
        return [0xff, 0xd8] + segments + segment(0xdb, [0] + [UInt8](repeating: 1, count: 64)) + segment(0xc0, frame)
            + segment(0xc4, [UInt8](repeating: 0, count: 17)) + segment(0xda, [1, 1, 0, 0, 63, 0])
            + [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]
    }

    /// A segment of a JPEG.
    public static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xff, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 255)] + data
    }

    /// EXIF that says which side is up, and where the picture was taken.
    public static func exif(side: UInt8, secret: String) -> [UInt8] {
        let tag: [UInt8] = [1, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0]
        return segment(
            0xe1,
            Array("Exif\0\0MM\0".utf8) + [0x2a, 0, 0, 0, 8, 0, 1] + tag + [0, 0, 0, 0] + Array(secret.utf8)
        )
    }

    /// A PDF of one page with a line of text.
    /// - Parameter catalog: what stands in its catalog besides, such as an action.
    public static func pdf(_ text: String = "Torque crosswise.", catalog: String = "") -> [UInt8] {
        let content = "BT /F1 24 Tf 20 100 Td (\(text)) Tj ET"
        let objects = [
            "<</Type/Catalog/Pages 2 0 R\(catalog)>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length \(content.utf8.count)>>stream\n\(content)\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        var file = "%PDF-1.4\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 6\n0000000000 65535 f \n"
        for place in places {
            let digits = String(place)
            file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        return Array("\(file)trailer<</Size 6/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n".utf8)
    }

    private static func number(_ value: Int) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func little(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xedb8_8320 ^ sum >> 1 : sum >> 1 }
        }
        return ~sum
    }
}
