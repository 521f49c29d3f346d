// SPDX-License-Identifier: Apache-2.0
/**
 * Administration over REST, an addition to the contract: organisations, their users and roles, API keys, signing keys. The rules stand
 * in {@code dev.graft.org.OrganisationService}; here they meet HTTP. What is changed takes effect with the next request. May use the
 * other packages of security and {@code dev.graft.web.json}. Nothing here is null unless marked Optional.
 */
package dev.graft.web.security.admin;
