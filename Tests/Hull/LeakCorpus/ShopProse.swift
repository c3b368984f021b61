package import SeededGeneration

/// Prose of work instructions: sentences put together from the words of one trade, so that unrelated texts share words and short phrases.
package enum ShopProse {
    /// So many words, in sentences and paragraphs.
    package static func text(words count: Int, _ random: inout SeededGenerator) -> String {
        var text = ""
        var words = 0
        while words < count {
            let sentence = sentence(&random)
            words += sentence.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).count
            text += sentence + (random.below(5) == 0 ? "\n\n" : random.below(3) == 0 ? "\n" : " ")
        }
        return text
    }

    /// Notes that stand on every sheet.
    package static let standardNotes = """
        Unless otherwise specified dimensions are in millimetres and tolerances apply at twenty degrees. Break all sharp edges and remove burrs before the part is moved to the next
        operation. Report any nonconformance to the quality engineer before work goes on, and do not rework without a disposition. Record each measured value with the gauge that was used.
        """

    private static let verbs = [
        "Mill", "Deburr", "Drill", "Ream", "Clean", "Inspect", "Torque", "Mask", "Bond", "Trim", "Heat", "Align",
        "Shim", "Seal",
        "Etch", "Polish",
    ]
    private static let things = [
        "spar flange", "bracket", "outer skin", "fitting", "harness clamp", "duct", "fastener row", "bushing", "rib",
        "web", "lug",
        "doubler", "stiffener", "bearing seat", "manifold", "core",
    ]
    private static let manners = [
        "from the forward side", "with the soft jaws", "until the gauge reads zero", "in three passes",
        "before the primer dries",
        "without moving the datum", "after the second soak", "at reduced feed", "against the master",
        "with a light cut",
        "along the scribed line", "while the clamp holds",
    ]
    private static let measures = ["mm", "Nm", "degrees", "minutes", "microns", "bar", "passes", "rpm"]

    private static func sentence(_ random: inout SeededGenerator) -> String {
        let (verb, thing, manner) = (random.pick(verbs), random.pick(things), random.pick(manners))
        // A number in each half of a sentence, so that unrelated texts have no long run in common by chance.
        let (number, other) = (measure(&random), measure(&random))
        return switch random.below(5) {
        case 0:
            "\(verb) the \(thing) \(manner), then set \(number) and \(random.pick(verbs).lowercased()) the \(random.pick(things))."
        case 1: "The \(thing) takes \(number) \(manner); the \(random.pick(things)) takes \(other)."
        case 2: "If the \(thing) moves by \(number), \(verb.lowercased()) the \(random.pick(things)) \(manner)."
        case 3: "\(verb) \(1 + random.below(40)) places of the \(thing) to \(number), \(manner)."
        default:
            "Hold \(number) between \(thing) and \(random.pick(things)), \(verb.lowercased()) \(manner) and check again to \(other)."
        }
    }

    private static func measure(_ random: inout SeededGenerator) -> String {
        "\(1 + random.below(900)).\(random.below(100)) \(random.pick(measures))"
    }
}
