@_spi(Exits) import Boundary
import Journal
import Storage
import TestPlant

extension Observer {
    /// Searches over all compartments, to the last page, with what stands around the words.
    mutating func search<Entry: LabelledRecord>(
        _ type: Entry.Type,
        _ reader: Look.Reader,
        _ words: String,
        _ isPrefix: Bool,
        _ limit: Int
    ) async throws {
        let channel = Search(hasExcerpts: true)
        var position: SearchPosition?
        for page in 0..<40 {
            var release = try await instance.boundary.search(
                type,
                for: words,
                prefix: isPrefix,
                after: position,
                limit: limit,
                by: reader.subject,
                through: channel
            )
            position = release.next
            for record in release.records {
                for excerpt in record.excerpts {
                    for piece in excerpt.pieces {
                        try release.append(piece.isMatch ? "[\(piece.text)]" : "\(piece.text)")
                    }
                }
            }
            try say(release.receipts)
            let content = try release.open(for: request(reader.subject, channel))
            say("page \(page), \(content.records.count) hits")
            say(Self.text(content))
            say(Self.words(content))
            guard position != nil else { return }
        }
    }

    mutating func suggest(_ reader: Look.Reader, _ text: String) async throws {
        let boundary = instance.boundary
        let words = try await boundary.suggestions(Item.self, for: text, in: "body", by: reader.subject)
        let names = try await boundary.suggestions(Attachment.self, for: text, in: "name", by: reader.subject)
        let channel = Search(hasExcerpts: true)
        var release = try await boundary.search(
            Item.self,
            for: text,
            prefix: true,
            limit: 1,
            by: reader.subject,
            through: channel
        )
        for word in words + names { try release.append("\(word) ") }
        say("offered \(Self.words(try release.open(for: request(reader.subject, channel))))")
    }

    /// What a page lists of files, and all that is in them.
    mutating func files(_ place: Place, _ reader: Look.Reader) async throws {
        let name = try Instance.name(place)
        let files = try instance.boundary.records(
            Attachment.self,
            in: name,
            limit: 100,
            for: reader.subject,
            through: Screen()
        )
        let release = try await instance.boundary.release(files, to: reader.subject, through: Screen())
        try say(release.receipts)
        say("files \(files.count)")
        say(try open(release, for: reader.subject, Screen()))
        for file in files {
            let id = file.origin.id.bytes
            say("file \(id)")
            try await content(place, reader, id)
        }
    }

    mutating func content(_ place: Place, _ reader: Look.Reader, _ id: [UInt8]) async throws {
        guard let id = AggregateID(id) else { throw WorldFailure("no id") }
        let release = try await instance.boundary.releaseContent(
            of: id,
            in: Instance.name(place),
            for: reader.subject,
            through: Screen()
        )
        try say(release.receipts)
        let sent = try release.open(for: request(reader.subject, Screen()))
        say(Self.text(sent))
        guard var stream = sent.content else { throw WorldFailure("no content") }
        say("of \(stream.byteCount) bytes")
        while let chunk = try stream.chunk() { say(String(decoding: chunk, as: UTF8.self)) }
    }

    /// Somebody else's upload, if there is one: it is not there.
    mutating func upload(_ place: Place, _ id: [UInt8]) throws {
        guard let id = AggregateID(id) else { throw WorldFailure("no id") }
        let (boundary, name, subject) = (instance.boundary, try Instance.name(place), Look.Reader.visitor.subject)
        let attempts: [() throws -> Void] = [
            { _ = try boundary.uploadOffset(id, in: name, by: subject) },
            { try boundary.append([1], at: 0, to: id, in: name, by: subject) },
            { try boundary.cancelUpload(id, in: name, by: subject) },
        ]
        for attempt in attempts {
            do {
                try attempt()
                say("an upload is there")
            } catch let error as AttachmentError {
                say("upload \(error.code): \(error)")
            }
        }
    }

    private func request<Way: Channel>(_ subject: Subject, _ channel: Way) -> ExitRequest<Way> {
        ExitRequest(
            recipient: subject,
            channel: channel,
            standing: instance.boundary.standing(of: subject),
            now: instance.clock.now
        )
    }

    /// The texts of what is sent.
    private static func words(_ content: ExitContent) -> String {
        content.text.map { piece in
            switch piece {
            case .literal(let text), .value(let text): text
            case .withheld: "withheld"
            case .mark(let label): "(\(label))"
            }
        }.joined()
    }
}
