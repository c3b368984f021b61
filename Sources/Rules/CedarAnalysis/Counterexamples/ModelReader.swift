internal import CZ3
internal import Cedar

/// Reads a request and a store off a model.
///
/// A model knows entities and strings as elements without names, and a set may be infinite there. Elements that a literal stands for get
/// its name, others a new one; a set is read as what it says of the members that the model names at all.
final class ModelReader {
    let model: Z3Model
    let encoder: Z3Encoder
    let schema: Schema
    private let query: [Term]
    private var entityNames: [String: EntityUID] = [:]
    private var elements: [EntityUID: Z3_ast] = [:]
    private var found: [EntityUID] = []
    private var texts: [String: CedarString] = [:]
    private var candidates: [Sort: [Z3_ast]] = [:]
    private var seenCandidates: [Sort: Set<UInt32>] = [:]
    private var takenIDs: Set<EntityUID> = []
    private var takenTexts: Set<CedarString> = []

    /// More entities than this are not shown; a query names a few dozen.
    static let entitiesMax = 10_000
    /// The id of an entity that the model says nothing of, and the text of a string.
    static let otherID: CedarString = "other"

    init(model: Z3Model, encoder: Z3Encoder, schema: Schema, query: Query) throws(Z3Failure) {
        self.model = model
        self.encoder = encoder
        self.schema = schema
        self.query = query.terms
        for term in query.terms {
            if case .entity(let uid) = term.op { takenIDs.insert(uid) }
            if case .text(let text) = term.op { takenTexts.insert(text) }
        }
        for (_, known) in encoder.literals {
            for (term, ast) in known {
                let key = encoder.context.text(try model.value(of: ast))
                switch term.op {
                case .entity(let uid): entityNames["\(uid.type) \(key)"] = uid
                case .text(let text): texts[key] = text
                default: break
                }
            }
        }
        try nameMatched(query)
        for term in query.terms where !term.isSet { note(try model.value(of: try encoder.ast(term)), term.sort) }
        for (sort, elements) in encoder.sorts.unstructured() {
            for element in try model.universe(of: elements) { note(element, sort) }
        }
        try noteArrays()
    }

    private var raw: Z3_context { encoder.context.raw }

    /// Strings that are matched with patterns get words that match what the model says.
    private func nameMatched(_ query: Query) throws(Z3Failure) {
        guard let classes = query.classes else { return }
        for term in query.matched {
            let key = encoder.context.text(try model.value(of: try encoder.ast(term)))
            guard texts[key] == nil else { continue }
            var combination: LikeClasses.Combination = []
            for pattern in classes.patterns {
                let atom = try encoder.apply(try encoder.matcher(pattern), [try encoder.ast(term)])
                combination.append(try model.truth(of: atom))
            }
            guard let word = classes.word(combination, except: takenTexts) else {
                throw Z3Failure(message: "no string was found that matches the patterns as the model has it")
            }
            takenTexts.insert(word)
            texts[key] = word
        }
    }

    // MARK: What sets may hold

    private func note(_ value: Z3_ast, _ sort: Sort) {
        guard seenCandidates[sort, default: []].insert(Z3_get_ast_id(raw, value)).inserted else { return }
        candidates[sort, default: []].append(value)
    }

    /// The members that the model's sets name.
    private func noteArrays() throws(Z3Failure) {
        for term in query where term.isSet { try noteMembers(try model.value(of: try encoder.ast(term)), term.sort) }
        for (function, declaration) in encoder.functions where function.range.element != nil {
            if function.domain.isEmpty {
                if let value = Z3_model_get_const_interp(raw, model.raw, declaration) {
                    try noteMembers(value, function.range)
                }
                continue
            }
            guard let table = model.table(of: declaration) else { continue }
            if let other = table.other { try noteMembers(other, function.range) }
            for (_, value) in table.entries { try noteMembers(value, function.range) }
        }
    }

