internal import Boundary
internal import Crypto
internal import Foundation
internal import HTTPSession
internal import PlantModel
internal import Storage

/// A source that is asked again and again: each answer is put into the folder of the flow and taken from there.
///
/// That an answer lies there, and whence the next one goes on, is one step on the disk: what is cut short in between is neither lost nor asked for twice.
actor PollingSource: InboundConnector {
    /// Answers that are asked for in a row at most.
    static let answersMax = 100
    /// Bytes of an answer at most.
    static let answerBytesMax = 32 << 20

    private let folder: ExchangeFolder
    private let session: HTTPSession
    private let format: any MessageFormat
    private let cursor: (parameter: String, pointer: [String])?

    init(
        _ flow: CarriedFlow,
        _ declared: Plant.Messages.Connection,
        _ folder: ExchangeFolder,
        _ session: HTTPSession
    ) {
        self.folder = folder
        self.session = session
        format = flow.format
        cursor = declared.cursor.map { ($0.parameter.value, JSONDocumentFormat.names($0.pointer?.value)) }
    }

    func waiting() async throws(GatewayRefusal) -> [String] {
        var position = try PollingPosition.read(in: folder)
        try position.finish(in: folder)
        let before = try folder.waiting()
        // What is there is taken first, so that a source that is quicker than the gateway fills nothing.
        guard before.count < Self.answersMax else { return before }
        for _ in 0..<Self.answersMax {
            guard let next = try await ask(position) else { break }
            position = next
            guard cursor != nil else { break }
        }
        return try folder.waiting()
    }

    func read(_ name: String) throws(GatewayRefusal) -> [UInt8] { try folder.read(name) }

    func setAside(_ name: String) throws(GatewayRefusal) { try folder.setAside(name) }

    func end() async { await session.close() }

    /// Asks once.
    /// - Returns: the next position; nil where nothing new is there.
    private func ask(_ position: PollingPosition) async throws(GatewayRefusal) -> PollingPosition? {
        var headers = [HTTPHeader("Accept", format.mediaTypes.joined(separator: ", "))]
        if let tag = position.tag { headers.append(HTTPHeader("If-None-Match", tag)) }
        let answer: HTTPSession.Answer
        do throws(HTTPFault) {
            answer = try await session.ask(
                "GET",
                query: query(position),
                headers: headers,
                bytesMax: Self.answerBytesMax
            )
        } catch {
            throw GatewayRefusal(error.kind == .tooLong ? .otherSchema : .noPeer, error.description)
        }
        guard ![204, 304].contains(answer.status) else { return nil }
        guard answer.status == 200 else { throw refusal(answer.status) }
        guard answer.headers.sayContent(of: format.mediaTypes) else {
            throw GatewayRefusal(
                .otherSchema,
                "\(session.address): the answer is of another type than \(format.mediaType), or is encoded"
            )
        }
        let digest = Array(SHA256.hash(data: Data(answer.body))).hexadecimal
        var next = PollingPosition(number: position.number + 1, digest: digest)
        if let cursor {
            guard let text = try? JSONLine.scalar(in: answer.body, at: cursor.pointer), text.utf8.count <= 1_000 else {
                throw GatewayRefusal(
                    .otherSchema,
                    "\(session.address): the answer does not say at '\(MessagePointer.text(of: cursor.pointer))' whence the next goes on"
                )
            }
            guard text != position.cursor else { return nil }
            next.cursor = text
        } else {
            guard digest != position.digest else { return nil }
            next.tag = answer.headers.one("etag").flatMap { $0.utf8.count <= 1_000 ? $0 : nil }
        }
        next.file = "\(String(next.number + 1_000_000_000).dropFirst())-\(digest.prefix(16)).\(format.suffix)"
        try next.commit(answer.body, in: folder)
        return next
    }

    private func query(_ position: PollingPosition) -> String? {
        guard let cursor, let text = position.cursor else { return session.address.query }
        let own = session.address.query.map { $0 + "&" } ?? ""
        return own + cursor.parameter + "=" + HTTPSession.formText(text)
    }

    private func refusal(_ status: Int) -> GatewayRefusal {
        let what = (300..<400).contains(status) ? "; it leads elsewhere, which is not followed" : ""
        return GatewayRefusal(.noPeer, "\(session.address): it answers with \(status)\(what)")
    }
}

/// How far a source was asked.
struct PollingPosition: Codable, Equatable {
    /// Answers that were taken.
    var number = 0
    /// Whence the next one goes on.
    var cursor: String?
    /// What the last one was known by to the source (RFC 9110, 8.8.3).
    var tag: String?
    /// The SHA-256 hash of the last one, in hexadecimal.
    var digest = ""
    /// The name of the last one's file.
    var file = ""

    private static func path(_ folder: ExchangeFolder) -> String { folder.path + "/position.json" }

    private func hidden(_ folder: ExchangeFolder) -> String { folder.inbox + "/." + file }

    /// The position of a folder; the first one where there is none.
    /// - Throws: `folder` where it cannot be read: asked from the first on, everything would come twice.
    static func read(in folder: ExchangeFolder) throws(GatewayRefusal) -> PollingPosition {
        guard FileManager.default.fileExists(atPath: path(folder)) else { return PollingPosition() }
        guard let bytes = FileManager.default.contents(atPath: path(folder)),
            let position = try? JSONDecoder().decode(PollingPosition.self, from: bytes)
        else {
            throw GatewayRefusal(.folder, "\(path(folder)): this does not say how far the source was asked; restore it")
        }
        return position
    }

    /// Takes an answer: its file lies there under a name that is not looked at, then the position says that it counts, then it gets its name.
    func commit(_ bytes: [UInt8], in folder: ExchangeFolder) throws(GatewayRefusal) {
        try DurableFile.write(bytes, to: hidden(folder))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let text = try? encoder.encode(self) else {
            throw GatewayRefusal(.folder, "\(Self.path(folder)): it cannot be written")
        }
        try DurableFile.write(Array(text), to: Self.path(folder))
        try finish(in: folder)
    }

    /// Gives the last answer its name, where that was cut short.
    func finish(in folder: ExchangeFolder) throws(GatewayRefusal) {
        guard !file.isEmpty, FileManager.default.fileExists(atPath: hidden(folder)) else { return }
        try DurableFile.name(hidden(folder), folder.inbox + "/" + file)
        try DurableFile.flush(folder.inbox)
    }
}
