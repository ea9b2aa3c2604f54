package com.rescaleequity.order.trading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Loads the core and its simulation anew, with a defect in one method of the core or none. */
final class DefectiveCoreLoader extends ClassLoader {

    private static final String PACKAGE = DefectiveCoreLoader.class.getPackageName() + ".";

    private final @Nullable PlantedDefect defect;
    private final ClassLoader sound = DefectiveCoreLoader.class.getClassLoader();

    DefectiveCoreLoader(@Nullable PlantedDefect defect) {
        super(DefectiveCoreLoader.class.getClassLoader());
        this.defect = defect;
    }

    /** What the simulation finds wrong, or null if it finds nothing. */
    @Nullable String firstFailure(int seeds, int steps) throws ReflectiveOperationException {
        Class<?> runs = loadClass(SeededRuns.class.getName());
        Method method = runs.getDeclaredMethod("firstFailure", int.class, int.class);
        method.setAccessible(true);
        return (String) method.invoke(null, seeds, steps);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes;
        try (InputStream file = sound.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            bytes = file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (defect != null && defect.className().equals(name)) {
            bytes = plant(defect, bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] plant(PlantedDefect planted, byte[] bytes) {
        AtomicInteger places = new AtomicInteger();
        ClassFile classFile =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(sound)));
        byte[] changed =
                classFile.transformClass(
                        classFile.parse(bytes),
                        ClassTransform.transformingMethodBodies(
                                method -> method.methodName().equalsString(planted.method()),
                                planted.mutation().transform(places::incrementAndGet)));
        if (places.get() == 0) {
            throw new IllegalStateException("nothing to change for " + planted);
        }
        return changed;
    }
}
