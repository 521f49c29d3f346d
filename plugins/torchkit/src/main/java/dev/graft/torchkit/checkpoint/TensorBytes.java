// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import dev.graft.torchkit.nn.NativeScope;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Carries tensors between libtorch and their stored form. */
public final class TensorBytes {

    private TensorBytes() {}

    /**
     * A stored copy of a tensor, from any device.
     *
     * @throws IllegalArgumentException if it is 2 GB or more, or of a type that is not stored
     */
    public static StoredTensor copyOf(Tensor tensor) {
        return NativeScope.withoutGrad(() -> {
            Tensor dense = tensor.detach().cpu().contiguous();
            ElementType type = elementType(dense.scalar_type().intern());
            long bytes = dense.nbytes();
            if (bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("A tensor of " + bytes + " bytes cannot be stored; the limit is 2 GB");
            }
            ByteBuffer copy = ByteBuffer.allocate((int) bytes);
            if (bytes > 0) {
                new BytePointer(dense.data_ptr()).capacity(bytes).get(copy.array());
            }
            return new StoredTensor(type, LongStream.of(dense.shape()).boxed().toList(), copy);
        });
    }

    /** A new tensor on the CPU with the stored type, shape and values. */
    public static Tensor toTensor(StoredTensor stored) {
        long[] shape = stored.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor tensor = torch.empty(shape, new TensorOptions(scalarType(stored.type())), null);
        ByteBuffer data = stored.data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        if (bytes.length > 0) {
            new BytePointer(tensor.data_ptr()).capacity(bytes.length).put(bytes);
        }
        return tensor;
    }

    private static ElementType elementType(ScalarType type) {
        return switch (type) {
            case Bool -> ElementType.BOOL;
            case Byte -> ElementType.U8;
            case Char -> ElementType.I8;
            case Short -> ElementType.I16;
            case Int -> ElementType.I32;
            case Long -> ElementType.I64;
            case Half -> ElementType.F16;
            case BFloat16 -> ElementType.BF16;
            case Float -> ElementType.F32;
            case Double -> ElementType.F64;
            default -> throw new IllegalArgumentException("Tensors of type " + type + " cannot be stored");
        };
    }

    private static ScalarType scalarType(ElementType type) {
        return switch (type) {
            case BOOL -> ScalarType.Bool;
            case U8 -> ScalarType.Byte;
            case I8 -> ScalarType.Char;
            case I16 -> ScalarType.Short;
            case I32 -> ScalarType.Int;
            case I64 -> ScalarType.Long;
            case F16 -> ScalarType.Half;
            case BF16 -> ScalarType.BFloat16;
            case F32 -> ScalarType.Float;
            case F64 -> ScalarType.Double;
        };
    }
}
