// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.graft.torchkit.nn.Interpolation;
import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Size2d;
import dev.graft.torchkit.nn.Window3d;
import java.util.stream.LongStream;

/** Attributes of ONNX nodes. */
final class Attributes {

    private Attributes() {}

    static OnnxMl.AttributeProto integer(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static OnnxMl.AttributeProto integers(String name, long... values) {
        OnnxMl.AttributeProto.Builder attribute = OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static OnnxMl.AttributeProto real(String name, double value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static OnnxMl.AttributeProto text(String name, String value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** A pooling window. */
    static OnnxMl.AttributeProto[] window(Pool2dOptions options) {
        return new OnnxMl.AttributeProto[] {
            integers("kernel_shape", options.kernel().toArray()),
            integers("strides", options.stride().toArray()),
            integers("pads", pads(options.padding())),
            integer("ceil_mode", options.ceilMode() ? 1 : 0)
        };
    }

    /** A window in time and space. */
    static OnnxMl.AttributeProto[] window(Window3d window) {
        long[] padding = window.padding().toArray();
        return new OnnxMl.AttributeProto[] {
            integers("kernel_shape", window.kernel().toArray()),
            integers("strides", window.stride().toArray()),
            integers("pads", LongStream.concat(LongStream.of(padding), LongStream.of(padding)).toArray())
        };
    }

    /** Top, left, bottom, right. */
    static long[] pads(Size2d padding) {
        return new long[] {padding.height(), padding.width(), padding.height(), padding.width()};
    }

    /** How a picture is resized. */
    static OnnxMl.AttributeProto[] resizing(Interpolation mode) {
        String coordinates = "coordinate_transformation_mode";
        return switch (mode) {
            case NEAREST -> new OnnxMl.AttributeProto[] {
                text("mode", "nearest"),
                text("nearest_mode", "floor"),
                text(coordinates, "asymmetric")
            };
            case BILINEAR -> new OnnxMl.AttributeProto[] {
                text("mode", "linear"), text(coordinates, "half_pixel")
            };
            case BILINEAR_ALIGNED -> new OnnxMl.AttributeProto[] {
                text("mode", "linear"), text(coordinates, "align_corners")
            };
        };
    }
}
