// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Image classification. */
@Extension
public final class ClassificationPyt extends DescribedNetwork {}
