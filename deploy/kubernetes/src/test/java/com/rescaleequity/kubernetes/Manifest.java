package com.rescaleequity.kubernetes;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.ModelMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One Kubernetes object of a manifest file, read strictly: an unknown kind, an unknown field at any
 * depth, a missing required field and a duplicate key are refused. client-java's own Yaml drops
 * unknown fields, so the generated validator of the model is asked first.
 */
record Manifest(String source, KubernetesObject object) {

    static List<Manifest> read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> read(String source, String yaml) {
        return StreamSupport.stream(yaml().loadAll(yaml).spliterator(), false)
                .map(document -> of(source, new Gson().toJsonTree(document).getAsJsonObject()))
                .toList();
    }

    /** A reader of plain values that refuses duplicate keys. */
    static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    String name() {
        return object.getMetadata().getName();
    }

    @Override
    public String toString() {
        return source + " " + object.getKind() + "/" + name();
    }

    private static Manifest of(String source, JsonObject document) {
        String apiVersion = document.get("apiVersion").getAsString();
        String kind = document.get("kind").getAsString();
        var groupVersionKind = ModelMapper.groupVersionKindFromApiVersionAndKind(apiVersion, kind);
        Class<?> model =
                ModelMapper.preBuiltGetApiTypeClass(
                        groupVersionKind.getGroup(), groupVersionKind.getVersion(), kind);
        if (model == null) {
            throw new IllegalArgumentException(source + ": no kind " + apiVersion + " " + kind);
        }
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, document);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    source + ": " + kind + ": " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(model + " has no validator", e);
        }
        return new Manifest(source, (KubernetesObject) JSON.getGson().fromJson(document, model));
    }
}
