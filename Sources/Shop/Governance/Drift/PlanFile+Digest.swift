internal import Foundation
internal import Journal
public import PlantModel
internal import Storage

extension PlanFile {
    /// What a plan decides, without its proof and its price: what may be made anew without another plan coming of it.
    private struct Decided: Encodable {
        let enterprise: String
        let asOf: String
        let instances: [Instance]
        let flows: [KnownFlow]?
    }

    /// The hash by which a statement says of which plan it is: of the enterprise, the day, what is opened where, and the flows that the plan knew.
    public var digest: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let decided = Decided(enterprise: enterprise, asOf: asOf, instances: instances, flows: flows)
        // Texts and lists of them can always be written.
        let bytes = (try? encoder.encode(decided)).map { Array($0) } ?? []
        return TreeHash.leaf(Array("bulkhead plan v1\n".utf8) + bytes).bytes.hexadecimal
    }
}
