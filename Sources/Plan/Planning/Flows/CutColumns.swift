import PlantModel

/// The single actions that a cut can be made of, as columns of a program in whole numbers.
struct CutColumns: Sendable {
    enum Action: Sendable, Hashable {
        /// A filter in a flow, whatever it drops.
        case filter(flow: Int)
        /// A class that the flow's filter drops.
        case drop(flow: Int, DataClass)
        /// A flow that is stopped.
        case stop(flow: Int)
        /// An audience that no longer reads a place.
        case narrow(FlowNode.Reader)
        /// A system hosted in another environment.
        case rehost(node: Int, environment: Int)
    }

    let costs: Plant.FlowCosts
    private(set) var actions: [Action] = []
    private(set) var prices: [Int] = []
    /// For a dropped class the filter that it takes, by column.
    private(set) var needs: [Int?] = []
    private var known: [Action: Int] = [:]

    init(costs: Plant.FlowCosts) { self.costs = costs }

    /// The column of an action.
    mutating func column(_ action: Action) -> Int {
        if let column = known[action] { return column }
        var need: Int?
        if case .drop(let flow, _) = action { need = column(.filter(flow: flow)) }
        known[action] = actions.count
        actions.append(action)
        prices.append(price(action))
        needs.append(need)
        return actions.count - 1
    }

    /// What an action costs by itself.
    func price(_ action: Action) -> Int {
        switch action {
        case .filter: costs.filter
        case .drop: costs.droppedClass
        case .stop: costs.stopFlow
        case .narrow(let reader): reader.channel == .system ? costs.narrowAudience : costs.narrowAdministration
        case .rehost: costs.rehost
        }
    }
}

/// What a set of actions cuts.
struct CutEffect: Sendable {
    private var stopped: Set<Int> = []
    private var dropped: [DataClass: Set<Int>] = [:]
    private var narrowed: Set<FlowNode.Reader> = []
    private var rehosted: Set<Int> = []

    init(_ actions: some Sequence<CutColumns.Action>) {
        for action in actions {
            switch action {
            case .filter: break
            case .drop(let flow, let dataClass): dropped[dataClass, default: []].insert(flow)
            case .stop(let flow): stopped.insert(flow)
            case .narrow(let reader): narrowed.insert(reader)
            case .rehost(let node, _): rehosted.insert(node)
            }
        }
    }

    /// The flows that no longer carry a class.
    func flows(without dataClass: DataClass) -> Set<Int> { stopped.union(dropped[dataClass] ?? []) }

    func isStopped(_ flow: Int) -> Bool { stopped.contains(flow) }

    func isNarrowed(_ reader: FlowNode.Reader) -> Bool { narrowed.contains(reader) }

    func isRehosted(_ node: Int) -> Bool { rehosted.contains(node) }
}
