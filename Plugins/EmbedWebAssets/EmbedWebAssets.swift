import Foundation
import PackagePlugin

/// Writes the files that pages load into a source of the target, so that the program is one file: those in the target's `Assets`, and those of
/// others that `scripts/install-web-assets.sh` has put into `.web-assets`, if it was run.
@main
struct EmbedWebAssets: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folders = [
            target.directoryURL.appending(path: "Assets"), context.package.directoryURL.appending(path: ".web-assets"),
        ]
        let files = folders.flatMap { folder in
            (try? FileManager.default.contentsOfDirectory(
                at: folder.resolvingSymlinksInPath(),
                includingPropertiesForKeys: nil
            )) ?? []
        }
        let embedded = files.filter { ["css", "js", "woff2"].contains($0.pathExtension) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedAssets.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(embedded.count) files of pages",
                executable: try context.tool(named: "asset-embedder").url,
                arguments: [output.path(percentEncoded: false)] + embedded.map { $0.path(percentEncoded: false) },
                inputFiles: embedded,
                outputFiles: [output]
            )
        ]
    }
}
