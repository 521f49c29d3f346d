// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import dev.graft.torchkit.data.transform.ImageSize;

/**
 * The form of clips.
 *
 * @param frames frames in a clip; 0 if the network does not look at frames
 * @param flows fields of optical flow in a clip; 0 if the network does not look at flow
 * @param size of the pictures
 * @param stacked whether the pictures of a clip are stacked as channels, picture by picture; otherwise time is an axis, behind the channels
 */
public record ClipShape(int frames, int flows, ImageSize size, boolean stacked) {

    /** Channels of a frame. */
    public static final int COLORS = 3;

    /** Channels of a field of flow. */
    public static final int DIRECTIONS = 2;

    public ClipShape {
        if (frames < 0 || flows < 0 || frames + flows == 0) {
            throw new IllegalArgumentException("a clip has frames or flow, not " + frames + " and " + flows);
        }
    }

    /** Planes of a sample: all channels of all frames, then those of all fields of flow. */
    public int planes() {
        return COLORS * frames + DIRECTIONS * flows;
    }
}
