// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dino;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Object detection: DINO. */
@Extension
public final class Dino extends DescribedNetwork {}
