// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All pictures of a dataset with their objects.
 *
 * @param categories the classes by their numbers
 * @param pictures the pictures in the order of the dataset
 */
public record LabelSet(List<Category> categories, List<LabelledPicture> pictures) {

    public LabelSet {
        categories = categories.stream().sorted(Comparator.comparingInt(Category::id)).toList();
        pictures = List.copyOf(pictures);
    }

    /** Number of objects of all pictures. */
    public long objects() {
        return pictures.stream().mapToLong(picture -> picture.objects().size()).sum();
    }

    /** Number of objects of each class, in the order of the classes; those without any are there too. */
    public Map<String, Long> objectsByClass() {
        Map<String, Long> counts = new LinkedHashMap<>();
        categories.forEach(category -> counts.put(category.name(), 0L));
        pictures.forEach(picture -> picture.objects().forEach(object -> counts.merge(object.category().name(), 1L, Long::sum)));
        return counts;
    }
}
