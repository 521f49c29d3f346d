// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.UnreadablePictureException;
import java.awt.Dimension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * A dataset in the layout of PASCAL VOC: pictures, and an XML file of the same stem for each. Its boxes count pixels from 1 and include
 * the last one, so the left and upper edges are one less here and the right and lower ones stay.
 */
public final class VocFolder {

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final List<String> EDGES = List.of("xmin", "ymin", "xmax", "ymax");

    private final Path pictures;
    private final Path annotations;
    private final FileFaults faults;

    /** @param faults takes what is wrong with its files */
    public VocFolder(Path pictures, Path annotations, FileFaults faults) {
        this.pictures = pictures;
        this.annotations = annotations;
        this.faults = faults;
    }

    /** Reads every picture's size and objects, as rows of KITTI: {@code truncated} and {@code difficult} are truncation and occlusion 3. */
    public void scan(KittiFolder.Visitor visitor) throws IOException {
        for (String name : PictureFiles.list(pictures)) {
            Optional<Dimension> size = size(name);
            if (size.isPresent()) {
                visitor.entry(new KittiFolder.Entry(name, size.get(), rows(LabelledPicture.stemOf(name) + ".xml")));
            }
        }
    }

    private Optional<Dimension> size(String name) throws IOException {
        try {
            return Optional.of(PictureFiles.size(pictures.resolve(name)));
        } catch (UnreadablePictureException e) {
            faults.add(
                    pictures.getFileName() + "/" + name,
                    "unreadable_picture",
                    "the picture cannot be read: " + e.getMessage(),
                    "it was left out");
            return Optional.empty();
        }
    }

    private List<KittiRow> rows(String name) throws IOException {
        Path file = annotations.resolve(name);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Reading(name).rows(reader(in));
        } catch (XMLStreamException e) {
            faults.add(shown(name), "malformed_label", "it is no valid XML: " + e.getMessage().lines().findFirst().orElse(""),
                    "its objects were left out");
            return List.of();
        }
    }

    /** Follows no reference out of the file. */
    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    private String shown(String name) {
        return annotations.getFileName() + "/" + name;
    }

    /** The reading of one file. */
    private final class Reading {

        private final String name;
        private final List<KittiRow> rows = new ArrayList<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final Map<String, String> object = new HashMap<>();

        Reading(String name) {
            this.name = name;
        }

        List<KittiRow> rows(XMLStreamReader xml) throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.addLast(xml.getLocalName());
                    text.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(xml.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    ended(String.join("/", path), text.toString().strip());
                    path.removeLast();
                }
            }
            return rows;
        }

        private void ended(String place, String text) {
            if (place.equals("annotation/object")) {
                row().ifPresent(rows::add);
                object.clear();
            } else if (place.startsWith("annotation/object/")) {
                // Parts of an object have names and boxes of their own.
                object.putIfAbsent(place.substring("annotation/object/".length()), text);
            }
        }

        private Optional<KittiRow> row() {
            String type = object.getOrDefault("name", "");
            if (type.isEmpty()) {
                fault("has no name");
                return Optional.empty();
            }
            try {
                List<BigDecimal> edges = EDGES.stream().map(edge -> new BigDecimal(object.getOrDefault("bndbox/" + edge, "?"))).toList();
                KittiRow plain = KittiRow.of(
                        type, edges.get(0).subtract(ONE), edges.get(1).subtract(ONE), edges.get(2), edges.get(3));
                List<BigDecimal> numbers = new ArrayList<>(plain.numbers());
                numbers.set(0, flag("truncated") ? ONE : BigDecimal.ZERO);
                numbers.set(1, flag("difficult") ? BigDecimal.valueOf(3) : flag("occluded") ? ONE : BigDecimal.ZERO);
                return Optional.of(new KittiRow(type, numbers));
            } catch (NumberFormatException e) {
                fault("has no bndbox with xmin, ymin, xmax and ymax");
                return Optional.empty();
            }
        }

        private boolean flag(String key) {
            return object.getOrDefault(key, "0").equals("1");
        }

        private void fault(String problem) {
            faults.add(shown(name), "malformed_label", "object " + (rows.size() + 1) + " " + problem, "it was left out");
        }
    }

    /** Writes the XML file of a picture. */
    public static void write(Path annotations, String pictureName, Dimension size, List<KittiRow> rows) throws IOException {
        Path file = annotations.resolve(LabelledPicture.stemOf(pictureName) + ".xml");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartElement("annotation");
            element(xml, "filename", pictureName);
            xml.writeStartElement("size");
            element(xml, "width", Integer.toString(size.width));
            element(xml, "height", Integer.toString(size.height));
            element(xml, "depth", "3");
            xml.writeEndElement();
            for (KittiRow row : rows) {
                write(xml, row);
            }
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("the annotation " + file + " cannot be written", e);
        }
    }

    private static void write(XMLStreamWriter xml, KittiRow row) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("object");
        element(xml, "name", row.type());
        element(xml, "truncated", row.number(0).signum() > 0 ? "1" : "0");
        element(xml, "difficult", row.number(1).compareTo(BigDecimal.valueOf(3)) >= 0 ? "1" : "0");
        xml.writeStartElement("bndbox");
        element(xml, "xmin", row.number(3).add(ONE).toPlainString());
        element(xml, "ymin", row.number(4).add(ONE).toPlainString());
        element(xml, "xmax", row.number(5).toPlainString());
        element(xml, "ymax", row.number(6).toPlainString());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
