internal import Cedar
internal import Classification
internal import PlantModel

/// Labels as attributes of the schema's `Record`, scheme by scheme: the scheme's name is the attribute's.
///
/// A record that comes from several programs or owners is several entities, one for each pair, all with the whole of the label: `program` and
/// `owner` hold one each, and who may see the record must be admitted to every one.
struct LabelAttributes {
    let schemes: Schemes
    let shape: RecordShape

    /// Above this many pairs of program and owner a record is sealed: each is a decision of its own.
    static let partsMax = 64

    /// The attributes of each part. Nil for a label that is sealed: one that is not known, contradicts itself, or says what the schema
    /// has no attribute for, so that no policy could heed it.
    func parts(of label: RecordLabel) -> [(attributes: Record, program: String?)]? {
        let restrictions = label.label.label
        guard !restrictions.isSealed else { return nil }
        var common: [CedarString: Value] = ["kind": .string(label.dataClass.rawValue)]
        var references: [(name: CedarString, values: [Value])] = []
        for name in restrictions.schemes {
            guard let component = restrictions[name], let attribute = shape.attributes[CedarString(name)],
                let values = values(component, scheme: name, as: attribute.type)
            else { return nil }
            if case .entity = attribute.type {
                references.append((CedarString(name), values))
            } else {
                common[CedarString(name)] = values.first
            }
        }
        markAudience(&common)
        for (name, attribute) in shape.attributes where attribute.isRequired && common[name] == nil {
            switch attribute.type {
            case .set: common[name] = .set([])
            case .bool: common[name] = .bool(false)
            default: return nil
            }
        }
        var parts = [common]
        for (name, values) in references {
            guard parts.count * values.count <= Self.partsMax else { return nil }
            parts = parts.flatMap { part in values.map { value in part.merging([name: value]) { $1 } } }
        }
        return parts.map { part in
            guard case .entity(let program)? = part["program"] else { return (Record(part), nil) }
            return (Record(part), program.id.text)
        }
    }

    /// An audience that became empty is an empty set, which alone would read as no restriction; `REL TO` says that it is one.
    private func markAudience(_ attributes: inout [CedarString: Value]) {
        guard attributes["releasableTo"] != nil else { return }
        guard case .set(let controls)? = attributes["dissemination"] else {
            attributes["dissemination"] = .strings(["REL TO"])
            return
        }
        attributes["dissemination"] = .set(controls.union([.string("REL TO")]))
    }

    /// One value, or for an attribute that refers to an entity each of them; nil where the attribute cannot say it.
    private func values(_ component: LabelComponent, scheme: String, as type: SchemaType) -> [Value]? {
        switch (component, type) {
        case (.all(let values), .set(.string)): [.strings(values)]
        case (.all(let values), .bool): values == ["yes"] ? [.bool(true)] : nil
        case (.all(let values), .entity(let name)):
            values.sorted().map { .entity(EntityUID(type: name, id: $0)) }
        case (.only(let members), .set(.string)):
            !members.isEmpty || scheme == "releasableTo" ? [.strings(members)] : nil
        // The value that admits nobody by itself stands for an audience that has no value of its own.
        case (.only(let members), .string):
            (schemes.byName[scheme]?.value(admitting: members) ?? schemes.byName[scheme]?.value(admitting: []))
                .map { [.string($0)] }
        case (.level(let rank, let order), .string): order.indices.contains(rank) ? [.string(order[rank])] : nil
        default: nil
        }
    }
}
