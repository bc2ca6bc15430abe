// Makes a knowledge base from the files of a folder, and prints what fits a question, the best first.
//
//     export PULSEAI_URL=https://api-platform.digitpulse.ai/v1 PULSEAI_DATASET_KEY=dataset-...
//     swift run KnowledgeFromFolder manuals "How long is the warranty?"
//
// PULSEAI_INDEXING=high_quality has a model index the files, which costs, but gives scores.
import Foundation
import PulseClient
import PulseModel

let environment = ProcessInfo.processInfo.environment
let arguments = CommandLine.arguments.dropFirst()
guard let url = environment["PULSEAI_URL"], let key = environment["PULSEAI_DATASET_KEY"],
    let indexing = IndexingTechnique(rawValue: environment["PULSEAI_INDEXING"] ?? "economy"),
    let folder = arguments.first, let question = arguments.last, arguments.count == 2
else {
    write("usage: PULSEAI_URL=URL PULSEAI_DATASET_KEY=KEY KnowledgeFromFolder FOLDER QUESTION", to: .standardError)
    exit(64)
}

do {
    let account = Account(id: AccountID(rawValue: "example"), service: .assistant, baseURL: url)
    let knowledge = try KnowledgeClient(account: account, key: APIKey(key), runtime: ClientRuntime())
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()

    let name = String(URL(filePath: folder).lastPathComponent.prefix(40))
    let base = try await knowledge.createKnowledgeBase(named: name, indexing: indexing).value
    write("made \(name), \(base.id)")

    var documents: [SubmittedDocument] = []
    for file in files {
        do throws(ServiceFailure) {
            let upload = try UploadFile(path: folder + "/" + file)
            let options = DocumentOptions(indexing: indexing)
            documents.append(try await knowledge.createDocument(in: base.id, from: upload, options: options).value)
            write("added \(file)")
        } catch {
            write("left out \(file): \(error.sentence)", to: .standardError)
        }
    }
    for document in documents {
        for ended in try await knowledge.waitForIndexing(of: document.batch, in: base.id)
        where ended.status != "completed" {
            let reason = ended.error ?? ended.status ?? "unknown"
            write("\(document.document.name ?? "a document") is not indexed: \(reason)", to: .standardError)
        }
    }

    // What is indexed economically is found by key words alone.
    let search = indexing == .economy ? RetrievalOptions.keywords : RetrievalOptions()
    let found = try await knowledge.retrieve(question, from: base.id, options: search).value.rows
    if found.isEmpty { write("nothing fits") }
    for (place, result) in found.enumerated() {
        let score = result.score.map { String(format: "%.2f", $0) }
        let rank = "\(place + 1). \(indexing == .economy ? "unscored" : score ?? "unscored")"
        write("\(rank)  \(result.documentName ?? "a document"): \(result.chunk.content ?? "")")
    }
} catch {
    write((error as? ServiceFailure)?.sentence ?? "\(error)", to: .standardError)
    exit(69)
}

/// Writes a line of text from outside, without anything that a terminal would obey.
func write(_ line: String, to file: FileHandle = .standardOutput) {
    let harmless = line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    file.write(Data((String(String.UnicodeScalarView(harmless)) + "\n").utf8))
}
