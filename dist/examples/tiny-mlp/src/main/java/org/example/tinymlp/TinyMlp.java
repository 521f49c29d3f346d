// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** A small network for images, described by {@code network.yaml} and {@code specs.yaml}. */
@Extension
public final class TinyMlp extends DescribedNetwork {}
