// SPDX-License-Identifier: Apache-2.0
/**
 * Labels of objects in pictures, and the formats that they are written in: KITTI, COCO and PASCAL VOC. Readers note what is wrong with a
 * file and go on; coordinates are pixels, 0, 0 is the upper left corner of a picture, and the right and lower edges are exclusive. Uses
 * the JDK and Jackson. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.dataservices.annotation;
