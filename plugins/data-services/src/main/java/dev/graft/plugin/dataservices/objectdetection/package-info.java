// SPDX-License-Identifier: Apache-2.0
/**
 * The actions of object detection datasets, as two files describe them, and how their specs follow the dataset's format. Uses the SPI
 * alone; nothing here is null.
 */
package dev.graft.plugin.dataservices.objectdetection;
