/// The program that takes containers apart in a process of its own: `content-inspector`.
public struct ExtractorProgram: Hashable, Sendable {
    /// Its absolute path.
    public let path: String

    /// - Parameter path: an absolute path; whether a program is there shows when it is started.
    public init(path: String) { self.path = path }
}
