// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the persistence module: every test of a repository and of the migrations runs on H2 and on a real PostgreSQL, which is
 * started for the tests. Nothing here is null.
 */
package dev.graft.persistence;
