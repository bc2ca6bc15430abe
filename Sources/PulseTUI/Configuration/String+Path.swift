import Glibc

/// Paths from the root, as strings.
extension String {
    /// The folder that a path's file is in.
    var folder: String {
        guard let slash = lastIndex(of: "/"), slash != startIndex else { return "/" }
        return String(self[..<slash])
    }

    /// The path of another file in a path's folder.
    func beside(_ name: String) -> String {
        folder == "/" ? "/" + name : folder + "/" + name
    }

    /// Where a path leads to when all symbolic links are followed; nil where it leads nowhere.
    var realPath: String? {
        guard let resolved = realpath(self, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
