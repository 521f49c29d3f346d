// SPDX-License-Identifier: Apache-2.0
/** Tests of organisations, users and keys with repositories in memory. Nothing here is null. */
package dev.graft.org;