    private func noteMembers(_ array: Z3_ast, _ sort: Sort) throws(Z3Failure) {
        guard let element = sort.element else { return }
        for member in model.namedMembers(of: array, sort: try encoder.sorts.sort(element)) {
            note(member, element)
            try noteMembers(member, element)
        }
    }

    // MARK: Values

    /// A value of a sort, by its element in the model.
    func value(_ ast: Z3_ast, _ sort: Sort) throws(Z3Failure) -> Value {
        switch sort {
        case .bool: return .bool(try model.truth(of: ast))
        case .long: return .long(try number(ast))
        case .decimal: return .decimal(DecimalValue(scaled: try number(ast)))
        case .datetime: return .datetime(DatetimeValue(milliseconds: try number(ast)))
        case .duration: return .duration(DurationValue(milliseconds: try number(ast)))
        case .text: return .string(try text(ast))
        case .entity(let type): return .entity(try entity(ast, type))
        case .ip: return .ip(try address(ast))
        case .set(let element): return .set(try members(ast, element))
        case .record(let fields): return .record(try record(ast, fields))
        case .bits, .optional: throw Z3Failure(message: "\(sort) is no sort of values")
        }
    }

    private func number(_ ast: Z3_ast) throws(Z3Failure) -> Int64 {
        let value = try model.value(of: ast)
        var number: UInt64 = 0
        guard Z3_get_numeral_uint64(raw, value, &number) else {
            throw Z3Failure(message: "\(encoder.context.text(value)) is no number")
        }
        return Int64(bitPattern: number)
    }

    private func text(_ ast: Z3_ast) throws(Z3Failure) -> CedarString {
        let value = try model.value(of: ast)
        let key = encoder.context.text(value)
        if let known = texts[key] { return known }
        let fresh = Self.fresh("text", takenTexts.count) { !takenTexts.contains($0) }
        takenTexts.insert(fresh)
        texts[key] = fresh
        return fresh
    }

    private static func fresh(_ word: String, _ start: Int, _ isFree: (CedarString) -> Bool) -> CedarString {
        var number = start + 1
        while !isFree(CedarString("\(word)-\(number)")) { number += 1 }
        return CedarString("\(word)-\(number)")
    }

    /// The name of an entity; one not met before is put on the list of those to describe.
    func entity(_ ast: Z3_ast, _ type: EntityTypeName) throws(Z3Failure) -> EntityUID {
        let value = try model.value(of: ast)
        if let members = encoder.sorts.members(type) {
            let written = encoder.context.text(value)
            for member in members {
                guard let constructor = try encoder.sorts.enumeration(member) else { continue }
                let constant = try encoder.apply(constructor, [])
                if Z3_is_eq_ast(raw, constant, value) { return member }
            }
            throw Z3Failure(message: "\(written) is none of the entities of \(type)")
        }
        let key = "\(type) \(encoder.context.text(value))"
        let uid: EntityUID
        if let known = entityNames[key] {
            uid = known
        } else {
            let word = type.basename.lowercased()
            let id = Self.fresh(word, entityNames.count) { !takenIDs.contains(EntityUID(type: type, id: $0)) }
            uid = EntityUID(type: type, id: id)
            entityNames[key] = uid
        }
        if elements.updateValue(value, forKey: uid) == nil { found.append(uid) }
        return uid
    }

    private func members(_ ast: Z3_ast, _ element: Sort) throws(Z3Failure) -> Set<Value> {
        let array = try model.value(of: ast)
        var members: Set<Value> = []
        for candidate in candidates[element] ?? [] {
            let isMember = try encoder.context.checked(Z3_mk_select(raw, array, candidate), "membership")
            if try model.truth(of: isMember) { members.insert(try value(candidate, element)) }
        }
        if model.holdsUnnamed(array), let other = other(element) { members.insert(other) }
        return members
    }

