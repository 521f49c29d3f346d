// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.KittiFolder;
import dev.graft.plugin.dataservices.annotation.KittiRow;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The check of a KITTI dataset.
 *
 * @param source the dataset
 * @param corrected where the corrected one is written; empty if it is not
 * @param faults takes what is wrong
 * @param threads that decode pictures
 * @param counts takes what was seen and kept
 */
record KittiValidation(
        SourceLabels source,
        Optional<Path> corrected,
        FileFaults faults,
        WorkerContext context,
        int threads,
        ValidateAction.Counts counts) {

    /** A picture after decoding. */
    private record Decoded(KittiFolder.Entry entry, Optional<String> damage) {}

    void run() throws IOException {
        KittiFolder folder = new KittiFolder(source.pictures(), source.labels(), faults);
        List<KittiFolder.Entry> entries = new ArrayList<>();
        folder.scan(entries::add);
        counts.pictures = folder.names().size();
        Progress progress = new Progress(context.status(), context.stop(), "pictures", entries.size());
        new InOrder(threads).run(
                entries,
                entry -> new Decoded(entry, PictureFiles.damage(source.pictures().resolve(entry.name()))),
                decoded -> {
                    take(decoded);
                    progress.step();
                });
    }

    private void take(Decoded decoded) throws IOException {
        KittiFolder.Entry entry = decoded.entry();
        counts.objects += entry.rows().size();
        if (decoded.damage().isPresent()) {
            faults.add("images/" + entry.name(), "damaged_picture", decoded.damage().get(), "it was removed with its objects");
            return;
        }
        List<KittiRow> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (KittiRow row : entry.rows()) {
            check(entry, row, kept.size() + 1).filter(good -> isNew(entry, good, seen)).ifPresent(kept::add);
        }
        counts.keptPictures++;
        counts.keptObjects += kept.size();
        if (corrected.isPresent()) {
            Links.link(source.pictures().resolve(entry.name()), corrected.get().resolve("images").resolve(entry.name()));
            KittiFolder.write(corrected.get().resolve("labels"), entry.name(), kept);
        }
    }

    private Optional<KittiRow> check(KittiFolder.Entry entry, KittiRow row, int number) {
        BoxCheck check = BoxCheck.of(
                row.number(3), row.number(4), row.number(5), row.number(6), entry.size().width, entry.size().height);
        if (check.kind().isEmpty()) {
            return Optional.of(row);
        }
        String box = row.number(3) + " " + row.number(4) + " " + row.number(5) + " " + row.number(6);
        faults.add(entry.name() + ", object " + number, check.kind().get(), check.problem(box), check.advice());
        return check.corrected().map(edges -> {
            List<BigDecimal> numbers = new ArrayList<>(row.numbers());
            for (int i = 0; i < edges.size(); i++) {
                numbers.set(3 + i, edges.get(i));
            }
            return new KittiRow(row.type(), numbers);
        });
    }

    private boolean isNew(KittiFolder.Entry entry, KittiRow row, Set<String> seen) {
        String same = row.type() + " " + row.numbers().subList(3, 7);
        boolean added = seen.add(same);
        if (!added) {
            faults.add(entry.name() + ", " + row.type(), "duplicate_object", "the same class and box stand there twice", "one was removed");
        }
        return added;
    }
}
