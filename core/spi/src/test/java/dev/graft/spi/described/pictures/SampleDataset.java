// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described.pictures;

import dev.graft.spi.described.DescribedDataset;

/** Converts and augments pictures. */
public final class SampleDataset extends DescribedDataset {}
