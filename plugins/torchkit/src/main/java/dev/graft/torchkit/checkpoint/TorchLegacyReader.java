// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what {@code torch.save} wrote before PyTorch 1.6: five pickles (magic number, version, system, content, storage keys), then each
 * storage as its element count and its elements.
 */
final class TorchLegacyReader {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private TorchLegacyReader() {}

    static Checkpoint read(Path file) throws IOException {
        long size = Files.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteSource source = new ByteSource(in, size);
            checkHeader(source);
            Object content = PickleMachine.read(source);
            Object keys = PickleMachine.read(source);
            Map<String, StorageReference> announced = new HashMap<>();
            announce(content, announced);
            Map<String, ByteBuffer> storages = storages(source, keys, announced);
            return StateDictionary.resolve(content, storage -> find(storages, storage), size);
        }
    }

    private static void checkHeader(ByteSource source) throws IOException {
        if (!PickleMachine.read(source).equals(MAGIC)) {
            throw new WeightFileException("It is a pickle, but not one that torch.save wrote.");
        }
        if (!PickleMachine.read(source).equals(VERSION)) {
            throw new WeightFileException("Its format has another version than " + VERSION + ".");
        }
        if (!(PickleMachine.read(source) instanceof Map<?, ?> system)
                || !Boolean.TRUE.equals(system.get("little_endian"))) {
            throw new WeightFileException("It was written on a big-endian machine; only little-endian files are read.");
        }
    }

    /** Collects the storages that the content refers to: the element types stand only there. */
    private static void announce(Object value, Map<String, StorageReference> found) {
        Deque<Object> open = new ArrayDeque<>(List.of(value));
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof TensorReference tensor) {
                found.put(tensor.storage().key(), tensor.storage());
            } else if (next instanceof StorageReference storage) {
                found.put(storage.key(), storage);
            } else if (next instanceof Map<?, ?> map) {
                open.addAll(map.values());
            } else if (next instanceof List<?> list) {
                open.addAll(list);
            }
        }
    }

    private static Map<String, ByteBuffer> storages(
            ByteSource source, Object keys, Map<String, StorageReference> announced) throws IOException {
        if (!(keys instanceof List<?> list)) {
            throw new WeightFileException("It lacks the list of its storages.");
        }
        Map<String, ByteBuffer> storages = new HashMap<>();
        for (Object key : list) {
            if (!(key instanceof String name) || !announced.containsKey(name)) {
                throw new WeightFileException("It holds a storage that no tensor uses.");
            }
            StorageReference storage = announced.get(name);
            long count = source.longInteger();
            if (count != storage.count()) {
                throw new WeightFileException("Its storage " + name + " has " + count + " elements, but " + storage.count()
                        + " were announced.");
            }
            storages.put(storage.key(), ByteBuffer.wrap(source.bytes(storage.bytes())));
        }
        return storages;
    }

    private static ByteBuffer find(Map<String, ByteBuffer> storages, StorageReference storage)
            throws WeightFileException {
        ByteBuffer bytes = storages.get(storage.key());
        if (bytes == null) {
            throw new WeightFileException("It lacks the storage " + storage.key() + ".");
        }
        return bytes;
    }
}
