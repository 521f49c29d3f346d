// SPDX-License-Identifier: Apache-2.0
/**
 * What may be done with a dataset type: its descriptor, the actions with the formats that have them, and what becomes of their results.
 * Values only; nothing here is null.
 */
package dev.graft.spi.dataset;
