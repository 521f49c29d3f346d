// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Image classification (TensorFlow 2). */
@Extension
public final class ClassificationTf2 extends DescribedNetwork {}
