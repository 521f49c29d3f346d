// SPDX-License-Identifier: Apache-2.0
/** Tests of the charts of searches. Nothing here is null. */
package dev.graft.automl.chart;