    /// A value that no literal of the query names.
    private func other(_ sort: Sort) -> Value? {
        switch sort {
        case .text: .string(Self.otherID)
        case .entity(let type):
            encoder.sorts.members(type) == nil ? .entity(EntityUID(type: type, id: Self.otherID)) : nil
        case .long: .long(7_654_321_987_654_321)
        case .decimal: .decimal(DecimalValue(scaled: 7_654_321_987_654_321))
        case .datetime: .datetime(DatetimeValue(milliseconds: 7_654_321_987_654_321))
        case .duration: .duration(DurationValue(milliseconds: 7_654_321_987_654_321))
        default: nil
        }
    }

    private func record(_ ast: Z3_ast, _ fields: [Sort.Field]) throws(Z3Failure) -> Record {
        let datatype = try encoder.sorts.datatype(.record(fields))
        var result: [CedarString: Value] = [:]
        for (index, field) in fields.enumerated() {
            let stored = try encoder.apply(datatype.accessors[0][index], [ast])
            if field.isRequired {
                result[field.name] = try value(stored, field.sort)
                continue
            }
            let option = try encoder.sorts.datatype(.optional(field.sort))
            if try model.truth(of: try encoder.apply(option.testers[1], [stored])) {
                result[field.name] = try value(try encoder.apply(option.accessors[1][0], [stored]), field.sort)
            }
        }
        return Record(result)
    }

    private func address(_ ast: Z3_ast) throws(Z3Failure) -> IPRange {
        let datatype = try encoder.sorts.datatype(.ip)
        for form in IPForm.allCases where try model.truth(of: try encoder.apply(datatype.testers[form.rawValue], [ast]))
        {
            let accessors = datatype.accessors[form.rawValue]
            let address = try encoder.apply(accessors[0], [ast])
            func part(_ high: UInt32, _ low: UInt32) throws(Z3Failure) -> UInt64 {
                UInt64(
                    bitPattern: try number(
                        try encoder.context.checked(Z3_mk_extract(raw, high, low, address), "part of an address")
                    )
                )
            }
            let prefix = form.isHost ? nil : try number(try encoder.apply(accessors[1], [ast]))
            var text: String
            if form.isIPv6 {
                let halves = [try part(127, 64), try part(63, 0)]
                text = (0..<8).map { String(halves[$0 / 4] >> UInt64(48 - $0 % 4 * 16) & 0xFFFF, radix: 16) }
                    .joined(separator: ":")
            } else {
                let low = try part(31, 0)
                text = [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xFF) }.joined(separator: ".")
            }
            if let prefix { text += "/\(prefix)" }
            do throws(ExtensionParseError) {
                return try IPRange(parsing: CedarString(text))
            } catch {
                throw Z3Failure(message: error.description)
            }
        }
        throw Z3Failure(message: "\(encoder.context.text(ast)) is no address")
    }

    // MARK: The request and the store

    func function(_ function: Function) -> Z3_func_decl? { encoder.functions[function] }

    /// The strings that tags may be called by.
    func knownTexts() throws(Z3Failure) -> [(ast: Z3_ast, text: CedarString)] {
        var known: [(Z3_ast, CedarString)] = []
        for candidate in candidates[.text] ?? [] { known.append((candidate, try text(candidate))) }
        return known
    }

    /// The element of an entity, nil of one that the model does not name.
    func element(_ uid: EntityUID) -> Z3_ast? { elements[uid] }

    /// The entities met so far, in the order of meeting.
    var entities: [EntityUID] { found }

    /// The entities that the query names: only of these was the hierarchy asked.
    func named() throws(Z3Failure) -> Set<EntityUID> {
        var named: Set<EntityUID> = []
        for term in query {
            guard case .entity(let type) = term.sort, encoder.sorts.members(type) == nil else { continue }
            named.insert(try entity(try encoder.ast(term), type))
        }
        return named
    }
}

extension Term {
    fileprivate var isSet: Bool { sort.element != nil }
}
