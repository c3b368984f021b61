import Boundary
import Foundation
import Journal
import PlantModel
import Storage

/// Lists by the boundary over SQLite.
enum Pages {
    /// Half of the rows are of P3, one in a hundred of P7, twenty of P11, the rest of all others.
    static func program(of row: Int, _ rowCount: Int) -> Int {
        if row % 2 == 0 { return 3 }
        if row % 100 == 1 { return 7 }
        if row % (rowCount / 20) == 3 { return 11 }
        return 12 + row % 188
    }

    static func measure(_ boundary: Boundary, _ shop: CompartmentName, rowCount: Int) async throws {
        try await withViews("boundary", of: shop, WideRecord.table) { views, _ in
            try await measure(boundary, shop, rowCount: rowCount, views)
        }
    }

    /// Pages of 50 out of all rows: half of them, one in a hundred, twenty.
    private static func measure(
        _ boundary: Boundary,
        _ shop: CompartmentName,
        rowCount: Int,
        _ views: any ViewStore
    ) async throws {
        let clock = ContinuousClock()
        boundary.open(shop, labels: LabelRegister(), views: views, language: .sqlite)
        var numbers: [Int64] = []
        var changes: [RowChange] = []
        for program in 0..<200 {
            let label = try boundary.label(of: .inspectionRecords, program: "P\(program)")
            let (number, change) = try boundary.number(of: RecordLabel(label, of: .inspectionRecords), in: shop)
            numbers.append(number)
            changes += [change].compactMap(\.self)
        }
        var cursor: UInt64 = 0
        var state: UInt64 = 7
        let filling = clock.now
        for row in 0..<rowCount {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let id = (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64($0 * 8)) }
            let key = id + (0..<8).map { UInt8(truncatingIfNeeded: row >> ($0 * 8)) }
            changes.append(
                .put(
                    table: "wide_record",
                    row: [.bytes(key), .integer(numbers[program(of: row, rowCount)]), .text("SN-\(state >> 40)")]
                        + (1..<50).map { .integer(Int64($0)) }
                )
            )
            if changes.count >= 5_000 || row == rowCount - 1 {
                try views.apply(changes, from: cursor, to: cursor + 1)
                cursor += 1
                changes = []
            }
        }
        print("\(rowCount) rows stored in \(printed(microseconds(clock.now - filling) / 1e6)) s")
        for (name, seen) in [("50 %", "P3"), ("1 %", "P7"), ("20 rows", "P11")] {
            try await measurePage(name, seen, boundary, shop, views)
        }
    }

    private static func measurePage(
        _ name: String,
        _ seen: String,
        _ boundary: Boundary,
        _ shop: CompartmentName,
        _ views: any ViewStore
    ) async throws {
        let clock = ContinuousClock()
        try await boundary.learn(BenchmarkPlant.person(seen, [seen]), by: .system("console"))
        func records() throws -> [WideRecord] {
            try boundary.records(
                WideRecord.self,
                in: shop,
                order: [ViewQuery.Order("serial")],
                limit: 50,
                for: .person(seen),
                through: Screen()
            )
        }
        let first = clock.now
        _ = try records()
        let cold = microseconds(clock.now - first)
        let admission = try boundary.filter(
            WideRecord.self,
            in: shop,
            for: .person(seen),
            through: Screen(),
            using: ["serial"]
        )
        let query = ViewQuery(
            "wide_record",
            columns: WideRecord.table.columns.map(\.name),
            order: [ViewQuery.Order("serial")],
            limit: 50
        )
        var whole: [Double] = []
        var stored: [Double] = []
        var released: [Double] = []
        for _ in 0..<200 {
            var start = clock.now
            let page = try records()
            whole.append(microseconds(clock.now - start))
            start = clock.now
            _ = try await boundary.release(page, to: .person(seen), through: Screen())
            released.append(microseconds(clock.now - start))
            start = clock.now
            _ = try views.select(query, admitting: admission)
            stored.append(microseconds(clock.now - start))
            guard page.count == min(50, name == "20 rows" ? 20 : 50) else {
                throw StorageError(.missing, "\(page.count) rows of \(seen)")
            }
        }
        print(
            "page of 50 at \(name): first \(printed(cold)) us; then \(printed(median(whole))) us, of which the store "
                + "\(printed(median(stored))) us; released in \(printed(median(released))) us"
        )
    }
}
