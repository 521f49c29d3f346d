// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.instancesegmentation;

import dev.graft.spi.described.DescribedDataset;
import org.pf4j.Extension;

/** The actions of instance segmentation datasets. */
@Extension
public final class InstanceSegmentation extends DescribedDataset {}
