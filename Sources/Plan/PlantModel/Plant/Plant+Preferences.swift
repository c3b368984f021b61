extension Plant {
    /// A flowdown that is preferred and not required, by program and id.
    public struct Preference: Sendable, Hashable, Comparable {
        /// The program's id.
        public let program: String
        /// The flowdown's id.
        public let flowdown: String
        /// Where it is written.
        public let place: SourcePlace

        /// By program, then flowdown.
        public static func < (left: Preference, right: Preference) -> Bool {
            (left.program, left.flowdown) < (right.program, right.flowdown)
        }
    }

    /// The preferences of all programs, in order.
    public var preferences: [Preference] {
        programs.flatMap { program in
            program.flowdowns.filter { $0.basis == .preference }
                .map { Preference(program: program.id, flowdown: $0.id, place: $0.place) }
        }.sorted()
    }

    /// The plant as it would be were a preference required: for its price alone, since a preference forces nothing.
    public func requiring(_ preference: Preference) -> Plant {
        var plant = self
        for program in plant.programs.indices where plant.programs[program].id == preference.program {
            for flowdown in plant.programs[program].flowdowns.indices
            where plant.programs[program].flowdowns[flowdown].id == preference.flowdown {
                plant.programs[program].flowdowns[flowdown].basis = .customer
            }
        }
        return plant
    }
}
