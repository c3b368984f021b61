@_spi(Exits) import Boundary
import Journal
import PlantModel
import Storage
import TestPlant

/// One who is not cleared, with a script: all that is answered is written down, byte by byte.
struct Observer {
    let instance: Instance
    let leak: Leak?
    private(set) var transcript = ""
    /// Names the step, for its chances.
    private(set) var step = ""

    init(_ instance: Instance, leak: Leak? = nil) {
        self.instance = instance
        self.leak = leak
    }

    mutating func say(_ text: String) { transcript += text + "\n" }

    mutating func look(_ look: Look, step: String = "") async throws {
        self.step = step
        say("> \(look)")
        do {
            try await answer(look)
        } catch let refusal as AccessRefusal {
            say("refused: \(refusal)")
        } catch let error as BoundaryError {
            say("error \(error.code): \(error), \(error.message)")
        } catch let error as StorageError {
            say("store \(error.code): \(error)")
        } catch let error as ReleaseError {
            say("not sent: \(error)")
        } catch let error as AttachmentError {
            say("file \(error.code): \(error)")
        }
        if let shown = try await leak?.shown(after: look, in: instance) { say(shown) }
    }

    private mutating func answer(_ look: Look) async throws {
        switch look {
        case .list(let place, let reader, let kind, let order, let isDescending, let limit):
            let paging = Paging(place: place, reader: reader, order: order, isDescending: isDescending, limit: limit)
            try await list(paging, kind)
        case .count(let place, let reader, let serial):
            let admission = try admission(place, reader, ["serial"])
            let match = ViewQuery.Match("serial", .equal, [.text(serial)])
            for matches in [[], [match]] {
                let query = ViewQuery(Item.table.name, columns: ["id"], matches: matches, limit: 1)
                say("count \(try await views(place).count(query, admitting: admission))")
            }
        case .search(let place, let reader, let words, let isPrefix):
            try await search(place, reader, words, isPrefix)
        case .find(let place, let reader, let id): try await find(place, reader, id)
        case .searchRecords(let reader, let words, let isPrefix, let limit):
            try await search(Item.self, reader, words, isPrefix, limit)
        case .searchFiles(let reader, let words, let isPrefix, let limit):
            try await search(Attachment.self, reader, words, isPrefix, limit)
        case .suggest(let reader, let text): try await suggest(reader, text)
        case .files(let place, let reader): try await files(place, reader)
        case .content(let place, let reader, let id): try await content(place, reader, id)
        case .contentInTrouble(let place, let id, let failing, let controlFails):
            try await inTrouble(failing, controlFails) { try await $0.content(place, .guest, id) }
        case .upload(let place, let id): try upload(place, id)
        case .findInTrouble(let place, let id, let failing, let controlFails):
            try await inTrouble(failing, controlFails) { try await $0.find(place, .guest, id) }
        case .listInTrouble(let place):
            try await inTrouble([place], false) {
                try await $0.list(
                    Paging(place: place, reader: .visitor, order: [], isDescending: false, limit: 10),
                    .screen
                )
            }
        case .carelessRelease(let reader): try await carelessRelease(reader)
        case .permit(let place, let serial): try await permit(place, serial)
        case .write(let place, let serial, let body): try await write(place, serial, body)
        case .repeatedCommand: try await repeatedCommand()
        case .csv(let place, let reader): try await csv(place, reader)
        case .wrongQuestion(let column):
            for limit in [1, 0, 100_000] {
                let found = try instance.boundary.records(
                    Item.self,
                    in: Instance.name(.mixed),
                    order: [ViewQuery.Order(column)],
                    limit: limit,
                    for: Look.Reader.visitor.subject,
                    through: Screen()
                )
                say("\(found.count) found")
            }
        case .otherRecipient(let place):
            let records = try records(place, .visitor, Screen())
            let release = try await instance.boundary.release(records, to: .person("luz"), through: Screen())
            say(try open(release, for: .person("gil"), Screen()))
        case .retention(let place, let serial): try await retention(place, serial)
        case .labels(let program):
            say(try instance.boundary.label(of: .inspectionRecords, program: program).text)
        case .checkpoint: say("\(try instance.engine.openLog(Instance.name(.shop), create: false).head())")
        case .proofs: try proofs()
        case .bundle: try await bundle()
        }
    }

    // MARK: Asking

    func views(_ place: Place) async throws -> any ViewStore {
        if let leak { return leak.views(try await instance.views(place)) }
        return try await instance.views(place)
    }

    func admission(_ place: Place, _ reader: Look.Reader, _ columns: Set<String>) throws -> Admission {
        try instance.boundary.filter(
            Item.self,
            in: Instance.name(place),
            for: reader.subject,
            through: Search(hasExcerpts: false),
            using: columns
        )
    }

    func records<Way: Channel>(_ place: Place, _ reader: Look.Reader, _ channel: Way, serial: String? = nil) throws
        -> [Item]
    {
        try instance.boundary.records(
            Item.self,
            in: Instance.name(place),
            matching: serial.map { [ViewQuery.Match("serial", .equal, [.text($0)])] } ?? [],
            limit: 100,
            for: reader.subject,
            through: channel
        )
    }

    /// What an exit sends of a release.
    func open<Way: Channel>(_ release: consuming Release<Way>, for subject: Subject, _ channel: Way) throws -> String {
        let content = try release.open(
            for: ExitRequest(
                recipient: subject,
                channel: channel,
                standing: instance.boundary.standing(of: subject),
                now: instance.clock.now
            )
        )
        return Self.text(content)
    }

    /// The fields of what is sent.
    static func text(_ content: ExitContent) -> String {
        content.records.map { fields in
            fields.map { "\($0.name)=\($0.value.map(text) ?? "[withheld]")" }.joined(separator: "|")
        }.joined(separator: "\n")
    }

    static func text(_ value: ViewValue) -> String {
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        case let other: "\(other)"
        }
    }

    /// The receipts of a release: how many, and those of a log that may be read.
    mutating func say(_ receipts: [EventReceipt]) throws {
        say("receipts \(receipts.count)")
        for receipt in receipts where receipt.compartment.description == Place.shop.rawValue {
            say("recorded \(receipt.sequence)")
            say(String(decoding: try shopLog().receipt(for: receipt.sequence).bytes, as: UTF8.self))
        }
    }

    func shopLog() throws -> StoredLog {
        guard let log = try StoredLog(instance.engine.openLog(Instance.name(.shop), create: false)) else {
            throw WorldFailure("the shop's log is empty")
        }
        return log
    }

    private mutating func inTrouble(
        _ failing: [Place],
        _ controlFails: Bool,
        _ body: (inout Observer) async throws -> Void
    ) async throws {
        var names = try failing.map(Instance.name)
        if controlFails { names.append(try CompartmentName("control")) }
        for name in names { await instance.logs.fail(name, true) }
        do {
            try await body(&self)
        } catch let refusal as AccessRefusal {
            say("in trouble: \(refusal)")
        }
        for name in names { await instance.logs.fail(name, false) }
    }
}
