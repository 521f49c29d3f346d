// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What holds for libtorch in this process as a whole: random numbers, threads, devices. */
public final class TorchRuntime {

    private TorchRuntime() {}

    /** Seeds torch's default generators: drop-out, drop path and all random tensors without a generator of their own. */
    public static void seed(long seed) {
        torch.manual_seed(seed);
    }

    /** The number that the CPU's default generator was last seeded with. */
    public static long seed() {
        return torch.getDefaultCPUGenerator().current_seed();
    }

    /** The state of the CPU's default generator, for a checkpoint. */
    public static Tensor randomState() {
        return torch.getDefaultCPUGenerator().get_state();
    }

    /** Sets the CPU's default generator back to a state got from {@link #randomState}. */
    public static void restoreRandomState(Tensor state) {
        Generator generator = torch.getDefaultCPUGenerator();
        generator.set_state(state);
    }

    /**
     * Lets torch compute with as many threads as cores are granted. OpenBLAS gets one: its threads and OpenMP's would fight for
     * the same cores, which makes small networks several times slower.
     *
     * @param cores at least 1
     */
    public static void threads(int cores) {
        if (cores < 1) {
            throw new IllegalArgumentException("At least one core is needed, but " + cores + " were given");
        }
        torch.set_num_threads(cores);
        openblas.blas_set_num_threads(1);
    }

    /** Whether this machine has a CUDA device and the libraries for it. */
    public static boolean hasCuda() {
        return torch.cuda_is_available();
    }

    /** The processor. */
    public static Device cpu() {
        return NativeScope.keep(new Device(torch.DeviceType.CPU));
    }

    /**
     * A device by torch's name.
     *
     * @param name {@code cpu}, {@code cuda} or {@code cuda:1}
     * @throws IllegalArgumentException if the name is unknown or the machine has no CUDA
     */
    public static Device device(String name) {
        if (!name.matches("cpu|cuda(:\\d+)?")) {
            throw new IllegalArgumentException("Unknown device \"" + name + "\"; known are cpu, cuda and cuda:<index>");
        }
        if (name.startsWith("cuda") && !hasCuda()) {
            throw new IllegalArgumentException("Device " + name
                    + " was asked for, but no CUDA device can be used here; take cpu, or install the CUDA libraries");
        }
        return NativeScope.keep(new Device(name));
    }
}
