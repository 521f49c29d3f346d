// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * A part of a network: named parameters, buffers and child modules, in the order of declaration.
 *
 * <p>Full names join the parts with dots ({@code layer1.0.conv1.weight}); a child named "" lends its names to its parent
 * unchanged. A module starts in training mode. It is not safe for use by several threads.
 */
public abstract class Module {

    private final Map<String, Parameter> own = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private boolean training = true;
    private boolean frozen;

    /** Declares a weight. */
    protected final Parameter parameter(String name, Tensor initial) {
        return declare(name, Parameter.trainable(initial));
    }

    /** Declares a buffer: state that is stored with the weights but not trained. */
    protected final Parameter buffer(String name, Tensor initial) {
        return declare(name, Parameter.buffer(initial));
    }

    private Parameter declare(String name, Parameter parameter) {
        if (own.putIfAbsent(name, parameter) != null) {
            throw new IllegalStateException("Two parameters named " + name + " in one module");
        }
        return parameter;
    }

    /** Declares a child; "" makes the child's names this module's own. */
    protected final <M extends Module> M child(String name, M module) {
        if (children.putIfAbsent(name, module) != null) {
            throw new IllegalStateException("Two children named " + name + " in one module");
        }
        return module;
    }

    /** All parameters and buffers by full name: what a checkpoint stores. */
    public final Map<String, Parameter> state() {
        Map<String, Parameter> found = new LinkedHashMap<>();
        visit("", found::put);
        return found;
    }

    /** The weights by full name, frozen ones included, buffers not. */
    public final Map<String, Parameter> parameters() {
        Map<String, Parameter> found = state();
        found.values().removeIf(Parameter::isBuffer);
        return found;
    }

    /** The weights to be trained by full name: what an optimiser takes. */
    public final Map<String, Parameter> trainableParameters() {
        Map<String, Parameter> found = parameters();
        found.values().removeIf(parameter -> !parameter.isTrainable());
        return found;
    }

    /** This module and all below it, in the order of declaration. */
    public final List<Module> modules() {
        List<Module> found = new ArrayList<>();
        found.add(this);
        children.values().forEach(module -> found.addAll(module.modules()));
        return found;
    }

    private void visit(String prefix, BiConsumer<String, Parameter> visitor) {
        own.forEach((name, parameter) -> visitor.accept(prefix + name, parameter));
        children.forEach((name, module) -> module.visit(name.isEmpty() ? prefix : prefix + name + ".", visitor));
    }

    /** Number of weights' elements, frozen ones included. */
    public final long parameterCount() {
        return parameters().values().stream().mapToLong(Parameter::count).sum();
    }

    /** Switches to training (drop-out alive, batch statistics used); frozen parts stay in evaluation. */
    public final void train() {
        mode(true);
    }

    /** Switches to evaluation: the output depends on the input alone. */
    public final void eval() {
        mode(false);
    }

    private void mode(boolean train) {
        training = train && !frozen;
        children.values().forEach(module -> module.mode(train));
    }

    /** Whether drop-out is alive and batch statistics are used. */
    public final boolean isTraining() {
        return training;
    }

    /** Stops training of this part: no gradients, and batch norm statistics stay as they are. */
    public final void freeze() {
        frozen = true;
        training = false;
        own.values().forEach(Parameter::freeze);
        children.values().forEach(Module::freeze);
    }

    /** Keeps this part in evaluation while the rest trains: batch norm statistics stay as they are, the weights still learn. */
    public final void holdInEvaluation() {
        frozen = true;
        training = false;
        children.values().forEach(Module::holdInEvaluation);
    }

    /** Undoes {@link #freeze} and {@link #holdInEvaluation}, and switches to training. */
    public final void unfreeze() {
        frozen = false;
        training = true;
        own.values().forEach(Parameter::unfreeze);
        children.values().forEach(Module::unfreeze);
    }

    /** Moves all parameters and buffers. An optimiser made before holds the old ones: make it after the move. */
    public final void moveTo(Device device) {
        own.values().forEach(parameter -> parameter.moveTo(device));
        children.values().forEach(module -> module.moveTo(device));
    }
}
