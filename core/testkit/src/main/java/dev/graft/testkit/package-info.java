// SPDX-License-Identifier: Apache-2.0
/**
 * The contract that every plugin has to keep, as tests to inherit: a plugin's test extends {@link dev.graft.testkit.NetworkPluginKit},
 * names the plugin and the actions that it declares, and all of the contract is run against it. The kit runs what is declared and
 * expects the exact refusal of everything else, so that nothing is skipped. Uses the SPI, JUnit, AssertJ, a JSON Schema validator and
 * pf4j, and nothing of the server. Nothing here is null unless marked Optional.
 */
package dev.graft.testkit;
