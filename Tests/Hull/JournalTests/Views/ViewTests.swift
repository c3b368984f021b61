import Journal
import Storage
import Synchronization
import Testing

@Suite("Views follow the log and are made anew from it")
struct ViewTests {
    struct Refusal: Error, Equatable { let reason: String }

    @Test("an acknowledged command is in the views")
    func acknowledged() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer(views: try plant.unitViews)
        for number in 0..<5 {
            _ = try await writer.perform(Plant.command(number))
            #expect(try UnitViews.texts(try #require(writer.views)).count == number + 1)
        }
    }

    @Test("a decision sees all that came before it, also what came in the same moment: one of many wins")
    func decisions() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer(views: try plant.unitViews)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let unit = number % 3
                    let command = JournalCommand(
                        id: Plant.command(number),
                        reads: number % 2 == 0 ? [Plant.aggregate(unit)] : nil
                    ) { context in
                        let query = ViewQuery(
                            "unit",
                            columns: ["text"],
                            matches: [.init("id", .equal, [.bytes(Plant.aggregate(unit).bytes)])],
                            limit: 1
                        )
                        guard try context.views?.writerRows(query).isEmpty == true else {
                            throw Refusal(reason: "started already")
                        }
                        return [Plant.draft(unit)]
                    }
                    do {
                        _ = try await writer.perform(command)
                        return true
                    } catch { return (error as? Refusal) == nil }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 3)
        #expect(try plant.open().stored?.head.size == 3)
    }

    @Test("dropped views are made anew in bounded batches, to the same rows, and go on where they were cut short")
    func rebuilt() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(500)
        let writer = try await plant.writer(views: try plant.unitViews)
        #expect(try UnitViews.texts(try #require(writer.views)).isEmpty)
        #expect(try await writer.rebuildViews(batch: 64) == 500)
        let rows = try UnitViews.texts(try #require(writer.views))
        #expect(rows == (0..<500).map { "payload \($0)" })
        #expect(try await writer.dropAndRebuildViews(batch: 200) == 500)
        #expect(try UnitViews.texts(try #require(writer.views)) == rows)
        #expect(try await writer.rebuildViews() == 0)
    }

    @Test("while many events are missing from the views, commands that look at them try later and others are recorded")
    func behind() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(4200, batch: 700)
        let writer = try await plant.writer(views: try plant.unitViews)
        let looking = JournalCommand(id: Plant.command(90_000)) { _ in [Plant.draft(90_000)] }
        let error = await #expect(throws: JournalError.self) { try await writer.perform(looking) }
        #expect(error?.code == .tryLater)
        _ = try await writer.perform(Plant.command(90_001))
        #expect(try await writer.rebuildViews() == 4201)
        #expect(try await writer.perform(looking).sequences == 4201..<4202)
        #expect(try UnitViews.texts(try #require(writer.views)).count == 4202)
    }

    @Test("views of another version begin anew and are brought up by the first command that looks at them")
    func version() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let first = try await plant.writer(views: try plant.unitViews)
        for number in 0..<9 { _ = try await first.perform(Plant.command(number)) }
        try await first.close()
        let views = CompartmentViews(
            engine: plant.engine,
            compartment: plant.compartment,
            projection: try UnitViews(version: 2)
        )
        let second = try await plant.writer(views: views)
        _ = try await second.perform(JournalCommand(id: Plant.command(9)) { _ in [Plant.draft(9)] })
        #expect(try UnitViews.texts(try #require(second.views)).count == 10)
    }
}
