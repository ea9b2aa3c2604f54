package com.rescaleequity.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kustomization.yaml with the fields that the checks need. Patches are not applied: they change
 * values here and never names, ports or paths.
 */
record Kustomization(Path folder, Map<String, Object> fields) {

    static Kustomization of(Path folder) {
        try {
            String text = Files.readString(folder.resolve("kustomization.yaml"));
            return new Kustomization(folder.normalize(), Manifest.yaml().load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> strings(String field) {
        return list(fields, field);
    }

    List<Map<String, Object>> entries(String field) {
        return list(fields, field);
    }

    /** The kustomizations that this one is built on, itself last. */
    List<Kustomization> withBases() {
        Stream<Kustomization> bases =
                strings("resources").stream()
                        .map(folder::resolve)
                        .filter(Files::isDirectory)
                        .flatMap(base -> of(base).withBases().stream());
        return Stream.concat(bases, Stream.of(this)).toList();
    }

    /** The objects of the files that this kustomization names. */
    List<Manifest> manifests() {
        return strings("resources").stream()
                .filter(resource -> resource.endsWith(".yaml"))
                .flatMap(resource -> Manifest.read(folder.resolve(resource)).stream())
                .toList();
    }

    /** Generated ConfigMaps by name: the lines of their env files, and their files by name. */
    Map<String, Map<String, String>> configMaps() {
        var configMaps = new LinkedHashMap<String, Map<String, String>>();
        for (Map<String, Object> generator : entries("configMapGenerator")) {
            var data = new LinkedHashMap<String, String>();
            this.<String>list(generator, "envs").stream()
                    .flatMap(file -> lines(folder.resolve(file)))
                    .forEach(line -> put(data, line));
            this.<String>list(generator, "literals").forEach(line -> put(data, line));
            for (String file : this.<String>list(generator, "files")) {
                data.put(Path.of(file).getFileName().toString(), text(folder.resolve(file)));
            }
            configMaps.put((String) generator.get("name"), data);
        }
        return configMaps;
    }

    /** Generated Secrets by name with their literals; values of untracked files are not read. */
    Map<String, Map<String, String>> secrets() {
        var secrets = new LinkedHashMap<String, Map<String, String>>();
        for (Map<String, Object> generator : entries("secretGenerator")) {
            var data = new LinkedHashMap<String, String>();
            this.<String>list(generator, "literals").forEach(line -> put(data, line));
            secrets.put((String) generator.get("name"), data);
        }
        return secrets;
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list(Map<String, Object> map, String field) {
        return (List<T>) map.getOrDefault(field, new ArrayList<T>());
    }

    private static void put(Map<String, String> data, String line) {
        int equals = line.indexOf('=');
        data.put(line.substring(0, equals), line.substring(equals + 1));
    }

    private static Stream<String> lines(Path file) {
        return text(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
