public import Boundary

/// A file to be kept: text that was released for the channel `Export`, as it stands.
public struct FileAnswer: ~Copyable, Sendable {
    let release: Release<Export>
    let channel: Export
    let name: StaticString
    let mediaType: StaticString

    /// What was released, under a name that says nothing of it.
    /// - Parameter text: the file's content, from the release.
    /// - Throws: `ReleaseError` for values of another release.
    public init(
        _ text: ClearedText,
        from release: consuming Release<Export>,
        _ channel: Export,
        named name: StaticString,
        as mediaType: StaticString
    ) throws(ReleaseError) {
        try release.append(text)
        self.release = release
        self.channel = channel
        self.name = name
        self.mediaType = mediaType
    }
}
