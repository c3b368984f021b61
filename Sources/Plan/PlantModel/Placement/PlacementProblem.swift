/// A placement question in whole numbers: which instances to open in which environments, and which unit goes into which of them.
///
/// Plant files and neutral instances (`planner-instance/1`) both reduce to this form, and one optimizer and one checker serve it. The
/// problem holds no names of regimes and no policies: what a policy decided has become `eligible` and `separations`.
///
/// Two plans are compared by their objectives, lexicographically. Every term of an objective belongs to one instance, except the price
/// of using an environment at all and the constant. All members are kept sorted by id by whoever builds a problem, so that the order
/// of a file never changes a plan.
public struct PlacementProblem: Sendable, Equatable {
    /// A (program, site): what is placed. Exactly one instance holds it.
    public struct Unit: Sendable, Equatable {
        /// The program's id.
        public var program: String
        /// The site's id.
        public var site: String
        /// What it takes of an instance's capacity, at least 0.
        public var load: Int
        /// Indices of the environments that may host it, ascending.
        public var eligible: [Int]
        /// The separation class: index into the matrices of `separations`.
        public var separationClass: Int

        /// Makes a unit.
        public init(program: String, site: String, load: Int, eligible: [Int], separationClass: Int) {
            self.program = program
            self.site = site
            self.load = load
            self.eligible = eligible
            self.separationClass = separationClass
        }
    }

    /// Where instances can be opened.
    public struct Environment: Sendable, Equatable {
        /// The environment's id.
        public var id: String
        /// The load one instance can carry; nil means any.
        public var capacity: Int?
        /// How many instances can be opened here; at least 0.
        public var maximumInstances: Int
        /// Which matrix of `separations` holds here: what the environment can enforce.
        public var enforcement: Int

        /// Makes an environment.
        public init(id: String, capacity: Int?, maximumInstances: Int, enforcement: Int) {
            self.id = id
            self.capacity = capacity
            self.maximumInstances = maximumInstances
            self.enforcement = enforcement
        }
    }

    /// The least separation between two units: what they may no longer have in common.
    public enum Separation: UInt8, Sendable, Comparable, CaseIterable {
        /// Everything may be shared; labels decide every read.
        case shared = 0
        /// Separately keyed compartments of one instance.
        case compartment = 1
        /// Different instances.
        case instance = 2
        /// Different instances in environments that have no infrastructure id in common.
        case environment = 3

        /// By rung.
        public static func < (left: Separation, right: Separation) -> Bool { left.rawValue < right.rawValue }
    }

    /// Something that each instance holding one of `units` must have one of: an integration link, a site's second system, …
    public struct Feature: Sendable, Equatable {
        /// What kind of term it belongs to, for reports: `system`, `site`, `program`, `audience`, `workCenter`, `validation`, `process`.
        public var kind: String
        /// The id of the thing within its kind.
        public var id: String
        /// The units that call for it, ascending.
        public var units: [Int]

        /// Makes a feature.
        public init(kind: String, id: String, units: [Int]) {
            self.kind = kind
            self.id = id
            self.units = units
        }
    }

    /// A control that holds for a whole instance as soon as one unit there needs it; to the others it is over-control.
    public struct Control: Sendable, Equatable {
        /// The control's name, for reports; a change tier counts each level above the lowest as a control of its own.
        public var id: String
        /// The units that need it, ascending.
        public var units: [Int]

        /// Makes a control.
        public init(id: String, units: [Int]) {
            self.id = id
            self.units = units
        }
    }

    /// One lexicographic stage: what is minimised after the stages before it. All prices are integers of at least 0.
    public struct Objective: Sendable, Equatable {
        /// The stage's name, for reports.
        public var name: String
        /// Price of opening one instance, by environment.
        public var instance: [Int]
        /// Price of using an environment at all, by environment.
        public var environment: [Int]
        /// Price of each compartment of an instance (an instance has at least one).
        public var compartment: Int
        /// Price of each (instance, feature) present, by feature: one number for all environments, or one for each.
        public var feature: [[Int]]
        /// Price of each (unit, control) where the unit's instance carries the control for other units only.
        public var overControl: Int
        /// Price of placing a unit in an environment: `unit[u][k]` belongs to `units[u].eligible[k]`; an empty row is all zero.
        public var unit: [[Int]]
        /// Added to the sum; may be negative (a site's first system is no second system).
        public var constant: Int

        /// Makes an objective.
        public init(
            name: String,
            instance: [Int],
            environment: [Int],
            compartment: Int,
            feature: [[Int]],
            overControl: Int,
            unit: [[Int]],
            constant: Int
        ) {
            self.name = name
            self.instance = instance
            self.environment = environment
            self.compartment = compartment
            self.feature = feature
            self.overControl = overControl
            self.unit = unit
            self.constant = constant
        }

        /// The price of a feature in an instance of an environment.
        public func price(ofFeature feature: Int, in environment: Int) -> Int {
            let row = self.feature[feature]
            return row.count == 1 ? row[0] : row[environment]
        }
    }

    /// What is placed, sorted by (program, site).
    public var units: [Unit]
    /// Where, sorted by id.
    public var environments: [Environment]
    /// `separations[enforcement][a][b]`: the least separation between two units of classes a and b **of different programs** in an
    /// environment of that enforcement; symmetric; the diagonal is between different programs of one class. A program never
    /// conflicts with itself.
    public var separations: [[[Separation]]]
    /// `entangled[e][f]`: the environments have an infrastructure id in common; symmetric, true on the diagonal.
    public var entangled: [[Bool]]
    /// Distinct things an instance must have one of.
    public var features: [Feature]
    /// Instance-wide controls.
    public var controls: [Control]
    /// What to minimise, in order. Three in a plan: score, change, cost.
    public var objectives: [Objective]

    /// Makes a problem.
    public init(
        units: [Unit],
        environments: [Environment],
        separations: [[[Separation]]],
        entangled: [[Bool]],
        features: [Feature],
        controls: [Control],
        objectives: [Objective]
    ) {
        self.units = units
        self.environments = environments
        self.separations = separations
        self.entangled = entangled
        self.features = features
        self.controls = controls
        self.objectives = objectives
    }

    /// The least separation between two units where the enforcement of an environment holds.
    public func separation(_ first: Int, _ second: Int, enforcement: Int) -> Separation {
        if units[first].program == units[second].program { return .shared }
        return separations[enforcement][units[first].separationClass][units[second].separationClass]
    }
}

/// A placement: the instances that are open and what each holds.
public struct Placement: Sendable, Equatable {
    /// One instance.
    public struct Instance: Sendable, Equatable {
        /// Index of its environment.
        public var environment: Int
        /// Its compartments: unit indices, ascending within each; compartments ordered by their first unit.
        public var compartments: [[Int]]

        /// Makes an instance.
        public init(environment: Int, compartments: [[Int]]) {
            self.environment = environment
            self.compartments = compartments
        }

        /// All units it holds, ascending.
        public var units: [Int] { compartments.flatMap { $0 }.sorted() }
    }

    /// Ordered by environment, then by first unit.
    public var instances: [Instance]

    /// Makes a placement.
    public init(instances: [Instance]) { self.instances = instances }
}
