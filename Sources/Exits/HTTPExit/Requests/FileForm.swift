/// A file that came with a form.
public struct SentFile: Sendable, Equatable {
    /// The field that it was chosen in.
    public let field: String
    /// What it is called where it comes from: typed by whoever sends it, and to be believed as little.
    public let name: String
    /// What is in it.
    public let bytes: [UInt8]
}

/// A form that carries files, `multipart/form-data` (RFC 7578), read strictly: fields as forms have them, and files.
struct FileForm {
    let fields: FormFields
    let files: [SentFile]

    /// Bytes of the header of a part: what browsers send has under 400 with a long file name.
    private static let headBytesMax = 2_048
    private static let lineEnd: [UInt8] = [13, 10]

    /// The file of a form that carries one, whatever it is called: its name is not looked at, so that it can neither be a path nor be believed.
    /// - Throws: `MalformedRequest`: `wrongType` where there is none, `repeatedField` where there are more.
    var file: [UInt8] {
        get throws(MalformedRequest) {
            guard let only = files.first else { throw .wrongType }
            guard files.count == 1 else { throw .repeatedField }
            return only.bytes
        }
    }

    /// - Parameters:
    ///   - type: the `Content-Type` of the request.
    ///   - limits: how many fields and files, and how many bytes all fields together may have.
    /// - Throws: `MalformedRequest`: `wrongType` where it is no such form, `wrongEncoding` where it is not written as such a form is.
    init(_ body: [UInt8], type: String, limits: ServerLimits) throws(MalformedRequest) {
        let delimiter = Self.lineEnd + Array("--".utf8) + (try Self.boundary(type))
        var fields = FormFields.none
        var files: [SentFile] = []
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
            if let name = part.file {
                guard files.count < limits.fieldsMax else { throw .tooManyFields }
                files.append(SentFile(field: part.name, name: name, bytes: Array(body[start..<end])))
            } else {
                fieldBytes += end - start
                guard fieldBytes <= limits.bodyBytesMax else { throw .tooLarge }
                try fields.add(part.name, try FormFields.text(body[start..<end]), limits)
            }
            place = end + delimiter.count
        }
        self.fields = fields
        self.files = files
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

    /// The field that a part is of, what the file in it is called if it is one, and where its content begins.
    private static func part(_ body: [UInt8], from start: Int) throws(MalformedRequest) -> (
        (name: String, file: String?), content: Int
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
        return ((name, isFile ? fileName(line) : nil), start + end + 4)
    }

    /// What a file is called: what stands between quotes, in which browsers write a quote as `%22`; empty where nothing does.
    private static func fileName(_ line: Substring) -> String {
        guard let begin = line.firstRange(of: "filename=\"")?.upperBound else { return "" }
        return String(line[begin...].prefix { $0 != "\"" }).replacing("%22", with: "\"")
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
