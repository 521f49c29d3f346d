// SPDX-License-Identifier: Apache-2.0
/** Tests of what the package of the same name does, and quotas for the tests of others. Nothing here is null. */
package dev.graft.quota;
