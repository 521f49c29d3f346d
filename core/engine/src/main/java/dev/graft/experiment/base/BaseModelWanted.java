// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import java.util.UUID;

/** The model of a base experiment is to be fetched. Fired within the transaction; observed after it. */
record BaseModelWanted(UUID id) {}
