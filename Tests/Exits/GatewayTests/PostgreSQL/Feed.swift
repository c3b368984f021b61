import Boundary
import Cedar
import Foundation
import Journal
import PlantModel
import Storage
import TestDatabases
import TestPlant

@testable import Gateway

/// A database with a publisher and a reader, and the flow to it.
struct Feed {
    /// A database, and the role that reads in it.
    struct Place {
        let cluster: PrivateCluster
        let database: String
        let reader: String

        /// - Parameter reader: the name of the role, which the database's is put behind: roles are of all of a cluster's databases.
        init(_ cluster: PrivateCluster? = nil, reader: String = "bi") throws {
            self.cluster = try cluster ?? PrivateCluster.shared.get()
            database = try self.cluster.database()
            self.reader = "\(reader)_\(database)"
            try self.cluster.psql(
                """
                CREATE ROLE \(quotedReader) LOGIN PASSWORD 'reads'; CREATE ROLE pub_\(database) LOGIN PASSWORD 'pub/li:shes';
                GRANT CREATE ON DATABASE \(database) TO pub_\(database);
                """
            )
        }

        var quotedReader: String { Feed.quoted(reader) }
    }

    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    static func yaml(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    private static let fields = """
        - { name: order, type: text, class: orders }
                - { name: project, type: text, class: orders }
                - { name: state, type: text, class: orders }
                - { name: quantity, type: integer, class: jobResponses, optional: true }
                - { name: hours, type: decimal, class: jobResponses, optional: true }
                - { name: rush, type: truth, class: jobResponses, optional: true }
                - { name: closed, type: day, class: jobResponses, optional: true }
                - { name: seen, type: time, class: jobResponses, optional: true }
                - { name: finding, type: text, class: nonconformances, optional: true }
        """

    private static func messages(_ place: Place, more: String) -> String {
        """
        messages:
              format: jsonLines
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              destination: { by: postgresql, address: "postgresql://localhost:\(place.cluster.port)/\(place.database)", schema: reports, reader: \(yaml(place.reader))\(more) }
              fields:
                \(fields)
        """
    }

    let place: Place
    let flow: RequestFlow
    var cluster: PrivateCluster { place.cluster }
    var database: String { place.database }

    init(
        _ place: Place? = nil,
        filter: String? = nil,
        more: String = ", gone: { field: state, values: [deleted, void] }",
        kept: GatewayPlant.Kept? = nil,
        messages change: (String) -> String = { $0 }
    ) async throws {
        self.place = try place ?? Place()
        let (cluster, database) = (self.place.cluster, self.place.database)
        flow = try await RequestFlow(
            change(Self.messages(self.place, more: more)),
            filter: filter,
            secrets: [
                "to-erp.destination": "pub_\(database)\npub/li:shes",
                "authorities.pem": String(contentsOfFile: cluster.folder + "/root.crt", encoding: .utf8),
            ],
            kept: kept
        )
    }

    /// What the reader gets.
    func read(_ sql: String) throws -> String {
        let login = place.reader.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try cluster.psql(sql, database, as: cluster.url(login, "reads", database))
    }

    func publish(_ lines: String..., named name: String = "a.jsonl") async throws -> SendReport {
        try await publish(lines, named: name)
    }

    func publish(_ lines: [String], named name: String) async throws -> SendReport {
        _ = try await flow.plant.gateway.take(
            Array(lines.joined(separator: "\n").utf8),
            named: name,
            for: flow.plant.flow()
        )
        let connection = try flow.connection()
        let trial = try await FilterTrial(
            flow.plant.plant,
            catalogue: TestCatalogue.get(),
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
        try await connection.prepare(flow.plant.flow(), of: flow.plant.gateway, as: trial)
        await trial.close()
        let report = await flow.plant.gateway.run(try flow.plant.flow(), through: connection)
        await connection.end()
        if let refusal = report.refusals.first { throw refusal }
        return report.sent
    }

    static func line(_ order: String, _ project: String, _ state: String = "open", _ more: String = "") -> String {
        #"{"order":"\#(order)","project":"\#(project)","state":"\#(state)"\#(more)}"#
    }
}
