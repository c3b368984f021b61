import Cedar
import CedarCases
import CedarSQL
import Foundation
import SeededGeneration
import Testing

@Suite("A prepared list")
struct PreparedListTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    static let ann = EntityUID(type: "User", id: "ann")
    static let bob = EntityUID(type: "User", id: "bob")

    /// A world of which every part can be changed by itself.
    struct World {
        var admin = false
        var age: Int64 = 30
        var level: Int64 = 1
        var groups: Set<EntityUID> = [EntityUID(type: "Group", id: "g1")]
        var hour: Int64 = 9
        var asker = ann
        /// Nothing that the policies read.
        var name = "Ann"
        var bobIsAdmin = false

        func predicate(_ list: inout PreparedList) throws -> SQLPredicate {
            let (context, entities) = try question()
            return try list.predicate(asker: asker, context: context, entities: entities)
        }

        func groups(_ list: inout PreparedList) throws -> [LabelGroup] {
            let (context, entities) = try question()
            return try list.groups(asker: asker, context: context, entities: entities)
        }

        private func question() throws -> (context: Record, entities: PartialEntities) {
            let schema = try CaseSchema.schema()
            var writer = StoreWriter(seed: 1)
            var context = try writer.context()
            context["hour"] = .long(hour)
            func user(_ uid: EntityUID, isAdmin: Bool) throws -> Entity {
                var writer = StoreWriter(seed: 2)
                var attributes = try writer.user(uid, docs: []).attributes
                attributes["admin"] = .bool(isAdmin)
                attributes["age"] = .long(age)
                attributes["name"] = .string(name)
                return Entity(uid: uid, attributes: attributes, parents: uid == ann ? groups : [])
            }
            let store = try Entities(
                [
                    try user(ann, isAdmin: admin), try user(bob, isAdmin: bobIsAdmin),
                    Entity(uid: EntityUID(type: "Group", id: "g1"), attributes: ["level": .long(level)]),
                ]
            )
            return (context, try PartialEntities(store, schema: schema))
        }
    }

    static func label(_ id: Int64, _ title: String, secret: Bool, readers: Set<Value> = []) -> RowLabel {
        RowLabel(id: id, attributes: ["secret": .bool(secret), "title": .string(title), "readers": .set(readers)])
    }

    static let labels = [
        label(1, "a", secret: false), label(2, "b", secret: true),
        label(3, "b", secret: true, readers: [.entity(ann), .entity(bob)]), label(4, "a", secret: false),
    ]

    static func list(_ policies: String, labels: [RowLabel] = labels, capacity: Int = 256) throws -> PreparedList {
        let map = try DocRows.map(row: "doc", hasLabels: true)
        return try PreparedList(try ListFilterTests.filter(policies, map: map), labels: labels, capacity: capacity)
    }

    static let policies = """
        permit (principal, action, resource) when { !resource.secret && principal.age > 18 };
        permit (principal, action, resource) when { resource.readers.contains(principal) && resource.size < 5 };
        permit (principal, action, resource) when { principal.admin };
        forbid (principal, action, resource) when { resource.title == "b" } unless { principal in Group::"g1" };
        forbid (principal, action, resource) when { context.hour > 20 && resource.size > 7 };
        forbid (principal, action, resource) when { Group::"g1".level > 5 && resource.title == "a" };
        """

    @Test("remembers what it made: the same question again is not decided again")
    func remembers() throws {
        var list = try Self.list(Self.policies)
        let first = try World().predicate(&list)
        #expect(list.remembered == 1)
        #expect(try World().predicate(&list) == first)
        #expect(list.remembered == 1)
        #expect(first.sql.contains("label_id"))
    }

    @Test("sees a change of anything that the decision hangs on")
    func changes() throws {
        var list = try Self.list(Self.policies)
        let before = try World().predicate(&list)
        let changed: [(String, (inout World) -> Void)] = [
            ("an attribute", { $0.admin = true }), ("another attribute", { $0.age = 17 }),
            ("a group", { $0.groups = [] }), ("the context", { $0.hour = 21 }), ("who asks", { $0.asker = Self.bob }),
            ("another entity", { $0.level = 6 }),
        ]
        for (what, change) in changed {
            var world = World()
            change(&world)
            let after = try world.predicate(&list)
            #expect(after != before, "\(what)")
            var fresh = try Self.list(Self.policies)
            #expect(try world.predicate(&fresh) == after, "\(what)")
            #expect(try World().predicate(&list) == before, "\(what), and back")
        }
        #expect(list.remembered == 1 + changed.count)
    }

    @Test("sees other labels and other policies, for it is another list")
    func otherLists() throws {
        var list = try Self.list(Self.policies)
        let before = try World().predicate(&list)
        var labels = Self.labels
        labels[0] = Self.label(1, "a", secret: true)
        var relabelled = try Self.list(Self.policies, labels: labels)
        #expect(try World().predicate(&relabelled) != before)
        var other = try Self.list(Self.policies + "forbid (principal, action, resource) when { resource.secret };")
        #expect(try World().predicate(&other) != before)
    }

    @Test("what the policies do not read may change")
    func irrelevant() throws {
        var list = try Self.list(Self.policies)
        let before = try World().predicate(&list)
        var world = World()
        world.name = "Anna"
        world.bobIsAdmin = true
        world.age = 31
        #expect(try world.predicate(&list) == before)
        #expect(list.remembered == 1)
    }

    @Test(
        "where the policies reach the store by way of the row nothing is remembered",
        arguments: [
            "(if resource.secret then User::\"bob\" else principal).admin",
            "principal.hasTag(resource.title) || (if resource.secret then User::\"bob\" else principal) in Group::\"g1\"",
            "(if resource.title == \"b\" then User::\"bob\" else User::\"nobody\") has nick",
        ]
    )
    func throughTheRow(condition: String) throws {
        let policy = "permit (principal, action, resource) when { \(condition) };"
        var list = try Self.list(policy)
        _ = try World().predicate(&list)
        #expect(list.remembered == 0)
        var world = World()
        world.bobIsAdmin = true
        world.groups = []
        var fresh = try Self.list(policy)
        #expect(try world.predicate(&list) == world.predicate(&fresh))
    }

    @Test("forgets the oldest beyond its capacity")
    func capacity() throws {
        var list = try Self.list(
            "permit (principal, action, resource) when { resource.size == context.hour };",
            capacity: 3
        )
        for hour in 0..<10 {
            var world = World()
            world.hour = Int64(hour)
            #expect(try world.predicate(&list).parameters.last == .integer(Int64(hour)))
            #expect(list.remembered == min(hour + 1, 3))
        }
        var none = try Self.list("permit (principal, action, resource);", capacity: 0)
        _ = try World().predicate(&none)
        #expect(none.remembered == 0)
    }

    @Test("labels that cannot be are refused when it is prepared, all of them")
    func badLabels() throws {
        let labels = [
            RowLabel(id: 7, attributes: ["size": .long(1)]),
            RowLabel(id: 8, attributes: ["secret": .long(1), "title": .string("t"), "readers": .set([])]),
            Self.label(9, "a", secret: true),
        ]
        do {
            _ = try Self.list(Self.policies, labels: labels)
            Issue.record("was accepted")
        } catch let error as CedarErrors {
            #expect(error.description.contains("the label 7: it says `size`"))
            #expect(error.description.contains("the label 7: the attribute of `Doc` `secret` is missing"))
            #expect(error.description.contains("the label 8:"))
            #expect(!error.description.contains("the label 9"))
        }
    }

    @Test("asked by many in many worlds, it answers as a filter that remembers nothing", arguments: 0..<4)
    func manyAskers(part: Int) throws {
        let tables = try (0..<3).map { try DocRows(seed: UInt64(part * 3 + $0), count: 10, hasLabels: true) }
        let stores = try tables.map { try PartialEntities($0.store, schema: $0.schema) }
        var seed = UInt64(part + 1) << 40
        var tried = 0
        var remembered = 0
        while tried < (Self.isSoak ? 2_000 : 40) {
            seed += 1
            var author = PolicyWriter(seed: seed, forColumns: true)
            let text = author.policies(1 + author.generator.below(5))
            let map = try DocRows.map(row: "doc", hasLabels: true)
            guard let filter = try? ListFilterTests.filter(text, .sqlite, .denies, map: map) else { continue }
            tried += 1
            var list = try PreparedList(filter, labels: tables[0].labels)
            var writer = StoreWriter(seed: seed)
            var requests: [Request] = []
            while requests.count < 4 {
                let request = try writer.request(resource: tables[0].docs[0])
                if request.action == ListFilterTests.view { requests.append(request) }
            }
            for _ in 0..<2 {
                for request in requests {
                    for store in stores {
                        let fresh = try filter.predicate(
                            asker: request.principal,
                            context: request.context,
                            entities: store,
                            labels: tables[0].labels
                        )
                        let kept = try list.predicate(
                            asker: request.principal,
                            context: request.context,
                            entities: store
                        )
                        #expect(kept == fresh, "seed \(seed)\n\(text)")
                    }
                }
            }
            #expect(list.remembered <= requests.count * stores.count)
            if list.remembered > 0 { remembered += 1 }
        }
        #expect(remembered * 2 > tried, "\(remembered) of \(tried) lists remember")
    }
}
