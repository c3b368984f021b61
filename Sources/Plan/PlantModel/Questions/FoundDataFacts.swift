public import Cedar
public import Classification

/// What the policies say of data found at a system whose program nobody knows: only its label, read from the markings on it.
///
/// Without a program no authorization is known to cover it, so an answer may refuse what an authorization would admit, and never the reverse.
public struct FoundDataFacts: Sendable {
    /// What one reader may not have, and why.
    public struct Refusal: Sendable, Hashable {
        /// Nil for the system itself, which may not receive it.
        public let reader: PlantFacts.Reader?
        /// Ids of the obligations that refuse, sorted.
        public let refusedBy: [String]
    }

    private let questioner: PolicyQuestioner
    private let schemes: Schemes

    /// Prepares the questions.
    public init(plant: Plant, obligations: PlantObligations, schemes: Schemes) throws(CedarErrors) {
        self.schemes = schemes
        questioner = PolicyQuestioner(
            obligations: obligations,
            facts: try PlantFacts(plant: plant, obligations: obligations)
        )
    }

    /// The obligations in force, by id.
    public var obligations: [String: Obligation] { questioner.obligations.byID }

    /// Whether the plant has a system of this id.
    public func has(system: String) -> Bool { questioner.facts.index.systems[system] != nil }

    /// Everybody who can read a system.
    public func readers(of system: String) -> [PlantFacts.Reader] { questioner.facts.readers(of: system) }

    /// Who may not have data of this label where it was found; nil where the label is sealed or says what no policy can heed, so that nobody may.
    public func refusals(of label: Label, at system: String) -> [Refusal]? {
        guard let attributes = Self.attributes(of: label, schemes: schemes), let place = questioner.facts.system(system)
        else { return nil }
        let uid = EntityUID(type: "Record", id: "found\u{1}")
        guard let added = try? Entities([Entity(uid: uid, attributes: attributes), place]),
            let entities = try? questioner.facts.entities.merging(added)
        else { return nil }
        func answer(_ principal: EntityUID, _ action: String, _ channel: String) -> PolicyQuestioner.Answer {
            let request = Request(
                principal: principal,
                action: Question.action(action),
                resource: uid,
                context: ["channel": .string(channel), "date": questioner.facts.date]
            )
            return questioner.ask(request, of: entities)
        }
        var refusals: [Refusal] = []
        let received = answer(place.uid, "receive", "system")
        if !received.permitted { refusals.append(Refusal(reader: nil, refusedBy: received.refusedBy)) }
        for reader in readers(of: system) {
            let seen = answer(Question.person(reader.audience), "view", reader.channel)
            if !seen.permitted { refusals.append(Refusal(reader: reader, refusedBy: seen.refusedBy)) }
        }
        return refusals
    }

    /// The label as attributes of a record; nil where they cannot say it. Owner and program of a found file are names without a party or program of the
    /// plant, so a label that has them is said without, and what they restrict is for people.
    static func attributes(of label: Label, schemes: Schemes) -> Record? {
        guard !label.isSealed else { return nil }
        var attributes: Record = [
            "kind": .string(DataClass.attachments.rawValue), "regimes": .strings([]), "usml": .strings([]),
            "eccn": .strings([]), "licenceRequiredFor": .strings([]), "cui": .strings([]),
            "dissemination": .strings([]),
            "releasableTo": .strings([]), "flowdowns": .strings([]), "safetyCritical": .bool(false),
        ]
        for name in label.schemes where name != "program" && name != "owner" {
            guard let component = label[name], component != .contradiction else { return nil }
            switch (name, component) {
            case ("safetyCritical", _): attributes["safetyCritical"] = .bool(true)
            case ("distribution", .only(let members)):
                // The value that admits nobody by itself stands for an audience that has no statement of its own.
                let scheme = schemes.byName[name]
                guard let letter = scheme?.value(admitting: members) ?? scheme?.value(admitting: []) else { return nil }
                attributes["distribution"] = .string(letter)
            case ("ukTier", .level(let rank, let order)) where order.indices.contains(rank):
                attributes["ukTier"] = .string(order[rank])
            case (_, .all(let values)): attributes[CedarString(name)] = .strings(values.sorted())
            case (_, .only(let members)): attributes[CedarString(name)] = .strings(members.sorted())
            default: return nil
            }
        }
        return attributes
    }
}
