// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import java.io.IOException;

/** Is shown what a segmenter says of each scene. */
@FunctionalInterface
interface SceneVisitor {

    /** Looks at nothing. */
    SceneVisitor NONE = (batch, index, classes, truth) -> {};

    /**
     * Looks at a scene.
     *
     * @param batch number of its batch, from 0
     * @param index of the scene in its list
     * @param classes the class of each pixel, by the network
     * @param truth the class of each pixel, by the mask
     */
    void visit(int batch, int index, int[] classes, int[] truth) throws IOException;
}
