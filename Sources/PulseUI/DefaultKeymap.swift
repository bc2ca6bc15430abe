/// The shipped keymap file, embedded in the program.
package enum DefaultKeymap {
    /// The file's text; a person's configuration patches it.
    package static var text: String {
        String(decoding: PackageResources.keymap_toml, as: UTF8.self)
    }
}
