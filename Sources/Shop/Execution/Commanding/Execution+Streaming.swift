public import Boundary
internal import PlantModel

extension Execution {
    /// The events of the plant floor that can be followed, with the classes of data that each tells of. What a containment says to compartments is none: who
    /// has what is found out by nobody.
    public static let streamedKinds: StreamedKinds = Dictionary(
        uniqueKeysWithValues: ExecutionEventKind.allCases.compactMap { kind in
            classes(of: kind).map { (kind.rawValue, $0) }
        }
    )

    private static func classes(of kind: ExecutionEventKind) -> [DataClass]? {
        switch kind {
        case .drafted, .submitted, .returned, .approved, .released, .superseded: [.workInstructions]
        case .ordered, .orderReleased, .orderCancelled, .orderCorrected, .travelerPrinted: [.orders]
        case .started, .paused, .completed: [.jobResponses, .orders]
        case .boughtOff: [.signatures, .orders]
        case .measured, .measurementCorrected: [.inspectionRecords, .orders]
        case .consumed, .consumptionCorrected, .builtIn: [.genealogy, .orders]
        case .nonconforming, .nonconformanceCorrected, .disposed, .proposed, .declined, .refusedByCustomer,
            .travelerReturned, .escapeWritten, .escapeTold, .escapeWithdrawn, .escapeWithdrawalTold,
            .liftAsked, .lifted:
            [.nonconformances, .orders]
        case .certified, .certificateCorrected, .firstArticleOpened, .firstArticleVerified, .firstArticleApproved:
            [.inspectionRecords, .orders]
        case .contained, .containmentSpread, .containmentReceived, .containmentCited, .containmentPlaced, .stated: nil
        }
    }
}
