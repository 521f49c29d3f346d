// SPDX-License-Identifier: Apache-2.0
/** Tests of what a monitoring system is told. Nothing here is null. */
package dev.graft.metrics;
