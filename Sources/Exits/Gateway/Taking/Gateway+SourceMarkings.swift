internal import Boundary
internal import Classification
internal import ContentScan
internal import PlantModel

extension RecordMapping {
    /// What was read as a record, where what its source says of it does not say more than its label.
    func map(_ piece: ReadPiece, in gateway: Gateway) throws(GatewayRefusal) -> MappedPiece {
        let mapped = map(piece)
        guard case .record(_, let program) = mapped, !piece.markings.isEmpty else { return mapped }
        guard let fault = try gateway.fault(of: piece.markings, program: program, flow) else { return mapped }
        return .dead(reason: fault, program: nil)
    }
}

extension Gateway {
    /// Why a record is not taken under the plant's label; nil where nothing that its source says of it says more.
    ///
    /// A marking that is not understood says more: what is not known is not guessed at. None ever takes anything from a label.
    func fault(
        of markings: [SourceMarking],
        program: String,
        _ flow: CarriedFlow
    ) throws(GatewayRefusal) -> String? {
        let classes = Set(flow.messages.fields.map(\.dataClass) + [flow.messages.holds.value])
        let label = try self.label(of: classes, program: program)
        let page = scanner.schemes.pageBanner(of: label.label, profile: scanner.profile)
        let own = Set(([page.banner, "UNCLASSIFIED"] + page.marking.notices).map(Self.oneLine))
        for marking in markings {
            let text = Self.oneLine(marking.text)
            guard !own.contains(text) else { continue }
            let found = scanner.inspect(Array(text.utf8), name: "marking.txt").inspection
            guard !found.isClassified, found.label.isAtMost(label.label) else {
                return "its source marks it with more than the label of its program says"
            }
            // That its words are known values too says nothing of what they mark.
            if marking.isBanner, found.findings.allSatisfy(\.isKnown) {
                return "its source marks it with words that are not understood"
            }
        }
        return nil
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
