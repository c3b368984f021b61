extension PlacementProblem {
    /// Whether every instance of a placement carries its load.
    public func fits(_ placement: Placement) -> Bool {
        placement.instances.allSatisfy { instance in
            guard let capacity = environments[instance.environment].capacity else { return true }
            return instance.units.reduce(0) { $0 + units[$1].load } <= capacity
        }
    }

    /// What a placement costs in one stage, term by term.
    public struct Terms: Sendable, Equatable {
        /// Opening instances.
        public var instances = 0
        /// Using environments.
        public var environments = 0
        /// Compartments.
        public var compartments = 0
        /// Features by kind.
        public var features: [String: Int] = [:]
        /// Controls carried for others.
        public var overControl = 0
        /// Prices of units.
        public var units = 0
        /// The constant.
        public var constant = 0

        /// The value of the stage.
        public var sum: Int {
            instances + environments + compartments + features.values.reduce(0, +) + overControl + units + constant
        }
    }

    /// The terms of a placement in a stage.
    public func terms(of placement: Placement, stage: Int) -> Terms {
        let objective = objectives[stage]
        var terms = Terms(constant: objective.constant)
        for environment in Set(placement.instances.map(\.environment)) {
            terms.environments += objective.environment[environment]
        }
        for instance in placement.instances {
            let held = Set(instance.units)
            terms.instances += objective.instance[instance.environment]
            terms.compartments += objective.compartment * instance.compartments.count
            for (index, feature) in features.enumerated() where feature.units.contains(where: held.contains) {
                terms.features[feature.kind, default: 0] += objective.price(ofFeature: index, in: instance.environment)
            }
            for control in controls {
                let needing = control.units.filter(held.contains).count
                if needing > 0 { terms.overControl += objective.overControl * (held.count - needing) }
            }
            for unit in held where !objective.unit.isEmpty && !objective.unit[unit].isEmpty {
                if let position = units[unit].eligible.firstIndex(of: instance.environment) {
                    terms.units += objective.unit[unit][position]
                }
            }
        }
        return terms
    }
}
