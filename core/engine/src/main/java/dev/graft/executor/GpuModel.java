// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product names of GPUs. */
public final class GpuModel {

    /** The model's short word: {@code NVIDIA A100-SXM4-80GB}, {@code Tesla V100-PCIE-32GB}, {@code NVIDIA L40S}. */
    private static final Pattern MODEL = Pattern.compile("\\b([A-Z]{1,3}\\d{1,4}[A-Z]?)\\b");

    private GpuModel() {}

    /** The API's word for the kind of a product, for example {@code a100}. */
    public static String platform(String product) {
        Matcher matcher = MODEL.matcher(product);
        return matcher.find()
                ? matcher.group(1).toLowerCase(Locale.ROOT)
                : product.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
