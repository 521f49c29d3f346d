// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Object detection in point clouds: PointPillars. */
@Extension
public final class Pointpillars extends DescribedNetwork {}
