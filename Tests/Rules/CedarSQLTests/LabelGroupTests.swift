import Cedar
import CedarSQL
import Testing

@Suite("Labels in groups")
struct LabelGroupTests {
    static func asked(_ policies: String) throws -> (groups: [LabelGroup], predicate: SQLPredicate, filter: ListFilter)
    {
        var list = try PreparedListTests.list(policies)
        let world = PreparedListTests.World()
        let groups = try world.groups(&list)
        #expect(list.remembered == 1)
        return (groups, try world.predicate(&list), list.filter)
    }

    @Test("each label is in one group at most, and labels with the same condition stand together")
    func together() throws {
        let (groups, _, filter) = try Self.asked(
            """
            permit (principal, action, resource) when { !resource.secret };
            permit (principal, action, resource) when { resource.secret && resource.size < 5 };
            """
        )
        #expect(groups.map(\.labels) == [[1, 4], [2, 3]])
        #expect(groups.map(\.condition.isAlways) == [true, false])
        #expect(try filter.predicate(of: groups[1].condition).parameters == [.integer(5)])
    }

    @Test("the groups say what the predicate says")
    func same() throws {
        let (groups, predicate, filter) = try Self.asked(PreparedListTests.policies)
        #expect(Set(groups.flatMap(\.labels)).count == groups.flatMap(\.labels).count)
        for group in groups {
            for label in group.labels { #expect(predicate.parameters.contains(.integer(label))) }
            // What always holds is not written.
            guard !group.condition.isAlways else { continue }
            #expect(predicate.sql.contains(try filter.predicate(of: group.condition).sql))
        }
        let named = predicate.parameters.count { if case .integer = $0 { true } else { false } }
        #expect(named >= groups.flatMap(\.labels).count)
    }

    @Test("conditions are put together before they are written")
    func combined() throws {
        let (groups, _, filter) = try Self.asked("permit (principal, action, resource) when { resource.size < 5 };")
        let condition = try #require(groups.first?.condition)
        #expect(RowCondition.any([condition, .always]).isAlways)
        #expect(RowCondition.all([condition, .always]) == condition)
        #expect(try filter.predicate(of: .all([condition, condition])).parameters == [.integer(5), .integer(5)])
        #expect(try filter.predicate(of: .any([])).sql == "(1 = 0)")
    }
}
