// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A tensor that belongs to a module: trained (a weight) or only kept (a buffer, such as running statistics).
 *
 * <p>It lives as long as its module, whatever {@link NativeScope} it was made in.
 */
public final class Parameter {

    private final boolean buffer;
    private Tensor tensor;

    private Parameter(Tensor tensor, boolean buffer) {
        this.tensor = NativeScope.keep(Objects.requireNonNull(tensor, "tensor"));
        this.buffer = buffer;
    }

    static Parameter trainable(Tensor tensor) {
        Parameter parameter = new Parameter(tensor, false);
        tensor.set_requires_grad(true);
        return parameter;
    }

    static Parameter buffer(Tensor tensor) {
        return new Parameter(tensor, true);
    }

    /** The tensor itself, no copy. It is replaced when the module moves to another device. */
    public Tensor tensor() {
        return tensor;
    }

    /** The sizes of the dimensions, outermost first; empty for a scalar. */
    public long[] shape() {
        return tensor.shape();
    }

    /** Whether this is kept state and never trained. */
    public boolean isBuffer() {
        return buffer;
    }

    /** Whether gradients are computed for it: a weight that is not frozen. */
    public boolean isTrainable() {
        return tensor.requires_grad();
    }

    void freeze() {
        tensor.set_requires_grad(false);
    }

    void unfreeze() {
        tensor.set_requires_grad(!buffer);
    }

    /**
     * Copies values in, converting type and device.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void assign(Tensor values) {
        if (!Arrays.equals(values.shape(), shape())) {
            throw new IllegalArgumentException("Values of shape " + Arrays.toString(values.shape())
                    + " do not fit a parameter of shape " + Arrays.toString(shape()));
        }
        NativeScope.withoutGrad(() -> {
            tensor.copy_(values);
        });
    }

    void moveTo(Device device) {
        boolean trainable = isTrainable();
        Tensor moved = tensor.detach().to(device, tensor.scalar_type());
        tensor = NativeScope.keep(moved);
        tensor.set_requires_grad(trainable);
    }

    /** Number of elements. */
    public long count() {
        return tensor.numel();
    }

    /** Whether the elements are floating-point numbers. */
    public boolean isFloatingPoint() {
        return torch.isFloatingType(tensor.scalar_type());
    }
}
