/// The shipped theme files, embedded in the program.
package enum Themes {
    /// Each theme's name and its file's text, in the order in which they are listed.
    package static var all: [(name: String, text: String)] {
        [
            ("default", text(PackageResources.default_toml)),
            ("light", text(PackageResources.light_toml)),
            ("dark", text(PackageResources.dark_toml)),
            ("high-contrast", text(PackageResources.high_contrast_toml)),
            ("mono", text(PackageResources.mono_toml)),
            ("gruvbox-dark", text(PackageResources.gruvbox_dark_toml)),
            ("nord", text(PackageResources.nord_toml)),
            ("solarized-dark", text(PackageResources.solarized_dark_toml)),
            ("solarized-light", text(PackageResources.solarized_light_toml)),
        ]
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
