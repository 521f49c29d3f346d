// SPDX-License-Identifier: Apache-2.0
/**
 * The contract that every executor has to keep, as tests to inherit: an executor's test extends
 * {@link dev.graft.testkit.executor.ExecutorKit}, says how a server makes the executor, and all of the contract is run against it, with
 * real workers. Uses the SPI, the engine's executors, JUnit and AssertJ; a module that inherits from here needs {@code graft-engine} among
 * its test dependencies. Nothing here is null unless marked Optional.
 */
package dev.graft.testkit.executor;
