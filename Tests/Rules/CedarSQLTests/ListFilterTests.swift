import Cedar
import CedarCases
import CedarSQL
import Foundation
import Testing

@Suite("A list filter")
struct ListFilterTests {
    static let view = EntityUID(type: "Action", id: "view")

    static func filter(
        _ policies: String,
        _ dialect: SQLDialect = .sqlite,
        _ reading: ErringForbid = .skips,
        map: ColumnMap? = nil
    ) throws -> ListFilter {
        let schema = try CaseSchema.schema()
        return try ListFilter(
            try PolicySet(parsing: policies, file: "p.cedar"),
            schema: schema,
            environment: try #require(schema.requestEnvironment(principal: "User", action: view, resource: "Doc")),
            map: map ?? (try DocRows.map(row: "doc", hasLabels: false)),
            dialect: dialect,
            erringForbid: reading
        )
    }

    /// Ann is in the group g1, 30 years old, and in the teams `a` and `é`.
    static func predicate(_ filter: ListFilter, labels: [RowLabel] = []) throws -> SQLPredicate {
        let schema = try CaseSchema.schema()
        var writer = StoreWriter(seed: 1)
        let group = EntityUID(type: "Group", id: "g1")
        let ann = EntityUID(type: "User", id: "ann")
        var attributes = try writer.user(ann, docs: []).attributes
        attributes["age"] = .long(30)
        attributes["admin"] = .bool(false)
        attributes["name"] = .string("Ann")
        attributes["teams"] = .strings(["a", "é"])
        let store = try Entities([
            Entity(uid: ann, attributes: attributes, parents: [group]),
            Entity(uid: group, attributes: ["level": .long(1)]),
        ])
        var context = try writer.context()
        context["hour"] = .long(9)
        return try filter.predicate(
            asker: ann,
            context: context,
            entities: try PartialEntities(store, schema: schema),
            labels: labels
        )
    }

    static func refusal(_ condition: String, map: ColumnMap? = nil) throws -> String {
        do {
            _ = try filter("permit (principal, action, resource) when { \(condition) };", map: map)
            return "accepted"
        } catch let error as UntranslatablePolicies {
            return error.description
        }
    }

    /// Policies whose SQL is kept as a golden text.
    static let shown: [(title: String, policies: String)] = [
        (
            "A comparison with what is known of the principal",
            "permit (principal, action, resource) when { resource.size < principal.age };"
        ),
        (
            "An optional column",
            "permit (principal, action, resource) when { resource has note && resource.note != \"a\" };"
        ),
        ("A pattern", "permit (principal, action, resource) when { resource.title like \"*50% [a]_?\\\\*\" };"),
        (
            "Arithmetic that may overflow, in a permit and in a forbid",
            """
            permit (principal, action, resource) when { resource.size + resource.size > 10 };
            forbid (principal, action, resource) when { resource.size * 3 == 9 };
            """
        ),
        (
            "Who may see it is told by a group",
            "permit (principal, action, resource) when { resource.owner in Group::\"g1\" };"
        ),
        (
            "A set in a table",
            "permit (principal, action, resource) when { resource.words.containsAny(principal.teams) };"
        ),
        (
            "A set in a JSON array",
            "permit (principal, action, resource) when { resource.readers.contains(principal) };"
        ),
        (
            "Two sets that are equal",
            "permit (principal, action, resource) when { resource.words == principal.teams };"
        ),
        (
            "A tag",
            "permit (principal, action, resource) when { resource.hasTag(\"a\") && resource.getTag(\"a\") == principal.name };"
        ),
        (
            "Times",
            """
            permit (principal, action, resource)
            when { resource.made.offset(resource.kept) < datetime("2026-07-28") && resource.made.toDate() == resource.made };
            """
        ),
        (
            "A choice",
            "permit (principal, action, resource) when { (if resource.secret then resource.size else 7) >= context.hour };"
        ),
    ]

