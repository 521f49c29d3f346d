// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.deformabledetr;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Object detection: Deformable DETR. */
@Extension
public final class DeformableDetr extends DescribedNetwork {}
