// SPDX-License-Identifier: Apache-2.0
/**
 * The database behind the engine: the data source as it is configured, the migrations at start, and the health check. The engine's
 * repository interfaces are implemented in the packages below, by part of the domain. Uses Jakarta Persistence alone, on EclipseLink
 * (Payara) and on Hibernate (WildFly). A repository joins the caller's transaction; called without one, as from a background thread, each call
 * is a transaction of its own. Nothing points here but the WAR. Nothing here is null unless marked Optional.
 */
package dev.graft.persistence;