    @Test("the SQL of both dialects is the golden one; BULKHEAD_RECORD=1 writes it anew")
    func golden() throws {
        var text = ""
        for (title, policies) in Self.shown {
            text += "-- \(title)\n" + policies.split(separator: "\n").map { "--   \($0)\n" }.joined()
            for dialect in SQLDialect.allCases {
                for reading in ErringForbid.allCases where reading == .skips || policies.contains("forbid") {
                    let predicate = try Self.predicate(try Self.filter(policies, dialect, reading))
                    text +=
                        "-- \(dialect.rawValue)"
                        + (policies.contains("forbid") ? ", a forbid that errs \(reading)" : "")
                    text += "\n\(predicate.sql)\n-- with \(predicate.parameters)\n"
                }
            }
            text += "\n"
        }
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/filters.sql")
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("what is decided without the row is decided before the database is asked")
    func decided() throws {
        #expect(try Self.predicate(try Self.filter("permit (principal, action, resource);")).sql == "(1 = 1)")
        #expect(try Self.predicate(try Self.filter("forbid (principal, action, resource);")).sql == "(1 = 0)")
        let admins = "permit (principal, action, resource) when { principal.admin && resource.secret };"
        #expect(try Self.predicate(try Self.filter(admins)).sql == "(1 = 0)")
    }

    @Test("what has no form in SQL is refused when policies are loaded, with the place and why")
    func refusals() throws {
        #expect(
            try Self.refusal("resource.source.isIpv4()")
                == "p.cedar:1:45: policy `policy0`: `isIpv4` on a column has no form in SQL"
        )
        #expect(
            try Self.refusal("{a: resource.size} == {a: context.hour}").contains("records cannot be compared in SQL")
        )
        #expect(
            try Self.refusal("resource.owner.admin").contains("`resource.owner.admin` stands in no declared column")
        )
        #expect(try Self.refusal("resource.owner.hasTag(\"a\")").contains("the tags of `resource.owner`"))
        #expect(try Self.refusal("resource.title == \"a\\0b\"").contains("U+0000"))
        #expect(try Self.refusal("[resource.secret].contains(true)").contains("set of truth values"))
    }

    @Test("each refused policy is told, not only the first")
    func allRefusals() throws {
        do {
            _ = try Self.filter(
                """
                permit (principal, action, resource) when { resource.source.isIpv4() };
                permit (principal, action, resource);
                forbid (principal, action, resource) when { resource.source.isIpv6() };
                """
            )
            Issue.record("was accepted")
        } catch let error as UntranslatablePolicies {
            #expect(error.problems.map(\.policy) == ["policy0", "policy2"])
            #expect(error.problems.map(\.range.start.line) == [1, 3])
        }
    }

    @Test("a branch that the principal decides is held to the same rule, whoever asks")
    func principalBranches() throws {
        #expect(try Self.refusal("if principal.admin then resource.source.isIpv4() else true").contains("isIpv4"))
        #expect(try Self.refusal("principal.home.isIpv4() && resource.secret") == "accepted")
    }

    @Test("a column map that does not fit the schema is refused, with all that is wrong")
    func maps() throws {
        func name(_ text: String) throws -> SQLName { try SQLName(text) }
        let map = ColumnMap(
            .resource,
            row: try name("cedar_1"),
            id: try name("id"),
            attributes: [
                ["size"]: .column(try name("a"), isNullable: true),
                ["colour"]: .column(try name("b"), isNullable: false),
                ["meta"]: .column(try name("c"), isNullable: false), ["area"]: .record(isPresent: nil),
                ["source"]: .column(try name("d"), isNullable: false),
                ["words"]: .column(try name("e"), isNullable: false),
            ]
        )
        let refusal = try Self.refusal("true", map: map)
        for problem in [
            "the row must not be called `cedar_1`", "`resource.size` is required, so its column must not be nullable",
            "there is no attribute `resource.colour`", "`resource.meta` is of type a record, which cannot be mapped so",
            "`resource.area` may be absent; name a column that tells when it is there",
            "`resource.source` is of type ipaddr", "`resource.words` is of type Set<String>",
        ] { #expect(refusal.contains(problem), "\(refusal)") }
    }

    @Test(
        "what is no plain name cannot name a table or column",
        arguments: ["", "a b", "a\"b", "a;b", "1a", "é", "a-b", "a.b", "\0", String(repeating: "a", count: 64)]
    )
    func names(_ text: String) {
        #expect(throws: SQLName.Invalid.self) { try SQLName(text) }
    }

    @Test("names are quoted, so that a column may be called as a keyword")
    func keywords() throws {
        let map = ColumnMap(
            row: try SQLName("select"),
            id: try SQLName("from"),
            attributes: [["size"]: .column(try SQLName("order"), isNullable: false)]
        )
        let filter = try Self.filter("permit (principal, action, resource) when { resource.size > 1 };", map: map)
        #expect(try Self.predicate(filter).sql == "(\"select\".\"order\" > ?)")
    }

    @Test("values never become part of the text")
    func parameters() throws {
        let text = "'; DROP TABLE doc; --"
        let filter = try Self.filter("permit (principal, action, resource) when { resource.title == \"\(text)\" };")
        let predicate = try Self.predicate(filter)
        #expect(!predicate.sql.contains("DROP"))
        #expect(predicate.parameters == [.text(text)])
    }

    @Test("each label is decided once; labels that leave the same condition stand together")
    func labels() throws {
        let filter = try Self.filter(
            """
            permit (principal, action, resource) when { !resource.secret };
            permit (principal, action, resource) when { resource.readers.contains(principal) && resource.size < 5 };
            """,
            map: try DocRows.map(row: "doc", hasLabels: true)
        )
        let ann = Value.entity(EntityUID(type: "User", id: "ann"))
        func label(_ id: Int64, secret: Bool, readers: Set<Value> = []) -> RowLabel {
            RowLabel(id: id, attributes: ["secret": .bool(secret), "title": .string("t"), "readers": .set(readers)])
        }
        let labels = [
            label(1, secret: false), label(2, secret: true), label(3, secret: true, readers: [ann]),
            label(4, secret: false), label(5, secret: true, readers: [ann]),
        ]
        let predicate = try Self.predicate(filter, labels: labels)
        #expect(
            predicate.sql
                == "((\"doc\".\"label_id\" IN (?, ?)) OR ((\"doc\".\"label_id\" IN (?, ?)) AND (\"doc\".\"size\" < ?)))"
        )
        #expect(predicate.parameters == [1, 4, 3, 5, 5].map { .integer($0) })
        let wrong = RowLabel(id: 9, attributes: ["size": .long(1)])
        #expect(throws: CedarErrors.self) { try Self.predicate(filter, labels: [wrong]) }
    }

    @Test("a condition that grows too long is refused and not sent")
    func limits() throws {
        let many = (0..<40_000).map { "\"w\($0)\"" }.joined(separator: ", ")
        let filter = try Self.filter(
            "permit (principal, action, resource) when { resource.words.containsAny(context.words) };"
        )
        _ = try Self.predicate(filter)
        #expect(throws: UntranslatablePolicies.self) {
            try Self.filter("permit (principal, action, resource) when { resource.words.containsAny([\(many)]) };")
        }
        let long = String(repeating: "ab*", count: 5_000)
        #expect(try Self.refusal("resource.title like \"\(long)\"").contains("the pattern is too long"))
    }
}
