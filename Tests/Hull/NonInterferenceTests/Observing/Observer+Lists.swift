@_spi(Exits) import Boundary
import Journal
import Storage
import TestPlant

/// How a list is asked for.
struct Paging {
    let place: Place
    let reader: Look.Reader
    let order: [String]
    let isDescending: Bool
    let limit: Int
}

extension Observer {
    mutating func list(_ paging: Paging, _ kind: ChannelKind) async throws {
        switch kind {
        case .screen: try await list(paging, Screen(isShared: false))
        case .api: try await list(paging, API(client: "client"))
        case .export: try await list(paging, Export(format: "csv", isEncrypted: true))
        case .report: try await list(paging, Report(format: "pdf"))
        case .print: try await list(paging, Print(isAttended: true))
        case .search: try await list(paging, Search(hasExcerpts: true))
        case .portal: try await list(paging, Portal(party: "clinic"))
        case .connector: try await list(paging, Connector(isEncrypted: true))
        case .analytics: try await list(paging, Analytics(isAggregated: false))
        case .commandLine: try await list(paging, CommandLine(isFile: true))
        case .log: try await list(paging, Log(isRemote: false))
        case .metric: try await list(paging, Metric(isRemote: false))
        }
    }

    /// Page after page; each goes on after the last row that was seen.
    private mutating func list<Way: Channel>(_ paging: Paging, _ channel: Way) async throws {
        var after: [ViewValue]?
        for page in 0..<40 {
            let records = try instance.boundary.records(
                Item.self,
                in: Instance.name(paging.place),
                order: paging.order.map { ViewQuery.Order($0, descending: paging.isDescending) },
                after: after,
                limit: paging.limit,
                for: paging.reader.subject,
                through: channel
            )
            let ids = records.map(\.origin.id)
            let release = try await instance.boundary.release(
                records,
                to: paging.reader.subject,
                through: channel
            )
            let shown = release.records.map { "\($0.id.map { "\($0.bytes)" } ?? "withheld")" }
            try say(release.receipts)
            let content = try open(release, for: paging.reader.subject, channel)
            say("page \(page), \(records.count) rows of \(content.utf8.count) bytes")
            say(shown.joined(separator: " "))
            say(content)
            guard records.count == paging.limit, let last = ids.last else { return }
            // What the page itself shows of its last row.
            after = try await cursor(paging, last)
            if after == nil { return }
        }
    }

    /// The values that a page token holds.
    private func cursor(_ paging: Paging, _ last: AggregateID) async throws -> [ViewValue]? {
        let rows = try await instance.views(paging.place).writerRows(
            ViewQuery(
                Item.table.name,
                columns: paging.order + ["id"],
                matches: [ViewQuery.Match("id", .equal, [.bytes(last.bytes)])],
                limit: 1
            )
        )
        return rows.first
    }

    mutating func search(_ place: Place, _ reader: Look.Reader, _ words: [String], _ isPrefix: Bool) async throws {
        let admission = try admission(place, reader, ["body"])
        let query = ViewQuery(Item.table.name, columns: ["id", "body"], limit: 50)
        let hits = try await views(place).search(words, prefix: isPrefix, of: ["body"], in: query, admitting: admission)
        say("hits \(hits.count)")
        for hit in hits { say(hit.map(Self.text).joined(separator: " ")) }
        // What is offered while one types: the words of the rows that may be seen.
        var offered: Set<String> = []
        for hit in hits {
            guard case .text(let body) = hit[1] else { continue }
            for word in body.split(separator: " ") where words.contains(where: { word.hasPrefix($0) }) {
                offered.insert(String(word))
            }
        }
        say("offered \(offered.sorted().joined(separator: " "))")
    }

    mutating func find(_ place: Place, _ reader: Look.Reader, _ id: [UInt8]) async throws {
        guard let id = AggregateID(id) else { throw WorldFailure("no id") }
        let release = try await instance.boundary.find(
            Item.self,
            id,
            in: Instance.name(place),
            for: reader.subject,
            through: Screen()
        )
        try say(release.receipts)
        say("found \(try open(release, for: reader.subject, Screen()))")
    }

    /// Records that were read for somebody else, the open compartment's first.
    mutating func carelessRelease(_ reader: Look.Reader) async throws {
        var records: [Item] = []
        for place in Place.allCases {
            records += try instance.boundary.records(
                Item.self,
                in: Instance.name(place),
                limit: 100,
                for: Instance.engineer,
                through: Screen()
            )
        }
        let release = try await instance.boundary.release(records, to: reader.subject, through: Screen())
        say("released \(release.records.count)")
        try say(release.receipts)
        say(try open(release, for: reader.subject, Screen()))
        // Sent too late, and to another. Its chances are its own: how many the release before took is no matter of these tests.
        instance.random.begin("\(step), late")
        let late = try await instance.boundary.release(records, to: reader.subject, through: Screen())
        do throws(ReleaseError) {
            let content = try late.open(
                for: ExitRequest(
                    recipient: .person("gil"),
                    channel: Screen(),
                    standing: instance.boundary.standing(of: .person("gil")),
                    now: instance.clock.now + 3_600_000
                )
            )
            say("sent \(content.records.count) late")
        } catch {
            say("late: \(error)")
        }
    }

    /// A file, with its columns padded, a dictionary of its texts, its size, and a tag.
    mutating func csv(_ place: Place, _ reader: Look.Reader) async throws {
        let channel = Export(format: "csv", isEncrypted: true)
        let records = try records(place, reader, channel)
        let release = try await instance.boundary.release(records, to: reader.subject, through: channel)
        let rows = try open(release, for: reader.subject, channel).split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
        var dictionary: [String: Int] = [:]
        for text in rows.joined() where dictionary[text] == nil { dictionary[text] = dictionary.count }
        let width = rows.joined().map(\.count).max() ?? 0
        var file = ""
        for row in rows {
            file += row.map { $0 + String(repeating: " ", count: width - $0.count) }.joined(separator: ";") + "\n"
            file += row.compactMap { dictionary[$0].map(String.init) }.joined(separator: ",") + "\n"
        }
        say("file of \(file.utf8.count) bytes, tag \(Leak.hash(file))")
        say(file)
    }
}
