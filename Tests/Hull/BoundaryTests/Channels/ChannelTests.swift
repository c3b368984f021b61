import Cedar
import PlantModel
import Testing

@testable import Boundary

@Suite("Each channel says of itself what the schema has for it")
struct ChannelTests {
    private static let channels: [any Channel] = [
        Screen(), API(client: "c"), Export(format: "csv", isEncrypted: true), Report(format: "pdf"),
        Print(isAttended: true), Search(hasExcerpts: false), Portal(party: "prime"), Connector(isEncrypted: true),
        Analytics(isAggregated: true, programs: 3), CommandLine(isFile: false), Log(isRemote: false),
        Metric(isRemote: false),
    ]

    @Test("there is one type for each kind, and its request conforms")
    func conforms() throws {
        #expect(Self.channels.map { type(of: $0).kind } == ChannelKind.allCases)
        let schema = try BoundaryPlant.catalogue().schema
        for channel in Self.channels { check(channel, schema) }
    }

    private func check<Way: Channel>(_ channel: Way, _ schema: Schema) {
        let context: Record = [
            "channel": .string(Way.kind.rawValue), "date": .datetime(DatetimeValue(milliseconds: 0)),
            CedarString(Way.kind.rawValue): .record(channel.attributes),
        ]
        let record = EntityUID(type: "Record", id: "r")
        for (principal, action) in [
            (EntityUID(type: "Person", id: "p"), Way.kind.personAction), (EntityUID(type: "System", id: "s"), .receive),
            (EntityUID(type: "Person", id: "p"), .know),
        ] {
            let request = Request(principal: principal, action: action.uid, resource: record, context: context)
            #expect(schema.problems(of: request).isEmpty, "\(Way.kind) \(action): \(schema.problems(of: request))")
        }
    }
}
