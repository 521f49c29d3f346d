// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.action.NetworkExport;
import dev.graft.torchkit.data.transform.ImageSize;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a trained classifier as an ONNX file and compares the file with the network. */
public final class ClassifierExport {

    /** Default name of the file. */
    public static final String ONNX_FILE = NetworkExport.ONNX_FILE;

    private ClassifierExport() {}

    /**
     * Writes the file.
     *
     * @param size of the images that it takes
     * @param thorough whether it is compared on 100 random images instead of 8
     * @return a sentence for the status
     * @throws dev.graft.spi.error.GraftException if ONNX Runtime disagrees with libtorch
     */
    public static String write(OpenModel.Loaded<?> loaded, ImageSize size, Path file, boolean thorough) throws IOException {
        return NetworkExport.write(loaded.classifier(), size, loaded.description().metadata(), file, thorough);
    }
}
