// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import java.util.UUID;

/** The model of a base experiment has come, or cannot be used. Fired within the transaction; jobs that wait observe it after it. */
public record BaseModelSettled(UUID id) {}
