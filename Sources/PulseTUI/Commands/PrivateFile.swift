import Glibc

/// Writes files that this user alone can read, whole or not at all.
enum PrivateFile {
    /// Why a file was not written, in the system's words.
    struct Failure: Error, Hashable {
        var path: String
        var reason: String
    }

    /// Writes a new file; one that is there stays as it is, and that is a failure.
    static func create(_ text: String, at path: String) throws(Failure) {
        try makeFolder(of: path)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        do throws(Failure) {
            try write(text, to: file, path)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Writes new files and then puts a text in another's place; where that fails the new files are taken away again.
    static func write(
        _ files: [(path: String, text: String)],
        andReplace path: String,
        with text: String
    ) throws(Failure) {
        var made: [String] = []
        do throws(Failure) {
            for file in files {
                try create(file.text, at: file.path)
                made.append(file.path)
            }
            try replace(path, with: text)
        } catch {
            for path in made { unlink(path) }
            throw error
        }
    }

    /// Puts a text in a file's place in one step; what a symbolic link points to is replaced, not the link.
    static func replace(_ path: String, with text: String) throws(Failure) {
        try makeFolder(of: path)
        let target = path.realPath ?? path
        let temporary = "\(target).\(getpid()).new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(temporary) }
        do throws(Failure) {
            defer { close(file) }
            try write(text, to: file, temporary)
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, target) == 0 else {
            let failure = failure(target)
            unlink(temporary)
            throw failure
        }
    }

    private static func write(_ text: String, to file: Int32, _ path: String) throws(Failure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw failure(path) }
    }

    /// Makes what is missing on the way to a file, for this user alone.
    private static func makeFolder(of path: String) throws(Failure) {
        var folder = ""
        for step in path.split(separator: "/").dropLast() {
            folder += "/" + step
            if mkdir(folder, 0o700) == 0 { continue }
            let reason = errno
            var status = stat()
            guard stat(folder, &status) == 0 else {
                throw Failure(path: folder, reason: String(cString: strerror(reason)))
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw Failure(path: folder, reason: String(cString: strerror(ENOTDIR)))
            }
        }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(path: path, reason: String(cString: strerror(errno)))
    }
}
