// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaiannotation;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Annotation of volumes with MONAI. */
@Extension
public final class MonaiAnnotation extends DescribedNetwork {}
