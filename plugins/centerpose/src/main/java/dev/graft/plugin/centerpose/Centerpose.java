// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.centerpose;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Object pose: CenterPose. */
@Extension
public final class Centerpose extends DescribedNetwork {}
