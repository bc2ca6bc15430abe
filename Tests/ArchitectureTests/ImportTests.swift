import Testing

@Suite struct ImportTests {
    @Test func everyImportStandsInTheTable() throws {
        var unexpected: [String] = []
        for (target, allowed) in ImportTable.allowed {
            for file in try SourceTree.files(under: [target]) {
                for module in SourceTree.imports(of: file)
                where !allowed.contains(module) && module != "Synchronization" {
                    unexpected.append("\(file.path) imports \(module)")
                }
            }
        }
        #expect(unexpected.sorted() == [])
    }

    @Test func everythingInTheTableIsImported() throws {
        var unused: [String] = []
        for (target, allowed) in ImportTable.allowed {
            let imported = Set(try SourceTree.files(under: [target]).flatMap(SourceTree.imports))
            unused += allowed.subtracting(imported).map { "\(target) does not import \($0)" }
        }
        #expect(unused.sorted() == [])
        for (module, target) in ImportTable.owners {
            #expect(ImportTable.allowed[target]?.contains(module) == true, "\(module)")
        }
    }

    @Test func aFolderWithoutFilesIsAnError() throws {
        for folder in ["Sources/NoSuchFolder", "scripts"] {
            #expect(throws: SourceTree.NothingFound(folder: folder)) {
                try SourceTree.files(under: ["Sources/ScreenKit", folder])
            }
        }
    }

    @Test func theTableKnowsEveryTarget() throws {
        let targets = Set(
            try SourceTree.files(under: ["Sources"]).compactMap { file -> String? in
                let parts = file.path.split(separator: "/")
                return parts.count > 2 ? "Sources/\(parts[1])" : nil
            }
        )
        #expect(targets.subtracting(ImportTable.allowed.keys) == [])
    }

    @Test func onlyTheOwnerImportsAnOutsideLibrary() throws {
        var strangers: [String] = []
        for file in try SourceTree.files(under: ["Sources", "themes"]) {
            for module in SourceTree.imports(of: file) {
                if let owner = ImportTable.owners[module], !file.path.hasPrefix(owner + "/") {
                    strangers.append("\(file.path) imports \(module)")
                }
            }
        }
        #expect(strangers == [])
    }

    @Test func importsAreReadFromEveryForm() {
        let file = SourceTree.File(
            path: "x.swift",
            lines: [
                "import A", "package import B", "public import struct C.D", "@testable import E", "// import F",
                "let x = 1",
            ]
        )
        #expect(SourceTree.imports(of: file) == ["A", "B", "C", "E"])
    }
}
