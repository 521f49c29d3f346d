// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A view on a storage, as PyTorch pickles tensors.
 *
 * @param storage the elements
 * @param offset index of the first element
 * @param shape sizes of the dimensions
 * @param strides elements between two neighbours, for each dimension
 */
record TensorReference(StorageReference storage, long offset, List<Long> shape, List<Long> strides) {

    /** libtorch's own limit. */
    private static final int MAX_RANK = 64;

    TensorReference {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    long count() {
        return StoredTensor.byteCount(storage.type(), shape) / storage.type().bytes();
    }

    /**
     * Refuses views that reach outside their storage, or that are larger than it.
     *
     * @throws WeightFileException saying what is wrong
     */
    void check() throws WeightFileException {
        try {
            if (shape.size() != strides.size() || shape.size() > MAX_RANK || offset < 0) {
                throw broken();
            }
            long count = count();
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                if (strides.get(i) < 0) {
                    throw broken();
                }
                last = Math.addExact(last, Math.multiplyExact(Math.max(shape.get(i) - 1, 0), strides.get(i)));
            }
            if (count > 0 && (last >= storage.count() || count > storage.count())) {
                throw broken();
            }
        } catch (ArithmeticException e) {
            throw new WeightFileException("A tensor has the impossible shape " + shape + ".", e);
        }
    }

    private WeightFileException broken() {
        return new WeightFileException("A tensor of shape " + shape + " with strides " + strides + " and offset " + offset
                + " does not fit its storage of " + storage.count() + " elements.");
    }

    boolean isDense() {
        long expected = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != expected) {
                return false;
            }
            expected *= shape.get(i);
        }
        return true;
    }

    /** The tensor in row-major order: a view on the storage's bytes if it lies there so, a copy otherwise. */
    StoredTensor resolve(ByteBuffer bytes) {
        int size = storage.type().bytes();
        if (isDense() || count() == 0) {
            int from = count() == 0 ? 0 : Math.toIntExact(offset * size);
            return new StoredTensor(storage.type(), shape, bytes.slice(from, Math.toIntExact(count() * size)));
        }
        ByteBuffer copy = ByteBuffer.allocate(Math.toIntExact(count() * size)).order(ByteOrder.LITTLE_ENDIAN);
        gather(bytes, copy, 0, offset);
        copy.flip();
        return new StoredTensor(storage.type(), shape, copy);
    }

    private void gather(ByteBuffer from, ByteBuffer to, int dimension, long element) {
        if (dimension == shape.size()) {
            int size = storage.type().bytes();
            to.put(from.slice(Math.toIntExact(element * size), size));
            return;
        }
        for (long i = 0; i < shape.get(dimension); i++) {
            gather(from, to, dimension + 1, element + i * strides.get(dimension));
        }
    }
}
