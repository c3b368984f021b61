import Boundary
import SeededGeneration
import Storage

/// Something that one who is not cleared does, and sees an answer to.
enum Look: Hashable, Sendable {
    enum Reader: Int, CaseIterable, Sendable {
        /// May know that there are notes.
        case visitor
        /// May not know that there are any.
        case guest
        /// The system of the affiliate.
        case system
        /// Not in the register.
        case stranger

        var subject: Subject {
            switch self {
            case .visitor: .person("luz")
            case .guest: .person("gil")
            case .system: .system("mx-erp")
            case .stranger: .person("nobody")
            }
        }
    }

    /// Pages of a list to its end, by one of the channels.
    case list(Place, Reader, ChannelKind, order: [String], isDescending: Bool, limit: Int)
    case count(Place, Reader, serial: String)
    case search(Place, Reader, words: [String], isPrefix: Bool)
    case find(Place, Reader, id: [UInt8])
    /// Records by words, over all compartments, with excerpts, page after page.
    case searchRecords(Reader, words: String, isPrefix: Bool, limit: Int)
    /// Files by their names, likewise.
    case searchFiles(Reader, words: String, isPrefix: Bool, limit: Int)
    /// What is offered while one types.
    case suggest(Reader, text: String)
    /// The files of a place, with all that is in them.
    case files(Place, Reader)
    /// What is in a file of which one has heard.
    case content(Place, Reader, id: [UInt8])
    /// The same while logs do not record.
    case contentInTrouble(Place, id: [UInt8], failing: [Place], controlFails: Bool)
    /// An upload of which one has heard: how far it is, more of it, its end.
    case upload(Place, id: [UInt8])
    /// The same while logs do not record.
    case findInTrouble(Place, id: [UInt8], failing: [Place], controlFails: Bool)
    case listInTrouble(Place)
    /// What a program releases to a reader although it was read for another.
    case carelessRelease(Reader)
    /// May the reader change it?
    case permit(Place, serial: String)
    /// An item of the reader's own, whose serial has to be new among those that the reader may see.
    case write(Place, serial: String, body: String)
    case repeatedCommand
    case csv(Place, Reader)
    case wrongQuestion(column: String)
    case otherRecipient(Place)
    case retention(Place, serial: String)
    case labels(program: String)
    case checkpoint
    case proofs
    case bundle

    static func random(_ generator: inout SeededGenerator, _ items: [ItemValues]) -> Look {
        let place: Place = generator.pick([.mixed, .mixed, .mixed, .shop, .vault])
        let reader: Reader = generator.pick([.visitor, .visitor, .guest, .system, .stranger])
        // The system's readers may see notes, which differ: of the shared table it asks what shows none.
        let reading = place == .mixed && reader == .system ? Reader.guest : reader
        let serial = items.randomElement(using: &generator)?.serial ?? "S-1"
        let someID =
            (generator.oneIn(2) ? items.randomElement(using: &generator)?.id : nil)
            ?? generator.pick(WorldPairs.rumoured)
        let word = generator.pick(WorldPairs.words)
        let rumouredFile = Instance.id(ofRumour: generator.below(WorldPairs.rumouredFiles))
        let isPrefix = generator.oneIn(2)
        let searched = isPrefix ? String(word.prefix(1 + generator.below(3))) : word
        // Of the shared table the system asks what shows no notes.
        let searching = reader == .system ? Reader.guest : reader
        switch generator.below(36) {
        case 0...6:
            return .list(
                place,
                reading,
                generator.pick(ChannelKind.allCases),
                order: generator.pick([[], ["serial"], ["amount"], ["amount", "serial"], ["note"], ["body"]]),
                isDescending: generator.oneIn(3),
                limit: generator.pick([1, 2, 3, 100])
            )
        case 7: return .count(place, reader, serial: serial)
        case 8, 9: return .search(place, reader, words: [searched], isPrefix: isPrefix)
        case 10, 11: return .find(place, reading, id: someID)
        case 12:
            return .findInTrouble(
                place,
                id: generator.pick(WorldPairs.rumoured),
                failing: generator.some(Place.allCases),
                controlFails: generator.oneIn(3)
            )
        case 13: return .listInTrouble(place)
        case 14, 15: return .carelessRelease(reader == .system ? .guest : reader)
        case 16: return .permit(place, serial: serial)
        case 17:
            return .write(
                generator.oneIn(2) ? .shop : .mixed,
                serial: "\(generator.pick(["S", "s", "Ä", "10"]))-\(generator.below(12))",
                body: word
            )
        case 18: return .repeatedCommand
        case 19: return .csv(place, reading)
        case 20: return .wrongQuestion(column: generator.pick(["label", "id", "note", "no_such"]))
        case 21: return .otherRecipient(place)
        case 22: return .retention(place, serial: serial)
        case 23: return .labels(program: generator.pick([WorldPlant.open, "NO-SUCH"]))
        case 24: return .proofs
        case 25, 26:
            let more = generator.oneIn(4) ? "\(generator.pick(WorldPairs.words)) " : ""
            return .searchRecords(
                searching,
                words: more + searched,
                isPrefix: isPrefix,
                limit: generator.pick([1, 2, 50])
            )
        case 27:
            return .searchFiles(searching, words: searched, isPrefix: isPrefix, limit: generator.pick([1, 2, 50]))
        case 28: return .suggest(searching, text: searched)
        case 29, 30, 31: return .files(place, reader)
        case 32: return .content(place, reader, id: rumouredFile)
        case 33:
            return .contentInTrouble(
                place,
                id: rumouredFile,
                failing: generator.some(Place.allCases),
                controlFails: generator.oneIn(3)
            )
        case 34: return .upload(place, id: rumouredFile)
        default: return generator.oneIn(2) ? .checkpoint : .bundle
        }
    }
}
