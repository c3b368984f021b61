import PlantModel
import Testing

@Suite("The messages of a flow")
struct MessagesTests {
    static let messages = """
        flows:
          - id: orders
            from: erp
            to: bi
            carries: [orders, jobResponses]
            programs: [item]
            filter: minimum
            messages:
              format: csv
              holds: orders
              program: { field: project, codes: { P-1: item } }
              about: order
              fields:
                - { name: order, type: text, class: orders }
                - { name: project, type: text, class: orders }
                - { name: hours, type: decimal, class: jobResponses, optional: true }
                - { name: closed, type: day, class: jobResponses, optional: true }
        filters:
          - { id: minimum, passes: [orders, hours], redacts: [order], generalizes: { closed: month } }

        """

    /// The sound plant with a second system and the flow between both.
    private static func plant(_ change: (String) -> String = { $0 }) throws(PlantProblems) -> Plant {
        let text = Plants.sound.replacing(
            "audiences: [staff] } ]",
            with: "audiences: [staff] }, { id: bi, kind: BI, hosting: cloud, audiences: [staff] } ]"
        )
        return try Plant.load("plant.yaml", files: ["plant.yaml": text + "\n" + change(messages)])
    }

    @Test("they are read as they are declared")
    func sound() throws {
        let plant = try Self.plant()
        let flow = try #require(plant.flows.first { $0.id == "orders" })
        let messages = try #require(flow.messages)
        #expect(messages.format == .csv)
        #expect(messages.holds.value == .orders)
        #expect(messages.programs.mapValues(\.value) == ["P-1": "item"])
        #expect(messages.fields.map(\.name) == ["order", "project", "hours", "closed"])
        #expect(messages.fields.map(\.isOptional) == [false, false, true, true])
        #expect(messages.fields.map(\.longest) == [1_000, 1_000, 1_000, 1_000])
        #expect(plant.filters.first?.generalizes == ["closed": .month])
    }

