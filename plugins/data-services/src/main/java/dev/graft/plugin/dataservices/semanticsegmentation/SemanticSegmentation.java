// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.semanticsegmentation;

import dev.graft.spi.described.DescribedDataset;
import org.pf4j.Extension;

/** The actions of semantic segmentation datasets. */
@Extension
public final class SemanticSegmentation extends DescribedDataset {}
