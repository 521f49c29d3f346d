// SPDX-License-Identifier: Apache-2.0
/**
 * The REST API: {@link dev.graft.web.Api} is its JAX-RS application under {@code /api/v1}. The packages below bind HTTP to the services
 * of the engine, one package per part of the API; they hold no rule of the domain and no SQL. They may use the engine, the SPI and
 * Jakarta EE, but no vendor's REST library. Resources and providers have a public constructor without parameters for their proxies, as
 * RESTEasy looks for it. Nothing here is null unless marked Optional or said in the Javadoc.
 */
package dev.graft.web;
