// SPDX-License-Identifier: Apache-2.0
/**
 * Models over HTTP: the published ones of an organisation, and the base experiments that the server's administrators register; additions
 * to the contract. Nothing here is null unless marked Optional.
 */
package dev.graft.web.registry;
