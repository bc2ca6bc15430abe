/// The tables as version 1 of the schema made them, with a row of each kind.
///
/// Frozen: a file that somebody has.
enum FirstSchema {
    static let sql = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            service TEXT NOT NULL,
            base_url TEXT NOT NULL,
            user TEXT NOT NULL,
            in_use INTEGER NOT NULL DEFAULT 1,
            app_name TEXT,
            base_at INTEGER
        );
        CREATE TABLE widget (
            account INTEGER NOT NULL,
            place INTEGER NOT NULL,
            remote TEXT NOT NULL,
            name TEXT,
            color TEXT,
            online INTEGER,
            greeting TEXT,
            created INTEGER,
            PRIMARY KEY (account, place)
        ) WITHOUT ROWID;
        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            section INTEGER NOT NULL,
            remote TEXT,
            name TEXT NOT NULL DEFAULT '',
            email TEXT,
            widget TEXT,
            status TEXT,
            snippet TEXT NOT NULL DEFAULT '',
            snippet_ours INTEGER NOT NULL DEFAULT 0,
            activity INTEGER NOT NULL,
            unread INTEGER NOT NULL DEFAULT 0,
            waiting INTEGER NOT NULL DEFAULT 0,
            presence INTEGER NOT NULL DEFAULT 0,
            has_draft INTEGER NOT NULL DEFAULT 0,
            under_way INTEGER NOT NULL DEFAULT 0,
            held INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            unknown INTEGER NOT NULL DEFAULT 0,
            answering INTEGER NOT NULL DEFAULT 0,
            beginning INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX conversation_list ON conversation (section, activity DESC, id DESC);
        CREATE UNIQUE INDEX conversation_remote ON conversation (account, remote) WHERE remote IS NOT NULL;
        CREATE INDEX conversation_listed ON conversation (account, status, widget) WHERE presence = 0;
        CREATE TABLE look (
            conversation INTEGER PRIMARY KEY,
            text TEXT,
            updated INTEGER,
            ours INTEGER,
            interruption INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE interruption (
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL
        );
        CREATE INDEX interruption_account ON interruption (account, id);
        CREATE TABLE item (
            id INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            place INTEGER NOT NULL,
            tie INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            time INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            remote TEXT,
            text TEXT NOT NULL DEFAULT '',
            name TEXT,
            again INTEGER,
            delivery INTEGER,
            problem TEXT,
            entered INTEGER,
            counts_from INTEGER,
            left INTEGER,
            first_left INTEGER,
            confirmed INTEGER,
            looked INTEGER,
            listed INTEGER,
            answer TEXT,
            state INTEGER,
            words TEXT,
            extra TEXT,
            mark INTEGER,
            since INTEGER
        );
        CREATE INDEX item_place ON item (conversation, place, tie);
        CREATE UNIQUE INDEX item_remote ON item (conversation, remote) WHERE remote IS NOT NULL;
        CREATE INDEX item_unsent ON item (conversation, place, tie) WHERE delivery <> 4;
        CREATE INDEX item_own ON item (conversation, id) WHERE kind = 1;
        CREATE INDEX item_answering ON item (conversation) WHERE state = 1;
        CREATE INDEX item_entered ON item (entered) WHERE entered IS NOT NULL;
        CREATE TABLE hole (
            conversation INTEGER NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (conversation, place)
        ) WITHOUT ROWID;
        CREATE TABLE draft (
            conversation INTEGER PRIMARY KEY,
            text TEXT NOT NULL,
            caret INTEGER NOT NULL
        );
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1 desk');
        INSERT INTO account VALUES (1, 'Acme desk', 'pulse', 'https://pulse.test/api/v1', '', 1, NULL, 1000);
        INSERT INTO account VALUES (2, 'Product assistant', 'pulseai', 'https://ai.test/v1', 'desk', 1, 'Helper', 1000);
        INSERT INTO conversation (id, account, section, remote, name, status, snippet, activity, has_draft, under_way)
            VALUES (1, 1, 0, 'conv_1', 'Jane Doe', 'open', 'Hello', 5000, 1, 2);
        INSERT INTO conversation (id, account, section, remote, name, activity, answering)
            VALUES (2, 2, 1, 'c1', 'Phones', 4000, 1);
        INSERT INTO look VALUES (1, 'Hello', 5000, NULL, 0);
        INSERT INTO item (id, conversation, place, tie, kind, time, text, name, again)
            VALUES (1, 1, 5000, 0, 0, 5000, 'Hello', 'Jane Doe', 0);
        INSERT INTO item (id, conversation, place, tie, kind, time, text, delivery, entered, counts_from, left)
            VALUES (2, 1, 4611686018427387904, 0, 1, 6000, 'Leaving', 3, 6000, 6000, 6000);
        INSERT INTO item (id, conversation, place, tie, kind, time, text, delivery, entered, counts_from)
            VALUES (3, 1, 4611686018427387904, 1, 1, 7000, 'Behind', 0, 7000, 7000);
        INSERT INTO item (id, conversation, place, tie, kind, time, remote, text, delivery, listed, answer, state)
            VALUES (4, 2, 4000, 0, 2, 4000, 'm1', 'Q', 4, 1, 'half', 1);
        INSERT INTO draft VALUES (1, 'typed', 5);
        """
}
