extension Plant.Program {
    init(_ record: FormatRecord) {
        let place = record.place(of: "id")
        var loads: [Plant.WorkCenterLoad] = []
        if case .map(let pairs) = record["workCenters"]?.content {
            loads = pairs.map {
                Plant.WorkCenterLoad(
                    workCenter: $0.key.text ?? "",
                    hoursPerWeek: $0.value.integer ?? 0,
                    place: $0.key.place
                )
            }
        }
        var data: [Plant.DataDetermination] = []
        if case .map(let pairs) = record["data"]?.content {
            data = pairs.compactMap { pair in
                guard let dataClass = pair.key.text.flatMap(DataClass.init(rawValue:)), let record = pair.value.record
                else { return nil }
                return Plant.DataDetermination(dataClass, record, place: pair.key.place)
            }
        }
        self.init(
            id: record.text("id"),
            place: place,
            customer: record.text("customer"),
            contract: record.record("contract").map(Plant.Contract.init),
            classification: Plant.Classification(record.record("classification"), programPlace: place),
            parts: record.records("parts").map(Plant.Part.init),
            data: data,
            flowdowns: record.records("flowdowns").map(Plant.Flowdown.init),
            standards: record.located("standards"),
            sites: record.located("sites"),
            workCenters: loads,
            systems: record.located("systems"),
            resilience: Plant.Resilience(record.record("resilience"))
        )
    }
}

extension Plant.Contract {
    init(_ record: FormatRecord) {
        let clauses = record.items("clauses").map { item in
            guard let clause = item.record else {
                return Plant.Clause(id: item.text ?? "", place: item.place, level: nil, assessment: nil)
            }
            return Plant.Clause(
                id: clause.text("id"),
                place: clause.place(of: "id"),
                level: clause.integer("level"),
                assessment: clause.optionalText("assessment")
            )
        }
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            awarded: record.day("awarded"),
            government: record.booleanFact("government"),
            clauses: clauses
        )
    }
}

extension Plant.Resilience {
    init(_ record: FormatRecord?) {
        self.init(
            longestOutageMinutes: record?.integerFact("longestOutageHours"),
            plannedDowntimeMinutes: record?.integerFact("plannedDowntimeHours"),
            latencyMs: record?.integerFact("latencyMs"),
            cloudDependency: record?.choiceFact("cloudDependency", CloudDependency.self),
            rpoMinutes: record?.integerFact("rpoMinutes"),
            rtoMinutes: record?.integerFact("rtoMinutes"),
            failover: record?.choiceFact("failover", Failover.self),
            offlineMinutes: record?.integerFact("offlineHours")
        )
    }
}
