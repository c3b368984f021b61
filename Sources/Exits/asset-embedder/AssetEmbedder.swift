import Foundation

/// Writes files as a source in Swift: `asset-embedder OUTPUT FILE…`. Their content stands there as base 64, which compiles at once where a list of
/// numbers takes minutes.
@main
struct AssetEmbedder {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first else {
            print("usage: asset-embedder OUTPUT FILE...")
            exit(64)
        }
        var source = "/// The files that pages load: name, and content in base 64. Written by asset-embedder.\n"
        source += "enum EmbeddedAssets {\n    static let all: [(name: String, base64: String)] = [\n"
        for path in arguments.dropFirst() {
            let file = URL(filePath: path)
            let content = try Data(contentsOf: file).base64EncodedString()
            source += "        (\"\(file.lastPathComponent)\", \"\(content)\"),\n"
        }
        source += "    ]\n}\n"
        try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
    }
}
