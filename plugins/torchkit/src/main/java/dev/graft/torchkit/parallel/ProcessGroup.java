// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import dev.graft.torchkit.nn.NativeScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch_gloo;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/**
 * Replicas on one machine that find each other through a file and talk through a process group of libtorch. It lives as long as its process,
 * which has to end by halting: taking libtorch apart under the threads of the group would crash.
 */
public final class ProcessGroup implements ReplicaGroup {

    private static final String LOOPBACK = "127.0.0.1";

    private final Backend backend;
    private final Device device;
    private final int rank;
    private final int size;
    private final GradientSum gradients = NativeScope.keep(new GradientSum());

    private ProcessGroup(Backend backend, Device device, int rank, int size) {
        this.backend = NativeScope.keep(backend);
        this.device = device;
        this.rank = rank;
        this.size = size;
    }

    /**
     * Replicas on the processor, over Gloo. Returns when all are there.
     *
     * @param cpu the processor
     * @param meetingPoint a file that does not exist before the first of them comes, the same for all
     * @param patience how long one waits for the others, now and later; one that dies is noticed at once
     */
    public static ProcessGroup gloo(Device cpu, Path meetingPoint, int rank, int size, Duration patience) {
        Loader.load(torch_gloo.class);
        ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(new Milliseconds(patience.toMillis()));
        options.devices().push_back(ProcessGroupGloo.createDeviceForHostname(LOOPBACK));
        return new ProcessGroup(new ProcessGroupGloo(store(meetingPoint, size), rank, size, options), cpu, rank, size);
    }

    /**
     * Replicas on GPUs, over NCCL; needs libtorch with CUDA. See {@link #gloo}.
     *
     * @param gpu this replica's
     */
    public static ProcessGroup nccl(Device gpu, Path meetingPoint, int rank, int size, Duration patience) {
        ProcessGroupNCCL backend = new ProcessGroupNCCL(store(meetingPoint, size), rank, size);
        backend.setTimeout(new Milliseconds(patience.toMillis()));
        return new ProcessGroup(backend, gpu, rank, size);
    }

    private static FileStore store(Path file, int size) {
        return NativeScope.keep(new FileStore(file.toString(), size));
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * Its value is the sum, while to libtorch it is the own part and a constant; the hook makes of its gradient what the sum's would be: the
     * gradients of all replicas added up.
     */
    @Override
    public Tensor of(Tensor own) {
        Tensor total = own.detach().clone();
        addUp(total);
        Tensor sum = own.add(total.sub(own.detach()));
        if (sum.requires_grad()) {
            sum.register_hook(gradients);
        }
        return sum;
    }

    @Override
    public void addUp(Tensor tensor) {
        exchange(tensor, backend::allreduce);
    }

    @Override
    public void takeFromFirst(Tensor tensor) {
        exchange(tensor, backend::broadcast);
    }

    private void exchange(Tensor tensor, Function<TensorVector, Work> collective) {
        NativeScope.withoutGrad(() -> {
            Tensor moved = tensor.to(device, tensor.scalar_type()).contiguous();
            collective.apply(new TensorVector(moved))._wait();
            tensor.copy_(moved);
        });
    }

    /** One for all sums: native code can call only a few different Java objects. */
    private final class GradientSum extends TensorTensorHook {
        @Override
        public Tensor call(TensorBase gradient) {
            Tensor total = new Tensor(gradient).clone();
            addUp(total);
            return total;
        }
    }
}
