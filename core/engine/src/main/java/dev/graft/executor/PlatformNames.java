// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API's words for kinds of GPUs. What is configured counts first; else it is the model's short word in the product's name, for example
 * {@code a100} of {@code NVIDIA A100-SXM4-80GB}.
 */
public final class PlatformNames {

    /** No name but those in the products' names. */
    public static final PlatformNames BUILT_IN = new PlatformNames(Map.of());

    /** The model's short word: {@code NVIDIA A100-SXM4-80GB}, {@code Tesla V100-PCIE-32GB}, {@code NVIDIA L40S}. */
    private static final Pattern MODEL = Pattern.compile("\\b([A-Z]{1,3}\\d{1,4}[A-Z]?)\\b");

    private static final Pattern ENTRY = Pattern.compile("([a-z0-9][a-z0-9.-]*)=([^,=]*[^,=\\s])");

    /** Platforms by how their products' names begin, the longest first. */
    private final Map<String, String> byProduct =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private PlatformNames(Map<String, String> byProduct) {
        byProduct.forEach((product, platform) -> this.byProduct.put(plain(product), platform));
    }

    /**
     * The names of a text such as {@code a100-80=NVIDIA A100-SXM4-80GB,titan-xp=NVIDIA TITAN Xp}: platforms with the beginning of their
     * products' names. The longest that fits counts; case and punctuation do not.
     *
     * @param key the configuration's key, for the refusal
     */
    static PlatformNames of(String key, String text) {
        Map<String, String> byProduct = new TreeMap<>();
        for (String part : text.strip().split("\\s*,\\s*")) {
            Matcher entry = ENTRY.matcher(part);
            if (!entry.matches()) {
                throw new IllegalArgumentException(
                        key + " names platforms, such as a100-80=NVIDIA A100-SXM4-80GB,titan-xp=NVIDIA TITAN Xp, unlike '" + part + "'");
            }
            byProduct.put(entry.group(2), entry.group(1));
        }
        return new PlatformNames(byProduct);
    }

    /** The word for the kind of a product. */
    public String of(String product) {
        String plain = plain(product);
        return byProduct.entrySet().stream()
                .filter(entry -> plain.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> model(product));
    }

    private static String model(String product) {
        Matcher matcher = MODEL.matcher(product);
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : plain(product);
    }

    private static String plain(String product) {
        return product.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
