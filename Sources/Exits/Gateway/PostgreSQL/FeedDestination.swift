internal import Boundary
internal import Crypto
internal import Foundation
internal import PlantModel
internal import Storage

/// A database for analysis: what was released as rows of a table, of each thing the last that was told of it.
///
/// A message is one transaction with its number, so that it is there once. What policies or the filter do not let through any more is taken away
/// before anything else is published.
actor FeedDestination: OutboundConnector {
    nonisolated let channel: Connector
    nonisolated let follows = true

    private let flow: CarriedFlow
    private let url: String
    private let place: String
    private let feed: FeedSchema
    /// The place of the field by which records are about one thing, among those that leave.
    private let aboutPlace: Int?
    private let gone: (place: Int, values: Set<String>)?
    private var session: Session?
    /// What each stream may show; nil where nobody said.
    private var shown: [String: Set<String>]?

    private struct Session {
        let database: PublishingDatabase
        var last: [String: (number: Int64, digest: String)]
    }

    /// - Parameters:
    ///   - url: with the publisher's log-in and secret.
    ///   - place: the address, without them.
    init(_ flow: CarriedFlow, _ declared: Plant.Messages.Connection, url: String, place: String, isEncrypted: Bool)
        throws(GatewayRefusal)
    {
        self.flow = flow
        self.url = url
        self.place = place
        channel = Connector(isEncrypted: isEncrypted)
        feed = FeedSchema(
            flow: flow.id,
            schema: declared.schema.value,
            reader: declared.reader.value,
            columns: flow.outputs.map(FeedSchema.Column.init)
        )
        aboutPlace = flow.outputs.firstIndex { $0.place == flow.aboutPlace && $0.way == .asItIs }
        gone = try declared.gone.map { gone throws(GatewayRefusal) in
            // Otherwise that a row goes would tell what the filter holds back.
            guard
                let place = flow.outputs.firstIndex(where: { $0.field.name == gone.field.value && $0.way == .asItIs })
            else {
                throw GatewayRefusal(
                    .notCarried,
                    "\(gone.field.place): the filter does not let '\(gone.field.value)' through as it is, so that nothing can go by it"
                )
            }
            return (place, Set(gone.values))
        }
    }

    func checkRoom() throws(GatewayRefusal) { try open() }

    func tend() throws(GatewayRefusal) { try open() }

    /// It is done with the next session, before anything is published in it.
    func follow(_ shown: [String: Set<String>]) {
        self.shown = shown
        session = nil
    }

    func send(_ messages: [SignedMessage]) throws(GatewayRefusal) {
        for message in messages { try publish(message) }
    }

    func settle(_ name: String, digest: String) throws(GatewayRefusal) -> Bool {
        try open()
        let parts = (name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]).split(separator: "-")
        guard parts.count >= 2, let number = parts.last.flatMap({ Int64($0) }),
            let last = session?.last[String(parts[parts.count - 2])]
        else { return false }
        return last.number == number && last.digest == digest
    }

    func end() { session = nil }

    // MARK: Publishing

    private func publish(_ message: SignedMessage) throws(GatewayRefusal) {
        try open()
        if let last = session?.last[message.stream], last.number >= message.number { return }
        let digest = Array(SHA256.hash(data: Data(message.bytes))).hexadecimal
        var statements: [FeedSchema.Statement] = []
        for (number, values) in try received(message).enumerated() {
            let key = key(of: values, message, number)
            if let gone, let value = values[gone.place], gone.values.contains(value) {
                statements.append(feed.remove(stream: message.stream, key: key))
            } else {
                statements.append(feed.put(values, stream: message.stream, key: key, marking: message.banner))
            }
        }
        statements.append(
            feed.count(
                message.number,
                of: message.stream,
                digest: digest,
                manifest: String(decoding: message.manifest, as: UTF8.self)
            )
        )
        try run("publishing \(message.name)", statements)
        session?.last[message.stream] = (message.number, digest)
    }

    private func received(_ message: SignedMessage) throws(GatewayRefusal) -> [[String?]] {
        do {
            return try flow.format.received(message.bytes).map { values in values.map { $0.map(flow.plain) } }
        } catch {
            throw GatewayRefusal(.noAnswer, "\(message.name) cannot be read back: \(error)")
        }
    }

    /// What a row is found by: a hash, so that it tells nothing once the value may not be known any more.
    private func key(of values: [String?], _ message: SignedMessage, _ number: Int) -> String {
        let about = aboutPlace.flatMap { values[$0] }
        let text = about.map { "about \($0)" } ?? "record \(message.number).\(number)"
        return Array(SHA256.hash(data: Data((message.stream + " " + text).utf8)).prefix(16)).hexadecimal
    }

    // MARK: The session

    private func open() throws(GatewayRefusal) {
        if let session, !session.database.isLost { return }
        session = nil
        let database: PublishingDatabase
        do throws(StorageError) {
            database = try PublishingDatabase(url)
        } catch {
            throw GatewayRefusal(.noPeer, error.message)
        }
        session = Session(database: database, last: [:])
        do throws(GatewayRefusal) {
            try prepare()
        } catch {
            session = nil
            throw error
        }
    }

    private func prepare() throws(GatewayRefusal) {
        guard try run("taking the place of the publisher", [feed.lock]).first?.first?.first == "true" else {
            throw GatewayRefusal(.noPeer, "\(place): another gateway publishes '\(flow.id)' there")
        }
        let existing = try run("looking for schemas", [feed.existingSchemas])[0].compactMap { $0.first ?? nil }
        try run("preparing the feed", feed.preparation(existing: Set(existing)))
        guard let reader = try run("looking for the reader", [feed.readerCheck])[0].first?.first else {
            throw GatewayRefusal(
                .notCarried,
                "\(place): there is no role '\(feed.reader)'; have its administrator make it"
            )
        }
        guard reader == "false" else {
            throw GatewayRefusal(
                .notCarried,
                "\(place): the role '\(feed.reader)' reads more than is published to it; take away what it is or was granted beside"
            )
        }
        try followShown()
        for row in try run("looking for what is there", [feed.lastNumbers])[0] {
            guard let stream = row[0], let number = row[1].flatMap({ Int64($0) }), let digest = row[2] else { continue }
            session?.last[stream] = (number, digest)
        }
    }

    /// Has what may not be known any more taken away, and what may be shown, before anything else is published.
    private func followShown() throws(GatewayRefusal) {
        let found = try found()
        let isHeld: Bool
        if feed.isCurrent(found), let shown {
            let answer = try run("looking for what may not be known any more", [feed.held(beside: shown)])
            isHeld = answer[0].first?.first != "false"
        } else {
            isHeld = false
        }
        let isRenewed = isHeld || !feed.isCurrent(found)
        let isShownAnew = isRenewed || !feed.isShown(found)
        try run(
            "following what may be shown",
            (isRenewed ? feed.renewal(from: found, shown: shown) : []) + (isShownAnew ? feed.showing : []) + feed.grants
                + (shown.map { [feed.forgetting(beside: $0)] } ?? [])
        )
    }

    private func found() throws(GatewayRefusal) -> FeedSchema.Found {
        var found = FeedSchema.Found()
        for row in try run("looking for columns", [feed.known])[0] {
            if let name = row[0], let form = row[1] { found.forms[name] = form }
        }
        let existing = try run("looking for the view", feed.existing)
        found.hasTable = !existing[0].isEmpty
        found.view = existing[1].compactMap { $0.first ?? nil }
        found.isShared = !existing[2].isEmpty
        return found
    }

    @discardableResult
    private func run(
        _ purpose: String,
        _ statements: [FeedSchema.Statement]
    ) throws(GatewayRefusal) -> [[[String?]]] {
        guard let database = session?.database else { throw GatewayRefusal(.noPeer, "\(place): there is no session") }
        do throws(StorageError) {
            return try database.run(purpose, statements)
        } catch {
            switch error.code {
            case .invalidValue: throw GatewayRefusal(.messageRefused, "\(place): \(error.message)")
            default: throw GatewayRefusal(.noPeer, "\(place): \(error.message)")
            }
        }
    }
}
