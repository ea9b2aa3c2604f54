package com.rescaleequity.systemtest.load.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.rescaleequity.systemtest.load.machine.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run found.
 *
 * @param setting how it was run
 * @param stages in their order
 * @param overloads one a round, if that was among the mixes
 * @param memory of all processes after it
 * @param proofs what was proved afterwards
 * @param notes what was left out and why
 */
public record Report(
        Setting setting,
        List<StageReport> stages,
        List<OverloadReport> overloads,
        Memory memory,
        List<Proof> proofs,
        List<String> notes) {

    /**
     * How a run was made.
     *
     * @param command the arguments
     * @param started in UTC
     * @param target where the calls went
     * @param machine processors and JVM
     */
    public record Setting(String command, String started, String target, String machine) {}

    /**
     * One thing that has to hold afterwards.
     *
     * @param text what was found
     */
    public record Proof(String name, Outcome outcome, String text) {}

    /** How a proof ended. */
    public enum Outcome {
        HOLDS,
        FAILED,
        NOT_CHECKED
    }

    /** Whether nothing that was checked is wrong. */
    public boolean holds() {
        return proofs.stream().noneMatch(proof -> proof.outcome() == Outcome.FAILED);
    }

    /** Writes everything as JSON. */
    public void writeJson(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), this);
    }
}
