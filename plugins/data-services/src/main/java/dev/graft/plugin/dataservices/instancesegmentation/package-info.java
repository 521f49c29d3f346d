// SPDX-License-Identifier: Apache-2.0
/** The actions of instance segmentation datasets, as two files describe them. Uses the SPI alone; nothing here is null. */
package dev.graft.plugin.dataservices.instancesegmentation;
