// SPDX-License-Identifier: Apache-2.0
/**
 * What stands between the server and MicroProfile Health's {@code /health/ready}: the plugins have been loaded. The database tells of
 * itself in the persistence module. Nothing here is null.
 */
package dev.graft.web.health;
