// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The best validated epoch so far.
 *
 * @param epoch from 1
 * @param value its key metric
 */
public record BestEpoch(@JsonProperty("epoch") int epoch, @JsonProperty("value") double value) {}
