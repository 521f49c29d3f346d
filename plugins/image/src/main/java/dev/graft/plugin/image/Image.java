// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.image;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Validation of images. */
@Extension
public final class Image extends DescribedNetwork {}
