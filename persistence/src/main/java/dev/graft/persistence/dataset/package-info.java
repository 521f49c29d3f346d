// SPDX-License-Identifier: Apache-2.0
/** Datasets in the database. May use {@code dev.graft.dataset} and Jakarta Persistence. Nothing here is null. */
package dev.graft.persistence.dataset;
