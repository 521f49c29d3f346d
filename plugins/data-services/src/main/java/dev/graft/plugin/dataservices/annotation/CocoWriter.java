// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes a COCO file: the annotations as they come, then the pictures and the classes. Not thread safe.
 */
public final class CocoWriter implements Closeable {

    private final JsonGenerator json;
    private final List<Entry> pictures = new ArrayList<>();
    private final Collection<Category> categories;
    private long annotations;

    private record Entry(long id, String name, int width, int height) {}

    /** Begins a file. The classes may be added to until it is closed. */
    public CocoWriter(Path file, Collection<Category> categories) throws IOException {
        this.categories = categories;
        this.json = CocoScan.JSON.getFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature());
        json.writeStartObject();
        json.writeArrayFieldStart("annotations");
    }

    /** Begins a picture; the objects that follow are in it. */
    public void picture(long id, String name, int width, int height) {
        pictures.add(new Entry(id, name, width, height));
    }

    /** Writes a row of KITTI with all its columns. */
    public void row(KittiRow row, int category) throws IOException {
        BigDecimal left = row.number(3);
        BigDecimal top = row.number(4);
        BigDecimal width = row.number(5).subtract(left);
        BigDecimal height = row.number(6).subtract(top);
        begin(category, List.of(left, top, width, height), width.multiply(height), false);
        json.writeArrayFieldStart("segmentation");
        json.writeEndArray();
        KittiAttributes.write(json, row);
        json.writeEndObject();
    }

    /** Writes an object with its outline. */
    public void object(LabelledObject object) throws IOException {
        Box box = object.box();
        List<BigDecimal> bbox = List.of(
                KittiRow.decimal(box.left()),
                KittiRow.decimal(box.top()),
                KittiRow.decimal(box.width()),
                KittiRow.decimal(box.height()));
        begin(object.category().id(), bbox, KittiRow.decimal(object.area()), object.crowd());
        json.writeFieldName("segmentation");
        if (object.shape().isPresent()) {
            CocoShapes.write(json, object.shape().get());
        } else {
            json.writeStartArray();
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void begin(int category, List<BigDecimal> bbox, BigDecimal area, boolean crowd) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", ++annotations);
        json.writeNumberField("image_id", pictures.get(pictures.size() - 1).id());
        json.writeNumberField("category_id", category);
        json.writeArrayFieldStart("bbox");
        for (BigDecimal number : bbox) {
            json.writeNumber(number);
        }
        json.writeEndArray();
        json.writeNumberField("area", area);
        json.writeNumberField("iscrowd", crowd ? 1 : 0);
    }

    @Override
    public void close() throws IOException {
        try (json) {
            json.writeEndArray();
            json.writeArrayFieldStart("images");
            for (Entry picture : pictures) {
                json.writeStartObject();
                json.writeNumberField("id", picture.id());
                json.writeStringField("file_name", picture.name());
                json.writeNumberField("width", picture.width());
                json.writeNumberField("height", picture.height());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("categories");
            for (Category category : categories) {
                json.writeStartObject();
                json.writeNumberField("id", category.id());
                json.writeStringField("name", category.name());
                json.writeStringField("supercategory", category.name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
