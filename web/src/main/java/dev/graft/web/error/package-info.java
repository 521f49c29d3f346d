// SPDX-License-Identifier: Apache-2.0
/**
 * How faults leave the server: every answer with a status of 400 or more has the body {@link dev.graft.web.error.ErrorBody}, whoever
 * noticed the fault (a service, JAX-RS, the servlet container). Defects get an incident id; their details go to the log and never to
 * the client. May use the engine's and the SPI's faults. Nothing here is null unless the Javadoc says so.
 */
package dev.graft.web.error;
