// SPDX-License-Identifier: Apache-2.0
/**
 * The search space of a hyperparameter search: dimensions made from a network's spec parameters, and the way between a point of the unit
 * cube, where algorithms think, and the JSON values that go into specs. Pure values; may use Jackson and the SPI's spec types only. Nothing
 * here is null.
 */
package dev.graft.automl.space;
