internal import CZ3
internal import Cedar

/// Sorts of Z3 for sorts of terms, each made once.
///
/// Entities are elements of a sort without structure, for policies ask of an id only whether it is another; so are strings, of which
/// they ask besides which patterns they match. Ids of enumerated types are the constructors of an enumeration, so that there are no others.
final class Z3Sorts {
    /// How records and optional values are made and taken apart.
    struct Datatype {
        let sort: Z3_sort
        var constructors: [Z3_func_decl] = []
        var testers: [Z3_func_decl] = []
        var accessors: [[Z3_func_decl]] = []
    }

    let context: Z3Context
    private let enumerated: (EntityTypeName) -> [EntityUID]?
    private var sorts: [Sort: Z3_sort] = [:]
    private var datatypes: [Sort: Datatype] = [:]
    private var datatypeCount = 0
    private var enumerations: [EntityUID: Z3_func_decl] = [:]

    init(_ context: Z3Context, enumerated: @escaping (EntityTypeName) -> [EntityUID]?) {
        self.context = context
        self.enumerated = enumerated
    }

    func sort(_ sort: Sort) throws(Z3Failure) -> Z3_sort {
        if let known = sorts[sort] { return known }
        let raw = context.raw
        let made: Z3_sort
        switch sort {
        case .bool: made = try context.checked(Z3_mk_bool_sort(raw), "a sort")
        case .long, .decimal, .datetime, .duration: made = try context.checked(Z3_mk_bv_sort(raw, 64), "a sort")
        case .bits(let width): made = try context.checked(Z3_mk_bv_sort(raw, UInt32(width)), "a sort")
        case .text:
            made = try context.checked(Z3_mk_uninterpreted_sort(raw, try context.symbol("Text")), "a sort")
        case .entity(let type): made = try entitySort(type)
        case .set(let element):
            made = try context.checked(Z3_mk_set_sort(raw, try self.sort(element)), "a sort of sets")
        case .ip, .record, .optional: made = try datatype(sort).sort
        }
        sorts[sort] = made
        return made
    }

    /// The constructor of an enumerated entity, nil of any other.
    func enumeration(_ uid: EntityUID) throws(Z3Failure) -> Z3_func_decl? {
        _ = try sort(.entity(uid.type))
        return enumerations[uid]
    }

    /// The sorts without structure that were made.
    func unstructured() -> [(sort: Sort, raw: Z3_sort)] {
        sorts.filter { Z3_get_sort_kind(context.raw, $0.value) == Z3_UNINTERPRETED_SORT }.map { ($0.key, $0.value) }
    }

    /// The entities of an enumerated type.
    func members(_ type: EntityTypeName) -> [EntityUID]? { enumerated(type) }

    private func entitySort(_ type: EntityTypeName) throws(Z3Failure) -> Z3_sort {
        let raw = context.raw
        let name = try context.symbol(type.description)
        guard let members = enumerated(type), !members.isEmpty else {
            return try context.checked(Z3_mk_uninterpreted_sort(raw, name), "a sort")
        }
        var names: [Z3_symbol?] = []
        for member in members { names.append(try context.symbol(member.description)) }
        var constants: [Z3_func_decl?] = Array(repeating: nil, count: members.count)
        var testers = constants
        let made = Z3_mk_enumeration_sort(raw, name, UInt32(members.count), &names, &constants, &testers)
        let sort = try context.checked(made, "an enumeration")
        for (member, constant) in zip(members, constants) { enumerations[member] = constant }
        return sort
    }

    /// How values of a record, an optional value or an address are made.
    func datatype(_ sort: Sort) throws(Z3Failure) -> Datatype {
        if let known = datatypes[sort] { return known }
        var constructors: [(name: String, fields: [Sort])] = []
        switch sort {
        case .ip:
            constructors = IPForm.allCases.map { form in
                let address = Sort.bits(form.addressWidth)
                return ("\(form)", form.isHost ? [address] : [address, .bits(form.prefixWidth)])
            }
        case .optional(let inner): constructors = [("none", []), ("some", [inner])]
        case .record(let fields): constructors = [("record", fields.map(\.stored))]
        default: throw Z3Failure(message: "\(sort) is no datatype")
        }
        // Numbered before those inside it are made, so that no two have one name.
        datatypeCount += 1
        let made = try make(constructors, number: datatypeCount)
        datatypes[sort] = made
        return made
    }

    private func make(_ constructors: [(name: String, fields: [Sort])], number: Int) throws(Z3Failure) -> Datatype {
        let raw = context.raw
        var made: [Z3_constructor?] = []
        defer { for constructor in made { Z3_del_constructor(raw, constructor) } }
        for constructor in constructors {
            var names: [Z3_symbol?] = []
            var sorts: [Z3_sort?] = []
            for (index, field) in constructor.fields.enumerated() {
                names.append(try context.symbol("\(constructor.name)-\(index)-\(number)"))
                sorts.append(try sort(field))
            }
            var references = [UInt32](repeating: 0, count: names.count)
            made.append(
                Z3_mk_constructor(
                    raw,
                    try context.symbol("\(constructor.name)-\(number)"),
                    try context.symbol("is-\(constructor.name)-\(number)"),
                    UInt32(names.count),
                    &names,
                    &sorts,
                    &references
                )
            )
        }
        let sort = Z3_mk_datatype(raw, try context.symbol("datatype-\(number)"), UInt32(made.count), &made)
        var result = Datatype(sort: try context.checked(sort, "a datatype"))
        for (constructor, (_, fields)) in zip(made, constructors) {
            var maker: Z3_func_decl?
            var tester: Z3_func_decl?
            var accessors: [Z3_func_decl?] = Array(repeating: nil, count: fields.count)
            Z3_query_constructor(raw, constructor, UInt32(fields.count), &maker, &tester, &accessors)
            result.constructors.append(try context.checked(maker, "a constructor"))
            result.testers.append(try context.checked(tester, "a tester"))
            result.accessors.append(accessors.compactMap(\.self))
        }
        return result
    }
}
