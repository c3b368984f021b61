/// A request bound to a store for as long as both are borrowed: its entities are looked up, and all that policies read of them is read
/// where it lies, without counting references. It lives on the stack of whoever decides, and nothing of it outlives that.
struct BoundRequest {
    /// An entity of the request.
    struct Root {
        /// Its uid, nil for the context.
        let uid: UnsafePointer<EntityUID>?
        /// Whether it is in the store.
        let isStored: Bool
        let attributes: FieldsView
        let ancestors: AncestorsView

        @inline(__always)
        init(_ uid: UnsafePointer<EntityUID>, _ stored: StoredEntity?) {
            self.uid = uid
            isStored = stored != nil
            attributes = stored?.attributes ?? .none
            ancestors = stored?.ancestors ?? .none
        }

        @inline(__always)
        init(_ context: FieldsView) {
            uid = nil
            isStored = true
            attributes = context
            ancestors = .none
        }
    }

    let request: UnsafePointer<Request>
    let entities: EntitiesView
    let principal: Root
    let action: Root
    let resource: Root
    let context: Root

    @inline(__always)
    fileprivate init(
        _ request: UnsafePointer<Request>,
        _ context: UnsafeBufferPointer<Record.Field>,
        _ entities: EntitiesView
    ) {
        self.request = request
        self.entities = entities
        func uid(_ offset: Int?) -> UnsafePointer<EntityUID> {
            (UnsafeRawPointer(request) + (offset ?? 0)).assumingMemoryBound(to: EntityUID.self)
        }
        let principal = uid(MemoryLayout<Request>.offset(of: \.principal))
        let action = uid(MemoryLayout<Request>.offset(of: \.action))
        let resource = uid(MemoryLayout<Request>.offset(of: \.resource))
        self.principal = Root(principal, entities.find(principal.pointee))
        self.action = Root(action, entities.find(action.pointee))
        self.resource = Root(resource, entities.find(resource.pointee))
        self.context = Root(FieldsView(context))
    }
}

/// What the evaluation of policies is given.
typealias Bound = UnsafePointer<BoundRequest>

extension Request {
    /// Binds the request to a store while the body runs.
    @inline(__always)
    func withBound<Result>(to entities: Entities, _ body: (Bound) -> Result) -> Result {
        entities.withView { view in
            context.fields.withUnsafeBufferPointer { context in
                withUnsafePointer(to: self) { request in
                    withUnsafePointer(to: BoundRequest(request, context, view), body)
                }
            }
        }
    }
}

extension Bound {
    @inline(__always)
    func root(_ variable: Variable) -> UnsafePointer<BoundRequest.Root> {
        let offset: Int?
        switch variable {
        case .principal: offset = MemoryLayout<BoundRequest>.offset(of: \.principal)
        case .action: offset = MemoryLayout<BoundRequest>.offset(of: \.action)
        case .resource: offset = MemoryLayout<BoundRequest>.offset(of: \.resource)
        case .context: offset = MemoryLayout<BoundRequest>.offset(of: \.context)
        }
        return (UnsafeRawPointer(self) + (offset ?? 0)).assumingMemoryBound(to: BoundRequest.Root.self)
    }

    /// The variable's attribute, nil where it has none of the name or is not in the store.
    @inline(__always)
    func attribute(_ variable: Variable, _ name: CedarString) -> UnsafePointer<Value>? {
        root(variable).pointee.attributes.find(name)
    }

    /// The variable's entity, nil for the context.
    @inline(__always)
    func uid(_ variable: Variable) -> UnsafePointer<EntityUID>? { root(variable).pointee.uid }

    /// An entity, nil where it is not in the store.
    @inline(__always)
    func find(_ uid: EntityUID) -> StoredEntity? { pointee.entities.find(uid) }

    /// Whether `member` is `group` or below it. An entity outside the store is below nothing.
    func isIn(_ member: EntityUID, _ group: EntityUID) -> Bool {
        member == group || (find(member)?.ancestors.contains(group) ?? false)
    }

    /// Whether the variable's entity is `group` or below it.
    @inline(__always)
    func isIn(_ variable: Variable, _ group: EntityUID) -> Bool {
        guard let member = uid(variable) else { return false }
        return member.pointee == group || root(variable).pointee.ancestors.contains(group)
    }
}
