public import Boundary
public import PlantModel
public import Storage

/// When a part that has an approved first article was produced last, and when its production lapses: two years after the completion of its last operation
/// the first article no longer stands for what is made (AS9102C, 4.6).
public struct PartProduction: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<PartProduction>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "part-production",
        .inspectionRecords,
        [
            .init("partNumber", .text, .inspectionRecords), .init("firstArticle", .bytes, .inspectionRecords),
            .init("firstArticleNumber", .text, .inspectionRecords), .init("produced", .text, .inspectionRecords),
            .init("lapses", .text, .inspectionRecords), .init("isResumed", .truth, .inspectionRecords),
        ],
        lookups: [["lapses"]]
    )
    /// Where it is from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// The production of a part after an event.
struct PartProductionState: RecordState {
    typealias Entry = PartProduction
    let id: RecordID
    let program: String
    let partNumber: String
    /// The first article that stands for it, and its number.
    var firstArticle: RecordID
    var firstArticleNumber: String
    /// The day on which an operation of it was completed last.
    var produced: String
    /// The first day on which it has lapsed, or had where it was resumed without another first article.
    var lapses: String
    /// It was produced again after it had lapsed, and no first article of that was approved; nil where it was not.
    var isResumed: Bool?

    /// The years after which production has lapsed (AS9102C, 4.6).
    static let years = 2

    /// The id of a part's production in a program.
    static func id(_ partNumber: String, of program: String) -> RecordID {
        RecordID(hashing: Array("bulkhead part production v1\n\(program)\n\(partNumber)".utf8))
    }

    var values: [ViewValue] {
        [
            .text(partNumber), firstArticle.value, .text(firstArticleNumber), .text(produced), .text(lapses),
            .truth(isResumed == true),
        ]
    }

    /// Whether it has lapsed by a day, so that what is made takes a first article.
    func isLapsed(on day: Day) -> Bool { !(day < (Day(lapses) ?? day)) }

    /// A unit was finished on a day. Where production had lapsed by then it stays so until a first article is approved.
    func produced(on day: Day) -> PartProductionState {
        var next = self
        next.produced = max(Day(produced) ?? day, day).description
        if isLapsed(on: day) {
            next.isResumed = true
        } else {
            next.lapses = (Day(next.produced) ?? day).lapse.description
        }
        return next
    }
}

extension Day {
    /// The first day on which production that ended on this one has lapsed. After a February of 29 days it is the first of March.
    var lapse: Day {
        let later = year + PartProductionState.years
        return Day(year: later, month: month, day: day) ?? Day(year: later, month: 3, day: 1) ?? self
    }
}

extension DecisionContext {
    /// What a finished unit changes of its part's production; nil where no first article stands for the part, or the day is known.
    func production(after unit: WorkUnitState) throws -> PartProductionState? {
        guard unit.phase == .finished else { return nil }
        let id = PartProductionState.id(unit.partNumber, of: unit.program)
        guard let known = try view.state(PartProductionState.self, id), known.produced != today.description else {
            return nil
        }
        return known.produced(on: today)
    }

    /// The production of a part after its first article was approved. One that was opened before production lapsed says nothing of what was made after.
    func production(approving article: FirstArticleState) throws -> PartProductionState {
        let id = PartProductionState.id(article.partNumber, of: article.program)
        let known = try view.state(PartProductionState.self, id)
        let done = try lastWork(on: article.unit)
        let produced = max(known.flatMap { Day($0.produced) } ?? done, done)
        var next =
            known
            ?? PartProductionState(
                id: id,
                program: article.program,
                partNumber: article.partNumber,
                firstArticle: article.id,
                firstArticleNumber: article.number,
                produced: produced.description,
                lapses: produced.lapse.description
            )
        if let known, let lapse = Day(known.lapses), known.isLapsed(on: today),
            let opened = Day(millisecondsSince1970: UInt64(clamping: article.opened)), opened < lapse
        {
            return known
        }
        next.firstArticle = article.id
        next.firstArticleNumber = article.number
        next.produced = produced.description
        next.lapses = produced.lapse.description
        next.isResumed = nil
        return next
    }

    /// The day on which work on a unit was done last; today where none was.
    func lastWork(on unit: RecordID) throws -> Day {
        let query = ViewQuery(
            JobResponse.declaration.table.name,
            columns: ["stopped"],
            matches: [.init("unit", .equal, [unit.value])],
            limit: ViewQuery.limitMax
        )
        let last = try view.views.writerRows(query).compactMap { $0.first?.number }.max()
        return last.flatMap { Day(millisecondsSince1970: UInt64(clamping: $0)) } ?? today
    }

    /// Refuses where production of a part had lapsed before one of its units was made, and no first article of it was approved since.
    func checkLapse(of units: [WorkUnitState], _ partNumber: String, of program: String) throws {
        let id = PartProductionState.id(partNumber, of: program)
        guard let known = try view.state(PartProductionState.self, id), known.isLapsed(on: today) else { return }
        for unit in units where try known.isLapsed(on: lastWork(on: unit.id)) {
            throw ExecutionRefusal(.productionLapsed)
        }
    }
}

extension Execution {
    /// Days before production lapses from which on it is to be listed.
    public static let lapseNotice = 90

    /// Parts whose production has lapsed by a day, the first one first.
    public func lapses<Way: Channel>(
        by day: Day,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await list(
            PartProduction.self,
            [.init("lapses", .atMost, [.text(day.description)])],
            order: ["lapses"],
            after: last,
            limit,
            by: asker
        )
    }
}
