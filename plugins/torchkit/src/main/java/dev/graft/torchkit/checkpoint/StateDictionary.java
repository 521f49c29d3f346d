// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the weights in what a PyTorch file holds: a dictionary of tensors, bare or under one of the names that training code gives it. */
final class StateDictionary {

    private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model", "net", "teacher");

    /** Gives the bytes of a storage. */
    @FunctionalInterface
    interface Storages {
        ByteBuffer bytes(StorageReference storage) throws IOException;
    }

    private StateDictionary() {}

    /**
     * Collects the weights, and the plain values beside them as metadata.
     *
     * @param fileSize size of the file in bytes, which neither its storages nor the copies of tensors that do not lie densely in them
     *     may exceed
     */
    static Checkpoint resolve(Object root, Storages storages, long fileSize) throws IOException {
        if (!(root instanceof Map<?, ?> top)) {
            throw new WeightFileException("It holds no dictionary of tensors; save model.state_dict().");
        }
        Map<String, TensorReference> found = find(top);
        checkCopies(found.values(), fileSize);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        Map<StorageReference, ByteBuffer> read = new HashMap<>();
        long total = 0;
        for (Map.Entry<String, TensorReference> entry : found.entrySet()) {
            StorageReference storage = entry.getValue().storage();
            if (!read.containsKey(storage)) {
                total += storage.bytes();
                checkTotal(total, fileSize);
                read.put(storage, bytes(storages, storage));
            }
            tensors.put(entry.getKey(), entry.getValue().resolve(read.get(storage)));
        }
        return new Checkpoint(metadata(top), tensors);
    }

    private static void checkCopies(Collection<TensorReference> tensors, long fileSize) throws WeightFileException {
        long copied = 0;
        for (TensorReference tensor : tensors) {
            if (!tensor.isDense()) {
                copied += tensor.count() * tensor.storage().type().bytes();
            }
            checkTotal(copied, fileSize);
        }
    }

    private static void checkTotal(long bytes, long fileSize) throws WeightFileException {
        if (bytes > fileSize) {
            throw new WeightFileException("Its tensors overlap and would take more memory than the file has bytes.");
        }
    }

    private static ByteBuffer bytes(Storages storages, StorageReference storage) throws IOException {
        ByteBuffer bytes = storages.bytes(storage);
        if (bytes.remaining() != storage.bytes()) {
            throw new WeightFileException("Its storage " + storage.key() + " has " + bytes.remaining() + " bytes, but "
                    + storage.count() + " elements of type " + storage.type() + " were announced.");
        }
        return bytes;
    }

    private static Map<String, TensorReference> find(Map<?, ?> top) throws WeightFileException {
        List<Map<?, ?>> candidates = new ArrayList<>();
        for (String name : NESTED) {
            if (top.get(name) instanceof Map<?, ?> nested) {
                candidates.add(nested);
            }
        }
        candidates.add(top);
        for (Map<?, ?> candidate : candidates) {
            Map<String, TensorReference> found = new LinkedHashMap<>();
            candidate.forEach((name, value) -> {
                if (name instanceof String text && value instanceof TensorReference tensor) {
                    found.put(text, tensor);
                }
            });
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new WeightFileException("It holds no tensors by name; its entries are " + top.keySet() + ", and weights are looked for there"
                + " and under " + String.join(", ", NESTED) + ".");
    }

    private static Map<String, String> metadata(Map<?, ?> top) {
        Map<String, String> found = new LinkedHashMap<>();
        top.forEach((key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                found.put(key.toString(), value.toString());
            }
        });
        return found;
    }
}
