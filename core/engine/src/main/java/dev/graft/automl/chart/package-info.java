// SPDX-License-Identifier: Apache-2.0
/**
 * What there is to look at of a search: the course of its best value, its parameters side by side, their importance, a slice for each, and
 * the learning curves; as data and as PNG files. Knows the search space and the metric, and no jobs. Nothing here is null.
 */
package dev.graft.automl.chart;
