// SPDX-License-Identifier: Apache-2.0
/** Which version of the contract the server speaks, for clients that have not signed in yet. Nothing here is null. */
package dev.graft.web.version;
