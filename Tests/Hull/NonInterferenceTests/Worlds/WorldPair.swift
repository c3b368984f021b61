import SeededGeneration

/// Where items are kept: one compartment whose log the visitor may read, one whose tables hold restricted rows among the visitor's, and
/// one of restricted programs alone.
enum Place: String, CaseIterable, Sendable {
    /// All of it may be read, but by persons: its log, its proofs, its size.
    case shop
    /// Rows of several programs in one table. Who may see some of them is shown nothing of its log.
    case mixed
    /// Nothing of it may be known.
    case vault
}

/// What is the same in both worlds.
enum OpenStep: Hashable, Sendable {
    case item(Place, ItemValues)
    case removal(Place, id: [UInt8])
    /// A file for an item, from one who may.
    case file(Place, item: [UInt8], FileValues)
    case look(Look)
}

/// What is restricted, and differs.
enum HiddenStep: Hashable, Sendable {
    case item(Place, ItemValues)
    case removal(Place, id: [UInt8])
    /// A note on an item that itself may be seen.
    case note(ItemValues)
    /// A command that is refused, or cannot be recorded.
    case failure(Place, isDraft: Bool)
    /// What a cleared person does: looks, exports, searches.
    case work(Place, exports: Bool)
    /// A file for a restricted item, or a marked one for an item that itself may be seen.
    case file(Place, item: [UInt8], FileValues)
    /// An upload that is not ended.
    case upload(Place, item: [UInt8], FileValues)
    /// What a cleared person reads of files.
    case reading(Place)
    /// Content that no file has is removed.
    case sweep(Place)
    case person(String)
    case dismissal(String)
    case hold(Place, program: String)
    /// A visitor asks for restricted records by name, among those that are not there.
    case lapse(Place, id: [UInt8])
    /// The compartment is taken away and comes back.
    case closing
}

/// Two histories with the same open steps, and restricted ones between them.
struct WorldPair: Sendable {
    struct Placed: Hashable, Sendable {
        /// Before which open step it takes place.
        var slot: Int
        let step: HiddenStep
    }

    let seed: UInt64
    var open: [OpenStep]
    /// The restricted steps of each world, in their order.
    var hidden: [[Placed]]

    /// Restricted steps of one world before an open step.
    func steps(_ world: Int, before slot: Int) -> [HiddenStep] {
        hidden[world].filter { $0.slot == slot }.map(\.step)
    }
}

/// Makes pairs: the open steps follow from one seed, the restricted ones of each world from others.
struct WorldPairs {
    /// Texts that both restricted and open rows use, so that they meet in searches and sorts.
    static let words = ["valve", "housing", "rotor", "shaft", "seal", "weld", "crack", "torque"]
    /// Ids that anyone could have heard of: some worlds have them, some not.
    static let rumoured: [[UInt8]] = (0..<4).map { number in Array(repeating: UInt8(0xA0 + number), count: 16) }

    /// How many files anyone could have heard of.
    static let rumouredFiles = 4

    let looks: Int

    init(looks: Int = 8) { self.looks = looks }

    func pair(_ seed: UInt64) -> WorldPair {
        var generator = SeededGenerator(seed: seed &* 3)
        var open: [OpenStep] = []
        var mixed: [(slot: Int, item: ItemValues)] = []
        var all: [(place: Place, item: ItemValues)] = []
        for number in 0..<(3 + generator.below(10)) {
            let place: Place = generator.oneIn(3) ? .shop : .mixed
            let item = Self.item(&generator, program: WorldPlant.open, number: number)
            if place == .mixed { mixed.append((open.count + 1, item)) }
            all.append((place, item))
            open.append(.item(place, item))
            if generator.oneIn(6), let gone = all.randomElement(using: &generator), gone.place == .shop {
                open.append(.removal(.shop, id: gone.item.id))
            }
            if generator.oneIn(3), let (place, item) = all.randomElement(using: &generator) {
                open.append(.file(place, item: item.id, Self.file(&generator)))
            }
            if generator.oneIn(4) { open.append(.look(.random(&generator, all.map(\.item)))) }
        }
        for _ in 0..<looks { open.append(.look(.random(&generator, all.map(\.item)))) }
        let hidden = (1...2).map { world in
            var own = SeededGenerator(seed: seed &* 3 &+ UInt64(world))
            return Self.hidden(&own, open, mixed)
        }
        return WorldPair(seed: seed, open: open, hidden: hidden)
    }

