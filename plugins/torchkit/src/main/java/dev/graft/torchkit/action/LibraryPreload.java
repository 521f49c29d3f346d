// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.spi.worker.Preload;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.worker.Worker;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch and OpenCV before there is a job, and lets libtorch make its first tensor. CUDA is left alone: a context takes memory on the GPU. */
public final class LibraryPreload implements Preload {

    @Override
    public void load() {
        Worker.leaveMemoryToTheMachine();
        Loader.load(torch.class);
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        NativeScope.run(() -> {
            Tensor first = torch.ones(1, 1);
            torch.matmul(first, first).add(new Scalar(1f)).item_float();
        });
    }
}
