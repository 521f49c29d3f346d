// SPDX-License-Identifier: Apache-2.0
/** Experiments in the database. May use {@code dev.graft.experiment} and Jakarta Persistence. Nothing here is null. */
package dev.graft.persistence.experiment;
