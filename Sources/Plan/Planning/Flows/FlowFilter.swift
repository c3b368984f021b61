import PlantModel

/// What a filter of the plant file is known to do to a class of data. Only what it says that it drops is dropped.
enum FlowFilter {
    enum Effect: Sendable, Equatable {
        /// It names the class among what it drops.
        case drops
        /// It names the class among what it passes.
        case passes
        /// It names the class in both.
        case both
        /// It does not speak of the class; everything passes.
        case silent
    }

    static func effect(of filter: Plant.Filter, on dataClass: DataClass) -> Effect {
        switch (filter.drops.contains(dataClass.rawValue), filter.passes.contains(dataClass.rawValue)) {
        case (true, true): .both
        case (true, false): .drops
        case (false, true): .passes
        case (false, false): .silent
        }
    }
}
