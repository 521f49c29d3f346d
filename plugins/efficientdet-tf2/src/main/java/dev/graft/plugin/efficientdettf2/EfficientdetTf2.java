// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.efficientdettf2;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Object detection: EfficientDet. */
@Extension
public final class EfficientdetTf2 extends DescribedNetwork {}
