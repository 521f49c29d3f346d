// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet.worker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Reads environments with LMDB's own library. */
final class Lmdb {

    private Lmdb() {}

    /** All entries. */
    static Map<String, byte[]> read(Path folder) {
        return with(folder, (env, dbi, txn) -> {
            Map<String, byte[]> entries = new TreeMap<>();
            try (CursorIterable<byte[]> all = dbi.iterate(txn)) {
                all.forEach(entry -> entries.put(new String(entry.key(), StandardCharsets.UTF_8), entry.val()));
            }
            return entries;
        });
    }

    /** One entry. */
    static Optional<byte[]> find(Path folder, String key) {
        return with(folder, (env, dbi, txn) -> Optional.ofNullable(dbi.get(txn, key.getBytes(StandardCharsets.UTF_8))));
    }

    /** Levels of the tree. */
    static int depth(Path folder) {
        return with(folder, (env, dbi, txn) -> dbi.stat(txn).depth);
    }

    private interface Reading<R> {
        R read(Env<byte[]> env, Dbi<byte[]> dbi, Txn<byte[]> txn);
    }

    private static <R> R with(Path folder, Reading<R> reading) {
        try (Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(1L << 30)
                .open(folder.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK)) {
            Dbi<byte[]> dbi = env.openDbi((byte[]) null);
            try (Txn<byte[]> txn = env.txnRead()) {
                return reading.read(env, dbi, txn);
            }
        }
    }
}