    @Test(
        "what does not fit the flow is refused where it stands, with the nearest name",
        arguments: [
            (
                "class: orders }\n        - { name: project", "class: nonconformances }\n        - { name: project",
                "BH-M066", "does not carry"
            ),
            ("holds: orders", "holds: nonconformances", "BH-M066", "does not carry"),
            ("about: order", "about: ordr", "BH-M041", "ordr"),
            ("about: order", "about: hours", "BH-M066", "may be without"),
            ("field: project", "field: projekt", "BH-M041", "projekt"),
            ("P-1: item", "P-1: other", "BH-M066", "does not carry"),
            ("P-1: item", "P-1: items", "BH-M041", "items"),
            ("name: hours", "name: order", "BH-M042", "twice"),
            ("redacts: [order]", "redacts: [ordr]", "BH-M041", "ordr"),
            ("passes: [orders, hours]", "passes: [orders, houres]", "BH-M041", "houres"),
            ("closed: month", "closed: tens", "BH-M066", "there is no 'tens'"),
            ("closed: month", "hours: month", "BH-M066", "there is no 'month'"),
            ("type: day", "type: date", "BH-M023", "date"),
            ("format: csv", "format: xlsx", "BH-M023", "xlsx"),
            (
                "optional: true }\n        - { name: closed", "optinal: true }\n        - { name: closed", "BH-M020",
                "optinal"
            ),
        ]
    )
    func problems(old: String, new: String, code: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) { try Self.plant { $0.replacing(old, with: new) } }
        let found = try #require(problems?.problems.first { $0.code.rawValue == code })
        #expect(found.message.contains(words), "\(found)")
        #expect(found.place.line > 40)
    }

    private static let tree = """
        format: xml
              record: /o:Orders/o:Order
              namespaces: { o: "urn:orders" }
              holds: orders
        """

    private static func asTree(_ text: String) -> String {
        text.replacing("format: csv\n      holds: orders", with: tree)
            .replacing("name: order,", with: "name: order, path: \"@id\",")
            .replacing("name: project,", with: "name: project, path: o:Project,")
            .replacing("name: hours,", with: "name: hours, path: o:Line/o:Hours, repeated: true,")
            .replacing("name: closed,", with: "name: closed, path: \"o:Line/o:Hours/@closed\",")
    }

    @Test("paths are read as they are declared")
    func paths() throws {
        let flow = try #require(try Self.plant(Self.asTree).flows.first { $0.id == "orders" })
        let messages = try #require(flow.messages)
        #expect(messages.tree?.record.value.elements == ["o:Orders", "o:Order"])
        #expect(messages.tree?.namespaces == ["o": "urn:orders"])
        #expect(
            messages.fields.map { $0.path?.value.text } == [
                "@id", "o:Project", "o:Line/o:Hours", "o:Line/o:Hours/@closed",
            ]
        )
        #expect(messages.fields.map(\.isRepeated) == [false, false, true, false])
    }

    @Test(
        "a path that leads nowhere, or where another leads, is refused where it stands",
        arguments: [
            ("record: /o:Orders/o:Order", "record: o:Order", "BH-M066", "a path from the root"),
            ("record: /o:Orders/o:Order", "record: /o:Orders/@id", "BH-M066", "a path from the root"),
            ("record: /o:Orders/o:Order", "record: \"/o:Orders//o:Order\"", "BH-M066", "a path from the root"),
            ("path: o:Project", "path: /o:Project", "BH-M066", "a path from the record"),
            ("path: o:Project", "path: o:Project/text()", "BH-M066", "a path from the record"),
            ("path: o:Project,", "", "BH-M066", "a path from the record"),
            ("path: o:Project", "path: p:Project", "BH-M041", "the prefix 'p'"),
            ("path: o:Project", "path: \"@id\"", "BH-M066", "stand in one place"),
            ("path: o:Project", "path: o:Line", "BH-M066", "has 'hours' inside"),
            ("path: o:Project", "path: o:Project, repeated: true", "BH-M066", "expected one value"),
            ("holds: orders", "holds: orders\n      marked: o:Line", "BH-M066", "of b2mml alone"),
            ("format: xml", "format: csv", "BH-M066", "says nothing in the format 'csv'"),
        ]
    )
    func pathProblems(old: String, new: String, code: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.asTree($0).replacing(old, with: new) }
        }
        let found = try #require(problems?.problems.first { $0.code.rawValue == code })
        #expect(found.message.contains(words), "\(found)")
        #expect(found.place.line > 40)
    }

    private static func byBroker(_ text: String) -> String {
        text.replacing(
            "format: csv",
            with: """
                format: jsonLines
                      source: { by: sparkplugB, address: "mqtts://broker.example:8883", group: plant, nodes: [one, two] }
                      destination: { by: sparkplugB, address: "mqtt://127.0.0.1", group: out, nodes: [gateway] }
                """
        )
    }

    @Test("ways to brokers are read as they are declared")
    func connections() throws {
        let flow = try #require(try Self.plant(Self.byBroker).flows.first { $0.id == "orders" })
        let source = try #require(flow.messages?.source)
        #expect(source.way == .sparkplugB && source.address.value == "mqtts://broker.example:8883")
        #expect(source.group.value == "plant" && source.nodes.map(\.value) == ["one", "two"])
        #expect(flow.messages?.destination?.nodes.map(\.value) == ["gateway"])
        #expect(try Self.plant().flows.first { $0.id == "orders" }?.messages?.source == nil)
    }

    @Test(
        "a way that leads nowhere is refused where it stands",
        arguments: [
            ("format: jsonLines", "format: csv", "BH-M066", "do not go by sparkplugB"),
            ("mqtts://broker.example:8883", "http://broker.example", "BH-M066", "no address of a broker"),
            ("mqtts://broker.example:8883", "mqtts://user:word@broker.example", "BH-M066", "no address of a broker"),
            ("group: plant", "group: plant/one", "BH-M066", "cannot stand in a topic"),
            ("nodes: [one, two]", "nodes: [one, \"+\"]", "BH-M066", "cannot stand in a topic"),
            ("nodes: [gateway]", "nodes: [gateway, other]", "BH-M066", "expected the one"),
            ("by: sparkplugB, address: \"mqtts", "by: amqp, address: \"mqtts", "BH-M023", "amqp"),
        ]
    )
    func connectionProblems(old: String, new: String, code: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.byBroker($0).replacing(old, with: new) }
        }
        let found = try #require(problems?.problems.first { $0.code.rawValue == code })
        #expect(found.message.contains(words), "\(found)")
        #expect(found.place.line > 40)
    }

    private static let hostKey = "SHA256:" + String(repeating: "A", count: 43)

    private static func byServer(_ text: String) -> String {
        text.replacing(
            "format: csv",
            with: """
                format: csv
                      source: { by: sftp, address: "sftp://files.example:2222/out", user: plant, hostKey: "\(hostKey)" }
                """
        )
    }

    @Test("a way to a server of files is read as it is declared, for any format")
    func server() throws {
        let flow = try #require(try Self.plant(Self.byServer).flows.first { $0.id == "orders" })
        let source = try #require(flow.messages?.source)
        #expect(source.way == .sftp && source.address.value == "sftp://files.example:2222/out")
        #expect(source.user.value == "plant" && source.hostKey.value == Self.hostKey)
    }

    @Test(
        "a server that is not known by its key, or not said whole, is refused where it stands",
        arguments: [
            ("sftp://files.example:2222/out", "ftp://files.example/out", "no folder of an SFTP server"),
            ("sftp://files.example:2222/out", "sftp://me@files.example/out", "no folder of an SFTP server"),
            (", hostKey: \"\(hostKey)\"", "", "does not say 'hostKey'"), ("user: plant, ", "", "does not say 'user'"),
            ("SHA256:A", "MD5:A", "is no fingerprint"),
            ("user: plant", "user: plant, group: g", "'group' says nothing"),
            ("user: plant", "user: plant, nodes: [n]", "'nodes' says nothing"),
            ("by: sftp", "by: sparkplugB", "do not go by sparkplugB"),
        ]
    )
    func serverProblems(old: String, new: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.byServer($0).replacing(old, with: new) }
        }
        let found = try #require(
            problems?.problems.first { $0.code.rawValue == "BH-M066" && $0.message.contains(words) }
        )
        #expect(found.place.line > 40)
    }

    private static func byRequest(_ text: String) -> String {
        text.replacing(
            "format: csv",
            with: """
                format: json
                      record: /data
                      source: { by: polling, address: "https://erp.example/api/orders?state=open", token: "https://login.example/token", scope: "orders read",
                        cursor: { parameter: after, pointer: /next } }
                      destination: { by: webhook, address: "https://bi.example:8443/orders" }
                """
        )
        .replacing("name: hours,", with: "name: hours, path: \"/lines/*/hours\",")
        .replacing("name: closed,", with: "name: closed, path: /lines/*/a~1b,")
    }

    @Test("ways by request, and pointers into documents of JSON, are read as they are declared")
    func requests() throws {
        let flow = try #require(try Self.plant(Self.byRequest).flows.first { $0.id == "orders" })
        let messages = try #require(flow.messages)
        let source = try #require(messages.source)
        #expect(source.way == .polling && source.token.value == "https://login.example/token")
        #expect(source.scope.value == "orders read" && source.cursor?.parameter.value == "after")
        #expect(source.cursor?.pointer?.value.text == "/next")
        #expect(messages.destination?.way == .webhook)
        #expect(messages.records?.value.text == "/data")
        #expect(
            messages.fields.map { $0.pointer?.value.text } == ["/order", "/project", "/lines/*/hours", "/lines/*/a~1b"]
        )
        #expect(messages.fields.map(\.isRepeated) == [false, false, true, true])
        #expect(messages.fields[3].pointer?.value.steps == [.member("lines"), .each, .member("a/b")])
    }

    @Test(
        "a way by request that leads nowhere, gives away a token or says what it does not need is refused where it stands",
        arguments: [
            ("https://bi.example:8443/orders", "ftp://bi.example/orders", "no address of HTTP"),
            ("https://bi.example:8443/orders", "https://me:word@bi.example/orders", "no address of HTTP"),
            ("https://bi.example:8443/orders", "https://bi.example/orders?key=1", "no address of HTTP"),
            ("https://bi.example:8443/orders", "https://bi.example/orders#a", "no address of HTTP"),
            ("https://bi.example:8443/orders", "https://bi.example/a b", "no address of HTTP"),
            ("https://login.example/token", "http://login.example/token", "for everyone on the way"),
            ("https://login.example/token", "http://localhost.example/token", "for everyone on the way"),
            ("https://erp.example/api", "http://127.0.0.1.example/api", "for everyone on the way"),
            ("by: webhook, address", "by: polling, address", "is not asked for anything"),
            ("by: polling", "by: webhook", "'cursor' says nothing"),
            ("pointer: /next", "pointer: next", "whence the next goes on"),
            ("pointer: /next", "pointer: /next/*", "whence the next goes on"),
            ("parameter: after", "parameter: \"a&b\"", "whence the next goes on"),
            ("by: webhook,", "by: webhook, scope: s,", "'scope' says nothing"),
            ("by: webhook,", "by: webhook, user: u,", "'user' says nothing"),
            ("record: /data", "record: data", "no way to the records"),
            ("record: /data", "record: /data/*", "no way to the records"),
            ("record: /data", "record: /data~2", "no way to the records"),
            ("/lines/*/hours", "lines", "does not say where it stands"),
            ("/lines/*/hours", "/order", "stand in one place"),
            ("/lines/*/hours", "/order/hours", "one inside the other"),
            ("name: order,", "name: order, path: /orders/*,", "expected one value"),
            ("name: order,", "name: order, repeated: true,", "'repeated' says nothing"),
            ("record: /data", "namespace: \"urn:a\"", "'namespace' says nothing"),
        ]
    )
    func requestProblems(old: String, new: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.byRequest($0).replacing(old, with: new) }
        }
        let found = try #require(problems?.problems.first { $0.message.contains(words) }, "\(problems?.problems ?? [])")
        #expect(found.code.rawValue == "BH-M066" && found.place.line > 40)
    }

    private static func byDatabase(_ text: String) -> String {
        text.replacing(
            "format: csv",
            with: """
                format: csv
                      destination: { by: postgresql, address: "postgresql://bi.example:5433/bi", schema: reports, reader: bi_reader,
                        gone: { field: project, values: [gone] } }
                """
        )
    }

    @Test("a way to a database is read as it is declared")
    func database() throws {
        let flow = try #require(try Self.plant(Self.byDatabase).flows.first { $0.id == "orders" })
        let destination = try #require(flow.messages?.destination)
        #expect(destination.way == .postgresql && destination.schema.value == "reports")
        #expect(destination.reader.value == "bi_reader")
        #expect(destination.gone?.field.value == "project" && destination.gone?.values == ["gone"])
    }

    @Test(
        "names that PostgreSQL can have in quotes alone are names, also its own words and what looks like more than a name",
        arguments: [
            ("schema: reports", "schema: select"), ("schema: reports", #"schema: "Re\"ports; DROP SCHEMA x""#),
            ("reader: bi_reader", "reader: user"), ("reader: bi_reader", "reader: CORP\\Anna-Liese"),
            ("name: closed,", "name: table,"), ("name: closed,", #"name: "a\" text); DROP TABLE x; --","#),
        ]
    )
    func databaseNames(old: String, new: String) throws {
        #expect(throws: Never.self) {
            try Self.plant {
                Self.byDatabase($0).replacing(old, with: new)
                    .replacing(", generalizes: { closed: month }", with: "")
            }
        }
    }

    @Test(
        "a database that is not said whole, or names that it cannot have, are refused where they stand",
        arguments: [
            ("postgresql://bi.example:5433/bi", "postgresql://bi.example", "is no database"),
            ("postgresql://bi.example:5433/bi", "postgresql://me:word@bi.example/bi", "is no database"),
            ("postgresql://bi.example:5433/bi", "postgresql://bi.example/bi?sslmode=disable", "is no database"),
            ("schema: reports, ", "", "does not say 'schema'"), ("reader: bi_reader,", "", "does not say 'reader'"),
            ("schema: reports", "schema: pg_catalog", "no name of a schema"),
            ("schema: reports", "schema: information_schema", "no name of a schema"),
            ("schema: reports", "schema: other_gateway", "no name of a schema"),
            ("schema: reports", "schema: \"re\\u0001ports\"", "no name of a schema"),
            ("schema: reports", "schema: \(String(repeating: "ä", count: 28))", "no name of a schema"),
            ("reader: bi_reader", "reader: PUBLIC", "no name of one reader"),
            ("reader: bi_reader", "reader: public", "no name of one reader"),
            ("reader: bi_reader", "reader: none", "no name of one reader"),
            ("reader: bi_reader", "reader: pg_read_all_data", "no name of one reader"),
            ("name: order,", "name: \"order\\u0001\",", "no name of a column"),
            ("name: order,", "name: xmin,", "no name of a column"),
            ("field: project, values", "field: projekt, values", "'projekt'"),
            ("name: order,", "name: bulkhead_order,", "no name of a column"),
            ("- id: orders", "- id: orders-\(String(repeating: "a", count: 52))", "too long for the table"),
            ("destination: {", "source: {", "no source is read by postgresql"),
            ("by: postgresql,", "by: postgresql, user: u,", "'user' says nothing"),
        ]
    )
    func databaseProblems(old: String, new: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.byDatabase($0).replacing(old, with: new) }
        }
        let found = try #require(problems?.problems.first { $0.message.contains(words) }, "\(problems?.problems ?? [])")
        #expect(found.place.line > 40)
    }

    private static func byProxy(_ text: String) -> String {
        text.replacing(
            "format: csv",
            with: """
                format: csv
                      source: { by: proxy, address: "http://erp.example:8000", listen: "https://gateway.example:8443", routes: [/orders.csv, "/orders/*"],
                        parameters: [ { name: after, selects: closed }, { name: _page, because: "says how much comes at once" } ] }
                """
        )
    }

    @Test("a proxy is read as it is declared")
    func proxy() throws {
        let flow = try #require(try Self.plant(Self.byProxy).flows.first { $0.id == "orders" })
        let source = try #require(flow.messages?.source)
        #expect(source.way == .proxy && source.listen.value == "https://gateway.example:8443")
        #expect(source.routes.map(\.value) == ["/orders.csv", "/orders/*"])
        #expect(source.parameters.map(\.name.value) == ["after", "_page"])
        #expect(source.parameters[0].selects?.value == "closed" && source.parameters[0].because == nil)
        #expect(source.parameters[1].selects == nil && source.parameters[1].because != nil)
    }

    @Test(
        "a proxy that would answer what nobody said is refused where it stands",
        arguments: [
            ("http://erp.example:8000", "http://erp.example:8000/api", "no host of HTTP"),
            ("https://gateway.example:8443", "gateway.example", "no host of HTTP"),
            ("/orders.csv", "orders.csv", "is no path"), ("/orders.csv", "/orders/../x", "is no path"),
            ("/orders.csv", "\"/orders?a=b\"", "is no path"), ("/orders/*", "/orders/a*", "is no path"),
            ("/orders/*", "/orders//*", "is no path"), ("name: after", "name: \"a&b\"", "no name of a parameter"),
            ("selects: closed", "selects: close", "selects by 'close', which is not among 'fields'"),
            (", selects: closed", "", "does not say which field it selects by"),
            (", routes: [/orders.csv, \"/orders/*\"]", "", "does not say 'routes'"),
            ("listen: \"https://gateway.example:8443\", ", "", "does not say 'listen'"),
            ("by: proxy,", "by: proxy, cursor: { parameter: a, pointer: /b },", "'cursor' says nothing"),
            ("source: {", "destination: {", "is not asked for anything"),
        ]
    )
    func proxyProblems(old: String, new: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.byProxy($0).replacing(old, with: new) }
        }
        let found = try #require(problems?.problems.first { $0.message.contains(words) }, "\(problems?.problems ?? [])")
        #expect(found.place.line > 40)
    }

    private static func asked(_ text: String) -> String {
        text.replacing(
            "format: csv",
            with: """
                format: jsonLines
                      source: { by: authzen, address: "https://gateway.example:8444" }
                """
        )
    }

    @Test("a source that asks is read as it is declared")
    func asks() throws {
        let flow = try #require(try Self.plant(Self.asked).flows.first { $0.id == "orders" })
        #expect(flow.messages?.source?.way == .authzen)
        #expect(flow.messages?.source?.address.value == "https://gateway.example:8444")
    }

    @Test(
        "a source that could not be answered is refused where it stands",
        arguments: [
            ("format: jsonLines", "format: csv", "is none of the format 'csv'"),
            ("https://gateway.example:8444", "https://gateway.example:8444/ask", "no host of HTTP"),
            ("by: authzen,", "by: authzen, listen: \"https://a.example\",", "'listen' says nothing"),
            ("source: {", "destination: {", "is not asked for anything"),
        ]
    )
    func askedProblems(old: String, new: String, words: String) throws {
        let problems = #expect(throws: PlantProblems.self) {
            try Self.plant { Self.asked($0).replacing(old, with: new) }
        }
        let found = try #require(problems?.problems.first { $0.message.contains(words) }, "\(problems?.problems ?? [])")
        #expect(found.place.line > 40)
    }
}
