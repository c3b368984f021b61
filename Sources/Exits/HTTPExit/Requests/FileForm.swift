/// A form that carries a file, `multipart/form-data` (RFC 7578), read strictly: fields as forms have them, and one file, whatever it is called. The name that
/// a file has where it comes from is not looked at, so that it can neither be a path nor be believed.
struct FileForm {
    let fields: FormFields
    let file: [UInt8]

    /// Bytes of the header of a part: what browsers send has under 400 with a long file name.
    private static let headBytesMax = 2_048
    private static let lineEnd: [UInt8] = [13, 10]

    /// - Parameters:
    ///   - type: the `Content-Type` of the request.
    ///   - limits: how many fields, and how many bytes all of them together may have.
    /// - Throws: `MalformedRequest`: `wrongType` where it is no such form or has no file, `wrongEncoding` where it is not written as such a form is.
    init(_ body: [UInt8], type: String, limits: ServerLimits) throws(MalformedRequest) {
        let delimiter = Self.lineEnd + Array("--".utf8) + (try Self.boundary(type))
        var fields = FormFields.none
        var file: [UInt8]?
        var fieldBytes = 0
        // The first delimiter has no line before it.
        guard body.starts(with: delimiter.dropFirst(2)) else { throw .wrongEncoding }
        var place = delimiter.count - 2
        while true {
            let rest = body[place...]
            if rest.starts(with: Array("--".utf8)) {
                guard rest.count == 2 || rest.dropFirst(2).elementsEqual(Self.lineEnd) else { throw .wrongEncoding }
                break
            }
            guard rest.starts(with: Self.lineEnd) else { throw .wrongEncoding }
            let (part, start) = try Self.part(body, from: place + 2)
            guard let end = Self.place(of: delimiter, in: body, from: start) else { throw .wrongEncoding }
            if part.isFile {
                guard file == nil else { throw .repeatedField }
                file = Array(body[start..<end])
            } else {
                fieldBytes += end - start
                guard fieldBytes <= limits.bodyBytesMax else { throw .tooLarge }
                try fields.add(part.name, try FormFields.text(body[start..<end]), limits)
            }
            place = end + delimiter.count
        }
        guard let file else { throw .wrongType }
        self.fields = fields
        self.file = file
    }

    /// What the `Content-Type` says stands between parts: 1 to 70 plain characters.
    private static func boundary(_ type: String) throws(MalformedRequest) -> [UInt8] {
        let parts = type.split(separator: ";", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "multipart/form-data" else { throw .wrongType }
        let parameter = parts[1].drop { $0 == " " }
        guard parameter.lowercased().hasPrefix("boundary=") else { throw .wrongType }
        var value = parameter.dropFirst("boundary=".count)
        if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count > 2 { value = value.dropFirst().dropLast() }
        let plain = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=?".utf8)
        guard (1...70).contains(value.utf8.count), value.utf8.allSatisfy(plain.contains) else { throw .wrongType }
        return Array(value.utf8)
    }

    /// Whether a part is a file, its name, and where its content begins.
    private static func part(_ body: [UInt8], from start: Int) throws(MalformedRequest) -> (
        (name: String, isFile: Bool), content: Int
    ) {
        let head = body[start..<min(body.count, start + headBytesMax)]
        guard let end = place(of: lineEnd + lineEnd, in: Array(head), from: 0) else { throw .wrongEncoding }
        let lines = try FormFields.text(head.prefix(end).filter { $0 != 13 }).split(separator: "\n")
        let dispositions = lines.filter { $0.lowercased().hasPrefix("content-disposition:") }
        guard dispositions.count == 1, let line = dispositions.first else { throw .wrongEncoding }
        let pieces = line.split(separator: ";", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
        guard pieces[0].lowercased() == "content-disposition: form-data", pieces.count >= 2,
            pieces[1].hasPrefix("name=\""), pieces[1].hasSuffix("\""), pieces[1].count > "name=\"\"".count
        else { throw .wrongEncoding }
        let name = String(pieces[1].dropFirst("name=\"".count).dropLast())
        guard name.utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }) else {
            throw .wrongEncoding
        }
        let isFile = pieces.dropFirst(2).contains { $0.hasPrefix("filename=") || $0.hasPrefix("filename*=") }
        return ((name, isFile), start + end + 4)
    }

    private static func place(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while let next = bytes[place...].firstIndex(of: pattern[0]) {
            if bytes[next...].starts(with: pattern) { return next }
            place = next + 1
        }
        return nil
    }
}
