internal import Foundation
public import HTTPExit

/// What pages load, embedded in the program by the build.
public enum WebAssets {
    /// The style sheet, the script, and the fonts that were installed before the build.
    public static var all: [PageAsset] {
        EmbeddedAssets.all.compactMap { name, content in
            guard let kind = kind(of: name), let data = Data(base64Encoded: content) else { return nil }
            return PageAsset(name, kind, Array(data))
        }
    }

    private static func kind(of name: String) -> PageAsset.Kind? {
        switch name.split(separator: ".").last {
        case "css": .style
        case "js": .script
        case "woff2": .font
        default: nil
        }
    }
}
