// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.TorchOps;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Counts the multiplications of convolutions, linear layers and matrix products: what papers call FLOPs. Products of less than four dimensions
 * stand for the look-up of positions, which papers do not count.
 */
final class MultiplyAdds implements InvocationHandler {

    /** Multiplications for each element of the result, from the arguments. */
    private static final Map<String, ToLongFunction<Object[]>> FACTORS = Map.of(
            "conv2d", arguments -> ((Tensor) arguments[1]).numel() / ((Tensor) arguments[1]).size(0),
            "linear", arguments -> ((Tensor) arguments[1]).size(1),
            "matmul", arguments -> ((Tensor) arguments[1]).dim() < 4 ? 0 : ((Tensor) arguments[0]).size(-1));

    private final TorchOps ops = new TorchOps();
    private long count;

    /** In thousand millions, for one square image. The network is of no use afterwards: its weights are gone. */
    @SuppressWarnings("unchecked")
    static double billions(Layer network, int side) {
        MultiplyAdds counter = new MultiplyAdds();
        Ops<Tensor> counting = (Ops<Tensor>) Proxy.newProxyInstance(Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, counter);
        network.eval();
        // Tensors of this device have shapes and no elements, so that nothing is computed.
        Device shapes = new Device("meta");
        network.moveTo(shapes);
        NativeScope.withoutGrad(() -> {
            network.forward(counting, torch.zeros(1, 3, side, side).to(shapes, torch.ScalarType.Float));
        });
        return counter.count / 1e9;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        Object result = result(method, arguments);
        if (FACTORS.containsKey(method.getName())) {
            count += ((Tensor) result).numel() * FACTORS.get(method.getName()).applyAsLong(arguments);
        }
        return result;
    }

    /** Some operations libtorch has not for shapes alone. */
    private Object result(Method method, Object[] arguments) throws ReflectiveOperationException {
        return switch (method.getName()) {
            case "conv2d" -> convolved((Tensor) arguments[0], (Tensor) arguments[1], (Conv2dOptions) arguments[3]);
            case "batchNorm", "layerNorm", "relu", "hardtanh", "roll" -> arguments[0];
            default -> method.invoke(ops, arguments);
        };
    }

    private static Tensor convolved(Tensor x, Tensor weight, Conv2dOptions options) {
        return x.new_empty(
                x.size(0),
                weight.size(0),
                places(x.size(2), weight.size(2), options.padding().height(), options.stride().height()),
                places(x.size(3), weight.size(3), options.padding().width(), options.stride().width()));
    }

    private static long places(long length, long kernel, long padding, long stride) {
        return (length + 2 * padding - kernel) / stride + 1;
    }
}
