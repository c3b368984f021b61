internal import Cedar
internal import CedarSQL
internal import PlantModel
internal import Storage

/// The policies on one kind of record, one type of asker and one action, ready to become the condition of a query.
struct RowFilter: Sendable {
    /// What it is made for. Policies and schema are those of the world.
    struct Key: Hashable, Sendable {
        /// ``DeclaredKind/listShape`` of the kind.
        let shape: String
        let asker: EntityTypeName
        let action: RecordAction
        let language: QueryLanguage
    }

    /// What an admission hangs on beside the labels of its compartment.
    struct Question: Hashable, Sendable {
        let table: DecisionTable.Key
        /// ``DeclaredKind/listShape`` of the kind.
        let shape: String
        let compartment: CompartmentName
        /// The classes of the columns that the asker searches or sorts by.
        let classes: [DataClass]
    }

    /// What was decided of a list.
    struct Decided: Sendable {
        let admitted: Admitted
        /// Makes conditions of what is admitted; nil where nothing was asked.
        let filter: ListFilter?
        let admission: Admission
    }

    /// What of a label is admitted: under no condition, under one, or not at all, which is nil.
    typealias Admitted = [Int64: RowCondition]

    let filter: ListFilter

    init(_ kind: DeclaredKind, _ key: Key, _ world: DecisionWorld) throws(BaselineProblems) {
        do {
            let environments = world.schema.requestEnvironments.filter {
                $0.principal == key.asker && $0.action == key.action.uid && $0.resource == "Record"
            }
            guard let environment = environments.first else {
                throw BaselineProblems(["the schema has no \(key.action.rawValue) of a Record by a \(key.asker)"])
            }
            filter = try ListFilter(
                world.policies,
                schema: world.schema,
                environment: environment,
                map: try kind.columns(world.schema),
                dialect: key.language == .sqlite ? .sqlite : .postgresql,
                erringForbid: .denies
            )
        } catch {
            throw BaselineProblems(["\(kind.name), \(key.action.rawValue) by \(key.asker): \(error)"])
        }
    }
}

/// Decides every label of a compartment for a list.
struct ListDecision {
    let world: DecisionWorld
    let kind: DeclaredKind
    let asker: Asker
    let context: Record
    let labels: [(number: Int64, parts: [DecisionWorld.RecordPart])]
    let entities: PartialEntities

    init(_ world: DecisionWorld, _ kind: DeclaredKind, _ asker: Asker, _ context: Record, _ register: LabelRegister)
        throws
    {
        self.world = world
        self.kind = kind
        self.asker = asker
        self.context = context
        let numbers = register.all.keys.sorted()
        let known = world.parts(of: numbers.compactMap { register.all[$0] })
        // Sealed labels have no parts, and so are admitted to nobody.
        labels = zip(numbers, known.parts).compactMap { number, parts in parts.map { (number, $0) } }
        entities = try world.partialStore().knowing(
            EntityFacts(attributes: PartialRecord(asker.attributes), ancestors: [], tags: [:]),
            of: asker.subject.uid,
            schema: world.schema
        )
    }

    /// The labels whose rows the asker gets, for a record as a whole and for each class that is searched or sorted by.
    func admitted(
        _ action: RecordAction,
        classes: [DataClass],
        _ filter: (EntityTypeName, RecordAction) throws -> ListFilter
    ) throws -> RowFilter.Admitted {
        var questions: [RowFilter.Admitted] = []
        for fieldClass in [nil] + classes.map({ DataClass?.some($0) }) {
            questions.append(
                try asked(
                    filter(asker.subject.uid.type, action),
                    asker.subject.uid,
                    asker.scopes,
                    context.asking(fieldClass)
                )
            )
            guard action == .receive else { continue }
            for reader in asker.readers {
                let uid = EntityUID(type: "Person", id: reader.audience)
                let attributes = world.facts.entities[uid]?.attributes ?? Record()
                var scopes: [EntityUID] = []
                if case .set(let members)? = attributes["scopesInForce"] {
                    scopes = members.compactMap { if case .entity(let scope) = $0 { scope } else { nil } }.sorted()
                }
                let context: Record = ["channel": .string(reader.channel), "date": world.facts.date]
                questions.append(
                    try asked(filter("Person", .view), uid, scopes, context.asking(fieldClass))
                )
            }
        }
        return Self.all(questions)
    }

    /// One asker and one context: without an authority, or under any that covers a part.
    private func asked(
        _ filter: ListFilter,
        _ uid: EntityUID,
        _ scopes: [EntityUID],
        _ context: Record
    ) throws -> RowFilter.Admitted {
        var rows: [RowLabel] = []
        for label in labels {
            for part in label.parts {
                rows.append(
                    RowLabel(id: Int64(rows.count), attributes: part.attributes, ancestors: part.ancestors)
                )
            }
        }
        var list = try PreparedList(filter, labels: rows, capacity: 0)
        var conditions: [[RowCondition]] = Array(repeating: [], count: rows.count)
        for scope in [nil] + scopes.map({ EntityUID?.some($0) }) {
            var context = context
            if let scope { context["authorization"] = .entity(scope) }
            for group in try list.groups(asker: uid, context: context, entities: entities) {
                for row in group.labels {
                    // As a single record is asked: an authority counts only for what it covers.
                    if let scope, !rows[Int(row)].ancestors.contains(scope) { continue }
                    conditions[Int(row)].append(group.condition)
                }
            }
        }
        var admitted: RowFilter.Admitted = [:]
        var next = 0
        for label in labels {
            let own = conditions[next..<(next + label.parts.count)]
            next += label.parts.count
            if own.contains(where: \.isEmpty) { continue }
            admitted[label.number] = .all(own.map { $0.contains(where: \.isAlways) ? .always : .any($0) })
        }
        return admitted
    }

    /// What all questions admit.
    static func all(_ questions: [RowFilter.Admitted]) -> RowFilter.Admitted {
        guard var admitted = questions.first else { return [:] }
        for question in questions.dropFirst() {
            for (label, condition) in admitted {
                admitted[label] = question[label].map { other in
                    if other.isAlways { return condition }
                    return condition.isAlways ? other : .all([condition, other])
                }
            }
        }
        return admitted
    }
}

extension Admission {
    /// Labels by their condition, in the order of their first label.
    init(_ admitted: RowFilter.Admitted, _ filter: ListFilter) throws {
        var groups: [(condition: RowCondition, labels: [Int64])] = []
        var indices: [RowCondition: Int] = [:]
        for (label, condition) in admitted.sorted(by: { $0.key < $1.key }) {
            if let index = indices[condition] {
                groups[index].labels.append(label)
            } else {
                indices[condition] = groups.count
                groups.append((condition, [label]))
            }
        }
        self.init(
            try groups.map { group in
                guard !group.condition.isAlways else { return Group(labels: group.labels) }
                let predicate = try filter.predicate(of: group.condition)
                let parameters = predicate.parameters.map { value in
                    switch value {
                    case .integer(let number): ViewValue.integer(number)
                    case .text(let text): ViewValue.text(text)
                    }
                }
                return Group(labels: group.labels, condition: Condition(sql: predicate.sql, parameters: parameters))
            }
        )
    }
}
