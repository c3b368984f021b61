/// Copies of a JSON value (as `JSONSerialization` reads it), each with one thing changed: what a checker has to notice.
public struct JSONMutants {
    /// A copy with the path of what was changed in it, such as `.cut.parts[0].cost`; `[-0]` is an element left out.
    public struct Mutant {
        /// Where.
        public let path: String
        /// The whole value.
        public let value: Any
    }

    /// The mutants, in an order that hangs on the value alone.
    public private(set) var all: [Mutant] = []
    private let ignored: Set<String>
    private let leavesOut: (_ list: String) -> Bool

    /// Every number one more and one less, every text longer by a character.
    /// - Parameters:
    ///   - ignored: Members of objects, by name, below which nothing is changed.
    ///   - leavesOut: Whether of the list at this path each element is left out once.
    public init(
        of value: Any,
        ignoring ignored: Set<String> = [],
        leavingOut leavesOut: @escaping (String) -> Bool = { _ in false }
    ) {
        self.ignored = ignored
        self.leavesOut = leavesOut
        visit(value, "") { $0 }
    }

    private mutating func visit(_ value: Any, _ path: String, _ rebuild: (Any) -> Any) {
        if let object = value as? [String: Any] {
            for key in object.keys.sorted() where !ignored.contains(key) {
                guard let member = object[key] else { continue }
                visit(member, "\(path).\(key)") { rebuild(object.merging([key: $0]) { $1 }) }
            }
        } else if let list = value as? [Any] {
            for index in list.indices {
                if leavesOut(path) {
                    var shorter = list
                    shorter.remove(at: index)
                    all.append(Mutant(path: "\(path)[-\(index)]", value: rebuild(shorter)))
                }
                visit(list[index], "\(path)[\(index)]") { changed in
                    var copy = list
                    copy[index] = changed
                    return rebuild(copy)
                }
            }
        } else if let number = value as? Int {
            all.append(Mutant(path: path, value: rebuild(number + 1)))
            all.append(Mutant(path: path, value: rebuild(number - 1)))
        } else if let text = value as? String {
            all.append(Mutant(path: path, value: rebuild(text + "x")))
        }
    }
}
