// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Metric learning recognition. */
@Extension
public final class MlRecog extends DescribedNetwork {}
