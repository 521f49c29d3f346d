// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import org.junit.jupiter.api.Test;

class SectionTest {

    @Test
    void numbersMayBeText() {
        Section section = section("{'a':'4e-5','b':3,'c':'inf'}");
        assertThat(section.number("a", 0, 0, 1)).isEqualTo(4e-5);
        assertThat(section.integer("b", 0, 0)).isEqualTo(3);
        assertThat(section.number("c", 0, 0, Double.POSITIVE_INFINITY)).isInfinite();
    }

    @Test
    void nullAndBlankTextAreNotGiven() {
        Section section = section("{'a':null,'b':' '}");
        assertThat(section.text("a", "x")).isEqualTo("x");
        assertThat(section.text("b")).isEmpty();
        assertThat(section.section("a").has("anything")).isFalse();
    }

    @Test
    void faultsNameTheirPlaceAndWhatIsAllowed() {
        Section section = section("{'outer':{'a':'x','b':2.5,'c':7,'d':'maybe','e':{}}}").section("outer");
        assertThatThrownBy(() -> section.number("a")).hasMessage("/outer/a is \"x\"; a number is expected");
        assertThatThrownBy(() -> section.integer("b")).hasMessage("/outer/b is 2.5; a whole number is expected");
        assertThatThrownBy(() -> section.number("c", 0, 0, 1)).hasMessage("/outer/c is 7.0; 0.0 to 1.0 is allowed");
        assertThatThrownBy(() -> section.integer("c", 0, 8)).hasMessage("/outer/c is 7; at least 8 is allowed");
        assertThatThrownBy(() -> section.flag("d", true)).hasMessageContaining("/outer/d").hasMessageContaining("true or false");
        assertThatThrownBy(() -> section.text("e")).hasMessageContaining("/outer/e is {}");
        assertThatThrownBy(() -> section.requiredText("f"))
                .isInstanceOfSatisfying(
                        GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.INVALID_SPECS))
                .hasMessage("/outer/f is missing");
    }

    @Test
    void whatNobodyAskedForIsRefused() {
        Section section = section("{'known':1,'inner':{'typo':2}}");
        section.integer("known", 0, 0);
        section.section("inner").integer("right", 0, 0);
        assertThatThrownBy(section::refuseUnknown)
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("/inner/typo is not known here; known are right");
    }

    @Test
    void whatWasAskedForOrLeftIsNotRefused() {
        Section section = section("{'known':1,'other':{'x':2},'list':[{'a':1}]}");
        section.integer("known", 0, 0);
        section.leave("other");
        section.sections("list").forEach(entry -> entry.integer("a", 0, 0));
        assertThatCode(section::refuseUnknown).doesNotThrowAnyException();
    }

    @Test
    void unknownNamesInsideListsAreRefused() {
        Section section = section("{'list':[{'a':1},{'b':1}]}");
        section.sections("list").forEach(entry -> entry.integer("a", 0, 0));
        assertThatThrownBy(section::refuseUnknown).hasMessageContaining("/list/1/b");
    }

    @Test
    void aSingleNumberIsAListOfOne() {
        Section section = section("{'one':5,'two':[1,2]}");
        assertThat(section.numbers("one")).containsExactly(5.0);
        assertThat(section.numbers("two")).containsExactly(1.0, 2.0);
        assertThat(section.numbers("none")).isEmpty();
    }

    private static Section section(String json) {
        try {
            return Section.root((ObjectNode) new JsonMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
