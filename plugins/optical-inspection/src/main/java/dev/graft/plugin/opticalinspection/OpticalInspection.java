// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Optical inspection of printed circuit boards. */
@Extension
public final class OpticalInspection extends DescribedNetwork {}
