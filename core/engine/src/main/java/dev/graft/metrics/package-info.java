// SPDX-License-Identifier: Apache-2.0
/**
 * What the server tells a monitoring system: queue and slots as gauges, state changes and pulls as counters, waits and durations as
 * timers, through MicroProfile Metrics, which the server answers in Prometheus' format at {@code /metrics}. It watches the events of the
 * domain and changes nothing. Nothing here is null.
 */
package dev.graft.metrics;