    private static func item(_ generator: inout SeededGenerator, program: String, number: Int) -> ItemValues {
        ItemValues(
            id: generator.bytes(16),
            program: program,
            serial: "\(generator.pick(["S", "s", "Ä", "10"]))-\(generator.below(12))",
            amount: Int64(generator.below(5)),
            body: (0...generator.below(4)).map { _ in generator.pick(words) }.joined(separator: " "),
            note: nil
        )
    }

    private static func file(_ generator: inout SeededGenerator) -> FileValues {
        FileValues(
            name: "\(generator.pick(words)) \(generator.pick(words)).txt",
            text: (0...generator.below(6)).map { _ in generator.pick(words) }.joined(separator: " ")
        )
    }

    /// A file of a restricted item, or with a marking that makes it one.
    private static func hiddenFile(_ generator: inout SeededGenerator, isMarked: Bool) -> FileValues {
        let file = file(&generator)
        return FileValues(
            name: generator.oneIn(2) ? file.name : "restricted \(file.name)",
            text: isMarked ? "CUI//SP-CTI//NOFORN\n\(file.text)\nCUI//SP-CTI//NOFORN" : file.text,
            rumour: generator.oneIn(2) ? generator.below(rumouredFiles) : nil
        )
    }

    private static func hidden(
        _ generator: inout SeededGenerator,
        _ open: [OpenStep],
        _ mixed: [(slot: Int, item: ItemValues)]
    ) -> [WorldPair.Placed] {
        var steps: [WorldPair.Placed] = []
        var known: [(Place, [UInt8])] = []
        for number in 0..<generator.below(13) {
            let slot = generator.below(open.count + 1)
            steps.append(
                WorldPair.Placed(slot: slot, step: step(&generator, number, open, mixed, slot, &known))
            )
        }
        return steps.enumerated().sorted { ($0.element.slot, $0.offset) < ($1.element.slot, $1.offset) }
            .map(\.element)
    }

    private static func step(
        _ generator: inout SeededGenerator,
        _ number: Int,
        _ open: [OpenStep],
        _ mixed: [(slot: Int, item: ItemValues)],
        _ slot: Int,
        _ known: inout [(Place, [UInt8])]
    ) -> HiddenStep {
        let place: Place = generator.oneIn(3) ? .vault : .mixed
        switch generator.below(18) {
        case 0:
            guard let (place, id) = known.randomElement(using: &generator) else { return .work(place, exports: false) }
            return .removal(place, id: id)
        case 1, 2, 3:
            let earlier = mixed.filter { $0.slot <= slot }
            guard var item = earlier.randomElement(using: &generator)?.item else { return .person("hidden-\(number)") }
            item.note = generator.oneIn(4) ? nil : text(&generator)
            return .note(item)
        case 4: return .failure(place, isDraft: generator.oneIn(2))
        case 5: return .work(place, exports: generator.oneIn(2))
        case 6: return generator.oneIn(3) ? .dismissal("hidden-0") : .person("hidden-\(generator.below(3))")
        case 7: return .hold(place, program: generator.pick(WorldPlant.restricted))
        case 8: return .lapse(place, id: generator.pick(rumoured))
        case 9: return .closing
        case 10, 11, 12:
            let earlier = mixed.filter { $0.slot <= slot }
            if generator.oneIn(3), let item = earlier.randomElement(using: &generator)?.item {
                return .file(.mixed, item: item.id, hiddenFile(&generator, isMarked: true))
            }
            guard let (place, id) = known.randomElement(using: &generator) else { return .reading(place) }
            let file = hiddenFile(&generator, isMarked: generator.oneIn(3))
            return generator.oneIn(3) ? .upload(place, item: id, file) : .file(place, item: id, file)
        case 13: return generator.oneIn(2) ? .reading(place) : .sweep(place)
        default:
            var item = item(&generator, program: generator.pick(WorldPlant.restricted), number: number)
            if generator.oneIn(3) { item.id = generator.pick(rumoured) }
            if generator.oneIn(4) { item.body += " " + text(&generator) }
            if generator.oneIn(2) { item.note = text(&generator) }
            known.append((place, item.id))
            return .item(place, item)
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        generator.oneIn(8)
            ? String(repeating: "long restricted text ", count: 1 + generator.below(100))
            : "restricted \(generator.below(1000)) \(generator.pick(words))"
    }
}
