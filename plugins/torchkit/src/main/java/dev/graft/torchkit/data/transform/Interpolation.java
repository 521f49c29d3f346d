// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import org.bytedeco.opencv.global.opencv_imgproc;

/** How pixels between pixels are found; the names of mmcv's {@code interpolation} for the OpenCV backend. */
public enum Interpolation {
    NEAREST(opencv_imgproc.INTER_NEAREST),
    BILINEAR(opencv_imgproc.INTER_LINEAR),
    BICUBIC(opencv_imgproc.INTER_CUBIC),
    AREA(opencv_imgproc.INTER_AREA),
    LANCZOS(opencv_imgproc.INTER_LANCZOS4);

    private final int flag;

    Interpolation(int flag) {
        this.flag = flag;
    }

    int flag() {
        return flag;
    }
}
