// SPDX-License-Identifier: Apache-2.0
/** Searches over hyperparameters over HTTP: their trials, and the data of their charts. May use the engine's services. Nothing here is null. */
package dev.graft.web.automl;
